import { expect, test } from 'vitest'
import { toEvmAddress, zeroAddress } from '#protocol/address.ts'
import { factoryConfig, noLimits, type NewFund } from './newFund.ts'

const account = (last: string) => toEvmAddress(`0x${last.padStart(40, '0')}`)
const fund: NewFund = {
  name: 'Main',
  symbol: 'qMAIN',
  asset: account('1'),
  claimMode: 'OFFCHAIN',
  roles: { owner: account('a'), guardian: account('b'), strategy: account('c'), executor: account('d') },
  verifiers: ['30', '9', '20'].map((last) => ({ address: account(last), weight: 1 })),
  thresholds: { claim: 2, snapshot: 2, intent: 2 },
  tokens: [account('2')],
  adapter: account('3'),
  risk: { maxIntentWindowS: 1_800, maxSnapshotAgeS: 600, maxSlippageBps: 100 },
  salt: 'main',
}

test('verifiers ascend by address as a number, whatever order they are named in', () => {
  expect(factoryConfig(fund).verifiers.map(({ signer }) => signer)).toEqual([account('9'), account('20'), account('30')])
})

test('the owner keeps, and there is no limit, unless it is said otherwise', () => {
  const plain = factoryConfig(fund)
  expect([plain.roles.keeper, plain.limits]).toEqual([account('a'), noLimits])
  const told = factoryConfig({ ...fund, roles: { ...fund.roles, keeper: account('e') }, limits: { cooldown: 60n } })
  expect(told.roles.keeper).toBe(account('e'))
  expect(told.limits).toEqual({ ...noLimits, cooldown: 60n, priceGuard: zeroAddress })
})

test('the first venue and the others are one list', () => {
  expect(factoryConfig({ ...fund, otherAdapters: [account('4')] }).adapters).toEqual([account('3'), account('4')])
})
