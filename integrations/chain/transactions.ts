// What an account bot does with one transaction: price it, sign it here, hand the bytes to a node, look for it.
// It keeps no state: which nonce belongs to what is the bot's journal's business.
import { keccak256, type Hex } from 'viem'
import { z } from 'zod'
import { toEvmAddress, type EvmAddress } from '#protocol/address.ts'
import { QuorateError } from '#protocol/errors.ts'
import { toHash, type Hash } from '#protocol/hash.ts'
import { askChain, urlOf, type ChainClient } from './chainClient.ts'
import { asChainError } from './chainError.ts'

/** Room for state that changes between estimate and execution, in percent. */
const gasMarginPercent = 25n
/**
 * And room for two storage slots that are written for the first time (22,100 gas each) though the estimate saw neither:
 * a Uniswap pair writes its price counters only in a later second than its last trade, so the first trade that is
 * estimated in the pool's second and mined in the next one needs 44,200 more. What is not used is not paid.
 */
const gasMarginFlat = 60_000n
/** What one transaction may ask for since Fusaka (EIP-7825); one that asks for more is in no block. */
export const transactionGasMax = 16_777_216n
/** Nodes replace a pending transaction only for at least 10 % more; 12.5 % is what geth's own tools add. */
const bumpNumerator = 1_125n
const bumpDenominator = 1_000n

/** A call to be made by one account; amounts in wei as decimal strings. */
export interface Call {
  readonly from: EvmAddress
  /** Absent: the data is creation code. */
  readonly to?: EvmAddress | undefined
  readonly data: Hex
  readonly value: string
  /** What it is for, for people. */
  readonly label: string
}

/** EIP-1559 fees in wei and the gas limit, as decimal strings. */
export interface Pricing {
  readonly gas: string
  readonly maxFeePerGas: string
  readonly maxPriorityFeePerGas: string
}

/** A call with everything a signature is over. */
export interface UnsignedTransaction extends Call, Pricing {
  readonly chainId: number
  readonly nonce: number
}

/** Signed bytes, ready to be journaled and then sent as often as needed. */
export interface SignedTransaction {
  readonly raw: Hex
  readonly hash: Hash
}

/** What signs: a key of the key ring. */
export interface TransactionSigner {
  readonly address: EvmAddress
  signTransaction(transaction: {
    readonly type: 'eip1559'
    readonly chainId: number
    readonly nonce: number
    readonly to?: EvmAddress | undefined
    readonly data: Hex
    readonly value: bigint
    readonly gas: bigint
    readonly maxFeePerGas: bigint
    readonly maxPriorityFeePerGas: bigint
  }): Promise<Hex>
}

/**
 * Estimates gas and fees. The estimate is also the dry run: a call that would revert is refused here.
 * @throws QuorateError CALL_REVERTED, RPC_UNREACHABLE, RPC_FAILED
 */
export async function prepareTransaction(client: ChainClient, call: Call): Promise<Pricing> {
  const { from: account, to, data, label } = call
  const value = BigInt(call.value)
  const [gas, fees] = await Promise.all([
    askChain(client, label, () => client.estimateGas({ account, ...(to === undefined ? {} : { to }), data, value })),
    feesNow(client),
  ])
  return { gas: gasLimitFor(gas).toString(), ...fees }
}

/** The gas to ask for. A call that only just fits into a transaction gets what is left; one that does not is the node's to judge. */
export function gasLimitFor(estimate: bigint): bigint {
  const wanted = withMargin(estimate)
  return wanted <= transactionGasMax || estimate > transactionGasMax ? wanted : transactionGasMax
}

const withMargin = (estimate: bigint): bigint => estimate + (estimate * gasMarginPercent) / 100n + gasMarginFlat

/** Does a call of this estimate, with its margin, fit into one transaction of any chain? */
export const fitsOneTransaction = (estimate: bigint): boolean => withMargin(estimate) <= transactionGasMax

/** What the next blocks ask. @throws QuorateError RPC_UNREACHABLE, RPC_FAILED */
export async function feesNow(client: ChainClient): Promise<Omit<Pricing, 'gas'>> {
  const fees = await askChain(client, 'the fees of the next block', () => client.estimateFeesPerGas())
  return { maxFeePerGas: fees.maxFeePerGas.toString(), maxPriorityFeePerGas: fees.maxPriorityFeePerGas.toString() }
}

/** The same transaction priced for replacement: 12.5 % more, or what the chain asks now if that is more. */
export function bumpFees(before: Pricing, now?: Pricing): Pricing {
  const raise = (key: 'maxFeePerGas' | 'maxPriorityFeePerGas'): string => {
    const raised = (BigInt(before[key]) * bumpNumerator) / bumpDenominator + 1n
    const asked = now === undefined ? 0n : BigInt(now[key])
    return (asked > raised ? asked : raised).toString()
  }
  return { gas: before.gas, maxFeePerGas: raise('maxFeePerGas'), maxPriorityFeePerGas: raise('maxPriorityFeePerGas') }
}

/** A bid that pays no more than this for a unit of gas. What the chain asks beyond it, a node refuses as too low. */
export function capFees(pricing: Pricing, most: bigint): Pricing {
  const capped = (fee: string): string => (BigInt(fee) < most ? BigInt(fee) : most).toString()
  return {
    gas: pricing.gas,
    maxFeePerGas: capped(pricing.maxFeePerGas),
    maxPriorityFeePerGas: capped(pricing.maxPriorityFeePerGas),
  }
}

/** Signs without asking anybody. The same transaction and key give the same bytes (RFC 6979). */
export async function signTransaction(signer: TransactionSigner, transaction: UnsignedTransaction): Promise<SignedTransaction> {
  if (signer.address !== transaction.from) {
    throw new QuorateError('TRANSACTION_REFUSED', {
      label: transaction.label,
      from: transaction.from,
      problem: `the signer is ${signer.address}`,
    })
  }
  const raw = await signer.signTransaction({
    type: 'eip1559',
    chainId: transaction.chainId,
    nonce: transaction.nonce,
    to: transaction.to,
    data: transaction.data,
    value: BigInt(transaction.value),
    gas: BigInt(transaction.gas),
    maxFeePerGas: BigInt(transaction.maxFeePerGas),
    maxPriorityFeePerGas: BigInt(transaction.maxPriorityFeePerGas),
  })
  return { raw, hash: toHash(keccak256(raw)) }
}

/** `sent`: the node took it. `look`: it had it already, or the nonce is used: only a look at the chain tells which. */
export type BroadcastOutcome = { readonly outcome: 'sent' } | { readonly outcome: 'look'; readonly said: string }

const meansLook =
  /already known|already imported|known transaction|nonce too low|nonce has already been used|replacement transaction underpriced/i

/** The bytes are good, their bid is not: the same call with a higher one is taken. */
const meansBidMore =
  /max fee per gas less than block base fee|transaction underpriced|fee cap less than|fee ?too ?low|gas price too low/i

/**
 * Hands signed bytes to the node. Never says "failed" for what may be alive: a lost answer is RPC_UNREACHABLE
 * (retryable with the same bytes).
 * @throws QuorateError RPC_UNREACHABLE, FEE_TOO_LOW (bid more), TRANSACTION_REFUSED (funds, malformed)
 */
export async function broadcast(
  client: ChainClient,
  signed: SignedTransaction,
  call: Pick<Call, 'from' | 'label'>,
): Promise<BroadcastOutcome> {
  try {
    await client.request({ method: 'eth_sendRawTransaction', params: [signed.raw] }, { retryCount: 0 })
    return { outcome: 'sent' }
  } catch (error) {
    const typed = asChainError(error, { url: urlOf(client), label: call.label })
    if (typed.code === 'RPC_UNREACHABLE') throw typed
    const said = String(typed.details['problem'])
    if (meansLook.test(said)) return { outcome: 'look', said }
    const code = meansBidMore.test(said) ? 'FEE_TOO_LOW' : 'TRANSACTION_REFUSED'
    throw new QuorateError(code, { label: call.label, from: call.from, problem: said }, { cause: error })
  }
}

/** Where a transaction is. `mined` is provisional until `confirmations` (the block itself counts as one) suffice. */
export type Sighting =
  | { readonly state: 'unknown' }
  | { readonly state: 'pending' }
  | {
      readonly state: 'mined'
      readonly status: 'success' | 'reverted'
      readonly block: number
      readonly blockHash: Hash
      readonly confirmations: number
      readonly gasUsed: string
      readonly feeWei: string
      readonly contract: EvmAddress | null
    }

const quantity = z.string().regex(/^0x[0-9a-f]+$/i)
const receiptSchema = z.object({
  blockNumber: quantity,
  blockHash: z.string(),
  status: quantity,
  gasUsed: quantity,
  effectiveGasPrice: quantity,
  contractAddress: z.string().nullish(),
})

/** Asks for a transaction by hash: receipt, else pool, else nothing. @throws QuorateError RPC_UNREACHABLE, RPC_FAILED */
export async function lookup(client: ChainClient, hash: Hash): Promise<Sighting> {
  const [receipt, transaction, head] = await askChain(client, `looking for ${hash}`, () =>
    Promise.all([
      client.request({ method: 'eth_getTransactionReceipt', params: [hash] }),
      client.request({ method: 'eth_getTransactionByHash', params: [hash] }),
      client.getBlockNumber(),
    ]),
  )
  // asked for raw: viem's own receipt action throws where "not there" is an answer
  if (receipt === null) return { state: transaction === null ? 'unknown' : 'pending' }
  const mined = receiptSchema.parse(receipt)
  const block = Number(mined.blockNumber)
  return {
    state: 'mined',
    status: BigInt(mined.status) === 1n ? 'success' : 'reverted',
    block,
    blockHash: toHash(mined.blockHash),
    confirmations: Math.max(1, Number(head) - block + 1),
    gasUsed: BigInt(mined.gasUsed).toString(),
    feeWei: (BigInt(mined.gasUsed) * BigInt(mined.effectiveGasPrice)).toString(),
    contract: typeof mined.contractAddress === 'string' ? toEvmAddress(mined.contractAddress.toLowerCase()) : null,
  }
}

/** The account's next nonce by mined blocks and with the node's pool. @throws QuorateError RPC_UNREACHABLE, RPC_FAILED */
export async function readNonces(
  client: ChainClient,
  address: EvmAddress,
): Promise<{ readonly mined: number; readonly pending: number }> {
  const [mined, pending] = await askChain(client, `the nonce of ${address}`, () =>
    Promise.all([
      client.getTransactionCount({ address, blockTag: 'latest' }),
      client.getTransactionCount({ address, blockTag: 'pending' }),
    ]),
  )
  return { mined, pending }
}

/** The canonical block's hash at a height, to see whether a remembered receipt was reorganised away; undefined beyond the head. */
export async function blockHashAt(client: ChainClient, block: number): Promise<Hash | undefined> {
  return askChain(client, `block ${block}`, async () => {
    const found = await client.request({ method: 'eth_getBlockByNumber', params: [`0x${block.toString(16)}`, false] })
    return found === null || found.hash === null ? undefined : toHash(found.hash)
  })
}
