// Finds the event of an execution without asking for the whole chain's: the intent's record says when it was executed, the
// blocks of that second are looked for by halving, and only they are asked for logs. Public nodes refuse wider questions.
import { clawCoreAbi } from '#protocol/abi/ClawCore.ts'
import { intentBookAbi } from '#protocol/abi/IntentBook.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { FundConfig } from '#protocol/fund.ts'
import type { Hash } from '#protocol/hash.ts'
import { askChain, type ChainClient } from './chainClient.ts'

export interface ExecutionEvent {
  readonly txHash: string
  readonly block: number
  readonly amountIn: string
  readonly amountOut: string
  readonly realisedProfit: string
}

/**
 * The `IntentExecuted` event of an intent, or null: from the contract's own log, whatever transaction carried it.
 * @throws QuorateError CHAIN_BEHIND (retryable) while it is in a block that has not its confirmations yet, or while the
 *   node knows of the execution but not yet of its event; as askChain
 */
export async function readExecution(client: ChainClient, fund: FundConfig, intentHash: Hash): Promise<ExecutionEvent | null> {
  const label = `the execution of ${intentHash}`
  const [record, head] = await askChain(client, label, () =>
    Promise.all([
      client.readContract({
        address: fund.contracts.intentBook,
        abi: intentBookAbi,
        functionName: 'intentRecord',
        args: [intentHash],
      }),
      client.getBlockNumber(),
    ]),
  )
  if (record.executedAt === 0n) return null
  const { fromBlock, toBlock } = await blocksOfSecond(client, record.executedAt, head)
  const [log] = await askChain(client, label, () =>
    client.getContractEvents({
      address: fund.contracts.core,
      abi: clawCoreAbi,
      eventName: 'IntentExecuted',
      args: { intentHash },
      fromBlock,
      toBlock,
      strict: true,
    }),
  )
  if (log === undefined) throw new QuorateError('CHAIN_BEHIND', { chainTime: `block ${head}`, until: label })
  const settled = log.blockNumber + BigInt(fund.rounds.confirmations - 1)
  if (settled > head) throw new QuorateError('CHAIN_BEHIND', { chainTime: `block ${head}`, until: `block ${settled - 1n}` })
  return {
    txHash: log.transactionHash,
    block: Number(log.blockNumber),
    amountIn: log.args.amountIn.toString(),
    amountOut: log.args.amountOut.toString(),
    realisedProfit: log.args.realisedProfit.toString(),
  }
}

/** The blocks that have this second as their time, or none after the head: a development chain makes several in one. */
export async function blocksOfSecond(
  client: ChainClient,
  time: bigint,
  head: bigint,
): Promise<{ readonly fromBlock: bigint; readonly toBlock: bigint }> {
  const known = new Map<bigint, bigint>()
  const timeOf = async (block: bigint): Promise<bigint> => {
    const before = known.get(block)
    if (before !== undefined) return before
    const { timestamp } = await askChain(client, `block ${block}`, () => client.getBlock({ blockNumber: block }))
    known.set(block, timestamp)
    return timestamp
  }
  const fromBlock = await firstBlock(head, async (block) => (await timeOf(block)) >= time)
  const after = await firstBlock(head, async (block) => (await timeOf(block)) > time)
  return { fromBlock: fromBlock > head ? head : fromBlock, toBlock: after - 1n > head ? head : after - 1n }
}

/** The first block up to `head` of which something holds that holds of all later ones; `head + 1` when of none. */
async function firstBlock(head: bigint, holds: (block: bigint) => Promise<boolean>): Promise<bigint> {
  // what is asked for is mostly near the head: twice as far back each time, then by halving
  let high = head + 1n
  let low = -1n
  for (let back = 1n; low < 0n; back *= 2n) {
    const block = high - back
    if (block < 0n) break
    if (await holds(block)) high = block
    else low = block
  }
  while (high - low > 1n) {
    const middle = (high + low) / 2n
    if (await holds(middle)) high = middle
    else low = middle
  }
  return high
}
