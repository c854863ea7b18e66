import { limits } from './limits.ts'

/** Time as the runtime sees it; tests and the simulation bring their own. */
export interface Clock {
  /** Wall time in ms since 1970. */
  now(): number
  /** Monotonic time in ms. */
  monotonic(): number
  /** Calls back once after `ms` (< 2^31); returns what cancels it. The callback must not throw. */
  after(ms: number, callback: () => void): () => void
  /** Calls back once when what is going on now has been dealt with. The callback must not throw. */
  soon(callback: () => void): void
  /** Calls back once when the code that runs now has returned, before what comes from the disk or the network is looked at. */
  next(callback: () => void): void
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms)
    return () => clearTimeout(timer)
  },
  soon: (callback) => {
    setImmediate(callback)
  },
  next: queueMicrotask,
}

/**
 * Wall time that does not jump: it follows the wall clock's small corrections, and goes on steadily when somebody sets
 * the clock, so that no timer fires early and none all at once. The next start takes the wall clock as it is, unless that
 * is before the last record: timers reckoned from a time that has been would wait until the clock is there again.
 * @param notBefore time of the last record, ms
 */
export function steadyClock(clock: Clock, onJump: (byMs: number) => void, notBefore = 0): Clock {
  const begun = clock.now()
  let lastSteady = Math.max(begun, notBefore)
  let skipped = begun - lastSteady
  if (-skipped > limits.clockJumpMs) onJump(skipped)
  let lastMonotonic = clock.monotonic()
  return {
    now: () => {
      const monotonic = clock.monotonic()
      const expected = lastSteady + (monotonic - lastMonotonic)
      const wall = clock.now()
      const off = wall - skipped - expected
      if (Math.abs(off) > limits.clockJumpMs) {
        skipped += Math.round(off)
        onJump(Math.round(off))
      }
      lastSteady = wall - skipped
      lastMonotonic = monotonic
      return lastSteady
    },
    monotonic: () => clock.monotonic(),
    after: (ms, callback) => clock.after(ms, callback),
    soon: (callback) => clock.soon(callback),
    next: (callback) => clock.next(callback),
  }
}

/** Waits for something that tells nobody, or for so many ms. Looks every few ms: for what is rare. */
export function until(clock: Pick<Clock, 'monotonic' | 'after'>, reached: () => boolean, withinMs: number): Promise<void> {
  const end = clock.monotonic() + withinMs
  return new Promise((resolve) => {
    const look = (): void => {
      if (reached() || clock.monotonic() >= end) resolve()
      else clock.after(5, look)
    }
    look()
  })
}
