// A real Anvil under the harness's hands: blocks at an interval, reorgs, lost transactions, fees, an older state.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { keccak256, type Hex } from 'viem'
import { attachOrStart, type AnvilHandle } from '#integrations/anvil/anvilProcess.ts'
import { waitForExit } from '#integrations/anvil/processTable.ts'
import { askNode } from './askNode.ts'

/** Blocks come this often; Anvil's own interval is whole seconds, which would make a campaign last for hours. */
export const blockMs = 150
const calmFeeWei = 1_000_000_000n
/** A killed process is gone at once, a loaded machine reaps later. */
const goneWithinMs = 10_000

export interface FaultChain {
  readonly url: string
  call(method: string, params?: readonly unknown[]): Promise<unknown>
  head(): Promise<number>
  /** Blocks at an interval from now on, instead of one per transaction. */
  beginBlocks(): Promise<void>
  /** Resolves when so many more blocks are there. */
  blocks(count: number): Promise<void>
  /** The block of a transaction; null while it is in none. */
  minedIn(hash: Hex): Promise<number | null>
  /** Does something while no block comes. */
  between<T>(work: () => Promise<T>): Promise<T>
  /** Waits until a transaction is in a block. @throws after a while */
  mined(hash: Hex): Promise<number>
  /** Replaces the newest blocks by empty ones; answers with the bytes of what was in them, in order. */
  reorg(depth: number): Promise<readonly Hex[]>
  /** What each coming block asks; undefined: calm again. */
  askFee(wei?: bigint): void
  /** Everything the chain knows now, for `restartFrom`. */
  dump(): Promise<string>
  /** Kills the node and starts it from an older state, on the same port; answers with what is in no block any more. */
  restartFrom(dump: string): Promise<readonly Hex[]>
  end(): Promise<void>
}

/** @param folder for its state */
export async function startFaultChain(folder: string): Promise<FaultChain> {
  let anvil: AnvilHandle = await attachOrStart({ folder, chainId: 31_337 })
  let feeWei = calmFeeWei
  let heldUp: Promise<unknown> = Promise.resolve()
  let mining: Promise<void> | undefined
  let ended = false
  const call: FaultChain['call'] = (method, params = []) => askNode(anvil.url, method, params)
  const head = async (): Promise<number> => Number(await call('eth_blockNumber'))
  const step = async (): Promise<void> => {
    await call('anvil_setNextBlockBaseFeePerGas', [`0x${feeWei.toString(16)}`])
    await call('evm_mine')
  }
  /** Reorgs and restarts are not interrupted by a block. */
  const alone = <T>(work: () => Promise<T>): Promise<T> => {
    const done = heldUp.then(work)
    heldUp = done.catch(() => undefined)
    return done
  }
  const mine = async (): Promise<void> => {
    while (!ended) {
      // a node that is starting again mines nothing; the next beat tries
      await alone(step).catch(() => undefined)
      await delay(blockMs)
    }
  }
  const minedIn = async (hash: Hex): Promise<number | null> => {
    const receipt = (await call('eth_getTransactionReceipt', [hash])) as { blockNumber: string } | null // Anvil's shape
    return receipt === null ? null : Number(receipt.blockNumber)
  }
  /** Hashes of the transactions in the blocks above one. */
  const minedAfter = async (block: number): Promise<readonly Hex[]> =>
    (await bytesOf(call, await head(), (await head()) - block)).map((raw) => keccak256(raw))
  const takeOver = async (): Promise<void> => void (await call('evm_setAutomine', [false]))
  return {
    get url() {
      return anvil.url
    },
    call,
    head,
    minedIn,
    async beginBlocks() {
      await takeOver()
      mining ??= mine()
    },
    async blocks(count) {
      for (const wanted = (await head()) + count; (await head()) < wanted;) await delay(blockMs / 3)
    },
    async mined(hash) {
      for (const end = performance.now() + 60_000; performance.now() < end; await delay(blockMs / 3)) {
        const block = await minedIn(hash)
        if (block !== null) return block
      }
      throw new Error(`${hash} came into no block within a minute`)
    },
    between: alone,
    reorg: (depth) =>
      alone(async () => {
        const lost = await bytesOf(call, await head(), depth)
        await call('anvil_reorg', [depth, []])
        return lost
      }),
    askFee(wei = calmFeeWei) {
      feeWei = wei
    },
    dump: async () => gunzipSync(Buffer.from(String(await call('anvil_dumpState')).slice(2), 'hex')).toString('utf8'),
    restartFrom: (dump) =>
      alone(async () => {
        const before = await minedAfter(Number((JSON.parse(dump) as { best_block_number: number }).best_block_number))
        process.kill(anvil.pid, 'SIGKILL')
        if (!(await waitForExit(anvil.pid, goneWithinMs))) throw new Error(`Anvil ${anvil.pid} does not end`)
        writeFileSync(join(folder, 'anvil-state.json'), dump)
        anvil = await attachOrStart({ folder, chainId: 31_337 })
        await takeOver()
        return before
      }),
    async end() {
      ended = true
      await mining
      await anvil.stop()
    },
  }
}

/** The raw transactions of the newest blocks, oldest first. */
async function bytesOf(call: FaultChain['call'], head: number, depth: number): Promise<readonly Hex[]> {
  const lost: Hex[] = []
  for (let block = head - depth + 1; block <= head; block += 1) {
    // Anvil's shapes
    const { transactions } = (await call('eth_getBlockByNumber', [`0x${block.toString(16)}`, false])) as { transactions: Hex[] }
    for (const hash of transactions) lost.push((await call('eth_getRawTransactionByHash', [hash])) as Hex)
  }
  return lost
}
