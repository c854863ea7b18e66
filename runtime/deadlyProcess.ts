// A process that deadly.test.ts lets die: by a turn (`turn`) or by an effect (`effect`) that ends the process.
import { assign, setup } from 'xstate'
import { port, tell } from './authoring.ts'
import type { BotDefinition, BotEvent } from './host.ts'
import { createLocalHost } from './localHost.ts'

const [directory = '', by = ''] = process.argv.slice(2)
const die = (): never => {
  process.kill(process.pid, 'SIGKILL')
  // The signal takes this process before the loop ends.
  for (;;);
}
const bomb = setup({ actors: { 'bomb.blow': port<null, unknown>('bomb.blow', 'read') } }).createMachine({
  id: 'bomb',
  context: {},
  initial: 'armed',
  states: {
    armed: { on: { touch: { actions: assign(() => die()) }, light: 'burning' } },
    burning: { invoke: { id: 'bomb.blow', src: 'bomb.blow', input: null } },
  },
})
const finger = setup({}).createMachine({
  id: 'finger',
  context: {},
  on: { push: { actions: tell<unknown, { how: string }>(({ event }) => ({ to: 'bomb:one', event: { type: event.how } })) } },
})
const bots: readonly BotDefinition[] = [
  { role: 'bomb', version: 1, machine: bomb, parseExternal: (event) => event as BotEvent },
  { role: 'finger', version: 1, machine: finger, parseExternal: (event) => event as BotEvent },
]
const host = await createLocalHost({ directory, bots, effects: [{ port: 'bomb.blow', run: async () => die() }] })
await host.spawn('bomb', 'one', null)
if (await host.spawn('finger', 'one', null))
  await host.send('finger:one', { type: 'push', how: by === 'turn' ? 'touch' : 'light' })
while (host.view('bomb:one')?.status !== 'quarantined') await new Promise((resolve) => setImmediate(resolve))
process.stdout.write(
  JSON.stringify({
    starts: host.incarnation,
    quarantine: host.view('bomb:one')?.quarantine,
    rest: host.view('finger:one')?.status,
    dead: host.deadLetters().map(({ code }) => code),
  }),
)
await host.shutdown()
