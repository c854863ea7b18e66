import {
  assign,
  cancel,
  createMachine,
  emit as xstateEmit,
  enqueueActions,
  fromCallback,
  fromObservable,
  fromPromise,
  log,
  raise,
  sendTo,
  setup,
  spawnChild,
  type AnyStateMachine,
} from 'xstate'
import { expect, test } from 'vitest'
import { QuorateError } from '#protocol/errors.ts'
import { emit, port, reply, start, stop, tell } from './authoring.ts'
import { registerBots } from './botRegistry.ts'
import type { BotDefinition } from './host.ts'
import { defineBot, portsOf } from './registration.ts'

/** What a refusal says, for a machine that is one state `here` of machine `m`. */
function refusal(machine: unknown): { readonly problem: unknown; readonly path: unknown; readonly remedy: unknown } | undefined {
  try {
    defineBot({ role: 'bot', version: 1, machine: machine as AnyStateMachine })
    return undefined
  } catch (error) {
    if (!(error instanceof QuorateError) || error.code !== 'MACHINE_REFUSED') throw error
    const { problem, path, remedy } = error.details
    return { problem, path, remedy }
  }
}
const one = (state: object, more: object = {}, parts: object = {}): unknown =>
  setup(parts as never).createMachine({
    id: 'm',
    context: {},
    initial: 'here',
    states: { here: state, there: {} },
    ...more,
  } as never)
const invoking = (logic: unknown, config: object = {}): unknown =>
  one({ invoke: { id: 'bot.look', src: 'bot.look', ...config } }, {}, { actors: { 'bot.look': logic } })

test('takes a machine of ports, declared actions, assign, raise and cancel', () => {
  const machine = one(
    {
      entry: [
        assign({ a: 1 }),
        raise({ type: 'x' }),
        cancel('x'),
        tell({ to: 'a:b', event: { type: 'x' } }),
        start({ role: 'a', id: 'b', input: null }),
        stop({ address: 'a:b' }),
        reply({ output: 1 }),
        emit({ type: 'x' }),
        'named',
      ],
      invoke: { id: 'bot.act', src: 'bot.act' },
      after: { soon: 'there' },
      on: { go: { guard: 'isReady', target: 'there' } },
    },
    { on: { 'bot.act.late': {} } },
    {
      actors: { 'bot.act': port('bot.act', 'act') },
      actions: { named: assign({ b: 2 }) },
      delays: { soon: 5 },
      guards: { isReady: () => true },
    },
  )
  expect(refusal(machine)).toBeUndefined()
  expect([...portsOf(machine as AnyStateMachine)]).toEqual([['bot.act', 'act']])
})

test.each([
  ['callback', fromCallback(() => undefined)],
  ['observable', fromObservable(() => ({ subscribe: () => ({ unsubscribe: () => undefined }) }) as never)],
  ['promise', fromPromise(() => Promise.resolve(1))],
])('refuses a %s actor and says to declare a port', (_, logic) => {
  expect(refusal(invoking(logic))).toMatchObject({ path: 'm.here', remedy: expect.stringContaining("port('bot.look'") })
})

test('refuses an invoked machine and says to make it a bot', () => {
  expect(refusal(invoking(createMachine({})))).toMatchObject({
    problem: 'invoked machine bot.look',
    path: 'm.here',
    remedy: expect.stringContaining('start it'),
  })
})

test('refuses inline actor logic', () => {
  expect(refusal(one({ invoke: { id: 'x', src: port('x', 'read') } }))).toMatchObject({
    problem: 'inline actor logic',
    path: 'm.here',
  })
})

test('refuses an actor that is not declared', () => {
  expect(refusal(one({ invoke: { id: 'x', src: 'x' } }))).toMatchObject({ problem: 'undeclared actor x' })
})

test('refuses an invoke without an explicit id equal to its port', () => {
  const look = port('bot.look', 'read')
  expect(refusal(invoking(look, { id: undefined }))).toMatchObject({
    problem: 'invoke of bot.look has no id',
    remedy: "write id: 'bot.look'",
  })
  expect(refusal(invoking(look, { id: 'other' }))).toMatchObject({ problem: 'invoke of bot.look has id other' })
  expect(refusal(invoking(port('bot.see', 'read')))).toMatchObject({ problem: 'port bot.see is declared as bot.look' })
  expect(refusal(invoking(look, { onSnapshot: {} }))).toMatchObject({ problem: expect.stringContaining('onSnapshot') })
})

test('refuses two invokes of one id that can run together, and allows them one after the other', () => {
  const parts = { actors: { 'bot.look': port('bot.look', 'read') } }
  const looking = { invoke: { id: 'bot.look', src: 'bot.look' } }
  const machine = (config: object): unknown => setup(parts).createMachine({ id: 'm', context: {}, ...config } as never)
  expect(refusal(machine({ type: 'parallel', states: { a: looking, b: looking } }))).toMatchObject({
    problem: 'duplicate invoke id bot.look, also in m.b',
    path: 'm.a',
  })
  expect(refusal(machine({ ...looking, initial: 'a', states: { a: looking } }))).toMatchObject({ path: 'm' })
  expect(refusal(machine({ initial: 'a', states: { a: looking, b: looking } }))).toBeUndefined()
})

test('refuses an act port that nobody hears late', () => {
  expect(refusal(invoking(port('bot.look', 'act')))).toMatchObject({
    problem: 'act port bot.look without a handler for bot.look.late',
    path: 'm.here',
  })
})

test.each([
  ['a plain function', () => undefined, /plain function/],
  ['log', log('x'), /xstate.log/],
  ['sendTo', sendTo('x', { type: 'x' }), /xstate.sendTo/],
  ["XState's emit", xstateEmit({ type: 'x' }), /xstate.emit/],
  ['spawnChild', spawnChild('x'), /xstate.spawnChild/],
  ['enqueueActions of its own', enqueueActions(() => undefined), /xstate.enqueueActions/],
  ['an undeclared name', 'nobody', /undeclared action nobody/],
])('refuses %s as an action wherever it stands', (_, action, problem) => {
  const places: readonly unknown[] = [
    one({ entry: action }),
    one({ exit: action }),
    one({ on: { go: { actions: action } } }),
    one({ always: { guard: () => false, actions: action } }),
    one({ after: { 5: { actions: action } } }),
    one({ entry: 'named' }, {}, { actions: { named: action } }),
  ]
  for (const machine of places)
    expect(refusal(machine)).toMatchObject({
      problem: expect.stringMatching(problem),
      path: 'm.here',
      remedy: expect.stringMatching(/\w/),
    })
})

test('refuses a delay or guard that is not declared: XState would fire at once, or fail in the turn', () => {
  expect(refusal(one({ after: { soon: 'there' } }))).toMatchObject({ problem: 'undeclared delay soon', path: 'm.here' })
  expect(refusal(one({ entry: raise({ type: 'x' }, { delay: 'soon' as never }) }))).toMatchObject({
    problem: 'undeclared delay soon',
  })
  expect(refusal(one({ on: { go: { guard: 'isReady' } } }))).toMatchObject({ problem: 'undeclared guard isReady' })
})

test.each([
  ['bigint', 1n],
  ['Date', new Date(0)],
  ['Map', new Map()],
  ['function', () => undefined],
])('refuses a %s in the initial context, given or made', (kind, value) => {
  expect(refusal(createMachine({ id: 'm', context: { a: { b: value } } }))).toMatchObject({
    problem: `initial context is not JSON: $.a.b (${kind})`,
    path: 'm',
  })
  expect(refusal(createMachine({ id: 'm', context: () => ({ a: [value] }) }))).toMatchObject({
    problem: `initial context is not JSON: $.a[0] (${kind})`,
  })
})

test('refuses a child specification that no supervisor could follow', () => {
  const machine = createMachine({ id: 'm', context: {} })
  const refused = (more: Partial<BotDefinition>): unknown => {
    try {
      return defineBot({ role: 'bot', version: 1, machine, ...more })
    } catch (error) {
      return error
    }
  }
  expect(refused({ restart: 'always' as never })).toMatchObject({
    code: 'MACHINE_REFUSED',
    message: 'role bot: restart "always" at m',
    hint: 'say permanent, transient or temporary',
  })
  expect(refused({ supervises: { intensity: { restartsMax: 5, withinMs: 0 } } })).toMatchObject({
    message: 'role bot: intensity of 5 restarts within 0 ms at m',
    hint: expect.stringContaining('give 0 to 32 restarts'),
  })
})

test('refuses a role that is registered twice, and a port that no effect is bound to', () => {
  const machine = createMachine({ id: 'm', context: {} })
  const bot: BotDefinition = { role: 'bot', version: 1, machine }
  expect(() => registerBots([bot, bot], [])).toThrow('role bot: a second definition at m')
  const looking = invoking(port('bot.look', 'read')) as AnyStateMachine
  expect(() => registerBots([{ ...bot, machine: looking }], [])).toThrow('port bot.look of role bot has no effect bound')
})

test('refuses a role or version that no journal could name', () => {
  const machine = createMachine({ context: {} })
  expect(() => defineBot({ role: 'My bot', version: 1, machine })).toThrow(/no role name/)
  expect(() => defineBot({ role: 'bot', version: 1.5, machine })).toThrow(/version 1.5/)
})
