import { afterAll, beforeAll, expect, test } from 'vitest'
import { addressFixture } from '#protocol/fixtures.ts'
import { venuesOf } from '#protocol/venue.ts'
import { startTestFund, type TestFund } from './fundFixtures.ts'
import { makeChainClient } from './chainClient.ts'
import { encodeRoute, quoteSwap } from './uniswapV2.ts'
import { readQuotes } from './venueQuotes.ts'

let on: TestFund
beforeAll(async () => {
  on = await startTestFund()
})
afterAll(() => on.chain.end())

test('every venue of the fund quotes the same trade, each along its own route', async () => {
  const { baseAsset: tokenIn, tradedToken: tokenOut, pools } = on.fund
  const [first, second] = await readQuotes(on.chain.client, on.fund, { tokenIn, tokenOut, amountIn: '3000000000' })
  const path = [tokenIn, tokenOut]
  const [pool] = pools
  if (pool === undefined) throw new Error('the fund has a pool')
  const swap = { router: pool.router, path, amountIn: 3_000_000_000n }
  expect(first).toEqual({
    venue: 'uniswap-v2',
    adapter: on.fund.contracts.adapter,
    adapterData: encodeRoute(path),
    amountOut: String(await quoteSwap(on.chain.client, swap)),
  })
  expect(second).toMatchObject({ venue: 'uniswap-v3', adapter: on.fund.venues[0]?.adapter })
  // one of a token of 3,000, less 0.3 % and the impact
  for (const quote of [first, second]) {
    expect(Number(quote?.amountOut)).toBeGreaterThan(0.99e18)
    expect(Number(quote?.amountOut)).toBeLessThan(0.997e18)
  }
})

test('a venue that gives no quote says so in the contract’s words, and the others are heard all the same', async () => {
  const { baseAsset: tokenIn, tradedToken: tokenOut } = on.fund
  const tooMuch = { tokenIn, tokenOut, amountIn: String(10n ** 15n) }
  const [first, second] = await readQuotes(on.chain.client, on.fund, tooMuch)
  expect(Number(first?.amountOut)).toBeGreaterThan(0)
  expect(second?.amountOut).toBeNull()
  const nonsense = await readQuotes(on.chain.client, on.fund, { ...tooMuch, tokenOut: addressFixture(1) })
  expect(nonsense.map(({ amountOut }) => amountOut)).toEqual([null, null])
  expect(nonsense.every(({ problem }) => problem?.includes('a quote of uniswap-v'))).toBe(true)
})

test('a node that is away is a failure, not a venue without a quote', async () => {
  const away = makeChainClient({ url: 'http://127.0.0.1:1', chainId: 31_337 })
  const { baseAsset: tokenIn, tradedToken: tokenOut } = on.fund
  await expect(readQuotes(away, on.fund, { tokenIn, tokenOut, amountIn: '1' })).rejects.toMatchObject({
    code: 'RPC_UNREACHABLE',
  })
  expect(venuesOf(on.fund)).toHaveLength(2)
})
