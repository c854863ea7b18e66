// Bots that fail in every way the supervisor knows.
import { assign, setup } from 'xstate'
import { emit, port, start, tell, type Address } from './authoring.ts'
import { bots } from './fixtures.ts'
import type { BotDefinition, BotEvent } from './host.ts'
import { openHost } from './hostFixtures.ts'
import type { LocalHost, LocalHostOptions } from './localHost.ts'

const any = (event: unknown): BotEvent => event as BotEvent

const fuse = setup({
  types: { context: {} as { text: string }, events: {} as { type: 'burn' | 'ring' | 'spin' } | { type: 'grow'; size: number } },
  actors: { 'fuse.burn': port<null, unknown>('fuse.burn', 'read') },
  actions: {
    grow: assign({ text: ({ event }) => 'x'.repeat(event.type === 'grow' ? event.size : 0) }),
    boom: assign(() => {
      throw new Error('boom')
    }),
  },
}).createMachine({
  id: 'fuse',
  context: { text: '' },
  initial: 'lying',
  states: {
    lying: { on: { burn: 'burning', ring: 'ringing', spin: 'left', grow: { actions: 'grow' } } },
    burning: { invoke: { id: 'fuse.burn', src: 'fuse.burn', input: null } },
    ringing: { after: { 1: { actions: 'boom' } } },
    left: { always: 'right' },
    right: { always: 'left' },
  },
})
const swarm = setup({
  types: { context: {} as { lost: readonly string[] }, events: {} as { type: 'bot.quarantined'; address: string } },
}).createMachine({
  id: 'swarm',
  context: { lost: [] },
  initial: 'running',
  states: {
    running: {
      on: {
        'bot.quarantined': {
          target: 'degraded',
          actions: assign({ lost: ({ context, event }) => [...context.lost, event.address] }),
        },
      },
    },
    degraded: {},
  },
})
const pong = setup({
  types: {
    context: {} as { left: number; other: string },
    input: {} as { other: string },
    events: {} as { type: 'ball'; left: number },
  },
}).createMachine({
  id: 'pong',
  context: ({ input }) => ({ left: -1, other: input.other }),
  on: {
    ball: {
      actions: [
        assign({ left: ({ event }) => event.left }),
        tell<{ other: string }, { left: number }>(({ context, event }) =>
          event.left === 0
            ? undefined
            : [1, 2].slice(0, event.left % 2 === 0 ? 1 : 2).map((n) => ({
                to: context.other as Address,
                event: { type: n === 1 ? 'ball' : 'noise', left: event.left - 1 },
              })),
        ),
      ],
    },
  },
})
const flood = setup({}).createMachine({
  id: 'flood',
  context: {},
  on: {
    pour: {
      actions: tell<unknown, { count: number }>(({ event }) =>
        Array.from({ length: event.count }, () => ({ to: 'counter:sink' as const, event: { type: 'add' } })),
      ),
    },
  },
})
const thief = setup({}).createMachine({
  id: 'thief',
  context: {},
  on: { again: { actions: start({ role: 'counter', id: 'sink', input: null }) }, lie: { actions: emit({ type: '' }) } },
})

/** The fixtures' roles and these. */
export const faulty: readonly BotDefinition[] = [
  ...bots,
  { role: 'fuse', version: 1, machine: fuse, parseExternal: any },
  { role: 'reborn', version: 1, machine: fuse, parseExternal: any, restartable: true },
  { role: 'swarm', version: 1, machine: swarm },
  { role: 'pong', version: 1, machine: pong, parseExternal: any },
  { role: 'flood', version: 1, machine: flood, parseExternal: any },
  { role: 'thief', version: 1, machine: thief, parseExternal: any },
]

/** Every port of these bots, failing. */
export const failingEffects = ['worker.look', 'worker.act', 'fuse.burn'].map((name) => ({
  port: name,
  run: (): Promise<unknown> => Promise.reject(new Error('it went out')),
}))

/** A host of these bots. */
export function openFaulty(directory: string, options: Partial<LocalHostOptions> = {}): Promise<LocalHost> {
  return openHost(directory, { bots: faulty, effects: failingEffects, ...options })
}
