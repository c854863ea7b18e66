// A process that kill.test.ts kills: asks a forwarder one numbered thing after the other and prints each answer.
import { bots } from './fixtures.ts'
import { createLocalHost } from './localHost.ts'

const [directory = '', from = '0'] = process.argv.slice(2)
const never = (): Promise<unknown> => new Promise(() => undefined)
const host = await createLocalHost({
  directory,
  bots,
  effects: ['worker.look', 'worker.act'].map((port) => ({ port, run: never })),
})
await host.spawn('counter', 'sink', { from: 0 })
await host.spawn('forwarder', 'one', null)
let next = Number(from)
const lane = async (): Promise<never> => {
  for (;;) {
    const number = next
    next += 1
    await host.ask('forwarder:one', { type: 'add' }, { askId: `ask-${number}` })
    process.stdout.write(`${number}\n`)
  }
}
await Promise.all(Array.from({ length: 8 }, lane))
