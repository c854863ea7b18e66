import { cpSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { openFamily } from './childFixtures.ts'
import { systemClock, type Clock } from './clock.ts'
import { waitUntil } from './fixtures.ts'
import { closeAll, newFolder } from './hostFixtures.ts'
import { limits } from './limits.ts'
import type { LocalHost } from './localHost.ts'

afterEach(closeAll)

/** Hosts one after the other whose process dies in the same bot's act; `survives`: after the attempt has lived long. */
async function afterDeaths(times: number, survives: boolean): Promise<{ readonly host: LocalHost; readonly attempts: number }> {
  let attempts = 0
  let survived = 0
  const clock: Clock = {
    ...systemClock,
    after: (ms, callback) => {
      if (ms !== limits.effectSurvivalMs) return systemClock.after(ms, callback)
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
    cpSync(directory, left, { recursive: true })
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

test('bots whose effects were merely under way when another one’s killed the process are spared', async () => {
  const rings: (() => void)[] = []
  const clock: Clock = {
    ...systemClock,
    after: (ms, callback) => {
      if (ms !== limits.effectSurvivalMs) return systemClock.after(ms, callback)
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
  const died = async (): Promise<void> => {
    await host.spawn('kept', `fence${rings.length}`, null)
    const left = newFolder()
    cpSync(directory, left, { recursive: true })
    begun = []
    directory = left
    host = await openFamily(directory, { clock, effects })
  }
  for (const bot of ['one', 'two', 'three']) {
    await host.spawn('kept', bot, null)
    await host.send(`kept:${bot}`, { type: 'act' })
  }
  for (let death = 1; death < limits.effectDeathsMax; death += 1) {
    await waitUntil(() => begun.length === 3)
    await died()
  }
  // From here on one at a time: the first lives long enough, then the second is tried, and is there when the process dies.
  await waitUntil(() => begun.length === 1)
  expect(begun).toEqual(['kept:one'])
  rings.at(-1)?.()
  await waitUntil(() => begun.length === 2)
  await died()
  await waitUntil(() => host.view('kept:two')?.status === 'quarantined')
  await waitUntil(() => begun.length === 2)
  expect(['one', 'three'].map((bot) => host.view(`kept:${bot}`)?.status)).toEqual(['active', 'active'])
})
