// The account bot's hands on the model chain. What it decides from a look is what actors/accountDesk.ts decides: keep the
// two alike.
import { createHash } from 'node:crypto'
import { QuorateError } from '#protocol/errors.ts'
import type { Call, Fees, ReceiptState, Signed } from '#machines/account.ts'
import { minedIn, reorgWatch, type Seen } from '#actors/reorgWatch.ts'
import type { AccountDesk } from '#actors/world.ts'
import type { SimulatedProcess } from '#runtime/simulatedHost.ts'
import { ContractState, Reverted } from './contractState.ts'
import { NodeError, type ModelChain, type ModelTransaction } from './modelChain.ts'
import type { Network } from './network.ts'

/** What signs is told before anyone sees the bytes. */
export interface SigningWitness {
  signed(transaction: ModelTransaction): void
}
interface Desk {
  readonly chain: ModelChain
  readonly network: Network
  readonly process: SimulatedProcess
  readonly witness: SigningWitness
}

const firstLookMs = 300
const slowestLookMs = 2_000
/** As in actors/accountDesk.ts. */
const patienceMs = 20_000
const missingAfterMs = 3_000
const meansLook = /already known|nonce too low|replacement transaction underpriced/

export function modelDesk(desk: Desk): AccountDesk {
  const { chain, network, process } = desk
  const send = (raw: string): Promise<void> =>
    network.act(process, () => {
      try {
        chain.send(JSON.parse(raw) as ModelTransaction)
      } catch (error) {
        if (!(error instanceof NodeError && meansLook.test(error.message))) throw error
      }
    })
  return {
    nextNonce: (address) => network.ask(process, () => chain.pendingNonce(address, chain.behind(network.behind()))),
    // deeper reorgs than the confirmations of these lives are for the real chain's tests
    undone: () => Promise.resolve([]),
    prepare: ({ address, call, bump, previous }) =>
      network.ask(process, () => priced(chain, address, call, bump > 0 ? previous : null)),
    sign: ({ address, nonce, call, fees }) =>
      Promise.resolve(sign(desk, { from: address, nonce, call, maxFee: Number(fees.maxFeePerGas) })),
    broadcast: ({ raw }) => send(raw),
    fillGap: async ({ address, upTo }) => {
      const from = await network.ask(process, () => chain.pendingNonce(address))
      for (let nonce = from; nonce < upTo; nonce += 1) {
        const nothing = { to: address, data: '0x', value: '0' }
        const fees = await network.ask(process, () => priced(chain, address, nothing, null))
        await send(sign(desk, { from: address, nonce, call: nothing, maxFee: Number(fees.maxFeePerGas) }).raw)
      }
      return { from }
    },
    awaitReceipt: (wanted) => awaitReceipt(desk, wanted),
  }
}

/** The estimate is also the dry run. @throws CALL_REVERTED */
function priced(chain: ModelChain, from: string, call: Call, previous: Fees | null): Fees {
  const { head, fund } = chain
  try {
    const data = call.data as `0x${string}` // protocol/calls.ts encoded it
    new ContractState(head.state).apply(fund, {
      from,
      to: call.to,
      data,
      txHash: '0x',
      block: head.number + 1,
      time: head.time + 1,
      priceWad: head.priceWad,
      priceSum: head.priceSum + head.priceWad,
    })
  } catch (error) {
    if (!(error instanceof Reverted)) throw error
    throw new QuorateError('CALL_REVERTED', { label: `call to ${call.to}`, problem: error.message })
  }
  const fresh = head.baseFee * 2
  const raised = previous === null ? 0 : Math.ceil(Number(previous.maxFeePerGas) * 1.125) + 1
  const fee = String(Math.max(fresh, raised))
  return { gas: '21000', maxFeePerGas: fee, maxPriorityFeePerGas: '1' }
}

function sign({ witness }: Desk, given: { from: string; nonce: number; call: Call; maxFee: number }): Signed {
  const { from, nonce, call, maxFee } = given
  const unsigned = { from, nonce, to: call.to, data: call.data as `0x${string}`, maxFee }
  const hash = `0x${createHash('sha256').update(JSON.stringify(unsigned)).digest('hex')}`
  const raw = JSON.stringify({ hash, ...unsigned })
  witness.signed({ hash, raw, ...unsigned })
  return { raw, hash }
}

async function awaitReceipt(desk: Desk, wanted: Parameters<AccountDesk['awaitReceipt']>[0]): Promise<ReceiptState> {
  const { network, process } = desk
  const begun = process.clock.monotonic()
  const lostReceipt = reorgWatch()
  for (let wait = firstLookMs; ; wait = Math.min(wait * 2, slowestLookMs)) {
    const spentMs = process.clock.monotonic() - begun
    const state = await network.ask(process, () => look(desk.chain, wanted, spentMs, lostReceipt))
    if (state !== null) return state
    await pause(process, wait, wanted.signal)
  }
}

/** What one look decides; null to look again. */
function look(
  chain: ModelChain,
  { address, nonce, hashes, confirmations }: Parameters<AccountDesk['awaitReceipt']>[0],
  spentMs: number,
  lostReceipt: ReturnType<typeof reorgWatch>,
): ReceiptState | null {
  const seen = hashes.map((hash) => ({ hash, sighting: sighting(chain, hash) }))
  const lost = lostReceipt(seen)
  if (lost !== null) return { state: 'reorged', ...lost }
  const mined = minedIn(seen)
  if (mined !== undefined) {
    const { confirmations: have, status, block, gasUsed } = mined.sighting
    if (have < confirmations) return null
    return status === 'success'
      ? { state: 'confirmed', txHash: mined.hash, block, gasUsed }
      : {
          state: 'reverted',
          txHash: mined.hash,
          code: chain.find(mined.hash)?.mined.reason ?? '',
          message: `it reverted in block ${block}`,
        }
  }
  if (spentMs > missingAfterMs) {
    const pending = chain.pendingNonce(address)
    if (pending < nonce) return { state: 'gap', chainNonce: pending }
  }
  if (seen.some((one) => one.sighting.state === 'pending')) return spentMs > patienceMs ? { state: 'pending' } : null
  if (spentMs <= missingAfterMs) return null
  const final = chain.behind(confirmations - 1).nonces.get(address) ?? 0
  if (final > nonce) return { state: 'foreign' }
  return (chain.head.nonces.get(address) ?? 0) > nonce ? null : { state: 'missing' }
}

function sighting(chain: ModelChain, hash: string): Seen['sighting'] {
  const found = chain.find(hash)
  if (found === undefined) return { state: chain.pool.has(hash) ? 'pending' : 'unknown' }
  const { number, hash: blockHash } = found.block
  return {
    state: 'mined',
    status: found.mined.status,
    block: number,
    blockHash: blockHash as Extract<Seen['sighting'], { state: 'mined' }>['blockHash'], // 32 bytes of a sha256
    confirmations: chain.head.number - number + 1,
    gasUsed: '21000',
    feeWei: '1',
    contract: null,
  }
}

function pause(process: SimulatedProcess, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'))
    if (signal.aborted) return stop()
    process.clock.after(ms, () => {
      signal.removeEventListener('abort', stop)
      resolve()
    })
    signal.addEventListener('abort', stop, { once: true })
  })
}
