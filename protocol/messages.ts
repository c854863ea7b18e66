// What bots of one process tell each other. Bots that may live elsewhere (crawler, verifier, strategy, executor)
// speak to the relayer by envelopes instead (envelope.ts) and are handed tasks (tasks.ts).

/** Asks an account bot to put one call on chain. */
export type AccountSend = {
  readonly type: 'account.send'
  /** Chosen by the caller, unique for it; comes back with the outcome. */
  readonly requestId: string
  readonly replyTo: `${string}:${string}`
  readonly to: string
  readonly data: string
  /** wei, decimal */
  readonly value: string
  /** what it is for, in words a person reads: `publish snapshot of round 12` */
  readonly label: string
}

/** The call is in a block with the chain's confirmations behind it, and it did not revert. */
export type AccountConfirmed = {
  readonly type: 'account.confirmed'
  readonly requestId: string
  readonly txHash: string
  readonly block: number
  readonly gasUsed: string
}

/** The call will not happen: refused before signing (`estimate`), reverted in a block (`receipt`), or not taken (`queue`). */
export type AccountFailed = {
  readonly type: 'account.failed'
  readonly requestId: string
  readonly stage: 'queue' | 'estimate' | 'receipt'
  /** a contract's custom error name or one of our codes */
  readonly code: string
  readonly message: string
  readonly txHash: string | null
}
export type AccountOutcome = AccountConfirmed | AccountFailed

/** The fund opens a data cycle. */
export type RoundOpen = { readonly type: 'round.open'; readonly round: number }
/** The relayer is done with it. */
export type RoundClosed = {
  readonly type: 'round.closed'
  readonly round: number
  readonly outcome: 'published' | 'abandoned'
  readonly reason: string
}
/** An intent reached its end. */
export type IntentClosed = {
  readonly type: 'intent.closed'
  readonly intentHash: string
  readonly outcome: 'executed' | 'dropped' | 'expired'
  readonly reason: string
}

/** A registration asks its fund's roster for a place in the verifier set, for its end, or says that it is over. */
export type RosterWish = {
  readonly type: 'roster.join' | 'roster.leave' | 'roster.vacate'
  readonly botId: string
}
/** The chain has opened a set with it, or without it. */
export type RosterSettled = { readonly type: 'roster.seated' | 'roster.unseated'; readonly setEpoch: number }
/** No set could be opened for it. */
export type RosterFailed = { readonly type: 'roster.failed'; readonly code: string; readonly detail: string }
/** Enough persons approved an action; it may use the approval, once. */
export type ApprovalGranted = {
  readonly type: 'approval.granted'
  readonly approvalId: string
  readonly digest: string
  readonly persons: readonly string[]
}
/** An action is about to be done: its approval is used up by it. */
export type ApprovalUse = { readonly type: 'approval.use'; readonly digest: string }
/** It was granted for this very action, and is used up. */
export type ApprovalUsed = { readonly type: 'approval.used'; readonly approvalId: string; readonly digest: string }
/** The action may not be done: rejected, expired, or not granted for it. */
export type ApprovalRefused = {
  readonly type: 'approval.refused'
  readonly approvalId: string
  readonly digest: string
  /** APPROVAL_REJECTED, APPROVAL_EXPIRED, APPROVAL_MISSING */
  readonly code: string
  readonly detail: string
}
/** The action will not be done anyway. */
export type ApprovalWithdraw = { readonly type: 'approval.withdraw'; readonly reason: string }
