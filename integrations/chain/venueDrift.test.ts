import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestChain, type TestChain } from './chainFixtures.ts'
import { mintToken, setUpLocalChain, type LocalChain } from './localChain.ts'
import { provideFor } from './priceWalker.ts'
import { approve, swapCall } from './uniswapV2.ts'
import { readUniswapV3Price, type PricedPool } from './uniswapV3.ts'
import { makeVenueDrift, type VenueDrift } from './venueDrift.ts'

let chain: TestChain
let local: LocalChain
let drift: VenueDrift
let pool: PricedPool
beforeAll(async () => {
  chain = await startTestChain()
  local = await setUpLocalChain(chain.account('deployer'), join(chain.folder, 'local-chain.json'))
  const [venue] = local.venues['weth-usdc'] ?? []
  if (venue === undefined) throw new Error('weth-usdc has a second venue')
  const account = chain.account('walker')
  pool = { pool: venue.pool, base: local.tokens.weth.address, baseDecimals: 18, quoteDecimals: 6 }
  drift = makeVenueDrift({
    account,
    uniswap: local.uniswapV3,
    pool: local.pools[0],
    venue,
    decimals: { base: 18, quote: 6 },
    purse: { base: 60n * 10n ** 18n, quote: 180_000n * 10n ** 6n },
    provide: (trade) => provideFor(account, local, trade),
  })
})
afterAll(() => chain.end())

/** How far the second venue is above a price, in parts per million. */
async function offAfter(priceWad: bigint): Promise<number> {
  await drift.follow(priceWad)
  return Math.round(Number(((await readUniswapV3Price(chain.client, pool)) * 1_000_000n) / priceWad) - 1_000_000)
}
async function tradeOfAnother(): Promise<void> {
  const account = chain.account('owner')
  const { usdc, weth } = local.tokens
  await mintToken(account, usdc.address, account.address, 10n ** 9n)
  await approve(account, usdc.address, local.uniswap.router, 10n ** 9n)
  const data = swapCall({ path: [usdc.address, weth.address], amountIn: 10n ** 9n, minAmountOut: 0n, to: account.address })
  await account.send({ to: local.uniswap.router, data, label: 'a trade of another' })
}
const wad = (whole: number): bigint => BigInt(whole) * 10n ** 18n

test('stays above the first venue for two trades of others, then below for two, wherever the price goes', async () => {
  const sides: number[] = []
  for (const [index, whole] of [3_000, 3_050, 2_950, 3_000, 3_010].entries()) {
    if (index > 0) await tradeOfAnother()
    sides.push(await offAfter(wad(whole)))
    // its own trades are nobody else's
    expect(Math.abs((await offAfter(wad(whole + 5))) - (sides.at(-1) ?? 0))).toBeLessThan(3)
  }
  expect(sides.map((ppm) => Math.round(ppm / 100))).toEqual([60, 60, -60, -60, 60])
})
