import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callRpc } from '#integrations/anvil/rpc.ts'
import { wadOne } from '#protocol/amounts.ts'
import { addressFixture } from '#protocol/fixtures.ts'
import { readAmmPrice } from './ammPrice.ts'
import { startTestChain, type TestChain } from './chainFixtures.ts'
import { mintToken, setUpLocalChain, type LocalChain } from './localChain.ts'
import { approve, swapCall } from './uniswapV2.ts'

let chain: TestChain
let local: LocalChain
beforeAll(async () => {
  chain = await startTestChain()
  local = await setUpLocalChain(chain.account('deployer'), join(chain.folder, 'local-chain.json'))
})
afterAll(() => chain.end())

/** Mines one block at a time of the chain's clock. */
async function mineAt(time: number): Promise<void> {
  await callRpc(chain.anvil.url, 'evm_setNextBlockTimestamp', [time])
  await callRpc(chain.anvil.url, 'evm_mine')
}

test('weights prices by the time they held, the same at the same block for everyone', async () => {
  const [pool] = local.pools
  const account = chain.account('deployer')
  const amountIn = 150_000n * 10n ** 6n
  await mintToken(account, pool.quote, account.address, amountIn)
  await approve(account, pool.quote, pool.router, amountIn)
  const start = (await readAmmPrice(chain.client, { ...pool, window: { blocks: 0 } })).price.blockTime + 10
  await mineAt(start)
  // the old price holds for 30 s, the new one for 10 s
  await callRpc(chain.anvil.url, 'evm_setNextBlockTimestamp', [start + 30])
  const data = swapCall({ path: [pool.quote, pool.base], amountIn, minAmountOut: 0n, to: account.address })
  await account.send({ to: pool.router, data, label: 'swapping' })
  await mineAt(start + 40)
  const reading = await readAmmPrice(chain.client, { ...pool, window: { seconds: 40 } })
  const spot = BigInt(reading.price.spotWad)
  const expected = (3_000n * wadOne * 30n + spot * 10n) / 40n
  const off = BigInt(reading.price.twapWad ?? '0') - expected
  expect(off > -1_000_000n && off < 1_000_000n, `off by ${off} of 10^18`).toBe(true)
  await mineAt(start + 400)
  const again = await readAmmPrice(chain.client, { ...pool, block: reading.block, window: { seconds: 40 } })
  expect(again).toEqual(reading)
})

test('has no time-weighted price for a window longer than the chain', async () => {
  const { price } = await readAmmPrice(chain.client, { ...local.pools[1], window: { seconds: 86_400 } })
  expect(price).toMatchObject({ twapWad: null, windowS: 86_400 })
})

test('names a pool that is none, and one of other tokens', async () => {
  const [eth, btc] = local.pools
  const window = { seconds: 10 }
  await expect(readAmmPrice(chain.client, { ...eth, pair: addressFixture(1), window })).rejects.toMatchObject({
    code: 'POOL_UNUSABLE',
  })
  await expect(readAmmPrice(chain.client, { ...eth, pair: btc.pair, window })).rejects.toMatchObject({ code: 'POOL_UNUSABLE' })
})

test('says that a block is not there yet or that its state is gone', async () => {
  const ask = readAmmPrice(chain.client, { ...local.pools[0], block: 1_000_000, window: { blocks: 0 } })
  await expect(ask).rejects.toMatchObject({ code: expect.stringMatching(/^(RPC_FAILED|HISTORY_UNAVAILABLE)$/) as string })
})
