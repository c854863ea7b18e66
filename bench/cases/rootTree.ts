// A thousand bots under load at once: what a root machine with a thousand children is to be compared with.
import { createLocalHost } from '#runtime/localHost.ts'
import type { Open } from '../contender.ts'
import { counterBot } from '../workload/counterBot.ts'
import { loadCounters, startBots } from '../workload/swarm.ts'

const bots = 1_000

export const open: Open = async ({ folder }) => {
  const host = await createLocalHost({ directory: folder, bots: [counterBot], effects: [] })
  await startBots(host, 'counter', bots)
  return {
    sample: async () => [await loadCounters(host, bots)],
    // no clean stop: a snapshot file for every bot would take longer than all samples
    close: async () => undefined,
  }
}
