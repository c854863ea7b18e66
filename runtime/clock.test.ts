import { expect, test } from 'vitest'
import { steadyClock } from './clock.ts'

test('time goes on steadily when the clock is set, and says so once; small corrections are followed', () => {
  let wall = 1_000_000
  let monotonic = 0
  const jumps: number[] = []
  const clock = steadyClock(
    { now: () => wall, monotonic: () => monotonic, after: () => () => undefined, soon: setImmediate, next: queueMicrotask },
    (byMs) => jumps.push(byMs),
  )
  const pass = (ms: number, setBy = 0): number => {
    monotonic += ms
    wall += ms + setBy
    return clock.now()
  }
  expect(pass(1_000)).toBe(1_001_000)
  expect(pass(1_000, 3_600_000)).toBe(1_002_000)
  expect(pass(1_000)).toBe(1_003_000)
  expect(pass(1_000, -3_600_000)).toBe(1_004_000)
  expect(pass(1_000, 200)).toBe(1_005_200)
  expect(jumps).toEqual([3_600_000, -3_600_000])
})

test('a start does not go back behind the last record, however the clock was set meanwhile', () => {
  let passed = 0
  const jumps: number[] = []
  const clock = (wall: number) =>
    steadyClock(
      {
        now: () => wall + passed,
        monotonic: () => passed,
        after: () => () => undefined,
        soon: setImmediate,
        next: queueMicrotask,
      },
      (byMs) => jumps.push(byMs),
      10_000_000,
    )
  const back = clock(10_000_000 - 3_600_000)
  passed = 1_000
  expect(back.now()).toBe(10_001_000)
  expect(jumps).toEqual([-3_600_000])
  expect(clock(20_000_000).now()).toBe(20_001_000)
  expect(jumps).toEqual([-3_600_000])
})
