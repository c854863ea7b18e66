import { afterAll, beforeAll, expect, test } from 'vitest'
import { pauseCall } from '#protocol/calls.ts'
import { hashFixture } from '#protocol/fixtures.ts'
import { startTestFund, type TestFund } from './fundFixtures.ts'
import { lastTradeBetween, readBalanceGwei, readHead, readLossBucket, readMinedNonce, readPaused } from './monitorView.ts'

let made: TestFund
beforeAll(async () => {
  made = await startTestFund({ lossLimit: 400_000_000n })
}, 60_000)
afterAll(() => made.chain.end())

test('reads the head, what an account has and how often it sent', async () => {
  const { client } = made.chain
  const { number, timestamp } = await client.getBlock()
  expect(await readHead(client)).toEqual({ block: Number(number), time: Number(timestamp) })
  const { address } = made.chain.account('gamma')
  expect([await readBalanceGwei(client, address), await readMinedNonce(client, address)]).toEqual([10_000_000_000_000, 0])
  expect(await readMinedNonce(client, made.chain.account('owner').address)).toBeGreaterThan(0)
})

test('sees a trade in its block, whoever sent it, and what it lost', async () => {
  const { chain, fund } = made
  expect(await readLossBucket(chain.client, fund)).toEqual({ level: '0', limit: '400000000' })
  const root = await made.publish(1, [hashFixture(1)])
  const trade = await made.propose({ action: 'BUY', amountIn: '1000000000', round: 1, root })
  await made.approve(trade.intentHash)
  const { block: before } = await readHead(chain.client)
  expect(await lastTradeBetween(chain.client, fund, { after: 0, through: before })).toBeNull()
  const { block } = await made.execute(trade)
  expect(await lastTradeBetween(chain.client, fund, { after: before, through: block })).toBe(block)
  expect(await lastTradeBetween(chain.client, fund, { after: block, through: block })).toBeNull()
  const { level } = await readLossBucket(chain.client, fund)
  // the pool's fee, and the trade's own weight on its price
  expect(Number(level)).toBeGreaterThan(3_000_000)
  expect(Number(level)).toBeLessThan(10_000_000)
})

test('knows a fund that is paused', async () => {
  const { chain, fund } = made
  expect(await readPaused(chain.client, fund)).toBe(false)
  await chain.account('guardian').send({ to: fund.contracts.core, data: pauseCall(), label: 'pause' })
  expect(await readPaused(chain.client, fund)).toBe(true)
})
