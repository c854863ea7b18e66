import { expect, test } from 'vitest'
import { addressFixture, fundFixture } from '#protocol/fixtures.ts'
import { accountId, fundBots } from './fundBots.ts'

const accountOf = (n: number): string => `account:31337-${addressFixture(n).toLowerCase()}`
const addresses = (fund = fundFixture()): string[] => fundBots(fund).map(({ role, id }) => `${role}:${id}`)
const inputOf = (address: string, fund = fundFixture()): unknown =>
  fundBots(fund).find(({ role, id }) => `${role}:${id}` === address)?.input

test('a fund’s bots, accounts first and the fund last', () => {
  expect(addresses()).toEqual([
    accountOf(60),
    accountOf(61),
    accountOf(62),
    'relayer:main',
    'roster:main',
    'verifier:main.alpha',
    'verifier:main.bravo',
    'verifier:main.charlie',
    'crawler:main.pool',
    'crawler:main.second',
    'strategy:main',
    'executor:main',
    'fund:main',
  ])
})

test('one address has one account bot, whatever it acts as: nobody else may count its nonces', () => {
  const one = {
    relayer: addressFixture(60),
    strategy: addressFixture(60),
    executor: addressFixture(60),
    owner: addressFixture(60),
    guardian: addressFixture(63),
  }
  const accounts = addresses(fundFixture({ accounts: one })).filter((address) => address.startsWith('account:'))
  expect(accounts).toEqual([accountOf(60), accountOf(63)])
})

test('an account is known by chain and address, however the address is written', () => {
  expect(accountId(31_337, addressFixture(60))).toBe(`31337-${addressFixture(60).toLowerCase()}`)
  expect(inputOf(accountOf(60))).toEqual({ chainId: 31_337, address: addressFixture(60), confirmations: 1 })
})

test('each bot sends through its own role’s account', () => {
  expect(inputOf('relayer:main')).toMatchObject({ account: accountOf(60) })
  expect(inputOf('strategy:main')).toMatchObject({ account: accountOf(61), rules: fundFixture().strategy })
  expect(inputOf('executor:main')).toMatchObject({ account: accountOf(62), delayScale: 1 })
})

test.each<[string, object, { owner: string; guardian: string }]>([
  [
    'owner and guardian',
    { owner: addressFixture(63), guardian: addressFixture(64) },
    { owner: accountOf(63), guardian: accountOf(64) },
  ],
  ['an owner alone, who then guards', { owner: addressFixture(63) }, { owner: accountOf(63), guardian: accountOf(63) }],
  ['neither: the relayer stands in', {}, { owner: accountOf(60), guardian: accountOf(60) }],
])('the fund’s commands go out through %s', (_, change, accounts) => {
  const fund = fundFixture({ accounts: { ...fundFixture().accounts, ...change } })
  expect(inputOf('fund:main', fund)).toMatchObject({
    accounts,
    core: fund.contracts.core,
    vault: fund.contracts.vault,
    asset: fund.baseAsset,
  })
  for (const address of Object.values(accounts)) expect(addresses(fund)).toContain(address)
})

test('a fund that names a keeper has one, with an account of its own', () => {
  const fund = fundFixture({
    accounts: { ...fundFixture().accounts, keeper: addressFixture(65) },
    keeper: { gasPerDay: 250_000 },
  })
  expect(inputOf('keeper:main', fund)).toEqual({
    fundId: 'main',
    account: accountOf(65),
    token: addressFixture(11),
    symbol: 'WAVE',
    gasPerDay: 250_000,
  })
  expect(addresses(fund)).toContain(accountOf(65))
})

test.each([
  ['its owner', { owner: addressFixture(63) }, 63],
  ['its relayer, who is the owner of a fund that names none', {}, 60],
])('the price guard of a fund that names no keeper is kept by %s', (_, change, n) => {
  const { contracts, accounts } = fundFixture()
  const fund = fundFixture({
    contracts: { ...contracts, priceGuard: addressFixture(70) },
    accounts: { ...accounts, ...change },
  })
  expect(inputOf('keeper:main', fund)).toMatchObject({ account: accountOf(n), gasPerDay: 10_000_000 })
})

test('a round may take its claims, its snapshot and a minute for the publication', () => {
  expect(inputOf('fund:main')).toMatchObject({ intervalMs: 4_000, roundMs: 80_000 })
  expect(inputOf('relayer:main')).toMatchObject({
    expectedClaims: 2,
    collectMs: 10_000,
    snapshotMs: 10_000,
    claimMode: 'OFFCHAIN',
  })
})

test('two funds share no bot but the accounts of one address', () => {
  const other = addresses(fundFixture({ fundId: 'other' }))
  expect(addresses().filter((address) => other.includes(address))).toEqual([accountOf(60), accountOf(61), accountOf(62)])
})
