/** Time as the runtime sees it; tests and the simulation bring their own. */
export interface Clock {
  /** Wall time in ms since 1970. */
  now(): number
  /** Monotonic time in ms. */
  monotonic(): number
  /** Calls back once after `ms` (≤ limits.timerClampMs); returns what cancels it. The callback must not throw. */
  after(ms: number, callback: () => void): () => void
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms)
    return () => clearTimeout(timer)
  },
}
