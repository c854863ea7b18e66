// One role in two versions: the second renamed a state, a region's timer stands, and a context member changed its name.
import { assign, setup } from 'xstate'
import { port } from './authoring.ts'
import type { BotDefinition, BotEvent, Json } from './host.ts'

type Event = { readonly type: 'dig' | 'haul' | 'pause' | 'resume' | 'ask' | 'leave' | 'job.act.late' }
const anyEvent = (event: unknown): BotEvent => event as BotEvent
const act = port<{ readonly n: number }, { readonly seen: string }>('job.act', 'act')

const first = setup({
  types: { context: {} as { n: number; seen: string; rings: number }, events: {} as Event },
  actors: { 'job.act': act },
  actions: { ring: assign({ rings: ({ context }) => context.rings + 1 }) },
  delays: { nap: 3_600_000 },
}).createMachine({
  id: 'job',
  context: { n: 4, seen: '', rings: 0 },
  type: 'parallel',
  on: { 'job.act.late': {} },
  states: {
    work: {
      initial: 'working',
      states: {
        working: {
          initial: 'digging',
          on: { pause: 'paused' },
          states: { digging: { on: { haul: 'hauling' } }, hauling: { on: { dig: 'digging' } }, before: { type: 'history' } },
        },
        paused: { on: { resume: 'working.before' } },
      },
    },
    watch: { initial: 'waiting', states: { waiting: { after: { nap: { target: 'rung', actions: 'ring' } } }, rung: {} } },
    asking: {
      initial: 'quiet',
      states: {
        quiet: { on: { ask: 'asked' } },
        asked: {
          on: { leave: 'quiet' },
          invoke: {
            id: 'job.act',
            src: 'job.act',
            input: ({ context }) => ({ n: context.n }),
            onDone: { target: 'quiet', actions: assign({ seen: ({ event }) => event.output.seen }) },
            onError: 'quiet',
          },
        },
      },
    },
  },
})

const second = setup({
  types: { context: {} as { count: number; seen: string; rings: number }, events: {} as Event },
  actors: { 'job.act': act },
  actions: { ring: assign({ rings: ({ context }) => context.rings + 10 }) },
  delays: { nap: 3_600_000 },
}).createMachine({
  id: 'job',
  context: { count: 4, seen: '', rings: 0 },
  type: 'parallel',
  on: { 'job.act.late': {} },
  states: {
    work: {
      initial: 'working',
      states: {
        working: {
          initial: 'mining',
          on: { pause: 'paused' },
          states: { mining: { on: { haul: 'hauling' } }, hauling: { on: { dig: 'mining' } }, before: { type: 'history' } },
        },
        paused: { on: { resume: 'working.before' } },
      },
    },
    watch: { initial: 'waiting', states: { waiting: { after: { nap: { target: 'rung', actions: 'ring' } } }, rung: {} } },
    asking: {
      initial: 'quiet',
      states: {
        quiet: { on: { ask: 'asked' } },
        asked: {
          on: { leave: 'quiet' },
          invoke: {
            id: 'job.act',
            src: 'job.act',
            input: ({ context }) => ({ n: context.count }),
            onDone: { target: 'quiet', actions: assign({ seen: ({ event }) => `2: ${event.output.seen}` }) },
            onError: 'quiet',
          },
        },
      },
    },
  },
})

/** From the first version to the second: text suffices, since the old name is nowhere else. */
export function digToMine(stored: Json): Json {
  const { context, ...rest } = JSON.parse(JSON.stringify(stored).replaceAll('digging', 'mining')) as {
    readonly context: { readonly n: number }
  } & Record<string, Json>
  const { n, ...kept } = context
  return { ...rest, context: { count: n, ...kept } }
}

/** The role as it was. */
export const jobOne: BotDefinition = { role: 'job', version: 1, machine: first, parseExternal: anyEvent }
/** The role as it is. */
export const jobTwo: BotDefinition = {
  role: 'job',
  version: 2,
  machine: second,
  migrations: { 1: digToMine },
  parseExternal: anyEvent,
}
