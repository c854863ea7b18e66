import { afterAll, beforeAll, expect, test } from 'vitest'
import { hashFixture } from '#protocol/fixtures.ts'
import { callRpc } from '#integrations/anvil/rpc.ts'
import { startTestFund, type ProposedTrade, type TestFund } from './fundFixtures.ts'
import { blocksOfSecond, readExecution } from './readExecution.ts'

let on: TestFund
let trade: ProposedTrade
beforeAll(async () => {
  on = await startTestFund()
  const root = await on.publish(1, [hashFixture(1)])
  trade = await on.propose({ action: 'BUY', amountIn: '1000000000', round: 1, root })
  await on.approve(trade.intentHash)
})
afterAll(() => on.chain.end())

const mine = (blocks: number) => callRpc(on.chain.anvil.url, 'anvil_mine', [`0x${blocks.toString(16)}`])
const execution = () => readExecution(on.chain.client, on.fund, trade.intentHash)

test('an intent that was not executed has no event, and no log is asked for', async () => {
  expect(await execution()).toBeNull()
  expect(await readExecution(on.chain.client, on.fund, hashFixture(9))).toBeNull()
})

test('finds the event however many blocks came after it, and asks for logs of its second only', async () => {
  const { hash, block } = await on.execute(trade)
  expect(await execution()).toMatchObject({ txHash: hash, block })
  for (const later of [1, 40, 300]) {
    await mine(later)
    expect(await execution()).toMatchObject({ txHash: hash, block })
  }
  const { timestamp } = await on.chain.client.getBlock({ blockNumber: BigInt(block) })
  const { fromBlock, toBlock } = await blocksOfSecond(on.chain.client, timestamp, await on.chain.client.getBlockNumber())
  expect(fromBlock <= BigInt(block) && toBlock >= BigInt(block)).toBe(true)
  for (const one of [fromBlock, toBlock]) {
    expect((await on.chain.client.getBlock({ blockNumber: one })).timestamp).toBe(timestamp)
  }
  // a node that mines them at once may give all later blocks the same second: then there is none behind them
  const head = await on.chain.client.getBlockNumber({ cacheTime: 0 })
  for (const beside of [fromBlock - 1n, toBlock + 1n].filter((one) => one <= head)) {
    expect((await on.chain.client.getBlock({ blockNumber: beside })).timestamp).not.toBe(timestamp)
  }
})

test('a second before the chain, and one after its head, are no range that a node would refuse', async () => {
  const head = await on.chain.client.getBlockNumber()
  expect(await blocksOfSecond(on.chain.client, 2n ** 40n, head)).toEqual({ fromBlock: head, toBlock: head })
  const { fromBlock, toBlock } = await blocksOfSecond(on.chain.client, 1n, head)
  expect(fromBlock <= head && toBlock <= head).toBe(true)
})
