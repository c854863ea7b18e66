// What an intent's bot asks accounts to put on chain: the signatures that approve it, and its end when it is given up.
import { attestIntentCall, cancelIntentCall } from '#protocol/calls.ts'
import type { Hash } from '#protocol/hash.ts'
import type { AccountSend } from '#protocol/messages.ts'
import type { IntentContext } from './intentState.ts'
import { signaturesOf } from './quorum.ts'

/** The request that carries the signatures to the contract. */
export const attestId = (context: IntentContext): string => `attest/${context.intentHash}`
/** The request that takes the intent off the contract. */
export const cancelId = (context: IntentContext): string => `cancel/${context.intentHash}`

/** For the relayer's account: anyone may carry signatures. */
export const attestation = (context: IntentContext): AccountSend =>
  request(context, {
    requestId: attestId(context),
    data: attestIntentCall(context.intentHash as Hash, signaturesOf(context.ballot)),
    label: `attest intent ${context.intentHash}`,
  })

/** For the guardian's account: besides the proposer, only the guardian may cancel. */
export const cancellation = (context: IntentContext): AccountSend =>
  request(context, {
    requestId: cancelId(context),
    data: cancelIntentCall(context.intentHash as Hash),
    label: `cancel intent ${context.intentHash}`,
  })

const request = (context: IntentContext, call: Pick<AccountSend, 'requestId' | 'data' | 'label'>): AccountSend => ({
  type: 'account.send',
  replyTo: `intent:${context.intentHash}`,
  to: context.intentBook,
  value: '0',
  ...call,
})
