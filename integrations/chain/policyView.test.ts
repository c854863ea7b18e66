import { afterAll, beforeAll, expect, test } from 'vitest'
import { pauseCall } from '#protocol/calls.ts'
import { hashAdapterData, hashIntent, intentSchema } from '#protocol/intent.ts'
import { hashFixture } from '#protocol/fixtures.ts'
import type { Hash } from '#protocol/hash.ts'
import { routeOn, venuesOf } from '#protocol/venue.ts'
import { startTestFund, type TestFund } from './fundFixtures.ts'
import { readPolicy, rehearse, type RehearsedTrade } from './policyView.ts'
import { readQuote } from './venueQuotes.ts'

let on: TestFund
let root: Hash
beforeAll(async () => {
  on = await startTestFund({ lossLimit: 50_000_000n })
  root = await on.publish(7, [hashFixture(1), hashFixture(2)])
}, 120_000)
afterAll(() => on.chain.end())

async function trade(change: Record<string, unknown> = {}): Promise<RehearsedTrade> {
  const { fund, chain } = on
  const [venue] = venuesOf(fund)
  if (venue === undefined) throw new Error('the fund has a venue')
  const way = { tokenIn: fund.baseAsset, tokenOut: fund.tradedToken }
  const adapterData = routeOn(venue, way)
  const quoteAmountOut = await readQuote(chain.client, venue, { ...way, amountIn: '1000000000' })
  const validAfter = Number((await chain.client.getBlock()).timestamp)
  const intent = intentSchema.parse({
    fund: fund.contracts.vault,
    setEpoch: 1,
    action: 'BUY',
    ...way,
    amountIn: '1000000000',
    minAmountOut: quoteAmountOut,
    quoteAmountOut,
    maxSlippageBps: 100,
    validAfter,
    deadline: validAfter + 600,
    snapshotRoot: root,
    round: 7,
    adapter: venue.adapter,
    adapterDataHash: hashAdapterData(adapterData),
    nonce: '99',
    ...change,
  })
  return { intent, intentHash: hashIntent(intent), adapterData }
}
const said = async (change?: Record<string, unknown>) => rehearse(on.chain.client, on.fund, await trade(change))

test('bounds are told as the policy has them, and none where it sets none', async () => {
  const block = await on.chain.client.getBlock()
  expect(await readPolicy(on.chain.client, on.fund)).toMatchObject({
    block: Number(block.number),
    at: new Date(Number(block.timestamp) * 1_000).toISOString(),
    dailyNotionalCap: null,
    notionalSpent: '0',
    lossLimit: '50000000',
    lossLevel: '0',
    lastExecutedAt: null,
  })
})

test('a trade that nobody proposed is tried as if it were, and leaves nothing behind', async () => {
  const clear = { code: 'OK', detail: 'nothing stands against it', waits: false }
  expect(await said()).toMatchObject(clear)
  expect(await said({ amountIn: '20000000000' })).toMatchObject({ code: 'INSUFFICIENT_BALANCE', waits: false })
  expect(await said()).toMatchObject(clear)
})

test('one that the book would not take says why', async () => {
  const { detail, ...found } = await said({ snapshotRoot: hashFixture(9) })
  expect(found).toMatchObject({ code: null, waits: false })
  expect(detail).toMatch(/SnapshotUnknown|Snapshot/)
})

test('one that is on chain is tried as it stands', async () => {
  const proposed = await on.propose({ action: 'BUY', amountIn: '1000000000', round: 7, root })
  expect(await rehearse(on.chain.client, on.fund, proposed)).toMatchObject({ code: 'OK' })
  await on.chain.account('guardian').send({ to: on.fund.contracts.core, data: pauseCall(), label: 'pause' })
  expect(await rehearse(on.chain.client, on.fund, proposed)).toMatchObject({ code: 'CORE_PAUSED', detail: 'the fund is paused' })
})
