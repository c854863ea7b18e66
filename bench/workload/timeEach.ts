import type { Reading } from '../contender.ts'
import { median } from '../statistics.ts'

const sampleMs = 400

/** Does something with one item after another, from the first again after the last. @returns the middle time of one in µs */
export async function timeEach<Item>(items: readonly Item[], how: (item: Item) => unknown): Promise<Reading> {
  const times: number[] = []
  const begun = performance.now()
  for (let last = begun; last - begun < sampleMs;) {
    // a case without items ends as a failure, not in a loop
    await how(items[times.length % items.length] as Item)
    const now = performance.now()
    times.push((now - last) * 1_000)
    last = now
  }
  return { value: median(times) }
}
