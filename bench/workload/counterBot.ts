// The smallest bot: two states and a count. What every store and engine beside ours is given too.
import { assign, setup } from 'xstate'
import { z } from 'zod'
import { defineBot } from '#runtime/registration.ts'
import type { BotDefinition } from '#runtime/host.ts'

const tick = z.strictObject({ type: z.literal('tick'), by: z.int() })
type Tick = z.output<typeof tick>

/** Counts ticks. */
export const counterMachine = setup({
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

/** The machine as the runtime runs it; its events are parsed at the door like any bot's. */
export const counterBot: BotDefinition = defineBot({
  role: 'counter',
  version: 1,
  machine: counterMachine,
  parseExternal: (event) => tick.parse(event),
})
