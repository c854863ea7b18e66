// What an account bot is told, and by what it decides.
import type { EffectFailure } from '#runtime/authoring.ts'
import type { AccountSend } from '#protocol/messages.ts'
import { isBehind, type AccountContext, type ReceiptState } from './accountState.ts'
import { accountLimits } from './limits.ts'

/** What an account bot is told. */
export type Event =
  | AccountSend
  | { readonly type: 'account.reconcile' }
  /** the journal's end is in doubt, or it was restored from an older copy */
  | { readonly type: 'account.doubt' }
  | { readonly type: 'account.broadcast.late' }
  | { readonly type: 'account.fillGap.late' }
/** What guards and actions are given. */
export interface Args {
  readonly context: AccountContext
  readonly event: Event
}

type Answered<Output> = { readonly event: { readonly output: Output } }
/** With the answer or failure of the effect it stands at. */
export const takeNonce = {
  type: 'takeNonce' as const,
  params: ({ event }: Answered<{ nextNonce: number }>): { nextNonce: number } => event.output,
}
/** With the answer or failure of the effect it stands at. */
export const announceUndone = { type: 'announceUndone' as const, params: ({ event }: Answered<object>): object => event.output }

const failureOf = ({ event }: { readonly event: { readonly error: unknown } }): EffectFailure => event.error as EffectFailure
/** With the answer or failure of the effect it stands at. */
export const isFinal = { type: 'isFinal' as const, params: failureOf }
/** With the answer or failure of the effect it stands at. */
export const tellRefused = { type: 'tellRefused' as const, params: failureOf }
/** With the answer or failure of the effect it stands at. */
export const announceRefused = { type: 'announceRefused' as const, params: failureOf }

/** While nothing is signed, the chain is looked at before anything is. */
export const lookFirst = {
  'account.reconcile': { guard: 'isUnsigned', target: 'reconciling' },
  'account.doubt': [{ guard: 'isUnsigned', target: 'reconciling', actions: 'noteDoubt' }, { actions: 'noteDoubt' }],
} as const

/** What waited when the chain turned out to know more than the journal. */
export const refuseWaiting = [
  'tellHeld' as const,
  { type: 'announceHeld' as const, params: ({ event }: Answered<{ nextNonce: number }>): { nextNonce: number } => event.output },
  'dropWaiting' as const,
] as const

/** Named, pure and positive. */
export const accountGuards = {
  hasWork: ({ context }: Args): boolean => context.queue.length > 0,
  isDoubted: ({ context }: Args): boolean => context.doubted === true,
  isBehind: ({ context }: Args, given: { nextNonce: number }): boolean => isBehind(context, given),
  hasPending: ({ context }: Args): boolean => context.pending !== null,
  hasRoom: ({ context }: Args): boolean => context.queue.length < accountLimits.queued,
  isUnsigned: ({ context }: Args): boolean => (context.pending?.signed.length ?? 0) === 0,
  hasSigned: ({ context }: Args): boolean => (context.pending?.signed.length ?? 0) > 0,
  isRewound: ({ context }: Args, given: { nextNonce: number }): boolean =>
    context.nextNonce !== null && given.nextNonce < context.nextNonce,
  isFinal: (_: unknown, failure: EffectFailure): boolean => !failure.retryable,
  isConfirmed: (_: unknown, receipt: ReceiptState): boolean => receipt.state === 'confirmed',
  isReverted: (_: unknown, receipt: ReceiptState): boolean => receipt.state === 'reverted',
  isReorged: (_: unknown, receipt: ReceiptState): boolean => receipt.state === 'reorged',
  isMissing: (_: unknown, receipt: ReceiptState): boolean => receipt.state === 'missing',
  isGap: (_: unknown, receipt: ReceiptState): boolean => receipt.state === 'gap',
  isForeign: (_: unknown, receipt: ReceiptState): boolean => receipt.state === 'foreign',
  mayBump: ({ context }: Args): boolean => context.bumps < accountLimits.bumps,
  isBidTooLow: ({ context }: Args, failure: EffectFailure): boolean =>
    failure.code === 'FEE_TOO_LOW' && context.bumps < accountLimits.bumps,
}
