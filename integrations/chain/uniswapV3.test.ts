import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { adapterAbi } from '#protocol/abi/Adapter.ts'
import { routeOn } from '#protocol/venue.ts'
import { startTestChain, type TestChain } from './chainFixtures.ts'
import { mintToken, setUpLocalChain, wrapEther, type LocalChain } from './localChain.ts'
import { approve } from './uniswapV2.ts'
import { deployUniswapV3Factory, readUniswapV3Price, swapToLimitCall, tradeToPrice, type PricedPool } from './uniswapV3.ts'
import type { TickVenue } from './venueDrift.ts'

let chain: TestChain
let local: LocalChain
let venue: TickVenue
let pool: PricedPool
beforeAll(async () => {
  chain = await startTestChain()
  local = await setUpLocalChain(chain.account('deployer'), join(chain.folder, 'local-chain.json'))
  const [first] = local.venues['weth-usdc'] ?? []
  if (first === undefined) throw new Error('weth-usdc has a second venue')
  venue = first
  pool = { pool: venue.pool, base: local.tokens.weth.address, baseDecimals: 18, quoteDecimals: 6 }
})
afterAll(() => chain.end())

const price = async (): Promise<number> => Number(await readUniswapV3Price(chain.client, pool)) / 1e18

test('a trade brings the pool to a price in one step, up and down again, and takes only what that needs', async () => {
  const account = chain.account('deployer')
  const { usdc, weth } = local.tokens
  await mintToken(account, usdc.address, account.address, 10n ** 12n)
  await wrapEther(account, weth.address, 100n * 10n ** 18n)
  for (const wanted of [3_100, 2_900, 3_000]) {
    const trade = await tradeToPrice(chain.client, pool, BigInt(wanted) * 10n ** 18n)
    expect(trade?.sellsBase).toBe(wanted < (await price()))
    const [tokenIn, tokenOut] = trade?.sellsBase ? [weth.address, usdc.address] : [usdc.address, weth.address]
    const amountIn = trade?.sellsBase ? 40n * 10n ** 18n : 120_000n * 10n ** 6n
    await approve(account, tokenIn, local.uniswapV3.router, amountIn)
    const data = swapToLimitCall({
      tokenIn,
      tokenOut,
      feePpm: venue.feePpm,
      to: account.address,
      amountIn,
      limit: trade?.limit ?? 0n,
    })
    await account.send({ to: local.uniswapV3.router, data, label: 'moving' })
    expect((await price()) / wanted).toBeCloseTo(1, 9)
  }
  expect(await tradeToPrice(chain.client, pool, 3_000n * 10n ** 18n)).toBeNull()
})

test('a price beyond all ticks is the last one', async () => {
  expect((await tradeToPrice(chain.client, pool, 10n ** 90n))?.sellsBase).toBe(false)
  expect((await tradeToPrice(chain.client, pool, 1n))?.sellsBase).toBe(true)
})

test('its adapter quotes what its price says, less fee and impact', async () => {
  const path = { tokenIn: local.tokens.usdc.address, tokenOut: local.tokens.weth.address }
  const args = [path.tokenIn, path.tokenOut, 3_000n * 10n ** 6n, routeOn(venue, path)] as const
  const amountOut = await chain.client.readContract({ address: venue.adapter, abi: adapterAbi, functionName: 'quote', args })
  expect(Number(amountOut) / 1e18).toBeCloseTo(0.997 * (3_000 / (await price())), 2)
})

test('a pool that nobody opened has no price', async () => {
  const empty = await deployUniswapV3Factory(chain.account('deployer'))
  await expect(readUniswapV3Price(chain.client, { ...pool, pool: empty })).rejects.toMatchObject({ code: 'CALL_REVERTED' })
})
