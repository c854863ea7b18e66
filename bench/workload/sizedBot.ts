// A counter with a state as large as a fund's bots have at a turn: in the recorded demo (test/fixtures/history) the middle
// turn of 871 leaves a snapshot of 1,390 bytes. Twenty hashes and a count come to the same.
import { assign, setup } from 'xstate'
import { z } from 'zod'
import { defineBot } from '#runtime/registration.ts'
import type { BotDefinition } from '#runtime/host.ts'

const tick = z.strictObject({ type: z.literal('tick'), by: z.int() })

const hashes = 19
/** 32 bytes as they stand in a bot's state. */
const hashAt = (place: number): string => `0x${(place + 1).toString(16).padStart(64, '0')}`

/** Counts ticks, and keeps hashes. */
export const sizedMachine = setup({
  types: { context: {} as { count: number; kept: readonly string[] }, events: {} as z.output<typeof tick> },
  actions: { count: assign({ count: ({ context, event }) => context.count + event.by }) },
}).createMachine({
  id: 'sized',
  context: { count: 0, kept: Array.from({ length: hashes }, (_, place) => hashAt(place)) },
  initial: 'even',
  states: {
    even: { description: 'Counted an even number of ticks.', on: { tick: { target: 'odd', actions: 'count' } } },
    odd: { description: 'Counted an odd number of ticks.', on: { tick: { target: 'even', actions: 'count' } } },
  },
})

/** The machine as the runtime runs it. */
export const sizedBot: BotDefinition = defineBot({
  role: 'sized',
  version: 1,
  machine: sizedMachine,
  parseExternal: (event) => tick.parse(event),
})
