// What an account bot knows of its address, and how it reads it.
import type { AccountConfirmed, AccountFailed, AccountSend } from '#protocol/messages.ts'
import { accountLimits } from './limits.ts'

export interface Call {
  readonly to: string
  readonly data: string
  readonly value: string
}
export interface Fees {
  readonly gas: string
  readonly maxFeePerGas: string
  readonly maxPriorityFeePerGas: string
}
/** Signed bytes of one attempt; a fee bump adds another at the same nonce. */
export interface Signed {
  readonly raw: string
  readonly hash: string
}
export interface Pending {
  readonly request: AccountSend
  readonly nonce: number | null
  readonly fees: Fees | null
  readonly signed: readonly Signed[]
}

export interface AccountInput {
  readonly chainId: number
  readonly address: string
  /** blocks on top of the receipt's before it counts; 1 is the receipt's own block */
  readonly confirmations: number
}
export interface AccountContext extends AccountInput {
  readonly nextNonce: number | null
  readonly pending: Pending | null
  readonly queue: readonly AccountSend[]
  readonly bumps: number
  /** the journal may know less than the chain: looked at before anything that is asked now is signed; absent: never */
  readonly doubted?: boolean
}

/** A transaction that was final, and is not what happened: the chain reorganised deeper than its confirmations. */
export interface Undone {
  readonly txHash: string
  readonly nonce: number
  readonly how: 'reverted' | 'executed' | 'replaced'
  /** of its new receipt; null when others have its nonce */
  readonly block: number | null
}
interface Noticed {
  /** what else was seen to be undone on the way */
  readonly undone?: readonly Undone[]
}

export type ReceiptState =
  | ({ readonly state: 'confirmed'; readonly txHash: string; readonly block: number; readonly gasUsed: string } & Noticed)
  | ({ readonly state: 'reverted'; readonly txHash: string; readonly code: string; readonly message: string } & Noticed)
  /** it was in a block that the chain has dropped since: not confirmed, and looked for again */
  | { readonly state: 'reorged'; readonly txHash: string; readonly block: number }
  /** still in the pool after the wait */
  | { readonly state: 'pending' }
  /** the node does not know any of our hashes and the nonce is free */
  | { readonly state: 'missing' }
  /** the chain's count is below our nonce: it came back older, and nothing below us is on its way */
  | { readonly state: 'gap'; readonly chainNonce: number }
  /** another transaction took the nonce and is final */
  | { readonly state: 'foreign' }

/** The call at work. */
export const callOf = (context: AccountContext): Call => {
  const request = current(context).request
  return { to: request.to, data: request.data, value: request.value }
}
/** The request at work. @throws when there is none, which is a fault of the machine */
export function current(context: AccountContext): Pending {
  if (context.pending === null) throw new Error('an account at work has a pending request')
  return context.pending
}
/** Its nonce. @throws before one is assigned */
export function nonceOf(context: AccountContext): number {
  const { nonce } = current(context)
  if (nonce === null) throw new Error('a nonce is assigned before signing')
  return nonce
}
/** The first nonce that is not final: that of the request at work, else the next one. */
export const ownNonce = (context: AccountContext): number => context.pending?.nonce ?? context.nextNonce ?? 0
/** The bytes signed last. @throws before any are */
export function newest(context: AccountContext): Signed {
  const signed = current(context).signed.at(-1)
  if (signed === undefined) throw new Error('bytes are signed before they are broadcast')
  return signed
}
/** What every fact about a request says. */
export const about = (context: AccountContext): { chainId: number; account: string; requestId: string; label: string } => ({
  chainId: context.chainId,
  account: context.address,
  requestId: current(context).request.requestId,
  label: current(context).request.label,
})
/** What the caller is told when its call will not happen. */
export const failed = (
  context: AccountContext,
  stage: AccountFailed['stage'],
  code: string,
  message: string,
  txHash: string | null,
): AccountFailed => ({
  type: 'account.failed',
  requestId: current(context).request.requestId,
  stage,
  code,
  message,
  txHash,
})

/** What the caller is told of a proven transaction; nothing for any other outcome. */
export const confirmedTell = (
  context: AccountContext,
  receipt: ReceiptState,
): { to: AccountSend['replyTo']; event: AccountConfirmed } | undefined => {
  const { requestId, replyTo } = current(context).request
  if (receipt.state !== 'confirmed') return undefined
  const { txHash, block, gasUsed } = receipt
  return { to: replyTo, event: { type: 'account.confirmed', requestId, txHash, block, gasUsed } }
}
/** What the caller is told of a transaction that reverted in its block; nothing for any other outcome. */
export const revertedTell = (
  context: AccountContext,
  receipt: ReceiptState,
): { to: AccountSend['replyTo']; event: AccountFailed } | undefined =>
  receipt.state === 'reverted'
    ? { to: current(context).request.replyTo, event: failed(context, 'receipt', receipt.code, receipt.message, receipt.txHash) }
    : undefined

/** What the caller is told whose request does not fit into the queue. */
export const busy = (request: AccountSend): { to: AccountSend['replyTo']; event: AccountFailed } => ({
  to: request.replyTo,
  event: {
    type: 'account.failed',
    requestId: request.requestId,
    stage: 'queue',
    code: 'ACCOUNT_BUSY',
    message: `${accountLimits.queued} requests are waiting already`,
    txHash: null,
  },
})

/** Does the chain know of transactions that the journal does not? Asked only when the journal is in doubt. */
export const isBehind = ({ doubted = false, nextNonce }: AccountContext, chain: { readonly nextNonce: number }): boolean =>
  doubted && chain.nextNonce > (nextNonce ?? 0)

/** What was asked and not signed, and may be on the chain already. */
const unsigned = ({ pending, queue }: AccountContext): readonly AccountSend[] => [
  ...(pending === null || pending.signed.length > 0 ? [] : [pending.request]),
  ...queue,
]

/** A request that is not carried out: one like it may be among what the chain knows and the journal does not. */
export const held = (request: AccountSend): { to: AccountSend['replyTo']; event: AccountFailed } => ({
  to: request.replyTo,
  event: {
    type: 'account.failed',
    requestId: request.requestId,
    stage: 'queue',
    code: 'JOURNAL_BEHIND',
    message: 'the chain knows transactions of this address that the journal does not; this may be one of them',
    txHash: null,
  },
})
/** Everyone whose request waited is told. */
export const heldTells = (context: AccountContext): readonly ReturnType<typeof held>[] => unsigned(context).map(held)

/** Which nonces the journal knows nothing of, and how many requests were refused for it. */
export function heldFact(
  context: AccountContext,
  chain: { readonly nextNonce: number },
): { type: string } & Record<string, unknown> {
  const { chainId, address: account, nextNonce } = context
  const fromNonce = nextNonce ?? 0
  return {
    type: 'account.held',
    chainId,
    account,
    requestId: `held/${fromNonce}`,
    label: 'no request: the journal is older than the chain',
    fromNonce,
    toNonce: chain.nextNonce - 1,
    refused: unsigned(context).length,
  }
}

/** A receipt with its confirmations; nothing for any other outcome. */
export const confirmedFact = (
  context: AccountContext,
  receipt: ReceiptState,
): ({ type: string } & Record<string, unknown>) | undefined =>
  receipt.state === 'confirmed'
    ? { type: 'account.confirmed', ...about(context), nonce: nonceOf(context), txHash: receipt.txHash, block: receipt.block }
    : undefined

/** A receipt that was seen and is gone with its block; nothing for any other outcome. */
export const reorgedFact = (
  context: AccountContext,
  receipt: ReceiptState,
): ({ type: string } & Record<string, unknown>) | undefined =>
  receipt.state === 'reorged'
    ? { type: 'account.reorged', ...about(context), txHash: receipt.txHash, block: receipt.block }
    : undefined

/** A transaction that reverted in its block; nothing for any other outcome. */
export const revertedFact = (
  context: AccountContext,
  receipt: ReceiptState,
): ({ type: string } & Record<string, unknown>) | undefined =>
  receipt.state === 'reverted'
    ? { type: 'account.failed', ...about(context), txHash: receipt.txHash, code: receipt.code, detail: receipt.message }
    : undefined

/** A call that was refused before it had a transaction. */
export const refusedFact = (
  context: AccountContext,
  { code, message }: { readonly code: string; readonly message: string },
): { type: string } & Record<string, unknown> => ({
  type: 'account.failed',
  ...about(context),
  txHash: null,
  code,
  detail: message,
})

/** Nonces that a chain which came back older had lost, and that are used again; nothing when it has them by now. */
export function gapFact(
  context: AccountContext,
  filled: { readonly from: number },
): ({ type: string } & Record<string, unknown>) | undefined {
  const [fromNonce, toNonce] = [filled.from, ownNonce(context) - 1]
  if (fromNonce > toNonce) return undefined
  const { chainId, address: account } = context
  const why =
    context.pending === null
      ? { chainId, account, requestId: `gap/${fromNonce}`, label: 'no request: the chain came back older' }
      : about(context)
  return { type: 'account.gapFilled', ...why, fromNonce, toNonce }
}

/** Final transactions that came to another end. */
export function undoneFacts(
  { chainId, address: account }: AccountContext,
  given: object,
): readonly ({ type: string } & Record<string, unknown>)[] {
  const { undone = [] } = given as Noticed
  return undone.map(({ txHash, nonce, how, block }) => ({
    type: 'account.undone',
    chainId,
    account,
    requestId: `undone/${nonce}`,
    label: 'no request: the chain reorganised',
    txHash,
    nonce,
    how,
    block,
  }))
}

/** Bytes at a nonce for the first time, or in place of others. */
export function signedFact(context: AccountContext, signed: Signed): { type: string } & Record<string, unknown> {
  const replaced = current(context).signed.at(-2)
  const sent = { ...about(context), txHash: signed.hash, nonce: nonceOf(context) }
  return replaced === undefined
    ? { type: 'account.sent', ...sent, to: current(context).request.to }
    : { type: 'account.replaced', ...sent, replaces: replaced.hash }
}
