// What a turn costs the processor among so many bots: a hundred senders, each sends to any of them and waits until that
// turn is durable.
import type { Address } from '#runtime/authoring.ts'
import { createLocalHost } from '#runtime/localHost.ts'
import type { Open } from '../contender.ts'
import { counterBot } from '../workload/counterBot.ts'
import { startBots } from '../workload/swarm.ts'

const senders = 100
const sampleMs = 1_000
const atOnce = 1_000

export const open: Open = async ({ folder, options }) => {
  const bots = options['bots'] ?? 100
  const host = await createLocalHost({ directory: folder, bots: [counterBot], effects: [] })
  for (let begun = 0; begun < bots; begun += atOnce) await startBots(host, 'counter', Math.min(bots, begun + atOnce), begun)
  const anyBot = (state: number): Address => `counter:${state % bots}`
  let state = 1
  return {
    sample: async () => {
      const cpu = process.cpuUsage()
      const begun = performance.now()
      const end = begun + sampleMs
      let turns = 0
      await Promise.all(
        Array.from({ length: senders }, async () => {
          while (performance.now() < end) {
            // the multiplier and modulus of MINSTD: the same walk in every run
            state = (state * 48_271) % 2_147_483_647
            await host.send(anyBot(state), { type: 'tick', by: 1 })
            turns += 1
          }
        }),
      )
      const { user, system } = process.cpuUsage(cpu)
      const perSecond = (turns / (performance.now() - begun)) * 1_000
      return [{ value: (user + system) / turns, details: { turnsPerSecond: perSecond } }]
    },
    // no clean stop: a snapshot file for every bot would take longer than all samples
    close: async () => undefined,
  }
}
