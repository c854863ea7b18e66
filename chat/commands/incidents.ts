// What is wrong, and who deals with it.
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { fundIdSchema } from '#protocol/fund.ts'
import { incidentIdSchema } from '#protocol/incidentFacts.ts'
import { ruleTable, type Severity } from '#protocol/monitorRules.ts'
import { noteSchema } from '#protocol/text.ts'
import { askCommand } from './command.ts'
import type { CommandContext } from './commandContext.ts'
import { readableSpan, shortHash } from './figures.ts'
import { dealWith, incidentNamed, incidentsOf, type Incident } from './incidentView.ts'
import { printable, type Style } from './style.ts'
import { textPairs, textTable } from './textTable.ts'

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

export interface IncidentList {
  readonly now: string
  /** All there are; `incidents` has the newest of them. */
  readonly count: number
  readonly incidents: readonly Incident[]
}
export interface IncidentShown {
  readonly now: string
  readonly incident: Incident
}

export const incidentListCommand = askCommand({
  name: 'incident.list',
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

export const incidentAcknowledgeCommand = askCommand({
  name: 'incident.acknowledge',
  summary: 'Take an incident on: nobody is told of it again',
  help: 'It stays until it is resolved. What it does by itself, such as pausing its fund, it does all the same.',
  permission: 'operator',
  args: z.strictObject({ id, note, fund }),
  positionals: ['id'],
  examples: [{ type: 'incident acknowledge <incident>', does: 'takes it on' }],
  run: async ({ id: named, note: said, fund: fundId }, context): Promise<IncidentShown> =>
    dealt('acknowledge', { id: named, note: said, fundId }, context),
  render: renderIncident,
})

export const incidentResolveCommand = askCommand({
  name: 'incident.resolve',
  summary: 'Say that an incident is over',
  help: 'While its rule is still breached, the next look raises another one. A pause is not lifted by it: that is `fund unpause`.',
  permission: 'operator',
  args: z.strictObject({ id, note, fund }),
  positionals: ['id'],
  examples: [{ type: 'incident resolve <incident> --note mended', does: 'ends it, with a word on why' }],
  run: async ({ id: named, note: said, fund: fundId }, context): Promise<IncidentShown> =>
    dealt('resolve', { id: named, note: said, fundId }, context),
  render: renderIncident,
})

async function dealt(
  deed: 'acknowledge' | 'resolve',
  { id: named, note: said, fundId }: { readonly id: string; readonly note: string; readonly fundId: string | undefined },
  { host, clock, who, isStillAllowed, requestId = randomUUID() }: CommandContext,
): Promise<IncidentShown> {
  const mayStill = (of?: string): boolean => isStillAllowed('operator', of)
  const incident = await dealWith(
    host,
    { what: deed, id: named, by: who, note: said, requestId, isStillAllowed: mayStill },
    sees(fundId),
  )
  return { now: clock.now().toISOString(), incident }
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
