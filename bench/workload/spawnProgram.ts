// A program: starts so many bots by a parent bot in its turns, a hundred in each, then as many from outside, waits for the
// last first turn, and is gone without a clean stop. Arguments: folder, bots.
import { assign, setup } from 'xstate'
import { z } from 'zod'
import { start } from '#runtime/authoring.ts'
import { createLocalHost } from '#runtime/localHost.ts'
import { defineBot } from '#runtime/registration.ts'
import { counterBot } from './counterBot.ts'
import { startBots } from './swarm.ts'

/** What the program says. */
export interface Spawned {
  readonly byParentSeconds: number
  readonly fromOutsideSeconds: number
}

const brood = 100
const have = z.strictObject({ type: z.literal('have') })

const parentMachine = setup({
  types: { context: {} as { born: number }, events: {} as z.output<typeof have> },
  actions: {
    bear: start<{ born: number }, z.output<typeof have>>(({ context }) =>
      Array.from({ length: brood }, (_, n) => ({ role: 'counter', id: `child-${context.born + n}`, input: {} })),
    ),
    count: assign({ born: ({ context }) => context.born + brood }),
  },
}).createMachine({ id: 'parent', context: { born: 0 }, on: { have: { actions: ['bear', 'count'] } } })

const parentBot = defineBot({ role: 'parent', version: 1, machine: parentMachine, parseExternal: (event) => have.parse(event) })

const [folder, count] = process.argv.slice(2) as [string, string] // program.ts gives them
const bots = Number(count)
const host = await createLocalHost({ directory: folder, bots: [counterBot, parentBot], effects: [] })
await host.spawn('parent', 'one', {})
const begun = performance.now()
await Promise.all(Array.from({ length: bots / brood }, () => host.send('parent:one', { type: 'have' })))
// an event that waits behind the first turn of the last child
await host.send(`counter:child-${bots - 1}`, { type: 'tick', by: 1 })
const middle = performance.now()
await startBots(host, 'counter', bots)
const end = performance.now()
if (host.list('counter').length !== 2 * bots) throw new Error('not every bot was started')
const spawned: Spawned = { byParentSeconds: (middle - begun) / 1_000, fromOutsideSeconds: (end - middle) / 1_000 }
process.stdout.write(JSON.stringify(spawned), () => process.exit())
