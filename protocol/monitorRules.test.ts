import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  fundMonitorSchema,
  isBreach,
  monitorPlan,
  ruleIds,
  rulesOf,
  ruleTable,
  severer,
  swarmMonitorSchema,
} from './monitorRules.ts'

test('the settings have every rule of their scope, with the defaults of the table', () => {
  const [fund, swarm] = [monitorPlan(fundMonitorSchema.parse({})), monitorPlan(swarmMonitorSchema.parse({}))]
  expect(fund.rules.map(({ id }) => id)).toEqual(rulesOf('fund'))
  expect(swarm.rules.map(({ id }) => id)).toEqual(rulesOf('swarm'))
  for (const { id, ...rule } of [...fund.rules, ...swarm.rules]) expect(ruleTable[id]).toMatchObject(rule)
  expect(fund).toMatchObject({ everyS: 15, watchMs: 1_000, escalateS: 600, healthyS: 300 })
})

test('a rule can be changed in one member, and switched off', () => {
  const plan = monitorPlan(
    fundMonitorSchema.parse({ rules: { 'loss-bucket': { threshold: 20 }, 'low-balance': { enabled: false } } }),
  )
  expect(plan.rules.find(({ id }) => id === 'loss-bucket')).toEqual({
    id: 'loss-bucket',
    threshold: 20,
    forS: 0,
    severity: 'critical',
    pauses: true,
  })
  expect(plan.rules.map(({ id }) => id)).not.toContain('low-balance')
})

test('a rule of the swarm pauses no fund, and a word that is no rule is refused', () => {
  expect(swarmMonitorSchema.safeParse({ rules: { 'chain-lagging': { pauses: true } } }).success).toBe(false)
  expect(fundMonitorSchema.safeParse({ rules: { 'chain-lagging': {} } }).success).toBe(false)
  expect(fundMonitorSchema.safeParse({ rules: { 'loss-bucket': { threshold: -1 } } }).success).toBe(false)
})

test('a value is too much from its threshold on, or too little below it', () => {
  expect([79.99, 80, 81].map((value) => isBreach('loss-bucket', 80, value))).toEqual([false, true, true])
  expect([4, 5, 6].map((value) => isBreach('low-balance', 5, value))).toEqual([true, false, false])
})

test('severity rises to the last one and stays there', () => {
  expect([severer('notice'), severer('warning'), severer('critical')]).toEqual(['warning', 'critical', 'critical'])
})

test('docs/monitoring.md lists every rule as the table has it', () => {
  const page = readFileSync(new URL('../docs/monitoring.md', import.meta.url), 'utf8')
  const rows = ruleIds.map((id) => {
    const { scope, measures, unit, breached, threshold, forS, severity, pauses } = ruleTable[id]
    return `| \`${id}\` | ${scope} | ${measures} | ${breached} ${threshold.toLocaleString('en-US')} ${unit} | ${forS} s | ${severity} | ${pauses ? 'yes' : 'no'} |`
  })
  expect(page.split('\n').filter((line) => /^\| `[a-z-]+` \| (fund|swarm) \|/.test(line))).toEqual(rows)
})
