// One bot, one event at a time: the next is sent when the last is durable.
import { createLocalHost } from '#runtime/localHost.ts'
import type { Open } from '../contender.ts'
import { counterBot } from '../workload/counterBot.ts'
import { rateOf } from '../workload/rateOf.ts'

export const open: Open = async ({ folder }) => {
  const host = await createLocalHost({ directory: folder, bots: [counterBot], effects: [] })
  await host.spawn('counter', 'one', {})
  return {
    sample: async () => [await rateOf(() => host.send('counter:one', { type: 'tick', by: 1 }))],
    close: () => host.shutdown(),
  }
}
