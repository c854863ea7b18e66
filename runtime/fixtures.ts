// Machines and small tools that the runtime's tests share.
import { assign, setup } from 'xstate'
import { emit, port, reply, start, stop, tell, type Address } from './authoring.ts'
import type { BotDefinition, BotEvent, Host } from './host.ts'

interface CounterContext {
  n: number
  waiting: string | undefined
}
type CounterEvent =
  | { type: 'add' | 'read' | 'addAndRead' | 'answerNow' | 'count' | 'fail' }
  | { type: 'askLater'; askId?: string }

/** Counts what it is told and answers. */
export const counter = setup({
  types: { context: {} as CounterContext, events: {} as CounterEvent, input: {} as { from: number } },
  actions: {
    add: assign({ n: ({ context }) => context.n + 1 }),
    answer: reply<CounterContext, CounterEvent>(({ context }) => ({ output: context.n })),
    remember: assign({ waiting: ({ event }) => (event.type === 'askLater' ? event.askId : undefined) }),
    answerLate: reply<CounterContext, CounterEvent>(({ context }) =>
      context.waiting === undefined ? undefined : { output: 'at last', to: context.waiting },
    ),
    say: emit<CounterContext, CounterEvent>(({ context }) => ({ type: 'counted', n: context.n })),
    fail: assign(() => {
      throw new Error('as it was told')
    }),
  },
}).createMachine({
  id: 'counter',
  context: ({ input }) => ({ n: input.from, waiting: undefined }),
  initial: 'counting',
  states: {
    counting: {
      on: {
        add: { actions: 'add' },
        read: { actions: 'answer' },
        addAndRead: { actions: ['add', 'answer'] },
        askLater: { actions: 'remember' },
        answerNow: { actions: 'answerLate' },
        count: { actions: ['add', 'say'] },
        fail: { actions: 'fail' },
      },
    },
  },
})

type ParentEvent = { type: 'have' | 'end'; id: string } | { type: 'tellNobody' } | { type: 'tellHub' }
const nameOf = (event: ParentEvent): string => ('id' in event ? event.id : event.type === 'tellHub' ? 'hub' : 'nobody')
const kid = (event: ParentEvent): Address => `counter:${nameOf(event)}`

/** Has counters as children. */
export const parent = setup({
  types: { context: {} as Record<string, never>, events: {} as ParentEvent },
  actions: {
    have: start<unknown, ParentEvent>(({ event }) =>
      event.type === 'have' ? { role: 'counter', id: event.id, input: { from: 10 } } : undefined,
    ),
    tellIt: tell<unknown, ParentEvent>(({ event }) => ({ to: kid(event), event: { type: 'add' } })),
    end: stop<unknown, ParentEvent>(({ event }) => ({ address: kid(event) })),
  },
}).createMachine({
  id: 'parent',
  context: {},
  on: {
    have: { actions: ['have', 'tellIt'] },
    end: { actions: 'end' },
    tellNobody: { actions: 'tellIt' },
    tellHub: { actions: 'tellIt' },
  },
})

interface WorkerContext {
  last: unknown
  late: unknown
}
type WorkerEvent = { type: 'look' | 'act' | 'leave' } | { type: 'worker.act.late'; result: unknown }

/** Asks for effects of both kinds. */
export const worker = setup({
  types: { context: {} as WorkerContext, events: {} as WorkerEvent },
  actors: {
    'worker.look': port<{ at: string }, unknown>('worker.look', 'read'),
    'worker.act': port<{ at: string }, unknown>('worker.act', 'act'),
  },
  actions: { keepLate: assign({ late: ({ event }) => (event.type === 'worker.act.late' ? event.result : null) }) },
}).createMachine({
  id: 'worker',
  context: { last: null, late: null },
  initial: 'idle',
  on: { 'worker.act.late': { actions: 'keepLate' }, leave: '.idle' },
  states: {
    idle: { on: { look: 'looking', act: 'acting' } },
    looking: {
      invoke: {
        id: 'worker.look',
        src: 'worker.look',
        input: { at: 'here' },
        onDone: { target: 'idle', actions: assign({ last: ({ event }) => event.output }) },
        onError: { target: 'failed', actions: assign({ last: ({ event }) => event.error }) },
      },
    },
    acting: {
      invoke: {
        id: 'worker.act',
        src: 'worker.act',
        input: { at: 'there' },
        onDone: { target: 'idle', actions: assign({ last: ({ event }) => event.output }) },
        onError: { target: 'failed', actions: assign({ last: ({ event }) => event.error }) },
      },
    },
    failed: {},
  },
})

/** Sleeps for as long as its input says. */
export const sleeper = setup({
  types: { context: {} as { ms: number }, input: {} as { ms: number } },
  delays: { nap: ({ context }) => context.ms },
}).createMachine({
  id: 'sleeper',
  context: ({ input }) => ({ ms: input.ms }),
  initial: 'asleep',
  states: { asleep: { after: { nap: 'awake' }, on: { turnOver: { target: 'asleep', reenter: true } } }, awake: {} },
})

/** Counts what it is told, and tells `counter:sink` each time. */
export const forwarder = setup({
  types: { context: {} as { n: number }, events: {} as { type: 'add' } },
  actions: {
    add: assign({ n: ({ context }) => context.n + 1 }),
    pass: tell<unknown, unknown>({ to: 'counter:sink', event: { type: 'add' } }),
    answer: reply<{ n: number }, unknown>(({ context }) => ({ output: context.n })),
  },
}).createMachine({ id: 'forwarder', context: { n: 0 }, on: { add: { actions: ['add', 'pass', 'answer'] } } })

const takes =
  (...types: readonly string[]) =>
  (event: unknown): BotEvent => {
    const given = event as BotEvent
    if (!types.includes(given.type)) throw new Error(`no event ${given.type}`)
    return given
  }

/** Every role of the tests. */
export const bots: readonly BotDefinition[] = [
  {
    role: 'counter',
    version: 1,
    machine: counter,
    parseExternal: takes('add', 'read', 'addAndRead', 'askLater', 'answerNow', 'count', 'fail'),
  },
  { role: 'parent', version: 1, machine: parent, parseExternal: takes('have', 'end', 'tellNobody', 'tellHub') },
  { role: 'worker', version: 1, machine: worker, parseExternal: takes('look', 'act', 'leave') },
  { role: 'forwarder', version: 1, machine: forwarder, parseExternal: takes('add') },
  { role: 'sleeper', version: 1, machine: sleeper, parseExternal: takes('turnOver') },
  { role: 'closed', version: 1, machine: setup({}).createMachine({ id: 'closed', context: {} }) },
]

/** Resolves once `reached` holds; the test's own time limit ends a wait that never does. */
export async function waitUntil(reached: () => boolean): Promise<void> {
  while (!reached()) await new Promise((resolve) => setImmediate(resolve))
}

/** What a bot keeps, as its test knows it. */
export function contextOf<Context extends object>(host: Pick<Host, 'view'>, address: Address): Partial<Context> {
  // A bot that is not there yet has nothing.
  return (host.view(address)?.context ?? {}) as Partial<Context>
}

/** A promise and what settles it. */
export function deferred<Value>(): { readonly promise: Promise<Value>; readonly resolve: (value: Value) => void } {
  const { promise, resolve } = Promise.withResolvers<Value>()
  return { promise, resolve }
}
