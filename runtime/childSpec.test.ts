import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  childSpecDefaults,
  childSpecOf,
  childSpecProblem,
  restartDelayMs,
  supervisionOf,
  type ChildSpecGiven,
} from './childSpec.ts'
import { limits } from './limits.ts'

test('the defaults are one table, and JSON', () => {
  expect(JSON.parse(JSON.stringify(childSpecDefaults))).toEqual({
    restart: 'permanent',
    restartable: false,
    backoff: { firstDelayMs: 50, maxDelayMs: 30_000 },
    supervises: { strategy: 'one_for_one', intensity: { restartsMax: 3, withinMs: 60_000 } },
  })
  expect(childSpecOf({})).toMatchObject({ restart: 'permanent', restartable: false })
  expect(supervisionOf(undefined)).toEqual(childSpecDefaults.supervises)
  expect(supervisionOf({ supervises: { strategy: 'rest_for_one' } })).toEqual({
    ...childSpecDefaults.supervises,
    strategy: 'rest_for_one',
  })
})

test.each<[ChildSpecGiven, string]>([
  [{ restart: 'always' as never }, 'restart "always"'],
  [{ supervises: { strategy: 'one_for_all' as never } }, 'strategy "one_for_all"'],
  [{ backoff: { firstDelayMs: 0, maxDelayMs: 5 } }, 'backoff from 0 to 5 ms'],
  [{ backoff: { firstDelayMs: 10, maxDelayMs: 5 } }, 'backoff from 10 to 5 ms'],
  [{ backoff: { firstDelayMs: 1.5, maxDelayMs: 5 } }, 'backoff from 1.5 to 5 ms'],
  [{ backoff: { firstDelayMs: 1, maxDelayMs: 3_600_001 } }, 'backoff from 1 to 3600001 ms'],
  [{ supervises: { intensity: { restartsMax: -1, withinMs: 5 } } }, 'intensity of -1 restarts within 5 ms'],
  [{ supervises: { intensity: { restartsMax: 33, withinMs: 5 } } }, 'intensity of 33 restarts within 5 ms'],
  [{ supervises: { intensity: { restartsMax: 1, withinMs: 0 } } }, 'intensity of 1 restarts within 0 ms'],
  [{ supervises: { intensity: { restartsMax: 1, withinMs: Number.NaN } } }, 'intensity of 1 restarts within NaN ms'],
])('%j is refused', (given, problem) => {
  expect(childSpecProblem(given)).toMatchObject({ problem, remedy: expect.stringMatching(/\w/) })
})

test('what the defaults say, and the ends of each range, are taken', () => {
  expect(childSpecProblem({})).toBeUndefined()
  const { restartsKept: restartsMax, restartWindowLimitMs: withinMs, restartDelayLimitMs: maxDelayMs } = limits
  expect(
    childSpecProblem({ supervises: { intensity: { restartsMax, withinMs } }, backoff: { firstDelayMs: 1, maxDelayMs } }),
  ).toBeUndefined()
  expect(childSpecProblem({ supervises: { intensity: { restartsMax: 0, withinMs: 1 } } })).toBeUndefined()
})

test('a wait doubles up to its most, and the jitter takes off at most half', () => {
  const backoff = { firstDelayMs: 50, maxDelayMs: 30_000 }
  expect([1, 2, 3, 10, 11, 1_000].map((nth) => restartDelayMs(backoff, nth, 0))).toEqual([50, 100, 200, 25_600, 30_000, 30_000])
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.double({ min: 0, max: 1, noNaN: true }), (nth, random) => {
      const whole = restartDelayMs(backoff, nth, 0)
      const wait = restartDelayMs(backoff, nth, random)
      expect(wait).toBeLessThanOrEqual(whole)
      expect(wait).toBeGreaterThanOrEqual(whole / 2)
      expect(Number.isInteger(wait)).toBe(true)
    }),
  )
})
