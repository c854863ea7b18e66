// What an intent's bot knows of its trade, and how it reads it.
import type { Address } from '#runtime/authoring.ts'
import type { TradeAsker } from '#protocol/askedTrade.ts'
import type { SignedIntentAttestation } from '#protocol/attestation.ts'
import type { Decision } from '#protocol/decision.ts'
import type { Intent } from '#protocol/intent.ts'
import type {
  AccountConfirmed,
  AccountFailed,
  ApprovalGranted,
  ApprovalRefused,
  ApprovalUsed,
  IntentClosed,
} from '#protocol/messages.ts'
import type { ExecutionReport, IntentVerdict } from '#protocol/relay.ts'
import type { Ballot } from './quorum.ts'

export interface IntentInput {
  readonly fundId: string
  readonly account: Address
  /** may cancel an intent on chain */
  readonly guardianAccount: Address
  readonly intentBook: string
  readonly intent: Intent
  readonly intentHash: string
  readonly adapterData: string
  readonly reason: string
  readonly decision: Decision
  /** null: it waits for people before it goes on chain */
  readonly proposeTxHash: string | null
  /** the person who asked for it; absent: the strategy's rules decided */
  readonly asked?: TradeAsker
  readonly ballot: Ballot<SignedIntentAttestation>
}
export type ChainStatus = 'NONE' | 'PROPOSED' | 'APPROVED' | 'EXECUTED' | 'CANCELLED' | 'EXPIRED'
/** What `IntentExecuted` said, or null when the chain has no such event. */
export type ProvenExecution = {
  readonly txHash: string
  readonly block: number
  readonly amountIn: string
  readonly amountOut: string
  readonly realisedProfit: string
} | null
export interface IntentContext extends IntentInput {
  /** people's approval; null where none was due */
  readonly approval: { readonly id: string; readonly persons: readonly string[]; readonly isOpen: boolean } | null
  readonly approvedTxHash: string | null
  readonly cancelTxHash: string | null
  readonly execution: ProvenExecution
  readonly ending: { readonly code: string; readonly detail: string }
}
export type IntentEvent =
  | IntentVerdict
  | ExecutionReport
  | AccountConfirmed
  | AccountFailed
  | ApprovalGranted
  | ApprovalRefused
  | ApprovalUsed
/** How long it may be executed, from validAfter to its deadline, ms. */
export const windowMs = ({ intent }: Pick<IntentContext, 'intent'>): number => (intent.deadline - intent.validAfter) * 1_000
/** Did it end that way? */
export const hasExpired = (context: IntentContext): boolean => context.ending.code === 'INTENT_EXPIRED'
/** Which intent of which fund. */
export interface About {
  readonly fundId: string
  readonly intentHash: string
}
/** Which intent a fact or a question is about. */
export const about = (context: IntentContext): About => ({
  fundId: context.fundId,
  intentHash: context.intentHash,
})
/** Who is behind a fact of it; nobody where the strategy's rules are. */
export const askedBy = ({ asked }: Pick<IntentInput, 'asked'>): { askedBy?: string; requestId?: string } =>
  asked === undefined ? {} : { askedBy: asked.person, requestId: asked.requestId }
/** @throws for another event, which the machine never passes here */
export function verdictOf(event: IntentEvent): IntentVerdict {
  if (event.type !== 'intent.attest') throw new Error(`${event.type} is not a verdict on an intent`)
  return event
}
/** What the fund is told at the end. */
export const closing = (context: IntentContext, outcome: IntentClosed['outcome']): { to: Address; event: IntentClosed } => ({
  to: `fund:${context.fundId}` as const,
  event: { type: 'intent.closed', intentHash: context.intentHash, outcome, reason: context.ending.detail } satisfies IntentClosed,
})
