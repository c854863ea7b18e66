// What a bot that does nothing holds in memory: used heap and external memory after a collection, against a host with ten
// bots, for 10,000 and 100,000 bots, after a start from the journal and after a life in the same process. The worst counts.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { limits } from '#runtime/limits.ts'
import type { Open } from '../contender.ts'
import { buildInstance, startInstance } from '../workload/program.ts'

const few = 10
const sizes = [10_000, 100_000] as const
/** What a host keeps for its observers, whoever its bots are, is not a bot's: the few have as many turns behind them. */
const turnsOf = (bots: number): number => (bots === few ? (limits.recentRecords * 2) / few : 1)

export const open: Open = async ({ folder }) => {
  const lived = new Map<number, number>()
  const place = (bots: number): string => join(folder, String(bots))
  // side by side: no time is measured here
  await Promise.all(
    [few, ...sizes].map(async (bots) => {
      mkdirSync(place(bots))
      lived.set(bots, (await buildInstance(place(bots), bots, Math.ceil(turnsOf(bots)), { untilIdle: true })).heapBytes)
    }),
  )
  return {
    sample: async () => {
      const started = new Map<number, number>()
      for (const bots of [few, ...sizes]) started.set(bots, (await startInstance(place(bots))).heapBytes)
      const details: Record<string, number> = {}
      for (const bots of sizes) {
        details[`started ${bots} KiB`] = perBot(started, bots)
        details[`lived ${bots} KiB`] = perBot(lived, bots)
      }
      return [{ value: Math.max(...Object.values(details)), details }]
    },
    close: async () => undefined,
  }
}

function perBot(heap: ReadonlyMap<number, number>, bots: number): number {
  return ((heap.get(bots) ?? Number.NaN) - (heap.get(few) ?? Number.NaN)) / (bots - few) / 1_024
}
