// Schedules of a real daemon that is killed again and again: each of their times is run once, or told as missed, never
// both and never twice; and whoever is told to run is told as often.
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TurnLine } from '#chat/commands/turnLine.ts'
import { SimulatedRandom } from '#runtime/simulatedRandom.ts'
import type { Daemon } from './daemon.ts'
import { openDrill, type Drill } from './drill.ts'

const policies = ['catch-up', 'once', 'skip'] as const
const kills = 4
const secondMs = 1_000

let drill: Drill
beforeAll(() => {
  drill = openDrill()
})
afterAll(() => drill.end())

/** What the journal says of one schedule. */
interface History {
  /** Times that were run, seconds since 1970, in the journal's order. */
  readonly ran: readonly number[]
  /** Times after the first run that were not run themselves. */
  readonly missed: number
  /** How often the executor took its order. */
  readonly told: number
}

it('runs each time once, through kill -9 at any instant', { timeout: 180_000 }, async () => {
  const random = new SimulatedRandom(11, 'schedules')
  let daemon = await drill.up()
  for (const missed of policies)
    await drill.asked('schedule', 'create', missed, '--cron', '* * * * * *', '--fund', 'main', '--missed', missed)
  for (let kill = 0; kill < kills; kill += 1) {
    const from = Date.now()
    await daemon.fact('schedule.ran', ({ due }) => Date.parse(due) >= from - secondMs)
    await delay(random.between(0, 2 * secondMs))
    await daemon.end('SIGKILL')
    daemon = await drill.up()
  }
  await daemon.fact('schedule.ran', ({ due }) => Date.parse(due) > Date.now() - secondMs)
  for (const name of policies) await drill.asked('schedule', 'end', name)
  for (const policy of policies) {
    const { ran, missed } = await historyOf(daemon, policy)
    const span = (ran.at(-1) ?? 0) - (ran[0] ?? 0) + 1
    expect(ran).toEqual([...new Set(ran)].toSorted((one, other) => one - other))
    // every second from the first run to the last is accounted for, once
    expect([policy, ran.length + missed]).toEqual([policy, span])
    // the last order that it gave is a turn of the executor a moment later
    await expect.poll(async () => (await historyOf(daemon, policy)).told).toBe(ran.length)
  }
  // the kills were long enough to miss times, and only who asks for each of them was told of each
  expect((await historyOf(daemon, 'catch-up')).missed).toBe(0)
  expect((await historyOf(daemon, 'once')).missed).toBeGreaterThan(0)
})

async function historyOf(daemon: Daemon, schedule: string): Promise<History> {
  const ran: number[] = []
  let [missed, told] = [0, 0]
  for await (const item of daemon.client.stream('journal', {}, new AbortController().signal)) {
    const { event, cause, facts } = item as TurnLine // as the command states
    if (event === 'executor.sweep' && cause.kind === 'message' && cause.from === `schedule:${schedule}`) told += 1
    for (const { type, data } of facts.filter((fact) => fact.data['schedule'] === schedule)) {
      // what is told in one turn: first what was run of the times that had come, then how many were not
      if (type === 'schedule.missed' && ran.length > 1) missed += Number(data['count'])
      if (type === 'schedule.ran') ran.push(Date.parse(String(data['due'])) / secondMs)
    }
  }
  return { ran, missed, told }
}
