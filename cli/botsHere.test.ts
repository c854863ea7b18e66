import { expect, test } from 'vitest'
import { addressFixture, fundFixture } from '#protocol/fixtures.ts'
import { botsHere, readerHere, type HereSettings } from './botsHere.ts'

const fund = fundFixture()
const at = (settings: Partial<HereSettings>): readonly string[] =>
  botsHere(fund, { relay: undefined, keysElsewhere: {}, ...settings }).map(({ role, id }) => `${role}:${id}`)
const rolesAt = (settings: Partial<HereSettings>): readonly string[] =>
  [...new Set(at(settings).map((one) => one.split(':')[0] ?? ''))].toSorted()
const relay = (...roles: readonly string[]): HereSettings['relay'] =>
  ({
    url: 'https://quorate.example',
    roles: roles.length === 0 ? ['crawler', 'verifier', 'strategy', 'executor'] : roles,
  }) as HereSettings['relay'] // as the settings parse it
const { strategy, executor, relayer } = fund.accounts
const others = {
  owner: fund.accounts.owner ?? relayer,
  guardian: fund.accounts.guardian ?? relayer,
  relayer,
  ...(fund.accounts.keeper === null ? {} : { keeper: fund.accounts.keeper }),
}

test('where the relayer is, everyone lives whose key is not elsewhere', () => {
  expect(rolesAt({})).toEqual(
    expect.arrayContaining(['account', 'crawler', 'executor', 'fund', 'relayer', 'strategy', 'verifier']),
  )
  const [alpha] = fund.verifiers
  const without = at({ keysElsewhere: { alpha: alpha?.signsWith ?? alpha?.address ?? addressFixture(1), executor } })
  expect(at({}).filter((one) => !without.includes(one))).toEqual(
    expect.arrayContaining([`verifier:main.${alpha?.name ?? ''}`, `executor:main`]),
  )
  expect(without.some((one) => one.toLowerCase().includes(executor.slice(2).toLowerCase()))).toBe(false)
})

test('away from the relayer, only bots that may live apart, and the accounts that they send from', () => {
  expect(rolesAt({ relay: relay(), keysElsewhere: others })).toEqual(['account', 'crawler', 'executor', 'strategy', 'verifier'])
  const accounts = at({ relay: relay(), keysElsewhere: others }).filter((one) => one.startsWith('account:'))
  expect(accounts.map((one) => one.split('-')[1]?.toLowerCase() ?? '').toSorted()).toEqual(
    [...new Set([strategy, executor].map((one) => one.toLowerCase()))].toSorted(),
  )
})

test('chosen roles run alone, and a process without strategy and executor sends nothing', () => {
  expect(rolesAt({ relay: relay('verifier'), keysElsewhere: others })).toEqual(['verifier'])
})

test('both processes together have every bot once', () => {
  const shared = { strategy, executor, ...Object.fromEntries(fund.crawlers.map(({ name, address }) => [name, address])) }
  const verifiers = Object.fromEntries(fund.verifiers.map(({ name, address, signsWith }) => [name, signsWith ?? address]))
  const here = at({ keysElsewhere: shared })
  const away = at({ relay: relay(), keysElsewhere: { ...others, ...verifiers } })
  expect([...here, ...away].toSorted()).toEqual(at({}).toSorted())
})

test('somebody who signs by an own key reads for the process; where there is nobody, nobody does', () => {
  const reader = readerHere(fund, { relay: relay('executor'), keysElsewhere: others })
  expect(reader).toBe(executor)
  const all = {
    ...others,
    strategy,
    executor,
    ...Object.fromEntries([...fund.crawlers, ...fund.verifiers].map(({ name, address }) => [name, address])),
  }
  expect(
    readerHere(
      { ...fund, verifiers: fund.verifiers.map(({ signsWith: _signsWith, ...one }) => one) },
      { relay: relay(), keysElsewhere: all },
    ),
  ).toBeUndefined()
})
