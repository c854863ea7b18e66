import { afterEach, expect, test } from 'vitest'
import { waitUntil } from '#runtime/fixtures.ts'
import { closeAll, newFolder, openHost } from '#runtime/hostFixtures.ts'
import type { LocalHost } from '#runtime/localHost.ts'
import { ended, handClock } from './handClock.ts'

afterEach(closeAll)

const hourMs = 3_600_000
const minuteMs = 60_000

const awake = (host: LocalHost): number => host.list('sleeper').filter(({ value }) => value === 'awake').length

test.each([
  ['forward', hourMs],
  ['back', -hourMs],
])('a clock that is set %s by an hour is one alert: nothing fires early, nothing fires late', async (_way, byMs) => {
  const hand = handClock()
  const alerts: string[] = []
  const directory = newFolder()
  const onAlert = ({ code, message }: { code: string; message: string }): void => void alerts.push(`${code}: ${message}`)
  const host = await openHost(directory, { clock: hand.clock, onAlert })
  for (let at = 0; at < 50; at += 1) await host.spawn('sleeper', `s${at}`, { ms: 30 * minuteMs })
  hand.pass(10 * minuteMs)
  const due = host.list('sleeper').map(({ timers }) => timers)
  hand.set(byMs)
  hand.pass(19 * minuteMs)
  await host.spawn('counter', 'fence', { from: 0 })
  expect(alerts).toEqual([`CLOCK_JUMPED: the clock was set by ${byMs} ms; waits go on steadily until the next start`])
  expect(awake(host)).toBe(0)
  expect(host.list('sleeper').map(({ timers }) => timers)).toEqual(due)
  hand.pass(2 * minuteMs)
  await waitUntil(() => awake(host) === 50)
  expect(alerts).toHaveLength(1)
})

test('a start goes on from the last record when the clock was set back, and takes one that was set forward as it is', async () => {
  const hand = handClock()
  const directory = newFolder()
  const first = await openHost(directory, { clock: hand.clock })
  await first.spawn('sleeper', 'one', { ms: 30 * minuteMs })
  const due = first.view('sleeper:one')?.timers
  await ended(first, hand)
  hand.set(-hourMs)
  const back = await openHost(directory, { clock: hand.clock })
  expect(back.view('sleeper:one')?.timers).toEqual(due)
  hand.pass(28 * minuteMs)
  await back.spawn('counter', 'fence', { from: 0 })
  expect(awake(back)).toBe(0)
  // No record is older than the one before it, whatever the clock says.
  const times = []
  for await (const { at } of back.turns({ after: 0 })) times.push(at)
  expect(times).toEqual(times.toSorted())
  await ended(back, hand)
  hand.set(2 * hourMs)
  const forward = await openHost(directory, { clock: hand.clock })
  hand.pass(1)
  await waitUntil(() => awake(forward) === 1)
})

test('a small correction backwards makes no record older than the one before it', async () => {
  const hand = handClock()
  const host = await openHost(newFolder(), { clock: hand.clock })
  await host.spawn('counter', 'one', { from: 0 })
  hand.set(-2_000)
  await host.send('counter:one', { type: 'add' })
  const times = []
  for await (const { at } of host.turns({ after: 0 })) times.push(at)
  expect(times).toHaveLength(2)
  expect(times).toEqual(times.toSorted())
  await ended(host, hand)
})
