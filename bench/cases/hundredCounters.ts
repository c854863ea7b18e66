// A hundred counters at once: what an engine's hundred actors are to be compared with.
import { createLocalHost } from '#runtime/localHost.ts'
import type { Open } from '../contender.ts'
import { counterBot } from '../workload/counterBot.ts'
import { loadCounters, rate, startBots } from '../workload/swarm.ts'

const bots = 100

export const open: Open = async ({ folder }) => {
  const host = await createLocalHost({ directory: folder, bots: [counterBot], effects: [] })
  await startBots(host, 'counter', bots)
  return { sample: async () => [rate(await loadCounters(host, bots, 'counter'))], close: () => host.shutdown() }
}
