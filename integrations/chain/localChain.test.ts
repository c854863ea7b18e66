import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestChain, type TestChain } from './chainFixtures.ts'
import { askChain } from './chainClient.ts'
import { mintToken, setUpLocalChain, type LocalChain } from './localChain.ts'
import { readAmmPrice } from './ammPrice.ts'
import { approve, encodeRoute, quoteSwap, swapCall } from './uniswapV2.ts'
import { readUniswapV3Price } from './uniswapV3.ts'

let chain: TestChain
let local: LocalChain
beforeAll(async () => {
  chain = await startTestChain()
  local = await setUpLocalChain(chain.account('deployer'), join(chain.folder, 'local-chain.json'))
})
afterAll(() => chain.end())

const height = () => askChain(chain.client, 'height', () => chain.client.getBlockNumber())

test('opens two pools at the prices it was told', async () => {
  const prices = await Promise.all(
    local.pools.map(
      async ({ pair, base, quote }) =>
        (await readAmmPrice(chain.client, { pair, base, quote, window: { seconds: 60 } })).price.spotWad,
    ),
  )
  expect(prices).toEqual([`${3_000n * 10n ** 18n}`, `${60_000n * 10n ** 18n}`])
})

test('opens the second venue at the price of the first', async () => {
  const { pools, venues, tokens } = local
  const [venue] = venues['weth-usdc'] ?? []
  if (venue === undefined) throw new Error('weth-usdc has a second venue')
  const decimals = { baseDecimals: tokens.weth.decimals, quoteDecimals: tokens.usdc.decimals }
  const priceWad = await readUniswapV3Price(chain.client, { pool: venue.pool, base: pools[0].base, ...decimals })
  // a root of 96 bits has some 20 digits here
  expect(Number(priceWad) / 3e21).toBeCloseTo(1, 12)
})

test('does nothing the second time', async () => {
  const before = await height()
  expect(await setUpLocalChain(chain.account('deployer'), join(chain.folder, 'local-chain.json'))).toEqual(local)
  expect(await height()).toBe(before)
})

test('sets up again what a record names but the chain does not have', async () => {
  const empty = await startTestChain()
  const file = join(empty.folder, 'local-chain.json')
  copyFileSync(join(chain.folder, 'local-chain.json'), file)
  const again = await setUpLocalChain(empty.account('deployer'), file)
  const [{ pair, base, quote }] = again.pools
  expect((await readAmmPrice(empty.client, { pair, base, quote, window: { seconds: 60 } })).price.reserveQuote).toBe(
    '1500000000000',
  )
  await empty.end()
})

test('a swap pays what was quoted and moves the price', async () => {
  const account = chain.account('deployer')
  const [pool] = local.pools
  const path = [pool.quote, pool.base]
  const before = await readAmmPrice(chain.client, { ...pool, window: { seconds: 60 } })
  const amountIn = 10_000n * 10n ** 6n
  await mintToken(account, pool.quote, account.address, amountIn)
  await approve(account, pool.quote, pool.router, amountIn)
  const quoted = await quoteSwap(chain.client, { router: pool.router, path, amountIn })
  await account.send({
    to: pool.router,
    data: swapCall({ path, amountIn, minAmountOut: quoted, to: account.address }),
    label: 'swapping',
  })
  const after = await readAmmPrice(chain.client, { ...pool, window: { seconds: 60 } })
  expect(BigInt(before.price.reserveBase) - BigInt(after.price.reserveBase)).toBe(quoted)
  expect(BigInt(after.price.spotWad)).toBeGreaterThan(BigInt(before.price.spotWad))
})

test('a route is the ABI encoding of its path', () => {
  expect(encodeRoute([local.tokens.usdc.address])).toHaveLength(2 + 3 * 64)
})
