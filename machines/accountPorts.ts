// What an account bot asks of the world: the chain's count, a price, a signature, a node that takes bytes, a proof.
import { port } from '#runtime/authoring.ts'
import type { Call, Fees, ReceiptState, Signed, Undone } from './accountState.ts'

/** The next nonce that the chain would take, and what it took back of what was final. */
const reconcile = port<{ chainId: number; address: string }, { nextNonce: number; undone?: readonly Undone[] }>(
  'account.reconcile',
  'read',
)
/** Gas and fees; a call that would revert is refused, unless its bytes are out already. */
const prepare = port<{ chainId: number; address: string; call: Call; bump: number; previous: Fees | null }, Fees>(
  'account.prepare',
  'read',
)
/** Bytes over everything that was decided; nobody has seen them yet. */
const sign = port<{ chainId: number; address: string; nonce: number; call: Call; fees: Fees }, Signed>('account.sign', 'read')
/** Hands bytes to a node; the same ones as often as needed. */
const broadcast = port<{ chainId: number; address: string; raw: string; hash: string }, { accepted: true }>(
  'account.broadcast',
  'act',
)
/** Looks until there is something to decide. */
const awaitReceipt = port<
  { chainId: number; address: string; nonce: number; hashes: readonly string[]; confirmations: number },
  ReceiptState
>('account.awaitReceipt', 'read')
/** Puts back what was final, or sends nothing to itself, at every nonce below `upTo` that the chain lost. */
const fillGap = port<{ chainId: number; address: string; upTo: number }, { from: number }>('account.fillGap', 'act')

/** By their names. */
export const accountPorts = {
  'account.reconcile': reconcile,
  'account.prepare': prepare,
  'account.sign': sign,
  'account.broadcast': broadcast,
  'account.awaitReceipt': awaitReceipt,
  'account.fillGap': fillGap,
}
