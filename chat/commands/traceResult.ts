// What `trace` answers.
import type { CommittedTurn } from '#runtime/host.ts'

/** Why a turn belongs to the request. */
export type TraceLink =
  /** It came in with the request itself. */
  | { readonly kind: 'request' }
  /** It consumed a message, or began by one, that an earlier one of these sent. */
  | { readonly kind: 'message'; readonly id: string }
  /** It took the result of an effect that an earlier one of these asked for. */
  | { readonly kind: 'effect'; readonly id: string }
  /** It took a timer that an earlier one of these armed. */
  | { readonly kind: 'timer'; readonly id: string }
  /** An account bot was at work on what an earlier one of these had asked it for; its queue lies between. */
  | { readonly kind: 'account'; readonly requestId: string }

/** One record that came of the request. */
export interface TraceRecord {
  readonly seq: number
  readonly at: string
  readonly actor: string
  readonly because: TraceLink
  readonly event: string
  readonly from: string | null
  readonly to: string
  readonly status: CommittedTurn['status']
  readonly messages: readonly { readonly id: string; readonly to: string; readonly event: string }[]
  readonly effects: readonly { readonly id: string; readonly port: string; readonly kind: string }[]
  readonly facts: readonly { readonly id: string; readonly type: string }[]
}

/** A transaction and how far it has come. */
export interface TraceTransaction {
  readonly txHash: string
  readonly account: string
  readonly label: string
  readonly nonce: number
  readonly state: 'sent' | 'replaced' | 'confirmed' | 'failed'
  readonly block: number | null
  /** Of the record that told it last. */
  readonly seq: number
}

/** What was asked, as the audit has it. */
export interface TraceAsked {
  /** Of its bot, `request:<id>`; the asks that it makes have the same id. */
  readonly id: string
  readonly principal: string
  readonly surface: string
  readonly what: string
  /** `OK` or an error's; null while it is being done. */
  readonly code: string | null
}

export interface TraceResult {
  readonly requestId: string
  readonly asked: readonly TraceAsked[]
  readonly records: readonly TraceRecord[]
  readonly transactions: readonly TraceTransaction[]
  /** Events that no turn took. */
  readonly deadLetters: readonly { readonly seq: number; readonly actor: string; readonly event: string; readonly code: string }[]
  /** What is still under way: messages, effects and account requests by their ids. */
  readonly waits: readonly string[]
  /** There was more than one trace holds. */
  readonly truncated: boolean
}
