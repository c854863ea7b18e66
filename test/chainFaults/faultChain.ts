// A real Anvil under the harness's hands: blocks at an interval, reorgs, lost transactions, fees, an older state.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { keccak256, type Hex } from 'viem'
import { attachOrStart, type AnvilHandle } from '#integrations/anvil/anvilProcess.ts'
import { waitForExit } from '#integrations/anvil/processTable.ts'
import { askNode } from './askNode.ts'
import { blockMaker, blockMs } from './blockMaker.ts'

/** A killed process is gone at once, a loaded machine reaps later. */
const goneWithinMs = 10_000
/** Many blocks; a transaction that waits for longer waits for ever. */
const minedWithinMs = 60_000

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
  /**
   * As soon as a transaction is so many blocks deep, replaces the newest blocks by empty ones; answers with the bytes of
   * what was in them, in order.
   */
  reorg(of: { readonly hash: Hex; readonly buried: number; readonly depth: number }): Promise<readonly Hex[]>
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
  const call: FaultChain['call'] = (method, params = []) => askNode(anvil.url, method, params)
  const head = async (): Promise<number> => Number(await call('eth_blockNumber'))
  const maker = blockMaker(call)
  const takeOver = async (): Promise<void> => void (await call('evm_setAutomine', [false]))
  return {
    get url() {
      return anvil.url
    },
    call,
    head,
    minedIn: (hash) => minedIn(call, hash),
    async beginBlocks() {
      await takeOver()
      maker.begin()
    },
    async blocks(count) {
      for (const wanted = (await head()) + count; (await head()) < wanted;) await delay(blockMs / 3)
    },
    mined: (hash) => mined(call, hash),
    between: maker.between,
    reorg: ({ hash, buried, depth }) =>
      maker.between(async () => {
        const end = performance.now() + minedWithinMs
        while (((await minedIn(call, hash)) ?? Number.POSITIVE_INFINITY) + buried > (await head())) {
          if (performance.now() > end) throw new Error(`${hash} came into no block within ${minedWithinMs} ms`)
          await delay(blockMs)
          await maker.make()
        }
        const lost = await bytesAbove(call, (await head()) - depth)
        await call('anvil_reorg', [depth, []])
        return lost
      }),
    askFee: maker.askFee,
    dump: async () => gunzipSync(Buffer.from(String(await call('anvil_dumpState')).slice(2), 'hex')).toString('utf8'),
    restartFrom: (dump) =>
      maker.between(async () => {
        // Anvil wrote it
        const { best_block_number: block } = JSON.parse(dump) as { best_block_number: number }
        const lost = await bytesAbove(call, block)
        await replaceState(anvil.pid, folder, dump)
        anvil = await attachOrStart({ folder, chainId: 31_337 })
        await takeOver()
        return lost.map((raw) => keccak256(raw))
      }),
    async end() {
      await maker.end()
      await anvil.stop()
    },
  }
}

async function minedIn(call: FaultChain['call'], hash: Hex): Promise<number | null> {
  const receipt = (await call('eth_getTransactionReceipt', [hash])) as { blockNumber: string } | null // Anvil's shape
  return receipt === null ? null : Number(receipt.blockNumber)
}

async function mined(call: FaultChain['call'], hash: Hex): Promise<number> {
  for (const end = performance.now() + minedWithinMs; performance.now() < end; await delay(blockMs / 3)) {
    const block = await minedIn(call, hash)
    if (block !== null) return block
  }
  throw new Error(`${hash} came into no block within ${minedWithinMs} ms`)
}

/** No chance to write its own state over the older one. */
async function replaceState(pid: number, folder: string, dump: string): Promise<void> {
  process.kill(pid, 'SIGKILL')
  if (!(await waitForExit(pid, goneWithinMs))) throw new Error(`Anvil ${pid} does not end`)
  writeFileSync(join(folder, 'anvil-state.json'), dump)
}

/** The raw transactions of the blocks above one, oldest first. */
async function bytesAbove(call: FaultChain['call'], below: number): Promise<readonly Hex[]> {
  const lost: Hex[] = []
  const head = Number(await call('eth_blockNumber'))
  for (let block = below + 1; block <= head; block += 1) {
    // Anvil's shapes
    const { transactions } = (await call('eth_getBlockByNumber', [`0x${block.toString(16)}`, false])) as { transactions: Hex[] }
    for (const hash of transactions) lost.push((await call('eth_getRawTransactionByHash', [hash])) as Hex)
  }
  return lost
}
