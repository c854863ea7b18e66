import { afterEach, describe, expect, test } from 'vitest'
import { waitUntil } from './fixtures.ts'
import { systemClock, type Clock } from './clock.ts'
import { closeAll, newFolder, openHost } from './hostFixtures.ts'

afterEach(closeAll)

/** A clock that only a test moves. */
function handClock(): { readonly clock: Clock; readonly pass: (ms: number) => void } {
  let now = 1_000_000
  const waits: { at: number; ring: () => void }[] = []
  const clock = {
    ...systemClock,
    now: () => now,
    monotonic: () => now,
    after: (ms: number, ring: () => void) => {
      const wait = { at: now + ms, ring }
      waits.push(wait)
      return () => void waits.splice(waits.indexOf(wait), waits.includes(wait) ? 1 : 0)
    },
  }
  const pass = (ms: number): void => {
    now += ms
    for (const wait of waits.filter(({ at }) => at <= now)) {
      waits.splice(waits.indexOf(wait), 1)
      wait.ring()
    }
  }
  return { clock, pass }
}

describe('timers', () => {
  test('of an earlier visit to a state do not fire in a later one', async () => {
    const { clock, pass } = handClock()
    const host = await openHost(newFolder(), { clock })
    await host.spawn('sleeper', 'one', { ms: 3_000 })
    pass(2_000)
    await host.send('sleeper:one', { type: 'turnOver' })
    const generations = host.view('sleeper:one')?.timers.map(({ dueAt }) => Date.parse(dueAt))
    expect(generations).toEqual([1_005_000])
    pass(1_500)
    await host.spawn('counter', 'fence', { from: 0 })
    expect(host.view('sleeper:one')?.value).toBe('asleep')
    pass(1_500)
    await waitUntil(() => host.view('sleeper:one')?.value === 'awake')
  })

  test('that are due are dropped when what came before them in the mailbox armed them anew', async () => {
    const { clock, pass } = handClock()
    const host = await openHost(newFolder(), { clock })
    await host.spawn('sleeper', 'one', { ms: 3_000 })
    const turned = host.send('sleeper:one', { type: 'turnOver' })
    // it is due now, and waits behind the event
    pass(3_000)
    await turned
    await host.spawn('counter', 'fence', { from: 0 })
    expect(host.view('sleeper:one')?.value).toBe('asleep')
    pass(3_000)
    await waitUntil(() => host.view('sleeper:one')?.value === 'awake')
  })

  test('fire after their delay, and at once when they were overdue at the start', async () => {
    const directory = newFolder()
    const first = await openHost(directory)
    await first.spawn('sleeper', 'one', { ms: 5 })
    await waitUntil(() => first.view('sleeper:one')?.value === 'awake')
    await first.spawn('sleeper', 'two', { ms: 3_600_000 })
    expect(first.view('sleeper:two')?.timers).toHaveLength(1)
    await first.shutdown()
    const later = Date.now() + 3_600_001
    const started = performance.now()
    const clock = {
      ...systemClock,
      now: () => later + (performance.now() - started),
    }
    const second = await openHost(directory, { clock })
    await waitUntil(() => second.view('sleeper:two')?.value === 'awake')
  })
})
