// Incidents and monitors as people are shown them: read from their bots, which are the only ones who know.
import { z } from 'zod'
import { QuorateError } from '#protocol/errors.ts'
import { ruleIdSchema, ruleTable, severitySchema, type RuleId } from '#protocol/monitorRules.ts'
import type { BotView, Host } from '#runtime/host.ts'

const signedSchema = z.object({ by: z.string(), note: z.string() })
/** A rule in words, so that whoever is told of it needs no table. */
const ruleWords = {
  measures: z.string().describe('what its rule measures, for people'),
  unit: z.string().describe('of value and threshold'),
  breachedWhen: z.enum(['at or above', 'below']).describe('where the value stands to the threshold when it is breached'),
}
function wordsOf(rule: RuleId): z.output<z.ZodObject<typeof ruleWords>> {
  const { measures, unit, breached } = ruleTable[rule]
  return { measures, unit, breachedWhen: breached }
}

/** One incident. Times are ISO 8601. */
export const incidentSchema = z.object({
  id: z.string(),
  fundId: z.string().describe('empty: of the swarm as a whole'),
  rule: ruleIdSchema,
  ...ruleWords,
  subject: z.string(),
  severity: severitySchema,
  state: z.enum(['open', 'acknowledged', 'resolved']),
  condition: z.enum(['breached', 'recovering', 'over']).describe('what its rule says now'),
  value: z.number().describe('of the last breach'),
  threshold: z.number(),
  detail: z.string(),
  raisedAt: z.string(),
  lastAt: z.string().describe('of the last breach'),
  breaches: z.int().describe('looks that found the rule breached'),
  escalations: z.int().describe('how often it was told again'),
  nextTold: z.string().nullable().describe('when it is told again unless somebody takes it on'),
  acknowledged: signedSchema.nullable(),
  resolution: signedSchema.extend({ how: z.enum(['person', 'healthy']) }).nullable(),
  pause: z
    .object({
      state: z.enum(['under way', 'paused', 'refused', 'given up']),
      how: z.enum(['sent', 'found']).nullable().describe('found: the fund was paused already'),
      txHash: z.string().nullable(),
    })
    .nullable()
    .describe('of its fund, where its rule says so'),
})
export type Incident = z.output<typeof incidentSchema>

// machines/incidentState.ts states it
const contextSchema = z.object({
  ...incidentSchema.pick({ id: true, fundId: true, rule: true, subject: true, severity: true }).shape,
  ...incidentSchema.pick({ value: true, threshold: true, detail: true, breaches: true, escalations: true }).shape,
  acknowledged: incidentSchema.shape.acknowledged,
  resolved: incidentSchema.shape.resolution,
  at: z.number(),
  lastAt: z.number(),
  guardian: z.object({}).nullable(),
  paused: z.object({ how: z.enum(['sent', 'found']), txHash: z.string().nullable() }).nullable(),
})
const valueSchema = z.object({ attention: z.string(), condition: incidentSchema.shape.condition, remedy: z.string() })

function incidentOf({ context, value, timers }: BotView): Incident {
  const { at, lastAt, guardian, paused, resolved, ...rest } = contextSchema.parse(context)
  const { attention, condition, remedy } = valueSchema.parse(value)
  const iso = (seconds: number): string => new Date(seconds * 1_000).toISOString()
  return {
    ...rest,
    ...wordsOf(rest.rule),
    resolution: resolved,
    state: attention === 'open' || attention === 'acknowledged' ? attention : 'resolved',
    condition,
    raisedAt: iso(at),
    lastAt: iso(lastAt),
    nextTold: timers.find(({ id }) => id.includes('.escalate.'))?.dueAt ?? null,
    pause: guardian === null ? null : { state: pauseState(remedy), how: paused?.how ?? null, txHash: paused?.txHash ?? null },
  }
}

function pauseState(remedy: string): NonNullable<Incident['pause']>['state'] {
  if (remedy === 'paused') return 'paused'
  if (remedy === 'unpaused') return 'refused'
  return remedy === 'none' ? 'given up' : 'under way'
}

/** Newest first. @param sees whose incidents are there for who asks */
export function incidentsOf(host: Pick<Host, 'list'>, sees: (fundId: string) => boolean): readonly Incident[] {
  return host
    .list('incident')
    .map(incidentOf)
    .filter(({ fundId }) => sees(fundId))
    .toSorted((a, b) => (a.raisedAt === b.raisedAt ? (a.id < b.id ? 1 : -1) : a.raisedAt < b.raisedAt ? 1 : -1))
}

/** @throws UNKNOWN_INCIDENT, also for one that is not there for who asks */
export function incidentNamed(host: Pick<Host, 'view'>, id: string, sees: (fundId: string) => boolean): Incident {
  const view = host.view(`incident:${id}`)
  const found = view === undefined ? undefined : incidentOf(view)
  if (found === undefined || !sees(found.fundId)) throw new QuorateError('UNKNOWN_INCIDENT', { incident: id })
  return found
}

/** What a person does about an incident. */
export interface IncidentDeed {
  readonly what: 'acknowledge' | 'resolve'
  readonly id: string
  readonly by: string
  readonly note: string
  /** The same one is done once. */
  readonly requestId: string
  /** May whoever asks do it as things stand now? Undefined: of the swarm as a whole. */
  readonly isStillAllowed: (fundId?: string) => boolean
}

/** Does it and gives the incident as it is then. @throws INCIDENT_OVER, UNKNOWN_INCIDENT, NOT_PERMITTED */
export async function dealWith(
  host: Pick<Host, 'view' | 'ask'>,
  { what, id, by, note, requestId, isStillAllowed }: IncidentDeed,
  sees: (fundId: string) => boolean,
): Promise<Incident> {
  const before = incidentNamed(host, id, sees)
  if (!isStillAllowed(before.fundId === '' ? undefined : before.fundId))
    throw new QuorateError('NOT_PERMITTED', { command: `incident.${what}`, permission: 'operator' })
  if (before.state === 'resolved') throw new QuorateError('INCIDENT_OVER', { incident: id })
  await host.ask(`incident:${id}`, { type: `incident.${what}`, by, note }, { askId: `${what}/${requestId}`, who: by })
  return incidentNamed(host, id, sees)
}

/** A monitor and what its last look found. */
export const monitorSchema = z.object({
  id: z.string(),
  fundId: z.string().describe('empty: the swarm as a whole'),
  lookedAt: z.string().nullable().describe('ISO 8601; null before the first look'),
  everyS: z.number(),
  block: z.int().nullable().describe('newest that it saw'),
  blindBy: z.string().nullable().describe('why the last look failed as a whole'),
  rules: z.array(
    z.object({
      rule: ruleIdSchema,
      ...ruleWords,
      state: z.enum(['healthy', 'breached', 'blind']),
      threshold: z.number(),
      value: z.number().nullable().describe('the worst; null: the rule does not apply, or could not be measured'),
      subject: z.string(),
      detail: z.string(),
    }),
  ),
  incidents: z.array(z.string()).describe('those that did not end'),
})
export type Monitor = z.output<typeof monitorSchema>

// machines/monitorState.ts states it
const monitorContextSchema = z.object({
  id: z.string(),
  fundId: z.string(),
  at: z.number(),
  everyS: z.number(),
  head: z.object({ block: z.int() }).nullable(),
  blindBy: z.string().nullable(),
  figures: z.array(monitorSchema.shape.rules.element.omit({ measures: true, unit: true, breachedWhen: true })),
  open: z.record(z.string(), z.object({ incidentId: z.string() })),
})

/** Every monitor that is there for who asks. */
export function monitorsOf(host: Pick<Host, 'list'>, sees: (fundId: string) => boolean): readonly Monitor[] {
  return host
    .list('monitor')
    .map(({ context }): Monitor => {
      const { id, fundId, at, everyS, head, blindBy, figures, open } = monitorContextSchema.parse(context)
      return {
        id,
        fundId,
        lookedAt: at === 0 ? null : new Date(at * 1_000).toISOString(),
        everyS,
        block: head?.block ?? null,
        blindBy,
        rules: figures.map((figure) => ({ ...figure, ...wordsOf(figure.rule) })),
        incidents: Object.values(open).map(({ incidentId }) => incidentId),
      }
    })
    .filter(({ fundId }) => sees(fundId))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
}
