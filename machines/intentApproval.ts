// What an intent's bot has to do with people's approval: whether one is due, asking for it, using it up, and its end.
import type { Address, EmitParams, StartParams, TellParams } from '#runtime/authoring.ts'
import { approvalDue, approvalIdOf, type ApprovalDue, type ApprovalRules } from '#protocol/approval.ts'
import type { ApprovalUse, ApprovalWithdraw } from '#protocol/messages.ts'
import type { ApprovalInput } from './approvalState.ts'
import { about, askedBy, windowMs, type ChainStatus, type IntentContext, type IntentEvent } from './intentState.ts'
import { approvalLimits } from './limits.ts'

/** What the chain and the fund's configuration say of a proposal. */
export interface FoundProposal {
  readonly status: ChainStatus
  /** when trades of the fund wait for people, as configured at this moment */
  readonly rules: ApprovalRules
}

/** The chain does not have it because it waits for people before it goes there. */
export const isUnplaced = ({ proposeTxHash }: IntentContext, status: ChainStatus): boolean =>
  status === 'NONE' && proposeTxHash === null

/** Does it wait for people, and were they not asked yet? */
export const isDue = ({ approval, intent }: IntentContext, { rules }: FoundProposal): boolean =>
  approval === null && approvalDue(rules, intent) !== null

/** Is an approval's word about this very intent? */
export const isMyApproval = (context: IntentContext, event: IntentEvent): boolean =>
  'approvalId' in event && event.approvalId === context.approval?.id && event.digest === context.intentHash

function dueOf({ intent }: IntentContext, { rules }: FoundProposal): ApprovalDue {
  const due = approvalDue(rules, intent)
  if (due === null) throw new Error('people are asked only where an approval is due')
  return due
}

/** Who asked for it, and who may not decide beside them: whoever answers for the strategy that proposes it. */
function requesterOf({ fundId, asked }: IntentContext, { proposer }: ApprovalRules): Pick<ApprovalInput, 'requester' | 'barred'> {
  const strategy = `strategy:${fundId}`
  if (asked === undefined) return { requester: { principal: strategy, person: proposer ?? strategy } }
  const { principal, person } = asked
  return { requester: { principal, person }, ...(proposer !== undefined && proposer !== person && { barred: [proposer] }) }
}

/** The bot that asks them. */
export function approvalStart(context: IntentContext, found: FoundProposal): StartParams {
  const { approvers } = found.rules
  const input: ApprovalInput = {
    id: approvalIdOf(context.intentHash),
    fundId: context.fundId,
    what: 'intent.execute',
    digest: context.intentHash,
    summary: `${context.intent.action}: ${context.reason}`.slice(0, approvalLimits.summaryChars),
    ...requesterOf(context, found.rules),
    quorum: dueOf(context, found).quorum,
    approvers: approvers ?? null,
    decideMs: Math.floor(windowMs(context) * approvalLimits.decideShare),
    useMs: windowMs(context) + approvalLimits.useMarginMs,
    asker: `intent:${context.intentHash}`,
  }
  return { role: 'approval', id: input.id, input }
}

/** It waits, and for whom. */
export const awaitingFact = (context: IntentContext, found: FoundProposal): EmitParams => ({
  type: 'intent.awaitingApproval',
  ...about(context),
  ...askedBy(context),
  round: context.intent.round,
  intent: { ...context.intent },
  reason: context.reason,
  approvalId: approvalIdOf(context.intentHash),
  ...dueOf(context, found),
})
/** It may go on chain. */
export const clearedFact = (context: IntentContext): EmitParams => ({
  type: 'intent.cleared',
  ...about(context),
  approvalId: context.approval?.id ?? '',
  persons: [...(context.approval?.persons ?? [])],
})

export const askedApproval = (context: IntentContext): IntentContext['approval'] => ({
  id: approvalIdOf(context.intentHash),
  persons: [],
  isOpen: true,
})
export const grantedApproval = ({ approval }: IntentContext, event: IntentEvent): IntentContext['approval'] =>
  approval !== null && event.type === 'approval.granted' ? { ...approval, persons: event.persons } : approval
/** Used up, rejected or expired: it is told nothing any more. */
export const closedApproval = ({ approval }: IntentContext): IntentContext['approval'] =>
  approval === null ? null : { ...approval, isOpen: false }

export const approvalEnding = (context: IntentContext, event: IntentEvent): IntentContext['ending'] =>
  event.type === 'approval.refused' ? { code: event.code, detail: event.detail } : context.ending

const toApproval = ({ approval }: IntentContext): Address => `approval:${approval?.id ?? ''}`

/** The last thing before the signatures go on chain. */
export const approvalUse = (context: IntentContext): TellParams => ({
  to: toApproval(context),
  event: { type: 'approval.use', digest: context.intentHash } satisfies ApprovalUse,
})
/** For one that still waits, or was granted and is not needed any more. */
export const approvalWithdrawal = (context: IntentContext): TellParams | undefined =>
  context.approval?.isOpen === true
    ? {
        to: toApproval(context),
        event: { type: 'approval.withdraw', reason: context.ending.detail || 'it ended without it' } satisfies ApprovalWithdraw,
      }
    : undefined
