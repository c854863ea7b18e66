// What observers are told of one proposed trade, from its proposal to its end.
import type { IntentVerdict } from '#protocol/relay.ts'
import { about, askedBy, hasExpired, type IntentContext } from './intentState.ts'
import { refusalOf, signaturesOf, tally, withVote } from './quorum.ts'

type Told = { type: string } & Record<string, unknown>

/** The chain has it. */
export const proposedFact = (context: IntentContext): Told => ({
  type: 'intent.proposed',
  ...about(context),
  ...askedBy(context),
  round: context.intent.round,
  setEpoch: context.intent.setEpoch,
  intent: { ...context.intent },
  adapterData: context.adapterData,
  reason: context.reason,
  decision: { ...context.decision },
  txHash: context.proposeTxHash,
})

/** What observers are told of a verdict: that it counted, and a refusal once more under its own name. */
export function verdictFacts(context: IntentContext, verdict: IntentVerdict): Told[] {
  if (refusalOf(context.ballot, verdict) !== null) return []
  const { attestedWeight, thresholdWeight, totalWeight } = tally(withVote(context.ballot, verdict))
  const voice = {
    verifier: verdict.from,
    verdict: verdict.verdict,
    reason: verdict.reason,
    detail: verdict.detail,
    dryRun: verdict.dryRun,
  }
  const counted = { type: 'intent.attested', ...about(context), ...voice, attestedWeight, thresholdWeight, totalWeight }
  return verdict.verdict === 'PASS' ? [counted] : [counted, { type: 'intent.refused', ...about(context), ...voice }]
}

/** The contract says that it may be executed. */
export const approvedFact = (context: IntentContext): Told => ({
  type: 'intent.approved',
  ...about(context),
  intent: { ...context.intent },
  adapterData: context.adapterData,
  signers: signaturesOf(context.ballot).map((one) => one.verifier),
  txHash: context.approvedTxHash,
})

/** It happened, once. */
export const executedFact = (context: IntentContext): Told => ({
  type: 'intent.executed',
  ...about(context),
  action: context.intent.action,
  rule: context.decision.rule,
  ...context.execution,
})

/** It cannot happen any more; the reason is the first one that was given, whatever became of its cancellation. */
export const droppedFact = (context: IntentContext): Told => ({
  type: 'intent.dropped',
  ...about(context),
  outcome: hasExpired(context) ? 'expired' : 'dropped',
  code: context.ending.code,
  detail: context.ending.detail,
  txHash: context.cancelTxHash,
})
