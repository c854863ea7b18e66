import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callRpc } from '#integrations/anvil/rpc.ts'
import { startTestChain, type TestChain } from './chainFixtures.ts'
import { create2Address, proxyAddress } from './create2.ts'
import { adapterCreation, createFund, deployAdapter, deployFundFactory, fundParts } from './deployFund.ts'
import { setUpVenue, type Venue } from './localChain.ts'
import type { NewFund } from './newFund.ts'
import { newFundFixture } from './newFundFixture.ts'
import { planFund, type FundPlan } from './planFund.ts'

let chain: TestChain
let venue: Venue
beforeAll(async () => {
  chain = await startTestChain({ noProxy: true })
  venue = await setUpVenue(chain.account('deployer'), join(chain.folder, 'venue.json'))
})
afterAll(() => chain.end())

const fund = (change: Partial<NewFund> = {}): NewFund => {
  const adapter = create2Address(adapterCreation(venue.uniswap.router))
  return newFundFixture(chain, { asset: venue.tokens.usdc.address, token: venue.tokens.weth.address, adapter }, change)
}
const plan = (change: Partial<NewFund> = {}): Promise<FundPlan> => {
  const adapter = adapterCreation(venue.uniswap.router)
  return planFund(chain.client, {
    creator: chain.account('deployer').address,
    factory: null,
    adapters: [adapter],
    fund: fund(change),
  })
}
const height = (): Promise<bigint> => chain.client.getBlockNumber()

test('where the proxy is missing, it is the first thing that is paid for', async () => {
  const code = await chain.client.getCode({ address: proxyAddress })
  await callRpc(chain.anvil.url, 'anvil_setCode', [proxyAddress, '0x'])
  const { steps } = await plan()
  await callRpc(chain.anvil.url, 'anvil_setCode', [proxyAddress, code])
  expect(steps[0]).toEqual({ label: 'deterministic deployment proxy', gas: 21_000n })
})

test('a plan sends nothing, names every step, foretells the addresses, and what is done costs no more than it says', async () => {
  const before = await height()
  const foretold = await plan()
  expect(await height()).toBe(before)
  expect(foretold.steps.map(({ label }) => label)).toEqual([
    ...fundParts.map((part) => `deployer of ${part}`),
    'fund factory',
    'Uniswap V2 adapter',
    ...fundParts.map((part) => `${part} of fund Main`),
    'fund Main',
  ])
  const account = chain.account('deployer')
  const factory = await deployFundFactory(account)
  await deployAdapter(account, venue.uniswap.router)
  expect(await createFund(account, factory, fund())).toEqual(foretold.contracts)
  const used = await Promise.all(
    Array.from({ length: Number((await height()) - before) }, async (_, at) => {
      const { gasUsed } = await chain.client.getBlock({ blockNumber: before + BigInt(at) + 1n })
      return gasUsed
    }),
  )
  expect(used.reduce((sum, gas) => sum + gas, 0n)).toBeLessThan(foretold.gas)
})

test('of a fund that is there nothing is left to do', async () => {
  const again = await plan()
  expect([again.steps, again.gas, again.maxWei]).toEqual([[], 0n, 0n])
})

test('a configuration that a part refuses is told by the contract’s own words', async () => {
  const one = { claim: 1, snapshot: 2, intent: 2 }
  await expect(plan({ thresholds: one, salt: 'weak' })).rejects.toMatchObject({
    code: 'CALL_REVERTED',
    message: expect.stringContaining('ThresholdOutOfRange(claim, 1, 3)'),
  })
})

test('an account that could not pay is told what it would cost all the same', async () => {
  const { address } = chain.account('deployer')
  const held = await callRpc(chain.anvil.url, 'eth_getBalance', [address, 'latest'])
  await callRpc(chain.anvil.url, 'anvil_setBalance', [address, '0x0'])
  expect((await plan({ salt: 'poor' })).maxWei).toBeGreaterThan(0n)
  await callRpc(chain.anvil.url, 'anvil_setBalance', [address, held])
})
