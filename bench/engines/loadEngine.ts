import type { Reading } from '../contender.ts'
import { median } from '../statistics.ts'

const senders = 100
// engines are slow to begin with: long enough for several waits of each sender
const sampleMs = 3_000

/** A hundred senders, each waiting for its own actor's last event. @returns events per second and the middle wait */
export async function loadEngine(send: (actor: number) => Promise<unknown>): Promise<Reading> {
  const waits: number[] = []
  const begun = performance.now()
  await Promise.all(
    Array.from({ length: senders }, async (_, actor) => {
      let last = performance.now()
      while (last - begun < sampleMs) {
        await send(actor)
        const now = performance.now()
        waits.push(now - last)
        last = now
      }
    }),
  )
  const seconds = (performance.now() - begun) / 1_000
  return { value: waits.length / seconds, details: { p50Ms: median(waits) } }
}
