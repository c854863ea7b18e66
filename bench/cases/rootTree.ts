// A thousand bots under load at once: what a root machine with a thousand children is to be compared with.
import { createLocalHost } from '#runtime/localHost.ts'
import type { Open } from '../contender.ts'
import { sizedBot } from '../workload/sizedBot.ts'
import { loadCounters, rate, startBots } from '../workload/swarm.ts'

const bots = 1_000

export const open: Open = async ({ folder }) => {
  const host = await createLocalHost({ directory: folder, bots: [sizedBot], effects: [] })
  await startBots(host, 'sized', bots)
  return {
    sample: async () => [rate(await loadCounters(host, bots, 'sized'))],
    // no clean stop: a snapshot file for every bot would take longer than all samples
    close: async () => undefined,
  }
}
