// A bot that does everything a turn may do, at stated rates: of 20 events from outside 14 are plain ticks, one arms a
// timer that the next tick cancels, one arms a timer that fires, two ask for an effect and two tell another bot.
// With the turns that follow from them (two results, two messages, one timer) that makes 25 turns.
import { assign, setup } from 'xstate'
import { z } from 'zod'
import { port, tell, type Address } from '#runtime/authoring.ts'
import { defineBot } from '#runtime/registration.ts'
import type { BotDefinition, EffectBinding } from '#runtime/host.ts'

const busyEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('tick'), by: z.int() }),
  z.strictObject({ type: z.literal('wait') }),
  z.strictObject({ type: z.literal('nap') }),
  z.strictObject({ type: z.literal('look'), at: z.int() }),
  z.strictObject({ type: z.literal('pass'), to: z.string() }),
])
/** What a busy bot takes from outside. */
export type BusyEvent = z.output<typeof busyEvent>

/** `count` is the number of turns since the first; `seen` what the last effect answered. */
export interface BusyContext {
  readonly count: number
  readonly seen: number
}

const oneHourMs = 3_600_000

/** Counts every turn it takes, whatever caused it. */
export const busyMachine = setup({
  types: { context: {} as BusyContext, events: {} as BusyEvent | { type: 'passed' } },
  actors: { 'bench.look': port<{ at: number }, { at: number }>('bench.look', 'read') },
  actions: {
    count: assign({ count: ({ context }) => context.count + 1 }),
    passOn: tell<BusyContext, BusyEvent | { type: 'passed' }>(({ event }) =>
      event.type === 'pass' ? { to: event.to as Address, event: { type: 'passed' } } : undefined,
    ),
  },
}).createMachine({
  id: 'busy',
  context: { count: 0, seen: 0 },
  initial: 'resting',
  on: {
    tick: { target: '.resting', actions: 'count' },
    wait: { target: '.waiting', actions: 'count' },
    nap: { target: '.napping', actions: 'count' },
    look: { target: '.looking', actions: 'count' },
    pass: { actions: ['count', 'passOn'] },
    passed: { actions: 'count' },
  },
  states: {
    resting: { description: 'Waits for the next event.' },
    waiting: {
      description: 'A timer is armed that the next tick cancels.',
      after: { [oneHourMs]: { target: 'resting', actions: 'count' } },
    },
    napping: {
      description: 'A timer is armed that fires soon.',
      on: { tick: { actions: 'count' } },
      after: { 1: { target: 'resting', actions: 'count' } },
    },
    looking: {
      description: 'An effect is under way.',
      on: { tick: { actions: 'count' } },
      invoke: {
        id: 'bench.look',
        src: 'bench.look',
        // only a look leads here
        input: ({ event }) => ({ at: event.type === 'look' ? event.at : 0 }),
        onDone: { target: 'resting', actions: ['count', assign({ seen: ({ event }) => event.output.at })] },
      },
    },
  },
})

/** The machine as the runtime runs it. */
export const busyBot: BotDefinition = defineBot({
  role: 'busy',
  version: 1,
  machine: busyMachine,
  parseExternal: (event) => busyEvent.parse(event),
})

/** Answers at once: what is measured is the runtime's part of an effect. */
export const lookBinding: EffectBinding<{ readonly at: number }, { readonly at: number }> = {
  port: 'bench.look',
  concurrency: 128,
  run: ({ at }) => Promise.resolve({ at }),
}

const script = 'tick tick wait tick look tick tick pass tick tick tick nap tick tick look tick tick pass tick tick'.split(' ')

/** The `n`th event that bot `index` of so many is sent; all walk through the same script from different places. */
export function busyEventAt(n: number, index: number, bots: number): BusyEvent {
  const type = script[(n + index) % script.length]
  switch (type) {
    case 'wait':
    case 'nap':
      return { type }
    case 'look':
      return { type, at: n }
    case 'pass':
      return { type, to: `busy:${(index + 1 + (n % (bots - 1))) % bots}` }
    default:
      return { type: 'tick', by: 1 }
  }
}
