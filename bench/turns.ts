// The rate of durable events: 100 bots at once, each waiting for its last event's sync before it is sent the next.
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { assign, setup } from 'xstate'
import { z } from 'zod'
import { createLocalHost } from '#runtime/localHost.ts'
import { defineBot } from '#runtime/registration.ts'

const tick = z.strictObject({ type: z.literal('tick'), by: z.int() })
type Tick = z.output<typeof tick>

const counterMachine = setup({
  types: { context: {} as { count: number }, events: {} as Tick },
  actions: { count: assign({ count: ({ context, event }) => context.count + event.by }) },
}).createMachine({
  id: 'counter',
  context: { count: 0 },
  initial: 'even',
  states: {
    even: { description: 'Counted an even number of ticks.', on: { tick: { target: 'odd', actions: 'count' } } },
    odd: { description: 'Counted an odd number of ticks.', on: { tick: { target: 'even', actions: 'count' } } },
  },
})

/** Events per second, acknowledged after fdatasync. `folder` must be on a real disk. */
export async function measureTurns(folder: string, options: { readonly bots: number; readonly events: number }): Promise<number> {
  const directory = mkdtempSync(join(folder, 'bench-turns-'))
  const host = await createLocalHost({
    directory,
    bots: [defineBot({ role: 'counter', version: 1, machine: counterMachine, parseExternal: (event) => tick.parse(event) })],
    effects: [],
  })
  const ids = Array.from({ length: options.bots }, (_, index) => String(index))
  await Promise.all(ids.map((id) => host.spawn('counter', id, {})))
  const each = Math.ceil(options.events / options.bots)
  const begun = performance.now()
  await Promise.all(
    ids.map(async (id) => {
      for (let sent = 0; sent < each; sent++) await host.send(`counter:${id}`, { type: 'tick', by: 1 })
    }),
  )
  const seconds = (performance.now() - begun) / 1_000
  await host.shutdown()
  rmSync(directory, { recursive: true })
  return (each * options.bots) / seconds
}
