// What an incident knows: what is wrong, who took it on, and what was done about it.
import type { Address } from '#runtime/authoring.ts'
import type { AccountConfirmed, AccountFailed, AccountSend } from '#protocol/messages.ts'
import { pauseCall } from '#protocol/calls.ts'
import { severer, type RuleId, type Severity } from '#protocol/monitorRules.ts'
import { incidentLimits } from './limits.ts'

/** Who may pause the fund, and what is paused. */
export interface Guardian {
  /** the guardian's account bot */
  readonly account: Address
  readonly core: string
}

export interface IncidentInput {
  readonly id: string
  /** who raised it, and is told when it is over */
  readonly monitor: Address
  /** empty for one of the swarm as a whole */
  readonly fundId: string
  readonly rule: RuleId
  readonly subject: string
  readonly severity: Severity
  readonly threshold: number
  readonly value: number
  /** in words */
  readonly detail: string
  /** seconds */
  readonly at: number
  /** until it is told again when nobody took it on */
  readonly escalateMs: number
  /** how long its rule is healthy before it resolves itself */
  readonly healthyMs: number
  /** who pauses the fund; null: this incident pauses nothing */
  readonly guardian: Guardian | null
}
/** A person's word on it. */
export interface Signed {
  readonly by: string
  readonly note: string
}
export interface IncidentContext extends IncidentInput {
  /** looks that found the rule breached */
  readonly breaches: number
  /** of the last of them */
  readonly lastAt: number
  /** how often it was told again */
  readonly escalations: number
  readonly acknowledged: Signed | null
  readonly resolved: (Signed & { readonly how: 'person' | 'healthy' }) | null
  /** requests for the pause so far */
  readonly attempts: number
  readonly paused: { readonly how: 'sent' | 'found'; readonly txHash: string | null } | null
}
export interface IncidentBreached {
  readonly type: 'incident.breached'
  readonly value: number
  readonly detail: string
  readonly at: number
}
/** Of whoever asks through a door. */
export interface IncidentAsked {
  readonly type: 'incident.acknowledge' | 'incident.resolve'
  readonly by: string
  readonly note: string
}

type Told = { type: string } & Record<string, unknown>
const about = ({ id, fundId, rule, subject, severity }: IncidentContext): Record<string, unknown> => ({
  incidentId: id,
  fundId,
  rule,
  subject,
  severity,
})

/** Twice as long each time, up to a bound: nobody may have read the first ones. */
export const escalateMs = ({ escalateMs: first, escalations }: IncidentContext): number =>
  Math.min(first * 2 ** Math.min(escalations, incidentLimits.doublings), incidentLimits.escalateMaxMs)

/** A breach that is one more of the same. */
export const counted = (context: IncidentContext, { value, detail, at }: IncidentBreached): Partial<IncidentContext> => ({
  breaches: context.breaches + 1,
  value,
  detail,
  lastAt: at,
})
/** Nobody took it on. */
export const escalated = ({ severity, escalations }: IncidentContext): Partial<IncidentContext> => ({
  severity: severer(severity),
  escalations: escalations + 1,
})

export const raisedFact = (context: IncidentContext): Told => ({
  type: 'incident.raised',
  ...about(context),
  value: context.value,
  threshold: context.threshold,
  detail: context.detail,
  pauses: context.guardian !== null,
})
export const escalatedFact = (context: IncidentContext): Told => ({
  type: 'incident.escalated',
  ...about(context),
  times: context.escalations,
})
export const acknowledgedFact = (context: IncidentContext): Told => ({
  type: 'incident.acknowledged',
  ...about(context),
  by: context.acknowledged?.by ?? '',
  note: context.acknowledged?.note ?? '',
})
export const resolvedFact = (context: IncidentContext): Told => ({
  type: 'incident.resolved',
  ...about(context),
  how: context.resolved?.how ?? 'healthy',
  by: context.resolved?.by ?? '',
  note: context.resolved?.note ?? '',
  breaches: context.breaches,
})
/** That the fund is paused; and, when it is this incident's doing, that as every pause is told. */
export function pausedFacts(context: IncidentContext): readonly Told[] {
  const { paused, fundId, id } = context
  if (paused === null) throw new Error('an incident tells of a pause that it knows')
  const fact = { type: 'incident.paused', ...about(context), ...paused }
  return paused.how === 'found' ? [fact] : [{ type: 'fund.paused', fundId, by: `incident ${id}`, txHash: paused.txHash }, fact]
}
export const pauseFailedFact = (context: IncidentContext, code: string, detail: string): Told => ({
  type: 'incident.pauseFailed',
  ...about(context),
  code,
  detail: detail.slice(0, incidentLimits.detailChars),
  attempts: context.attempts,
})

/** What it asks its account for. Each attempt has its own id: the one before it is known not to have happened. */
export const requestId = ({ id, attempts }: IncidentContext): string => `pause/${id}/${attempts}`
export function pauseRequest(context: IncidentContext): { to: Address; event: AccountSend } {
  const { guardian, id, fundId } = context
  if (guardian === null) throw new Error('an incident that pauses has a guardian')
  return {
    to: guardian.account,
    event: {
      type: 'account.send',
      requestId: requestId(context),
      replyTo: `incident:${id}`,
      to: guardian.core,
      data: pauseCall(),
      value: '0',
      label: `pause fund ${fundId}`,
    },
  }
}
export const isMine = (context: IncidentContext, event: AccountConfirmed | AccountFailed): boolean =>
  event.requestId === requestId(context)
