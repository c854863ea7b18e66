// What is watched, as data: each rule measures one thing, and is breached from a threshold on. Monitors judge by it, the
// settings change it, and docs/monitoring.md lists it.
import { z } from 'zod'

/** From what is worth knowing to what needs somebody now. */
export const severities = ['notice', 'warning', 'critical'] as const
export const severitySchema = z.enum(severities)
export type Severity = z.output<typeof severitySchema>

/** The next severity, for what nobody took on. */
export const severer = (severity: Severity): Severity => severities[severities.indexOf(severity) + 1] ?? 'critical'

/** What a rule measures, and what it does about it unless the settings say otherwise. */
export interface RuleWords {
  readonly scope: 'fund' | 'swarm'
  /** What is measured, for people. */
  readonly measures: string
  readonly unit: string
  /** When a value is too much, or too little. */
  readonly breached: 'at or above' | 'below'
  readonly threshold: number
  /** How long it must last before anybody is told, in seconds. */
  readonly forS: number
  readonly severity: Severity
  readonly pauses: boolean
}

const fundRule = (words: Omit<RuleWords, 'scope' | 'breached' | 'pauses'> & Partial<RuleWords>): RuleWords => ({
  scope: 'fund',
  breached: 'at or above',
  pauses: false,
  ...words,
})

/** Every rule with its defaults. */
export const ruleTable = {
  'stuck-intent': fundRule({
    measures: 'age of a proposed trade that is neither executed nor dropped',
    unit: 's',
    // the longest window that the contracts' default allows, and five minutes
    threshold: 2_100,
    forS: 0,
    severity: 'warning',
  }),
  'quorum-missing': fundRule({
    measures: 'rounds in a row that ended without a published snapshot',
    unit: 'rounds',
    threshold: 3,
    forS: 30,
    severity: 'critical',
  }),
  'verifier-silent': fundRule({
    measures: 'rounds with claims in a row in which a verifier said nothing',
    unit: 'rounds',
    threshold: 5,
    forS: 60,
    severity: 'warning',
  }),
  'loss-bucket': fundRule({
    measures: 'how full the bucket of losses on chain is',
    unit: '%',
    // the core pauses itself when another loss like the last one does not fit
    threshold: 80,
    forS: 0,
    severity: 'critical',
    pauses: true,
  }),
  'price-deviation': fundRule({
    measures: 'distance of the pool’s spot price from the time-weighted one',
    unit: 'bps',
    threshold: 1_500,
    forS: 60,
    severity: 'warning',
  }),
  'nonce-drift': fundRule({
    measures: 'distance of an account bot’s next nonce from the chain’s count',
    unit: 'nonces',
    threshold: 1,
    // seen twice: what is on its way to a block is no drift
    forS: 10,
    severity: 'critical',
  }),
  'low-balance': fundRule({
    measures: 'what an acting account has left for gas',
    unit: 'gwei',
    breached: 'below',
    // 0.02 of the chain’s coin: a few transactions at 100 gwei
    threshold: 20_000_000,
    forS: 0,
    severity: 'warning',
  }),
  'chain-lagging': {
    ...fundRule({
      measures: 'age of the newest block that the node knows',
      unit: 's',
      threshold: 60,
      forS: 30,
      severity: 'critical',
    }),
    scope: 'swarm',
  },
  'bots-quarantined': {
    ...fundRule({ measures: 'bots in quarantine', unit: 'bots', threshold: 1, forS: 0, severity: 'critical' }),
    scope: 'swarm',
  },
} as const satisfies Record<string, RuleWords>

export type RuleId = keyof typeof ruleTable
export const ruleIds = Object.keys(ruleTable) as readonly RuleId[]
export const ruleIdSchema = z.enum(ruleIds as [RuleId, ...RuleId[]])
/** The rules of each fund, or those of the whole swarm. */
export const rulesOf = (scope: RuleWords['scope']): readonly RuleId[] => ruleIds.filter((id) => ruleTable[id].scope === scope)

/** Is a value too much, or too little? */
export function isBreach(rule: RuleId, threshold: number, value: number): boolean {
  return ruleTable[rule].breached === 'below' ? value < threshold : value >= threshold
}

const thresholdSchema = z.number().min(0).max(Number.MAX_SAFE_INTEGER)
const ruleSettings = (id: RuleId) =>
  z
    .strictObject({
      enabled: z.boolean().default(true),
      threshold: thresholdSchema
        .default(ruleTable[id].threshold)
        .describe(`${ruleTable[id].measures}, in ${ruleTable[id].unit}: breached when ${ruleTable[id].breached}`),
      forS: z.int().min(0).max(86_400).default(ruleTable[id].forS).describe('how long it lasts before an incident is raised'),
      severity: severitySchema.default(ruleTable[id].severity),
      pauses: z
        .literal(ruleTable[id].scope === 'fund' ? [true, false] : [false])
        .default(ruleTable[id].pauses)
        .describe('its incident pauses the fund through the guardian’s account'),
    })
    .prefault({})

const timing = {
  everyS: z.int().min(1).max(3_600).default(15).describe('between two looks; a trade of the fund is looked at at once'),
  escalateS: z
    .int()
    .min(1)
    .max(86_400)
    .default(600)
    .describe('until an incident that nobody took on grows more severe and is told again; doubles each time'),
  healthyS: z.int().min(1).max(86_400).default(300).describe('how long a rule is healthy before its incident resolves itself'),
}
const watchMs = z
  .int()
  .min(50)
  .max(60_000)
  .default(1_000)
  .describe('how often the node is asked whether a new block has a trade of the fund')

/** How one fund is watched. */
export const fundMonitorSchema = z.strictObject({
  ...timing,
  watchMs,
  rules: z
    .strictObject({
      'stuck-intent': ruleSettings('stuck-intent'),
      'quorum-missing': ruleSettings('quorum-missing'),
      'verifier-silent': ruleSettings('verifier-silent'),
      'loss-bucket': ruleSettings('loss-bucket'),
      'price-deviation': ruleSettings('price-deviation'),
      'nonce-drift': ruleSettings('nonce-drift'),
      'low-balance': ruleSettings('low-balance'),
    })
    .prefault({}),
})
/** How the swarm is watched as a whole. */
export const swarmMonitorSchema = z.strictObject({
  ...timing,
  rules: z
    .strictObject({
      'chain-lagging': ruleSettings('chain-lagging'),
      'bots-quarantined': ruleSettings('bots-quarantined'),
    })
    .prefault({}),
})

/** A rule as a monitor judges by it. */
export interface MonitorRule {
  readonly id: RuleId
  readonly threshold: number
  readonly forS: number
  readonly severity: Severity
  readonly pauses: boolean
}
/** What a monitor goes by; read anew with each look, so that settings hold from the next start on. */
export interface MonitorPlan {
  readonly everyS: number
  readonly watchMs: number
  readonly escalateS: number
  readonly healthyS: number
  /** Those that are on. */
  readonly rules: readonly MonitorRule[]
}

/** The settings as a monitor goes by them. */
export function monitorPlan(settings: z.output<typeof fundMonitorSchema> | z.output<typeof swarmMonitorSchema>): MonitorPlan {
  const { everyS, escalateS, healthyS } = settings
  const given: Readonly<Record<string, Omit<MonitorRule, 'id'> & { readonly enabled: boolean }>> = settings.rules
  const rules = ruleIds.flatMap((id) => {
    const rule = given[id]
    if (rule === undefined || !rule.enabled) return []
    const { threshold, forS, severity, pauses } = rule
    return [{ id, threshold, forS, severity, pauses }]
  })
  return { everyS, escalateS, healthyS, watchMs: 'watchMs' in settings ? settings.watchMs : 1_000, rules }
}
