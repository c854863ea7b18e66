// The account bot's hands on one chain: prices, signs, broadcasts, and looks until a transaction is proven.
import { toEvmAddress, type EvmAddress } from '#protocol/address.ts'
import { toHash } from '#protocol/hash.ts'
import { QuorateError } from '#protocol/errors.ts'
import { revertDataIn } from '#integrations/chain/revertData.ts'
import { askChain, type ChainClient } from '#integrations/chain/chainClient.ts'
import {
  broadcast,
  bumpFees,
  feesNow,
  lookup,
  prepareTransaction,
  readNonces,
  signTransaction,
  type TransactionSigner,
} from '#integrations/chain/transactions.ts'
import type { ReceiptState } from '#machines/account.ts'
import { killPoint } from '#runtime/killPoint.ts'
import { landedBytes, type Final, type LandedBytes } from './landedBytes.ts'
import { revertReason, type RevertReason } from './revertReason.ts'
import { minedIn, reorgWatch, type Seen } from './reorgWatch.ts'
import { findUndone } from './findUndone.ts'
import type { AccountDesk } from './world.ts'

/** An automining chain answers within ms, others within seconds: looks start dense and thin out. */
const firstLookMs = 4
const slowestLookMs = 250
/** One look's patience before the machine decides on a fee bump. */
const patienceMs = 20_000
/** A node that has just taken bytes may not find them at once; only after this are they missing. */
const missingAfterMs = 3_000

type Receipt = Parameters<AccountDesk['awaitReceipt']>[0]

export function accountDesk(given: {
  readonly client: ChainClient
  readonly chainId: number
  readonly signerOf: (address: EvmAddress) => TransactionSigner
}): AccountDesk {
  const { client, chainId, signerOf } = given
  const landed = landedBytes()
  const address = (text: string): EvmAddress => toEvmAddress(text)
  const callOf = (from: string, call: { to: string; data: string; value: string }) => ({
    from: address(from),
    to: address(call.to),
    data: call.data as `0x${string}`, // protocol/calls.ts encoded it
    value: call.value,
    label: `call to ${call.to}`,
  })
  const handOver = async (from: string, { raw, hash }: { readonly raw: string; readonly hash: string }): Promise<void> => {
    await broadcast(
      client,
      { raw: raw as `0x${string}`, hash: toHash(hash) }, // the signer made it
      { from: address(from), label: `broadcast of ${hash}` },
    )
  }
  /** The bytes that were final at a nonce, else a transfer of nothing. */
  const putBack = async (from: string, nonce: number): Promise<void> => {
    const known = landed.at(from, nonce)
    if (known !== undefined && (await isTaken(handOver(from, known)))) return
    // what waits at the nonce is left alone
    if (nonce < (await readNonces(client, address(from))).pending) return
    const nothing = callOf(from, { to: from, data: '0x', value: '0' })
    const pricing = await prepareTransaction(client, nothing)
    await broadcast(client, await signTransaction(signerOf(address(from)), { ...nothing, ...pricing, chainId, nonce }), nothing)
  }
  return {
    nextNonce: async (of) => (await readNonces(client, address(of))).pending,
    undone: (of) => findUndone(client, landed, of),
    prepare: async ({ address: from, call, bump, previous }) => {
      const isBump = bump > 0 && previous !== null
      const fresh = await prepareTransaction(client, callOf(from, call)).catch(async (error: unknown) => {
        // the bytes that are out hold their nonce: what would revert now is bid for all the same, so that it gets free
        if (isBump && error instanceof QuorateError && error.code === 'CALL_REVERTED')
          return { gas: previous.gas, ...(await feesNow(client)) }
        throw inItsWords(error)
      })
      return isBump ? bumpFees(previous, fresh) : fresh
    },
    sign: async ({ address: from, nonce, call, fees }) => {
      killPoint('sign.before')
      const signed = await signTransaction(signerOf(address(from)), { ...callOf(from, call), ...fees, chainId, nonce })
      killPoint('sign.after')
      return signed
    },
    broadcast: async ({ address: from, raw, hash }) => {
      landed.sent(from, { raw, hash })
      killPoint('broadcast.before')
      await handOver(from, { raw, hash })
      killPoint('broadcast.after')
    },
    fillGap: async ({ address: from, upTo }) => {
      const first = (await readNonces(client, address(from))).mined
      for (let nonce = first; nonce < upTo; nonce += 1) await putBack(from, nonce)
      return { from: first }
    },
    awaitReceipt: (wanted) => awaitEnd(client, landed, wanted),
  }
}

/** Did the node take the bytes? What it will never take is filled otherwise. @throws while it is away */
async function isTaken(handedOver: Promise<void>): Promise<boolean> {
  try {
    await handedOver
    return true
  } catch (error) {
    if (error instanceof QuorateError && !error.retryable) return false
    throw error
  }
}

/** A refusal with the contract's own error instead of the node's bytes; any other failure as it is. */
function inItsWords(error: unknown): unknown {
  if (!(error instanceof QuorateError) || error.code !== 'CALL_REVERTED') return error
  const data = revertDataIn(error)
  const reason = data === null ? null : revertReason(data)
  return reason === null
    ? error
    : new QuorateError('CALL_REVERTED', { ...error.details, problem: reason.text, error: reason.name }, { cause: error })
}

/** Waits, and remembers what is final now; tells what was undone meanwhile. */
async function awaitEnd(client: ChainClient, landed: LandedBytes, wanted: Receipt): Promise<ReceiptState> {
  const { state, final } = await awaitReceipt(client, wanted)
  if (final === undefined || (state.state !== 'confirmed' && state.state !== 'reverted')) return state
  // asked before this one is the newest: while that stands where it stood, nothing below it was undone
  const undone = await findUndone(client, landed, wanted.address)
  landed.landed(wanted.address, state.txHash, { nonce: wanted.nonce, ...final })
  return undone.length === 0 ? state : { ...state, undone }
}

/** What a wait came to, and where the receipt stood that decided it. */
interface Awaited {
  readonly state: ReceiptState
  readonly final?: Pick<Final, 'status' | 'block' | 'blockHash'>
}

async function awaitReceipt(client: ChainClient, wanted: Receipt): Promise<Awaited> {
  const begun = performance.now()
  const lostReceipt = reorgWatch()
  for (let wait = firstLookMs; ; wait = Math.min(wait * 2, slowestLookMs)) {
    const seen = await Promise.all(wanted.hashes.map(async (hash) => ({ hash, sighting: await lookup(client, toHash(hash)) })))
    const lost = lostReceipt(seen)
    if (lost !== null) return { state: { state: 'reorged', ...lost } }
    const state = await judge(client, { wanted, seen, spentMs: performance.now() - begun })
    if (state?.state === 'confirmed') killPoint('receipt.confirmed')
    const final = minedIn(seen)?.sighting
    if (state !== null) return { state, ...(final === undefined ? {} : { final }) }
    await pause(wait, wanted.signal)
  }
}

interface Look {
  readonly wanted: Receipt
  readonly seen: readonly Seen[]
  readonly spentMs: number
}

/** What one look decides; null to look again. What is in a block is only waited for: a higher fee would not hurry it. */
async function judge(client: ChainClient, { wanted, seen, spentMs }: Look): Promise<ReceiptState | null> {
  const mined = minedIn(seen)
  if (mined !== undefined) {
    killPoint('receipt.read')
    const { confirmations, status, block, gasUsed } = mined.sighting
    if (confirmations < wanted.confirmations) return null
    if (status === 'success') return { state: 'confirmed', txHash: mined.hash, block, gasUsed }
    const reason = await whyReverted(client, mined.hash, block)
    const message = `it reverted in block ${block}${reason === null ? '' : `: ${reason.text}`}`
    return { state: 'reverted', txHash: mined.hash, code: reason?.name ?? 'CALL_REVERTED', message }
  }
  const gap = spentMs > missingAfterMs ? await gapBelow(client, wanted, spentMs > patienceMs) : null
  if (gap !== null) return gap
  if (seen.every((one) => one.sighting.state === 'unknown')) return spentMs > missingAfterMs ? judgeNonce(client, wanted) : null
  return spentMs > patienceMs ? { state: 'pending' } : null
}

/** Makes the call again on the state of its block. Null when that tells nothing: the receipt stands without it. */
async function whyReverted(client: ChainClient, hash: string, block: number): Promise<RevertReason | null> {
  try {
    const { from: account, to, input: data, value, gas } = await client.getTransaction({ hash: toHash(hash) })
    await client.call({ account, to, data, value, gas, blockNumber: BigInt(block) })
  } catch (error) {
    // not a revert (a node that forgot the block): the reason is for people, the refusal is decided already
    const data = revertDataIn(error)
    return data === null ? null : revertReason(data)
  }
  return null
}

/**
 * A node counts what is mined and what may follow at once: less than our nonce means that nonces before it are gone. Some
 * go on counting what they hold above a gap; after a while what is mined decides.
 */
async function gapBelow(client: ChainClient, wanted: Receipt, isLate: boolean): Promise<ReceiptState | null> {
  const { pending, mined } = await readNonces(client, toEvmAddress(wanted.address))
  const counted = isLate ? mined : pending
  return counted < wanted.nonce ? { state: 'gap', chainNonce: counted } : null
}

/** None of our hashes is known: is the nonce still ours? */
async function judgeNonce(client: ChainClient, wanted: Receipt): Promise<ReceiptState | null> {
  const address = toEvmAddress(wanted.address)
  const [now, final] = await askChain(client, `the nonce of ${address}`, async () => {
    const settled = (await client.getBlockNumber()) - BigInt(wanted.confirmations - 1)
    return Promise.all([
      client.getTransactionCount({ address }),
      settled < 0n ? 0 : client.getTransactionCount({ address, blockNumber: settled }),
    ])
  })
  if (final > wanted.nonce) return (await isKnown(client, wanted.hashes)) ? null : { state: 'foreign' }
  return now > wanted.nonce ? null : { state: 'missing' }
}

/** Bytes that came back between two looks used the nonce themselves: taking them for foreign would send the call twice. */
async function isKnown(client: ChainClient, hashes: readonly string[]): Promise<boolean> {
  const sightings = await Promise.all(hashes.map((hash) => lookup(client, toHash(hash))))
  return sightings.some(({ state }) => state !== 'unknown')
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(abortion(signal))
    const timer = setTimeout(done, ms)
    function done(): void {
      signal.removeEventListener('abort', stop)
      resolve()
    }
    function stop(): void {
      clearTimeout(timer)
      reject(abortion(signal))
    }
    signal.addEventListener('abort', stop, { once: true })
  })
}

const abortion = (signal: AbortSignal): Error => (signal.reason instanceof Error ? signal.reason : new Error('aborted'))
