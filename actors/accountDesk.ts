// The account bot's hands on one chain: prices, signs, broadcasts, and looks until a transaction is proven.
import { toEvmAddress, type EvmAddress } from '#protocol/address.ts'
import { toHash } from '#protocol/hash.ts'
import type { ChainClient } from '#integrations/chain/chainClient.ts'
import {
  broadcast,
  bumpFees,
  lookup,
  prepareTransaction,
  readNonces,
  signTransaction,
  type Sighting,
  type TransactionSigner,
} from '#integrations/chain/transactions.ts'
import type { ReceiptState } from '#machines/account.ts'
import type { AccountDesk } from './world.ts'

/** An automining chain answers within ms, others within seconds: looks start dense and thin out. */
const firstLookMs = 4
const slowestLookMs = 250
/** One look's patience before the machine decides on a fee bump. */
const patienceMs = 20_000
/** A node that has just taken bytes may not find them at once; only after this are they missing. */
const missingAfterMs = 3_000

type Receipt = Parameters<AccountDesk['awaitReceipt']>[0]
type Mined = Extract<Sighting, { state: 'mined' }>

export function accountDesk(given: {
  readonly client: ChainClient
  readonly chainId: number
  readonly signerOf: (address: EvmAddress) => TransactionSigner
}): AccountDesk {
  const { client, chainId, signerOf } = given
  const address = (text: string): EvmAddress => toEvmAddress(text)
  const callOf = (from: string, call: { to: string; data: string; value: string }) => ({
    from: address(from),
    to: address(call.to),
    data: call.data as `0x${string}`, // protocol/calls.ts encoded it
    value: call.value,
    label: `call to ${call.to}`,
  })
  return {
    nextNonce: async (of) => (await readNonces(client, address(of))).pending,
    prepare: async ({ address: from, call, bump, previous }) => {
      const fresh = await prepareTransaction(client, callOf(from, call))
      return bump > 0 && previous !== null ? bumpFees(previous, fresh) : fresh
    },
    sign: ({ address: from, nonce, call, fees }) =>
      signTransaction(signerOf(address(from)), { ...callOf(from, call), ...fees, chainId, nonce }),
    broadcast: async ({ address: from, raw, hash }) => {
      await broadcast(
        client,
        { raw: raw as `0x${string}`, hash: toHash(hash) },
        { from: address(from), label: `broadcast of ${hash}` },
      )
    },
    awaitReceipt: (wanted) => awaitReceipt(client, wanted),
  }
}

async function awaitReceipt(client: ChainClient, wanted: Receipt): Promise<ReceiptState> {
  const begun = performance.now()
  for (let wait = firstLookMs; ; wait = Math.min(wait * 2, slowestLookMs)) {
    const seen = await Promise.all(wanted.hashes.map(async (hash) => ({ hash, sighting: await lookup(client, toHash(hash)) })))
    const spent = performance.now() - begun
    const state = judge(wanted, seen, spent) ?? (spent > missingAfterMs ? await judgeNonce(client, wanted, seen) : null)
    if (state !== null) return state
    await pause(wait, wanted.signal)
  }
}

interface Seen {
  readonly hash: string
  readonly sighting: Sighting
}

/** What the sightings alone decide; null to look again. */
function judge(wanted: Receipt, seen: readonly Seen[], spentMs: number): ReceiptState | null {
  const mined = seen.find((one): one is { hash: string; sighting: Mined } => one.sighting.state === 'mined')
  if (mined === undefined) return spentMs > patienceMs ? { state: 'pending' } : null
  const { confirmations, status, block, gasUsed } = mined.sighting
  if (confirmations < wanted.confirmations) return spentMs > patienceMs ? { state: 'pending' } : null
  if (status === 'success') return { state: 'confirmed', txHash: mined.hash, block, gasUsed }
  return { state: 'reverted', txHash: mined.hash, code: 'CALL_REVERTED', message: `it reverted in block ${block}` }
}

/** None of our hashes is known: is the nonce still ours? */
async function judgeNonce(client: ChainClient, wanted: Receipt, seen: readonly Seen[]): Promise<ReceiptState | null> {
  if (seen.some((one) => one.sighting.state !== 'unknown')) return null
  const head = await client.getBlockNumber()
  const settled = head - BigInt(wanted.confirmations - 1)
  const address = toEvmAddress(wanted.address)
  const [now, final] = await Promise.all([
    client.getTransactionCount({ address }),
    settled < 0n ? 0 : client.getTransactionCount({ address, blockNumber: settled }),
  ])
  if (final > wanted.nonce) return { state: 'foreign' }
  return now > wanted.nonce ? null : { state: 'missing' }
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
