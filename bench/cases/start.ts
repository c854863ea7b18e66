// The start of an instance that ended without a clean stop: from the begin of the process to its first durable turn.
import type { Open } from '../contender.ts'
import { buildInstance, startInstance } from '../workload/program.ts'

/** Of each bot, besides its start. */
const turns = 3

export const open: Open = async ({ folder, options }) => {
  await buildInstance(folder, options['bots'] ?? 10_000, turns)
  return {
    sample: async () => {
      const { firstTurnMs, recoveryMs, bootMs, residentBytes } = await startInstance(folder)
      return [{ value: firstTurnMs / 1_000, details: { bootMs, recoveryMs, residentMiB: residentBytes / 2 ** 20 } }]
    },
    close: async () => undefined,
  }
}
