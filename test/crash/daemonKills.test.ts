// A few of the kills of `npm run crash`, where money is on its way: the real daemon, a real Anvil, one instance.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { CommandLedger } from './commandLedger.ts'
import { CrashInstance } from './crashInstance.ts'
import type { PlannedKill } from './crashPlan.ts'
import { crashOnce } from './crashRun.ts'

const kills = ['sign.after', 'broadcast.before', 'broadcast.after', 'receipt.read']
let instance: CrashInstance
let ledger: CommandLedger

beforeAll(async () => {
  instance = new CrashInstance()
  ledger = new CommandLedger(instance.client)
  await instance.begin()
}, 120_000)
afterAll(() => instance.end(), 30_000)

it.each(kills)(
  'killed at %s, the daemon goes on: nothing lost, nothing twice, nothing stuck',
  { timeout: 120_000 },
  async (point) => {
    const plan: PlannedKill = { kind: 'point', point: { point, moment: 'work' }, pass: 1, chain: 'lives' }
    const result = await crashOnce(instance, ledger, plan)
    expect({ point: result.point, violations: result.violations }).toEqual({ point, violations: [] })
    expect(result.executed).toBeGreaterThan(0)
  },
)

it('answered every command once, whether its first answer came through or not', () => {
  const answers = ledger.entries.map(({ answer }) => answer)
  expect(answers).toHaveLength(kills.length)
  expect(answers).not.toContain('unanswered')
})
