// The contract with XState: what comes out of a turn, and what was found by trying. XState 6 will move these interfaces.
import { assign, cancel, createMachine, enqueueActions, raise, setup } from 'xstate'
import { describe, expect, test } from 'vitest'
import { emit, port, reply, start, stop, tell } from './authoring.ts'
import { firstTurn, nextTurn, persist, restore } from './turn.ts'

const look = port<{ at: string }, unknown>('bot.look', 'read')
const act = port<unknown, unknown>('bot.act', 'act')

/** Idle, and one invoke with an explicit id, entered and left by events. */
const looker = setup({ actors: { 'bot.look': look } }).createMachine({
  id: 'looker',
  context: { got: null as unknown },
  initial: 'idle',
  states: {
    idle: { on: { go: 'looking' } },
    looking: {
      invoke: {
        id: 'bot.look',
        src: 'bot.look',
        input: { at: 'x' },
        onDone: { target: 'idle', actions: assign({ got: ({ event }) => event.output }) },
      },
      on: { leave: 'idle', again: { target: 'looking', reenter: true } },
    },
  },
})
const idle = firstTurn(looker, undefined).snapshot
const looking = nextTurn(looker, idle, { type: 'go' }).snapshot

describe('a turn gives back as data', () => {
  test('declared actions with their params, in order', () => {
    const machine = createMachine({
      context: {},
      on: {
        go: {
          actions: [
            tell(({ event }: { event: { n: number }; context: unknown }) => [
              { to: 'counter:a', event: { type: 'add', n: event.n } },
              { to: 'counter:b', event: { type: 'add' } },
            ]),
            start({ role: 'counter', id: 'c', input: 1 }),
            stop({ address: 'counter:c' }),
            reply({ output: 'yes' }),
            emit({ type: 'said', n: 1 }),
            tell(() => undefined),
          ],
        },
      },
    })
    const { declared } = nextTurn(machine, firstTurn(machine, undefined).snapshot, { type: 'go', n: 4 })
    expect(declared).toEqual([
      { type: 'quorate.tell', params: { to: 'counter:a', event: { type: 'add', n: 4 } } },
      { type: 'quorate.tell', params: { to: 'counter:b', event: { type: 'add' } } },
      { type: 'quorate.start', params: { role: 'counter', id: 'c', input: 1 } },
      { type: 'quorate.stop', params: { address: 'counter:c' } },
      { type: 'quorate.reply', params: { output: 'yes' } },
      { type: 'quorate.emit', params: { type: 'said', n: 1 } },
    ])
  })

  test('an invoke as xstate.spawnChild: its id, port, kind and resolved input', () => {
    expect(nextTurn(looker, idle, { type: 'go' }).spawned).toEqual([
      { id: 'bot.look', port: 'bot.look', kind: 'read', input: { at: 'x' } },
    ])
  })

  test('a delayed raise, which is what after is, as a timer', () => {
    const machine = setup({ delays: { soon: () => 250 } }).createMachine({
      id: 'm',
      context: {},
      initial: 'a',
      states: { a: { after: { 1000: 'b', soon: 'b' } }, b: {} },
    })
    expect([...firstTurn(machine, undefined).timers.values()]).toEqual([
      { id: 'xstate.after.1000.m.a', delayMs: 1000, event: { type: 'xstate.after.1000.m.a' } },
      { id: 'xstate.after.soon.m.a', delayMs: 250, event: { type: 'xstate.after.soon.m.a' } },
    ])
  })

  test('leaving a state with a timer as its cancellation', () => {
    const machine = createMachine({
      id: 'm',
      context: {},
      initial: 'a',
      states: { a: { after: { 1000: 'b' }, on: { go: 'b' } }, b: {} },
    })
    const { timers } = nextTurn(machine, firstTurn(machine, undefined).snapshot, { type: 'go' })
    expect([...timers]).toEqual([['xstate.after.1000.m.a', undefined]])
  })

  test('re-entering a state with a timer as arming it anew, and a cancel by name as a cancellation', () => {
    const machine = createMachine({
      id: 'm',
      context: {},
      initial: 'a',
      states: { a: { after: { 1000: 'b' }, on: { again: { target: 'a', reenter: true } } }, b: {} },
      on: { arm: { actions: raise({ type: 'rung' }, { id: 'bell', delay: 5 }) }, disarm: { actions: cancel('bell') } },
    })
    const first = firstTurn(machine, undefined).snapshot
    expect(nextTurn(machine, first, { type: 'again' }).timers.get('xstate.after.1000.m.a')).toMatchObject({ delayMs: 1000 })
    expect(nextTurn(machine, first, { type: 'arm' }).timers.get('bell')).toEqual({
      id: 'bell',
      delayMs: 5,
      event: { type: 'rung' },
    })
    expect([...nextTurn(machine, first, { type: 'disarm' }).timers]).toEqual([['bell', undefined]])
  })

  test('leaving an invoking state as a stop of its child', () => {
    expect(nextTurn(looker, looking, { type: 'leave' }).left).toEqual(['bot.look'])
  })

  test("XState's own emit as a fact", () => {
    const machine = createMachine({
      context: {},
      on: { go: { actions: enqueueActions(({ enqueue }) => enqueue.emit({ type: 'said' })) } },
    })
    expect(nextTurn(machine, firstTurn(machine, undefined).snapshot, { type: 'go' }).declared).toEqual([
      { type: 'quorate.emit', params: { type: 'said' } },
    ])
  })
})

describe('a turn leaves out', () => {
  test('an undelayed raise, which was handled already', () => {
    const machine = createMachine({
      context: {},
      initial: 'a',
      states: { a: { on: { go: { actions: raise({ type: 'next' }) }, next: 'b' } }, b: {} },
    })
    const outcome = nextTurn(machine, firstTurn(machine, undefined).snapshot, { type: 'go' })
    expect(outcome.snapshot.value).toBe('b')
    expect([...outcome.timers]).toEqual([])
  })

  test('an invoke that is entered and left in one macrostep', () => {
    const machine = setup({ actors: { 'bot.look': look } }).createMachine({
      context: {},
      initial: 'a',
      states: {
        a: { on: { go: 'b' } },
        b: { invoke: { id: 'bot.look', src: 'bot.look', input: { at: 'x' } }, always: 'c' },
        c: {},
      },
    })
    const outcome = nextTurn(machine, firstTurn(machine, undefined).snapshot, { type: 'go' })
    expect(outcome.snapshot.value).toBe('c')
    expect([outcome.spawned, outcome.left]).toEqual([[], []])
  })

  test('nothing of a re-entry: the old child is left and a new one begins', () => {
    const outcome = nextTurn(looker, looking, { type: 'again' })
    expect(outcome.left).toEqual(['bot.look'])
    expect(outcome.spawned).toHaveLength(1)
  })

  test('a stop that names nobody, after the child was already stopped', () => {
    const machine = setup({ actors: { 'bot.look': look } }).createMachine({
      context: {},
      initial: 'a',
      states: { a: { invoke: { id: 'bot.look', src: 'bot.look', input: { at: 'x' } }, on: { go: 'b' } }, b: {} },
    })
    const { snapshot } = firstTurn(machine, undefined)
    const orphan = restore(machine, { ...persist(snapshot), children: {} })
    expect(nextTurn(machine, orphan, { type: 'go' }).left).toEqual([])
  })
})

describe('why the runtime checks ids itself', () => {
  test('XState accepts a stale result after a re-entry, because ids repeat', () => {
    const again = nextTurn(looker, looking, { type: 'again' }).snapshot
    const { snapshot } = nextTurn(looker, again, {
      type: 'xstate.done.actor.bot.look',
      output: 'of the first attempt',
      actorId: 'bot.look',
    })
    expect(snapshot.context).toEqual({ got: 'of the first attempt' })
  })

  test("a '*' transition catches a forged result", () => {
    const machine = createMachine({ context: {}, initial: 'a', states: { a: { on: { '*': 'b' } }, b: {} } })
    const { snapshot } = nextTurn(machine, firstTurn(machine, undefined).snapshot, { type: 'xstate.done.actor.nobody' })
    expect(snapshot.value).toBe('b')
  })

  test('one result completes two invokes of one id in parallel regions', () => {
    const region = {
      initial: 'on',
      states: { on: { invoke: { id: 'bot.look', src: 'bot.look', input: { at: 'x' }, onDone: 'off' } }, off: {} },
    } as const
    const machine = setup({ actors: { 'bot.look': look } }).createMachine({
      context: {},
      type: 'parallel',
      states: { one: region, two: region },
    })
    const { snapshot } = nextTurn(machine, firstTurn(machine, undefined).snapshot, {
      type: 'xstate.done.actor.bot.look',
      actorId: 'bot.look',
    })
    // Whichever regions move, one id cannot tell two results apart; registration refuses it.
    expect(JSON.stringify(snapshot.value)).toContain('off')
  })
})

describe('a restored snapshot', () => {
  test('still has its invoked children, so that leaving stops them', () => {
    const restored = restore(looker, JSON.parse(JSON.stringify(persist(looking))))
    expect(nextTurn(looker, restored, { type: 'leave' }).left).toEqual(['bot.look'])
    expect(persist(restored)).toEqual(persist(looking))
  })

  test('still has its history', () => {
    const machine = createMachine({
      id: 'm',
      context: {},
      initial: 'work',
      states: {
        work: {
          initial: 'one',
          states: {
            one: { on: { next: 'two' } },
            two: { initial: 'deep', states: { deep: {}, deeper: {} } },
            back: { type: 'history', history: 'deep' },
          },
          on: { pause: 'paused' },
        },
        paused: { on: { resume: 'work.back' } },
      },
    })
    const two = nextTurn(machine, firstTurn(machine, undefined).snapshot, { type: 'next' }).snapshot
    const paused = nextTurn(machine, two, { type: 'pause' }).snapshot
    const restored = restore(machine, JSON.parse(JSON.stringify(persist(paused))))
    expect(nextTurn(machine, restored, { type: 'resume' }).snapshot.value).toEqual({ work: { two: 'deep' } })
  })

  test('equals the live one for hostile JSON that XState itself would rewrite', () => {
    const hostile = {
      a: { xstate$$type: 1, id: 'bot.look' },
      b: [{ sessionId: 'x', send: 'y', ref: 'z' }],
      c: { xstate$$type: 1 },
    }
    const machine = setup({ actors: { 'bot.look': look, 'bot.act': act } }).createMachine({
      context: { kept: null as unknown, n: 0 },
      on: {
        keep: { actions: assign({ kept: ({ event }) => event['value'] as unknown }) },
        more: { actions: assign({ n: ({ context }) => context['n'] + 1 }) },
      },
    })
    let live = nextTurn(machine, firstTurn(machine, undefined).snapshot, { type: 'keep', value: hostile }).snapshot
    for (let round = 0; round < 3; round += 1) {
      const restored = restore(machine, JSON.parse(JSON.stringify(persist(live))))
      expect(restored.context).toEqual({ kept: hostile, n: round })
      expect(persist(restored)).toEqual(persist(live))
      live = nextTurn(machine, restored, { type: 'more' }).snapshot
    }
  })
})
