// What is wrong, and who deals with it.
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { fundIdSchema } from '#protocol/fund.ts'
import { incidentIdSchema } from '#protocol/incidentFacts.ts'
import { ruleTable, type Severity } from '#protocol/monitorRules.ts'
import { noteSchema } from '#protocol/text.ts'
import { askBotsCommand, askCommand, type Command, type CommandExample } from './command.ts'
import { readableSpan, shortHash } from './figures.ts'
import { dealWith, incidentNamed, incidentSchema, incidentsOf, type Incident } from './incidentView.ts'
import { printable, type Style } from './style.ts'
import { textPairs, textTable } from './textTable.ts'
import type { Told } from './told.ts'

const id = incidentIdSchema.describe('as the list gives it')
const fund = fundIdSchema.optional().describe('only of this fund')
const note = noteSchema.default('').describe('what there is to say about it')
/** What a page of people’s time takes; the API gives the rest. */
const listedMax = 50

/** A caller of one fund names it, and is told of no other. */
const sees =
  (named: string | undefined) =>
  (fundId: string): boolean =>
    named === undefined || named === fundId

export const incidentListSchema = z.object({
  now: z.string(),
  count: z.int().describe('All there are; `incidents` has the newest of them'),
  incidents: z.array(incidentSchema),
})
export type IncidentList = Told<typeof incidentListSchema>
export const incidentShownSchema = z
  .object({
    now: z.string(),
    incident: incidentSchema,
  })
  .meta({ id: 'IncidentShown' })
export type IncidentShown = Told<typeof incidentShownSchema>

export const incidentListCommand = askCommand({
  name: 'incident.list',
  also: ['incidents'],
  result: incidentListSchema,
  summary: 'List what is wrong, and whether somebody has taken it on',
  help: 'An incident is raised by a monitor when one of its rules is breached, and is resolved by a person or by itself once the rule is healthy again. The newest come first.',
  permission: 'viewer',
  args: z.strictObject({
    fund,
    state: z
      .enum(['unresolved', 'open', 'acknowledged', 'resolved', 'all'])
      .default('unresolved')
      .describe('unresolved: open or acknowledged'),
  }),
  positionals: [],
  examples: [
    { type: 'incident list', does: 'lists what is not resolved' },
    { type: 'incident list --state all --fund main', does: 'lists every incident of one fund' },
  ],
  async run({ fund: fundId, state }, { host, clock }): Promise<IncidentList> {
    const found = incidentsOf(host, sees(fundId)).filter((one) => isListed(one, state))
    return { now: clock.now().toISOString(), count: found.length, incidents: found.slice(0, listedMax) }
  },
  render({ incidents, count, now }, style) {
    if (count === 0) return style.good('nothing is wrong')
    const table = textTable(
      [
        { title: 'incident' },
        { title: 'severity' },
        { title: 'state' },
        { title: 'what', gives: true },
        { title: 'age', align: 'right' },
      ],
      incidents.map((one) => [
        one.id,
        one.severity,
        one.state,
        printable(what(one)),
        readableSpan(Date.parse(now) - Date.parse(one.raisedAt)),
      ]),
      style,
    )
    return incidents.length === count ? table : `${table}\n${style.dim(`and ${count - incidents.length} older`)}`
  },
})

export const incidentShowCommand = askCommand({
  name: 'incident.show',
  result: incidentShownSchema,
  summary: 'Show one incident: what is wrong, since when, who has it in hand',
  help: 'Its rule, the value that breached it, how often that was seen, when it is told again, and what became of the pause where its rule pauses the fund.',
  permission: 'viewer',
  args: z.strictObject({ id, fund }),
  positionals: ['id'],
  examples: [{ type: 'incident show <incident>', does: 'prints that incident' }],
  run: async ({ id: named, fund: fundId }, { host, clock }): Promise<IncidentShown> => ({
    now: clock.now().toISOString(),
    incident: incidentNamed(host, named, sees(fundId)),
  }),
  render: renderIncident,
})

export const incidentAcknowledgeCommand = dealing({
  deed: 'acknowledge',
  summary: 'Take an incident on: nobody is told of it again',
  help: 'It stays until it is resolved. What it does by itself, such as pausing its fund, it does all the same.',
  example: { type: 'incident acknowledge <incident>', does: 'takes it on' },
})

export const incidentResolveCommand = dealing({
  deed: 'resolve',
  summary: 'Say that an incident is over',
  help: 'While its rule is still breached, the next look raises another one. A pause is not lifted by it: that is `fund unpause`.',
  example: { type: 'incident resolve <incident> --note mended', does: 'ends it, with a word on why' },
})

/** What a person does about an incident. */
function dealing(words: {
  readonly deed: 'acknowledge' | 'resolve'
  readonly summary: string
  readonly help: string
  readonly example: CommandExample
}): Command {
  const { deed, summary, help, example } = words
  return askBotsCommand({
    name: `incident.${deed}`,
    also: [deed],
    result: incidentShownSchema,
    summary,
    help,
    permission: 'operator',
    args: z.strictObject({ id, note, fund }),
    positionals: ['id'],
    examples: [example],
    async run({ id: named, note: said, fund: fundId }, { host, clock, who, isStillAllowed, requestId = randomUUID() }) {
      const mayStill = (of?: string): boolean => isStillAllowed('operator', of)
      const asked = { what: deed, id: named, by: who, note: said, requestId, isStillAllowed: mayStill }
      const incident = await dealWith(host, asked, sees(fundId))
      return { now: clock.now().toISOString(), incident }
    },
    render: renderIncident,
  })
}

const isListed = ({ state }: Incident, wanted: string): boolean =>
  wanted === 'all' || wanted === state || (wanted === 'unresolved' && state !== 'resolved')

/** The value with its unit, and whose it is. */
function what({ rule, subject, value, fundId }: Incident): string {
  const whose = subject.startsWith('0x') ? shortHash(subject) : subject
  return `${fundId === '' ? 'swarm' : fundId}: ${ruleTable[rule].measures}, ${value} ${ruleTable[rule].unit} (${whose})`
}

const severityLook: Readonly<Record<Severity, (style: Style) => (text: string) => string>> = {
  notice: () => (text) => text,
  warning: (style) => style.warn,
  critical: (style) => style.bad,
}

function renderIncident({ incident, now }: IncidentShown, style: Style): string {
  const ago = (at: string): string => `${readableSpan(Date.parse(now) - Date.parse(at))} ago`
  const { unit, breached } = ruleTable[incident.rule]
  const signed = ({ by, note: said }: { readonly by: string; readonly note: string }): string =>
    printable(`${by === '' ? 'itself' : by}${said === '' ? '' : `: ${said}`}`)
  const pairs: [string, string][] = [
    ['incident', style.bold(incident.id)],
    ['severity', severityLook[incident.severity](style)(incident.severity)],
    ['state', `${incident.state}, its rule is ${incident.condition}`],
    ['what', printable(what(incident))],
    ['rule', `${incident.rule}: breached ${breached} ${incident.threshold} ${unit}`],
    ['detail', printable(incident.detail)],
    ['raised', ago(incident.raisedAt)],
    ['breached', `in ${incident.breaches} ${incident.breaches === 1 ? 'look' : 'looks'}, the last ${ago(incident.lastAt)}`],
  ]
  if (incident.escalations > 0) pairs.push(['told again', String(incident.escalations)])
  if (incident.nextTold !== null)
    pairs.push(['next told', `in ${readableSpan(Math.max(0, Date.parse(incident.nextTold) - Date.parse(now)))}`])
  if (incident.acknowledged !== null) pairs.push(['taken on by', signed(incident.acknowledged)])
  if (incident.resolution !== null) pairs.push(['resolved by', signed(incident.resolution)])
  if (incident.pause !== null)
    pairs.push(['pause', `${incident.pause.state}${incident.pause.txHash === null ? '' : ` by ${incident.pause.txHash}`}`])
  return textPairs(pairs, style)
}
