// How the relayer opens a bot for a proposed intent, and remembers which it opened.
import type { StartParams } from '#runtime/authoring.ts'
import type { IntentInput } from './intentState.ts'
import { roundLimits } from './limits.ts'
import type { RelayerContext, RelayerEvent } from './relayerState.ts'

/** The intent bot's start: the proposal, and the verifier set whose signatures it needs. */
export function startOf(context: RelayerContext, event: RelayerEvent): StartParams {
  if (event.type !== 'intent.propose') throw new Error(`${event.type} is not a proposal`)
  if (context.set === null) throw new Error('a proposal names the open epoch, so the set is known')
  const { intent, intentHash, adapterData, reason, decision, proposeTxHash, asked } = event
  const input: IntentInput = {
    fundId: context.fundId,
    account: context.account,
    guardianAccount: context.guardianAccount,
    intentBook: context.intentBook,
    intent,
    intentHash,
    adapterData,
    reason,
    decision,
    proposeTxHash,
    ...(asked !== undefined && { asked }),
    ballot: {
      members: context.set.members,
      totalWeight: context.set.totalWeight,
      threshold: context.set.thresholds.intent,
      votes: [],
    },
  }
  return { role: 'intent', id: intentHash, input }
}

/** The newest intents, so that a repeated proposal is answered rather than started twice. */
export function rememberedIntents(intents: readonly string[], event: RelayerEvent): readonly string[] {
  return event.type === 'intent.propose' ? [...intents, event.intentHash].slice(-roundLimits.intentsRemembered) : intents
}
