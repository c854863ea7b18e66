// How far an account bot's idea of its next nonce is from the chain's count of its transactions.
import type { AccountContext } from '#machines/account.ts'

/** What the chain says of one account. */
export interface ChainCount {
  /** transactions in blocks */
  readonly mined: number
  /** hashes of those that the bot has signed and that are in a block */
  readonly own: ReadonlySet<string>
}

/**
 * The bot's count minus the chain's: positive when the chain lost transactions that the bot counts, negative when a nonce
 * was used that the bot does not know of. Bytes of its own that are in a block but not confirmed are no drift.
 */
export function nonceDrift(context: Pick<AccountContext, 'nextNonce' | 'pending'>, { mined, own }: ChainCount): number {
  const { pending, nextNonce } = context
  if (pending !== null && pending.nonce !== null) {
    const isMined = pending.signed.some(({ hash }) => own.has(hash))
    return pending.nonce + (isMined ? 1 : 0) - mined
  }
  // it has not asked yet, or has just lost its nonce: it asks before it signs
  return nextNonce === null ? 0 : nextNonce - mined
}
