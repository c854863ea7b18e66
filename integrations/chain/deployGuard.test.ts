import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { priceGuardAbi } from '#protocol/abi/PriceGuard.ts'
import { checkFund } from './checkFund.ts'
import { startTestChain, type TestChain } from './chainFixtures.ts'
import { create2Address, deployOnce, hasCode } from './create2.ts'
import { createFund } from './deployFund.ts'
import { deployGuard, guardAddress, guardChute, guardCreation, type NewGuard } from './deployGuard.ts'
import { setUpLocalChain, type LocalChain } from './localChain.ts'
import { factoryConfig, type NewFund } from './newFund.ts'
import { newFundFixture } from './newFundFixture.ts'
import { planFund } from './planFund.ts'

let chain: TestChain
let local: LocalChain
let guard: NewGuard
beforeAll(async () => {
  chain = await startTestChain()
  local = await setUpLocalChain(chain.account('deployer'), join(chain.folder, 'local-chain.json'))
  const [{ base, pair }] = local.pools
  const source = { windowS: 1_800, maxAgeS: 7_200, minReserve: '1000000000' }
  guard = { minWindowS: 1_800, priced: [{ token: base, pool: pair, ...source }] }
})
afterAll(() => chain.end())

/** A fund of the deployer's whose limits name the guard that is yet to be made. */
function guarded(salt: string): NewFund {
  const address = (name: string) => chain.keys.signer(name).address
  const market = { asset: local.tokens.usdc.address, token: local.tokens.weth.address, adapter: local.adapter }
  const unkept = newFundFixture(chain, market, { name: 'Guarded', symbol: 'qG', salt })
  const fund: NewFund = { ...unkept, roles: { ...unkept.roles, keeper: address('walker') } }
  const priceGuard = guardAddress(address('deployer'), factoryConfig(fund))
  return { ...fund, limits: { priceGuard, maxPriceDeviationBps: 300, configDelay: 86_400n } }
}

test('a guard that its own constructor refuses is told in its words, before anything of the fund is there', async () => {
  const short = { ...guard, priced: guard.priced.map((source) => ({ ...source, windowS: 60 })) }
  const fund = guarded('short')
  const { address: creator } = chain.account('deployer')
  const wanted = { creator, factory: local.fundFactory, adapters: [], fund, guard: short }
  await expect(planFund(chain.client, wanted)).rejects.toMatchObject({
    code: 'CALL_REVERTED',
    message: expect.stringContaining('OutOfRange(window, 60, 1800, 86400)'),
  })
})

test('a guard is made where the fund’s limits name it, and each serves the other from the first day', async () => {
  const account = chain.account('deployer')
  const fund = guarded('main')
  const wanted = { creator: account.address, factory: local.fundFactory, adapters: [], fund, guard }
  const plan = await planFund(chain.client, wanted)
  expect(plan.steps.slice(0, 2).map(({ label }) => label)).toEqual(['place of the price guard', 'price guard'])
  await deployGuard(account, local.fundFactory, fund, guard)
  const contracts = await createFund(account, local.fundFactory, fund)
  expect(contracts).toEqual(plan.contracts)
  const config = factoryConfig(fund)
  expect(contracts.priceGuard).toBe(config.limits.priceGuard)
  const findings = await checkFund(chain.client, { parts: contracts, factory: local.fundFactory, config, fromBlock: 0n })
  expect(findings.filter(({ state }) => state === 'different')).toEqual([])
  expect(findings.map(({ what }) => what)).toEqual(
    expect.arrayContaining(['priceGuard code', 'priceGuard.policy', 'priceGuard.asset']),
  )
  const source = await chain.client.readContract({
    address: guardAddress(account.address, config),
    abi: priceGuardAbi,
    functionName: 'sourceOf',
    args: [local.tokens.weth.address],
  })
  expect(source).toEqual({ pool: local.pools[0].pair, window: 1_800n, maxAge: 7_200n, minReserve: 1_000_000_000n })

  const height = await chain.client.getBlockNumber()
  await deployGuard(account, local.fundFactory, fund, guard)
  expect((await planFund(chain.client, wanted)).steps).toEqual([])
  expect(await chain.client.getBlockNumber()).toBe(height)
})

test('whoever uses the chute first stops the fund from being made, and no more', async () => {
  const account = chain.account('deployer')
  const stranger = chain.account('relayer')
  const fund = guarded('squatted')
  const chute = await deployOnce(stranger, guardChute(account.address, factoryConfig(fund)))
  const other = guardCreation(guard, { policy: stranger.address, asset: fund.asset })
  await stranger.send({ to: chute, data: other, label: 'a guard of somebody else' })
  await expect(deployGuard(account, local.fundFactory, fund, guard)).rejects.toMatchObject({ code: 'GUARD_FOREIGN' })
  expect(await hasCode(chain.client, create2Address(guardChute(account.address, factoryConfig(guarded('another')))))).toBe(false)
  const again = guarded('another')
  await deployGuard(account, local.fundFactory, again, guard)
  expect((await createFund(account, local.fundFactory, again)).priceGuard).toBe(again.limits?.priceGuard)
})
