import type { Reading } from '../contender.ts'
import { median } from '../statistics.ts'

/** Long against a slow sync, short against the patience of whoever waits for a whole table. */
const sampleMs = 500

/** Does something again and again, one after another. @returns how often per second, and the middle wait in µs */
export async function rateOf(once: () => unknown): Promise<Reading> {
  const waits: number[] = []
  const begun = performance.now()
  let last = begun
  while (last - begun < sampleMs) {
    await once()
    const now = performance.now()
    waits.push(now - last)
    last = now
  }
  return { value: (waits.length / (last - begun)) * 1_000, details: { p50Us: median(waits) * 1_000 } }
}
