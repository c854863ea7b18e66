import { cpSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { openFamily } from './childFixtures.ts'
import { systemClock, type Clock } from './clock.ts'
import { waitUntil } from './fixtures.ts'
import { closeAll, newFolder } from './hostFixtures.ts'
import { limits } from './limits.ts'
import type { LocalHost } from './localHost.ts'

/** What a killed process leaves. Bots' files are written by another thread meanwhile, and no start needs them. */
const copyLife = (from: string, to: string): void =>
  cpSync(from, to, { recursive: true, filter: (path) => !path.includes('/actors') })

afterEach(closeAll)

/** The time that a suspect waits for its trial is no test's business. */
const wallClock = (ms: number, callback: () => void): (() => void) =>
  systemClock.after([1, 2].some((deaths) => ms === deaths * limits.suspectRestMs) ? 0 : ms, callback)

/** Hosts one after the other whose process dies in the same bot's act; `survives`: after the attempt has lived long. */
async function afterDeaths(
  times: number,
  survives: boolean,
  wall: Pick<Clock, 'after'> = { after: wallClock },
): Promise<{ readonly host: LocalHost; readonly attempts: number }> {
  let attempts = 0
  let survived = 0
  const clock: Clock = {
    ...systemClock,
    after: (ms, callback) => {
      if (ms !== limits.effectSurvivalMs) return wall.after(ms, callback)
      return survives ? systemClock.after(0, () => (callback(), (survived += 1))) : (): void => undefined
    },
  }
  const run = (_: unknown, { signal }: { readonly signal: AbortSignal }): Promise<unknown> => {
    attempts += 1
    return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('told to end'))))
  }
  const effects = ['kid.act', 'kid.burn'].map((name) => ({ port: name, run }))
  let directory = newFolder()
  let host = await openFamily(directory, { clock, effects })
  await host.spawn('kept', 'one', null)
  await host.send('kept:one', { type: 'act' })
  for (let death = 1; death <= times; death += 1) {
    await waitUntil(() => attempts === death && (!survives || survived === death))
    // Whatever was journaled before this is on disk with it.
    await host.spawn('kept', `fence${death}`, null)
    const left = newFolder()
    copyLife(directory, left)
    directory = left
    host = await openFamily(directory, { clock, effects })
  }
  return { host, attempts }
}

test('a bot in whose effect the process died three times is quarantined, and the effect is not tried again', async () => {
  const { host, attempts } = await afterDeaths(limits.effectDeathsMax, false)
  await waitUntil(() => host.view('kept:one')?.status === 'quarantined')
  expect(host.view('kept:one')?.quarantine).toMatchObject({ code: 'DEADLY_EFFECT' })
  expect(attempts).toBe(limits.effectDeathsMax)
})

test('one death fewer, and it is tried again', async () => {
  const { host } = await afterDeaths(limits.effectDeathsMax - 1, false)
  expect(host.view('kept:one')).toMatchObject({ status: 'active', value: 'acting' })
})

test('an attempt that had lived for two seconds is not held against its bot, however often the process dies', async () => {
  const { host, attempts } = await afterDeaths(2 * limits.effectDeathsMax, true)
  expect(host.view('kept:one')).toMatchObject({ status: 'active', value: 'acting' })
  expect(attempts).toBeGreaterThanOrEqual(2 * limits.effectDeathsMax)
})

/** Three bots in an act that never ends, in hosts whose process dies whenever a test says so. */
async function threeActing(): Promise<{
  readonly begun: () => readonly string[]
  /** The one that began last has lived for long. */
  readonly survive: () => void
  readonly die: () => Promise<void>
  readonly statuses: () => readonly (string | undefined)[]
}> {
  const rings: (() => void)[] = []
  const clock: Clock = {
    ...systemClock,
    after: (ms, callback) => {
      if (ms !== limits.effectSurvivalMs) return wallClock(ms, callback)
      rings.push(callback)
      return () => undefined
    },
  }
  let begun: string[] = []
  const run = (_: unknown, { actor, signal }: { readonly actor: string; readonly signal: AbortSignal }): Promise<unknown> => {
    begun.push(actor)
    return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('told to end'))))
  }
  const effects = ['kid.act', 'kid.burn'].map((name) => ({ port: name, run }))
  let directory = newFolder()
  let host = await openFamily(directory, { clock, effects })
  let deaths = 0
  const bots = ['one', 'two', 'three']
  for (const bot of bots) {
    await host.spawn('kept', bot, null)
    await host.send(`kept:${bot}`, { type: 'act' })
  }
  await waitUntil(() => begun.length === bots.length)
  return {
    begun: () => begun,
    survive: () => rings.at(-1)?.(),
    die: async () => {
      deaths += 1
      // Whatever was journaled before this is on disk with it.
      await host.spawn('kept', `fence${deaths}`, null)
      const left = newFolder()
      copyLife(directory, left)
      begun = []
      directory = left
      host = await openFamily(directory, { clock, effects })
    },
    statuses: () => bots.map((bot) => host.view(`kept:${bot}`)?.status),
  }
}

test('the one effect that kills the process is found among many, and the others are spared', async () => {
  const { begun, survive, die, statuses } = await threeActing()
  for (let death = 1; death < limits.effectCrowdedMax; death += 1) {
    await die()
    await waitUntil(() => begun().length === 3)
  }
  await die()
  // From here on one at a time; `two` does not let the process live.
  let lone = 0
  while (lone < limits.effectDeathsMax) {
    const before = begun().length
    await waitUntil(() => begun().length > before)
    if (begun().at(-1) === 'kept:two') {
      lone += 1
      await die()
    } else survive()
  }
  await waitUntil(() => statuses()[1] === 'quarantined')
  await waitUntil(() => begun().length > 0)
  expect(statuses()).toEqual(['active', 'quarantined', 'active'])
})

test('who kills the process from outside, again and again, takes no bot out of service', async () => {
  const { begun, die, statuses } = await threeActing()
  for (let death = 1; death <= limits.effectCrowdedMax + 2 * 3; death += 1) {
    await waitUntil(() => begun().length > 0)
    await die()
  }
  await waitUntil(() => begun().length > 0)
  expect(statuses()).toEqual(['active', 'active', 'active'])
})

test('a suspect that was alone in a death waits for its next trial: kills soon after each start do not find it', async () => {
  const waits: number[] = []
  const clock: Clock = { ...systemClock, after: (ms, callback) => (waits.push(ms), wallClock(ms, callback)) }
  await afterDeaths(limits.effectDeathsMax - 1, false, clock)
  await waitUntil(() => waits.includes((limits.effectDeathsMax - 1) * limits.suspectRestMs))
})
