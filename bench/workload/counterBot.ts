// The smallest bot: two states and a count. What every store and engine beside ours is given too.
import { assign, setup } from 'xstate'
import { z } from 'zod'
import { defineBot } from '#runtime/registration.ts'
import type { BotDefinition } from '#runtime/host.ts'

const tick = z.strictObject({ type: z.literal('tick'), by: z.int() })
type Tick = z.output<typeof tick>

/** Counts ticks, and keeps what it was given. */
// oxlint-disable-next-line typescript/explicit-function-return-type, typescript/explicit-module-boundary-types -- longer than it is
export const countingMachine = (id: string, kept?: readonly string[]) =>
  setup({
    types: { context: {} as { count: number; kept?: readonly string[] }, events: {} as Tick },
    actions: { count: assign({ count: ({ context, event }) => context.count + event.by }) },
  }).createMachine({
    id,
    context: { count: 0, ...(kept === undefined ? {} : { kept }) },
    initial: 'even',
    states: {
      even: { description: 'Counted an even number of ticks.', on: { tick: { target: 'odd', actions: 'count' } } },
      odd: { description: 'Counted an odd number of ticks.', on: { tick: { target: 'even', actions: 'count' } } },
    },
  })

/** A counting machine as the runtime runs it; its events are parsed at the door like any bot's. */
export const countingBot = (role: string, machine: ReturnType<typeof countingMachine>): BotDefinition =>
  defineBot({ role, version: 1, machine, parseExternal: (event) => tick.parse(event) })

/** The smallest one. */
export const counterMachine = countingMachine('counter')
/** The smallest bot. */
export const counterBot: BotDefinition = countingBot('counter', counterMachine)
