// A chain with blocks, a pool of pending transactions, fees and reorgs, as small as a swarm's life needs.
import { createHash } from 'node:crypto'
import type { FundConfig } from '#protocol/fund.ts'
import { SimulatedRandom } from '#runtime/simulatedRandom.ts'
import { ContractState, Reverted, type GuardedLimits } from './contractState.ts'

/** Bytes on their way into a block. `raw` is what was signed. */
export interface ModelTransaction {
  readonly hash: string
  readonly raw: string
  readonly from: string
  readonly nonce: number
  readonly to: string
  readonly data: `0x${string}`
  readonly maxFee: number
}
export interface Mined {
  readonly transaction: ModelTransaction
  readonly status: 'success' | 'reverted'
  readonly reason: string
}
export interface Block {
  readonly number: number
  readonly hash: `0x${string}`
  readonly time: number
  readonly baseFee: number
  readonly priceWad: bigint
  /** price times seconds, summed up to this block */
  readonly priceSum: bigint
  readonly mined: readonly Mined[]
  readonly state: ContractState
  /** Next nonce by address. */
  readonly nonces: ReadonlyMap<string, number>
}

const firstBlock = 100
const usualFee = 100

/** A node's answer that is an error; the text is what nodes say. */
export class NodeError extends Error {}

/** One chain as its best node sees it. Older blocks stay readable. */
export class ModelChain {
  readonly fund: FundConfig
  readonly pool = new Map<string, ModelTransaction>()
  /** Every event of the chain, in order, for the history's hash. */
  readonly history: string[] = []
  /** Transactions that had the fund's confirmations at some time, by hash. */
  readonly settled = new Map<string, Mined>()
  reorgs = 0
  executions = 0
  #blocks: Block[]
  #fork = 0
  #feeFactor = 1
  readonly #random: SimulatedRandom
  /** How much a block's price may differ from the one before, in basis points. */
  readonly #priceStepBps: number

  constructor(
    fund: FundConfig,
    seed: number,
    options: {
      readonly time: number
      readonly priceStepBps: number
      readonly lax?: boolean
      readonly limits?: GuardedLimits | null
      readonly from?: ModelChain
    },
  ) {
    this.fund = fund
    this.#random = new SimulatedRandom(seed, 'chain')
    this.#priceStepBps = options.priceStepBps
    const genesis: Block = {
      number: firstBlock,
      hash: this.#hash(firstBlock),
      time: options.time,
      baseFee: usualFee,
      priceWad: 2_000n * 10n ** 18n,
      priceSum: 0n,
      mined: [],
      state: new ContractState({ lax: options.lax === true, limits: options.limits ?? null }),
      nonces: new Map(),
    }
    this.#blocks = [genesis]
    if (options.from !== undefined) this.#continue(options.from)
  }

  /** Takes up where another chain stands; that one stays as it is. */
  #continue(from: ModelChain): void {
    this.#blocks = [...from.#blocks]
    this.#fork = from.#fork
    this.history.push(...from.history)
    for (const [hash, transaction] of from.pool) this.pool.set(hash, transaction)
    for (const [hash, mined] of from.settled) this.settled.set(hash, mined)
  }

  get head(): Block {
    return this.#blocks.at(-1) as Block // never empty
  }

  /** The block so many below the newest, or the first. */
  behind(blocks: number): Block {
    return this.#blocks.at(-1 - Math.min(blocks, this.#blocks.length - 1)) as Block
  }

  /** A block of the chain as it stands; undefined for one that is not on it. */
  block(number: number): Block | undefined {
    return this.#blocks[number - firstBlock]
  }

  /** Where a transaction is on the chain as it stands. */
  find(hash: string): { readonly block: Block; readonly mined: Mined } | undefined {
    for (let n = this.#blocks.length - 1; n >= 0; n -= 1) {
      const block = this.#blocks[n] as Block
      const mined = block.mined.find((one) => one.transaction.hash === hash)
      if (mined !== undefined) return { block, mined }
    }
    return undefined
  }

  /** The next nonce of an address, what waits in the pool included. */
  pendingNonce(from: string, block: Block = this.head): number {
    let nonce = block.nonces.get(from) ?? 0
    while ([...this.pool.values()].some((one) => one.from === from && one.nonce === nonce)) nonce += 1
    return nonce
  }

  /** @throws NodeError as nodes refuse bytes */
  send(transaction: ModelTransaction): void {
    if (this.pool.has(transaction.hash) || this.find(transaction.hash) !== undefined) throw new NodeError('already known')
    if (transaction.nonce < (this.head.nonces.get(transaction.from) ?? 0)) throw new NodeError('nonce too low')
    const rival = [...this.pool.values()].find((one) => one.from === transaction.from && one.nonce === transaction.nonce)
    if (rival !== undefined && transaction.maxFee < rival.maxFee * 1.1) throw new NodeError('replacement transaction underpriced')
    if (rival !== undefined) this.pool.delete(rival.hash)
    this.pool.set(transaction.hash, transaction)
    this.history.push(`sent ${transaction.hash}`)
  }

  /** The next block, at this time (s) or just after the one before. */
  mine(time: number): void {
    const { head } = this
    const number = head.number + 1
    const baseFee = Math.round(usualFee * this.#feeFactor)
    const step = BigInt(this.#random.between(-this.#priceStepBps, this.#priceStepBps))
    const blockTime = Math.max(head.time + 1, Math.floor(time))
    const at = {
      number,
      hash: this.#hash(number),
      time: blockTime,
      baseFee,
      priceWad: (head.priceWad * (10_000n + step)) / 10_000n,
      priceSum: head.priceSum + head.priceWad * BigInt(blockTime - head.time),
    }
    const mined: Mined[] = []
    const nonces = new Map(head.nonces)
    let { state } = head
    for (const transaction of this.#chosen(baseFee, nonces)) {
      const next = new ContractState(state)
      const done = attempt(this.fund, next, transaction, at)
      if (done.status === 'success') state = next
      mined.push(done)
      this.pool.delete(transaction.hash)
    }
    // what can never be mined any more is forgotten
    for (const one of this.pool.values()) if (one.nonce < (nonces.get(one.from) ?? 0)) this.pool.delete(one.hash)
    this.#blocks.push({ ...at, mined, state, nonces })
    this.executions += state.executions.length - head.state.executions.length
    this.history.push(`block ${number} ${at.hash} ${mined.map((one) => `${one.transaction.hash}:${one.status}`).join(' ')}`)
    this.#settle()
  }

  /** The newest blocks are replaced by as many and one more: what was in them waits again, or is dropped. */
  reorg(depth: number): void {
    const { time } = this.head
    const gone = this.#blocks.splice(Math.max(1, this.#blocks.length - depth))
    this.#fork += 1
    this.reorgs += 1
    this.history.push(`reorg ${gone.length} from ${this.head.number}`)
    for (const { mined } of gone)
      for (const { transaction } of mined) if (this.#random.chance(0.7)) this.pool.set(transaction.hash, transaction)
    for (let n = gone.length; n >= 0; n -= 1) this.mine(time - n)
  }

  /** The node forgets what waits. */
  dropPool(): void {
    this.pool.clear()
    this.history.push('pool dropped')
  }

  /** Gas costs so many times as much as usual from now on. */
  setFees(factor: number): void {
    this.#feeFactor = factor
    this.history.push(`fees ${factor}`)
  }

  #chosen(baseFee: number, nonces: Map<string, number>): readonly ModelTransaction[] {
    const chosen: ModelTransaction[] = []
    // a miner takes what pays, account by account, and now and then leaves one for later
    for (const from of new Set([...this.pool.values()].map((one) => one.from))) {
      for (;;) {
        const nonce = nonces.get(from) ?? 0
        const next = [...this.pool.values()].find((one) => one.from === from && one.nonce === nonce)
        if (next === undefined || next.maxFee < baseFee || this.#random.chance(0.1)) break
        chosen.push(next)
        nonces.set(from, nonce + 1)
      }
    }
    return chosen
  }

  #settle(): void {
    const block = this.block(this.head.number - this.fund.rounds.confirmations + 1)
    for (const mined of block?.mined ?? []) this.settled.set(mined.transaction.hash, mined)
  }

  #hash(number: number): `0x${string}` {
    return `0x${createHash('sha256').update(`${this.#fork}/${number}`).digest('hex')}`
  }
}

function attempt(
  fund: FundConfig,
  state: ContractState,
  transaction: ModelTransaction,
  at: Pick<Block, 'number' | 'time' | 'priceWad' | 'priceSum'>,
): Mined {
  const { from, to, data, hash } = transaction
  try {
    const { number: block, time, priceWad, priceSum } = at
    state.apply(fund, { from, to, data, txHash: hash, block, time, priceWad, priceSum })
    return { transaction, status: 'success', reason: '' }
  } catch (error) {
    if (!(error instanceof Reverted)) throw error
    return { transaction, status: 'reverted', reason: error.message }
  }
}
