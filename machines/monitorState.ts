// What a monitor knows, and what follows from one look: which rules are breached, since when, and which incidents begin,
// count on or may end. Times in seconds of the wall clock, as the look brings them.
import { isBreach, type MonitorPlan, type MonitorRule, type RuleId } from '#protocol/monitorRules.ts'
import type { Guardian, IncidentInput } from './incidentState.ts'
import { monitorLimits } from './limits.ts'

export interface MonitorInput {
  /** its own id: `main` for a fund's */
  readonly id: string
  /** empty for the swarm's */
  readonly fundId: string
  readonly guardian: Guardian | null
}

/** One value of one rule: of a trade, a verifier, an account, the fund. */
export interface Sample {
  readonly rule: RuleId
  readonly subject: string
  /** null: the rule does not apply, which is healthy */
  readonly value: number | null
  /** in words */
  readonly detail: string
}
/** A rule that could not be measured: nothing is concluded from it. */
export interface Blind {
  readonly rule: RuleId
  readonly code: string
  readonly detail: string
}
/** The newest block that was seen. */
export interface Head {
  readonly block: number
  readonly time: number
}
/** What one look found. */
export interface Reading {
  readonly at: number
  /** null when the node did not answer */
  readonly head: Head | null
  readonly plan: MonitorPlan
  /** a rule that is neither here nor among the blind ones has no subject, which is healthy */
  readonly samples: readonly Sample[]
  readonly blind: readonly Blind[]
}

/** A rule as people are shown it: its worst value. */
export interface Figure {
  readonly rule: RuleId
  readonly threshold: number
  readonly state: 'healthy' | 'breached' | 'blind'
  readonly subject: string
  readonly value: number | null
  readonly detail: string
}
/** An incident that did not end, by rule and subject. */
export interface OpenIncident {
  readonly incidentId: string
  /** what it was told last */
  readonly condition: 'breached' | 'healthy'
}
export interface MonitorContext extends MonitorInput {
  readonly at: number
  readonly head: Head | null
  readonly everyS: number
  readonly watchMs: number
  readonly figures: readonly Figure[]
  /** since when each breach lasts whose incident is not due yet */
  readonly breachedSince: Readonly<Record<string, number>>
  readonly open: Readonly<Record<string, OpenIncident>>
  /** incidents so far: each has its own number */
  readonly raised: number
  /** told to observers; null while it sees */
  readonly blindBy: string | null
}

/** An incident has one rule and one subject. */
export const keyOf = ({ rule, subject }: { readonly rule: string; readonly subject: string }): string => `${rule} ${subject}`

/** What follows from a look. */
export interface Outlook {
  readonly context: Partial<MonitorContext>
  readonly raise: readonly IncidentInput[]
  /** those of them that pause their fund */
  readonly pause: readonly string[]
  readonly breached: readonly {
    readonly incidentId: string
    readonly value: number
    readonly detail: string
    readonly at: number
  }[]
  readonly healthy: readonly { readonly incidentId: string; readonly at: number }[]
}

/** One sample that is too much or too little, with its rule. */
interface Breach {
  readonly rule: MonitorRule
  readonly sample: Sample & { readonly value: number }
}

function breachesIn({ plan, samples }: Reading): readonly Breach[] {
  return plan.rules.flatMap((rule) =>
    samples.flatMap((sample) =>
      sample.rule === rule.id && sample.value !== null && isBreach(rule.id, rule.threshold, sample.value)
        ? [{ rule, sample: { ...sample, value: sample.value } }]
        : [],
    ),
  )
}

/** Judges a look. The same look over the same context gives the same: no clock, no chance. */
export function outlook(context: MonitorContext, reading: Reading): Outlook {
  const { at, plan, head } = reading
  const breaches = breachesIn(reading)
  const known = breaches.filter(({ sample }) => context.open[keyOf(sample)] !== undefined)
  const since = (sample: Sample): number => context.breachedSince[keyOf(sample)] ?? at
  const fresh = breaches.filter(({ sample }) => context.open[keyOf(sample)] === undefined)
  const due = fresh.filter(({ rule, sample }) => at - since(sample) >= rule.forS)
  // what finds no room is raised by a later look
  const raised = due.slice(0, Math.max(0, monitorLimits.openIncidents - Object.keys(context.open).length))
  const waiting = fresh.filter((one) => !raised.includes(one)).slice(0, monitorLimits.breachesFollowed)
  const raise = raised.map((breach, index) => incidentOf(context, reading, breach, context.raised + index + 1))
  const ended = endedIn(context, reading, breaches)
  const told = (key: string): OpenIncident['condition'] | undefined =>
    ended.includes(key) ? 'healthy' : known.some(({ sample }) => keyOf(sample) === key) ? 'breached' : undefined
  const open = Object.fromEntries([
    ...Object.entries(context.open).map(([key, one]) => [key, { ...one, condition: told(key) ?? one.condition }] as const),
    ...raise.map((one) => [keyOf(one), { incidentId: one.id, condition: 'breached' as const }] as const),
  ])
  return {
    context: {
      at,
      head: head ?? context.head,
      everyS: plan.everyS,
      watchMs: plan.watchMs,
      figures: figuresOf(reading),
      breachedSince: Object.fromEntries(waiting.map(({ sample }) => [keyOf(sample), since(sample)])),
      open,
      raised: context.raised + raise.length,
      blindBy: null,
    },
    raise,
    pause: raise.flatMap((one) => (one.guardian === null ? [] : [one.id])),
    breached: known.map(({ sample }) => ({
      incidentId: context.open[keyOf(sample)]?.incidentId ?? '',
      value: sample.value,
      detail: sample.detail,
      at,
    })),
    healthy: ended.map((key) => ({ incidentId: context.open[key]?.incidentId ?? '', at })),
  }
}

/** Open incidents whose breach is not there any more, and who were not told. Of what could not be measured nothing is known. */
function endedIn(context: MonitorContext, { blind }: Reading, breaches: readonly Breach[]): readonly string[] {
  return Object.entries(context.open).flatMap(([key, { condition }]) => {
    const isBlind = blind.some(({ rule }) => key.startsWith(`${rule} `))
    const isBreached = breaches.some(({ sample }) => keyOf(sample) === key)
    return condition === 'breached' && !isBlind && !isBreached ? [key] : []
  })
}

function incidentOf(context: MonitorContext, { at, plan }: Reading, { rule, sample }: Breach, number: number): IncidentInput {
  const { id, fundId, guardian } = context
  return {
    id: `${id}.${rule.id}.${number}`,
    monitor: `monitor:${id}`,
    fundId,
    rule: rule.id,
    subject: sample.subject,
    severity: rule.severity,
    threshold: rule.threshold,
    value: sample.value,
    detail: sample.detail,
    at,
    escalateMs: plan.escalateS * 1_000,
    healthyMs: plan.healthyS * 1_000,
    guardian: rule.pauses ? guardian : null,
  }
}

/** The worst value of each rule. */
function figuresOf(reading: Reading): readonly Figure[] {
  const { plan, samples, blind } = reading
  return plan.rules.map(({ id, threshold }): Figure => {
    const unseen = blind.find(({ rule }) => rule === id)
    const common = { rule: id, threshold }
    if (unseen !== undefined)
      return { ...common, state: 'blind', subject: '', value: null, detail: `${unseen.code}: ${unseen.detail}` }
    const of = samples.filter(({ rule }) => rule === id)
    const worst = of.reduce<Sample | undefined>((most, one) => (isWorse(id, one, most) ? one : most), undefined)
    if (worst === undefined) return { ...common, state: 'healthy', subject: '', value: null, detail: '' }
    const { subject, value, detail } = worst
    const state = value !== null && isBreach(id, threshold, value) ? 'breached' : 'healthy'
    return { ...common, state, subject, value, detail }
  })
}

/** Would the first be breached by a threshold that the other is not? */
function isWorse(rule: RuleId, one: Sample, other: Sample | undefined): boolean {
  if (other === undefined || other.value === null) return true
  if (one.value === null) return false
  return !isBreach(rule, one.value, other.value) && one.value !== other.value
}
