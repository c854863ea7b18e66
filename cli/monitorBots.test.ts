import { expect, test } from 'vitest'
import { addressFixture, fundFixture } from '#protocol/fixtures.ts'
import { defaultSettings } from './defaultSettings.ts'
import { fundMonitor, monitorPlans, swarmMonitor } from './monitorBots.ts'

test('a fund’s monitor pauses through the guardian, or the owner where there is none', () => {
  const fund = fundFixture()
  const of = (accounts: object) => fundMonitor({ ...fund, accounts: { ...fund.accounts, ...accounts } }).input.guardian?.account
  const account = (n: number): string => `account:${fund.chainId}-${addressFixture(n).toLowerCase()}`
  expect(of({ guardian: addressFixture(70), owner: addressFixture(71) })).toBe(account(70))
  expect(of({ guardian: null, owner: addressFixture(71) })).toBe(account(71))
  expect(fundMonitor(fund)).toMatchObject({ role: 'monitor', id: 'main', input: { id: 'main', fundId: 'main' } })
})

test('the swarm’s has a name that no fund can have', () => {
  expect(swarmMonitor).toMatchObject({ role: 'monitor', id: 'swarm.root', input: { fundId: '', guardian: null } })
})

test('the rules are those of the settings, and the defaults for a fund that was made since', () => {
  const settings = defaultSettings()
  const [fund] = settings.funds
  if (fund === undefined) throw new Error('the default settings have a fund')
  fund.monitor.everyS = 3
  fund.monitor.rules['loss-bucket'].threshold = 20
  settings.monitor.everyS = 7
  const plan = monitorPlans(settings)
  expect([plan('main').everyS, plan('').everyS, plan('later').everyS]).toEqual([3, 7, 15])
  expect(plan('main').rules.find(({ id }) => id === 'loss-bucket')?.threshold).toBe(20)
  expect(plan('').rules.map(({ id }) => id)).toEqual(['chain-lagging', 'bots-quarantined'])
})
