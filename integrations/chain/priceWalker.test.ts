import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readAmmPrice } from './ammPrice.ts'
import { callRpc } from '#integrations/anvil/rpc.ts'
import { makeChainAccount } from './chainAccount.ts'
import { startTestChain, type TestChain } from './chainFixtures.ts'
import type { ChainClient } from './chainClient.ts'
import { setUpLocalChain, type LocalChain } from './localChain.ts'
import { makePriceWalker } from './priceWalker.ts'

const startWad = 3_000n * 10n ** 18n
let chain: TestChain
let local: LocalChain
beforeAll(async () => {
  chain = await startTestChain()
  local = await setUpLocalChain(chain.account('deployer'), join(chain.folder, 'local-chain.json'))
})
afterAll(() => chain.end())

const walker = (from = 0) =>
  makePriceWalker({ account: chain.account('walker'), local, pool: local.pools[0], seed: 3, startWad, from })

test('brings the pool to each step of the walk, within the exchange fee, and continues where it was', async () => {
  const first = walker()
  for (let count = 0; count < 3; count++) await first.step()
  const second = walker(3)
  for (const step of [4, 5, 6]) {
    const taken = await second.step()
    expect(taken.step).toBe(step)
    const { price } = await readAmmPrice(chain.client, { ...local.pools[0], window: { blocks: 0 } })
    const offBps = ((BigInt(price.spotWad) - taken.priceWad) * 10_000n) / taken.priceWad
    expect(offBps >= -10n && offBps <= 10n, `step ${step} is off by ${offBps} bps`).toBe(true)
  }
})

test('trades a pool that was made in the second of the estimate, in the next second', async () => {
  const young = await startTestChain()
  const blocksApartS = (seconds: number) => callRpc(young.anvil.url, 'anvil_setBlockTimestampInterval', [seconds])
  try {
    await blocksApartS(0)
    const market = await setUpLocalChain(young.account('deployer'), join(young.folder, 'local-chain.json'))
    const pool = market.pools[0]
    const estimateGas: ChainClient['estimateGas'] = async (call) => {
      const estimate = await young.client.estimateGas(call)
      // the pair's price counters are written for the first time then, which the estimate could not see
      if (call.to === pool.router) await blocksApartS(1)
      return estimate
    }
    const account = makeChainAccount({ ...young.client, estimateGas }, young.keys.signer('walker'))
    const step = await makePriceWalker({ account, local: market, pool, seed: 3, startWad }).step()
    expect(step.traded).not.toBeNull()
  } finally {
    await young.end()
  }
})
