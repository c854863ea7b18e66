// A process that deadly.test.ts lets die: by a turn (`turn`), by an effect (`effect`) or by the first turn of a restart
// (`restart`) that ends the process.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
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
/** Only its first start of all is survived. */
let mayBegin = !existsSync(join(directory, 'journal'))
const bomb = setup({ actors: { 'bomb.blow': port<null, unknown>('bomb.blow', 'read') } }).createMachine({
  id: 'bomb',
  context: {},
  entry: assign(() => (mayBegin ? {} : die())),
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
  {
    role: 'bomb',
    version: 1,
    machine: bomb,
    parseExternal: (event) => event as BotEvent,
    restartable: true,
    backoff: { firstDelayMs: 1, maxDelayMs: 1 },
  },
  { role: 'finger', version: 1, machine: finger, parseExternal: (event) => event as BotEvent },
]
const blow = (): Promise<unknown> => (by === 'restart' ? Promise.reject(new Error('a damp squib')) : die())
const host = await createLocalHost({ directory, bots, effects: [{ port: 'bomb.blow', run: blow }] })
await host.spawn('bomb', 'one', null)
mayBegin = false
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
