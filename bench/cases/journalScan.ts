// How fast a journal is read at start: a hundred bots with 4,000 turns each, nothing compacted.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Open } from '../contender.ts'
import { buildInstance, startInstance } from '../workload/program.ts'

const bots = 100
const turns = 4_000

export const open: Open = async ({ folder }) => {
  await buildInstance(folder, bots, turns)
  if (readdirSync(join(folder, 'journal')).some((name) => name.startsWith('base-')))
    throw new Error('the journal was compacted meanwhile: what is read is not what was counted')
  return {
    sample: async () => {
      const { recoveryMs, records } = await startInstance(folder)
      return [{ value: (records / recoveryMs) * 1_000, details: { records, recoveryMs } }]
    },
    close: async () => undefined,
  }
}
