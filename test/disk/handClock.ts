// A clock in a test's hands: time passes when the test says so, and somebody sets the wall clock.
import { systemClock, type Clock } from '#runtime/clock.ts'
import { waitUntil } from '#runtime/fixtures.ts'
import type { LocalHost } from '#runtime/localHost.ts'

/** In the steps in which a running host looks at the clock. */
const stepMs = 1_000

export interface HandClock {
  readonly clock: Clock
  /** Time passes, and waits that are over ring. */
  pass(ms: number): void
  /** Somebody sets the wall clock; waits go on as they were. */
  set(byMs: number): void
}

/** @param startMs what the wall clock shows at first, ms since 1970 */
export function handClock(startMs = 1_800_000_000_000): HandClock {
  let monotonic = 0
  let offset = startMs
  const waits = new Set<{ readonly at: number; readonly ring: () => void }>()
  return {
    clock: {
      ...systemClock,
      now: () => monotonic + offset,
      monotonic: () => monotonic,
      after: (ms, ring) => {
        const wait = { at: monotonic + ms, ring }
        waits.add(wait)
        return () => void waits.delete(wait)
      },
    },
    pass(ms) {
      const end = monotonic + ms
      while (monotonic < end) {
        monotonic = Math.min(end, monotonic + stepMs)
        for (const wait of waits)
          if (wait.at <= monotonic) {
            waits.delete(wait)
            wait.ring()
          }
      }
    },
    set: (byMs) => (offset += byMs),
  }
}

/** A host that ends looks a few times whether it may; a clock in a hand must move for that. */
export async function ended(host: LocalHost, hand: HandClock): Promise<void> {
  let over = false
  void host.shutdown().then(() => (over = true))
  await waitUntil(() => {
    hand.pass(1)
    return over
  })
}
