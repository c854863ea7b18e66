// Starting 10,000 bots, and beside it what 2,500 and 20,000 would take if the cost grew with their number only.
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Open } from '../contender.ts'
import { spawnBots } from '../workload/program.ts'
import type { Spawned } from '../workload/spawnProgram.ts'

export const open: Open = async ({ folder }) => {
  const spawned = async (bots: number): Promise<Spawned> => {
    const place = mkdtempSync(join(folder, 'spawn-'))
    try {
      return await spawnBots(place, bots)
    } finally {
      rmSync(place, { recursive: true })
    }
  }
  return {
    sample: async () => {
      const quarter = await spawned(2_500)
      const half = await spawned(5_000)
      const whole = await spawned(10_000)
      const double = await spawned(20_000)
      return [
        {
          value: whole.byParentSeconds,
          beside: { 'four times 2,500': quarter.byParentSeconds * 4, 'half of 20,000': double.byParentSeconds / 2 },
          details: {
            '2,500 s': quarter.byParentSeconds,
            '5,000 s': half.byParentSeconds,
            '20,000 s': double.byParentSeconds,
            '10,000 from outside s': whole.fromOutsideSeconds,
            '20,000 from outside s': double.fromOutsideSeconds,
          },
        },
      ]
    },
    close: async () => undefined,
  }
}
