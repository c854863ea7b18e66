// When a turn must not happen: what throws, what would throw too late, and what a machine may not touch.
import { assign, createMachine, enqueueActions, raise, sendTo, setup, spawnChild } from 'xstate'
import { describe, expect, test } from 'vitest'
import { port } from './authoring.ts'
import { firstTurn, nextTurn } from './turn.ts'

const look = port<{ at: string }, unknown>('bot.look', 'read')

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

describe('a turn does not happen when', () => {
  const failing = (actions: object): (() => unknown) => {
    const machine = createMachine({ id: 'm', context: {}, on: { go: actions } } as never)
    const { snapshot } = firstTurn(machine, undefined)
    return () => nextTurn(machine, snapshot, { type: 'go' })
  }

  test('a guard throws', () => {
    const guard = (): boolean => {
      throw new Error('no idea')
    }
    expect(failing({ guard, actions: [] })).toThrow(/no idea/)
  })

  test('an action throws, also in the first turn', () => {
    const boom = assign(() => {
      throw new Error('boom')
    })
    expect(failing({ actions: boom })).toThrow(/boom/)
    expect(() => firstTurn(createMachine({ context: {}, entry: boom as never }), undefined)).toThrow(/boom/)
  })

  test('an effect fails and nothing handles it: XState returns status error, which is taken for a throw', () => {
    expect(() =>
      nextTurn(looker, looking, {
        type: 'xstate.error.actor.bot.look',
        error: { code: 'EFFECT_FAILED', message: 'm', retryable: false },
      }),
    ).toThrow(/EFFECT_FAILED/)
  })

  test('the machine is done: it would still transition if asked', () => {
    const machine = createMachine({ context: {}, initial: 'a', states: { a: { on: { go: 'b' } }, b: { type: 'final' } } })
    const { snapshot } = nextTurn(machine, firstTurn(machine, undefined).snapshot, { type: 'go' })
    expect(snapshot.status).toBe('done')
    expect(() => nextTurn(machine, snapshot, { type: 'go' })).toThrow(/is done/)
  })

  test('an always cycle passes the limit of microsteps', () => {
    const machine = createMachine({
      context: {},
      initial: 'rest',
      states: { rest: { on: { go: 'a' } }, a: { always: 'b' }, b: { always: 'a' } },
    })
    const { snapshot } = firstTurn(machine, undefined)
    expect(() => nextTurn(machine, snapshot, { type: 'go' })).toThrow(/1000 microsteps/)
    const raising = createMachine({ context: {}, on: { go: { actions: raise({ type: 'go' }) } } })
    expect(() => nextTurn(raising, firstTurn(raising, undefined).snapshot, { type: 'go' })).toThrow(/1000 microsteps/)
    expect(nextTurn(looker, idle, { type: 'go' }).snapshot.value).toBe('looking')
  })

  test('assign spawns', () => {
    const machine = setup({ actors: { 'bot.look': look } }).createMachine({
      context: {},
      on: { go: { actions: assign(({ spawn }) => (spawn('bot.look', { id: 'k', input: { at: 'x' } }), {})) } },
    })
    expect(() => nextTurn(machine, firstTurn(machine, undefined).snapshot, { type: 'go' })).toThrow(/spawn cannot be used/)
  })

  test('user code touches self or system', () => {
    expect(failing({ actions: assign(({ self }) => (self.send({ type: 'x' }), {})) })).toThrow(/self\.send cannot be used/)
    expect(failing({ actions: assign(({ self }) => ({ id: self.id })) })).toThrow(/self\.id cannot be used/)
    expect(failing({ actions: enqueueActions(({ system }) => void system.get('x')) })).toThrow(/system\.get cannot be used/)
  })

  test('self is put into the context', () => {
    expect(failing({ actions: assign(({ self }) => ({ me: self })) })).toThrow(/cannot be used|not JSON/)
  })

  test('an action is not one the runtime knows', () => {
    expect(failing({ actions: () => undefined })).toThrow(/durable turn/)
    expect(failing({ actions: sendTo(() => ({ send: () => undefined }) as never, { type: 'x' } as never) })).toThrow(
      /xstate\.sendTo/,
    )
    expect(failing({ actions: spawnChild(createMachine({}) as never, { id: 'k' }) })).toThrow(/not a port/)
  })

  test('the context stops being JSON', () => {
    expect(failing({ actions: assign({ amount: 1n }) })).toThrow(/amount \(bigint\)/)
    expect(failing({ actions: assign({ at: new Date(0) }) })).toThrow(/at \(Date\)/)
    expect(failing({ actions: assign({ deep: { map: [new Map()] } }) })).toThrow(/deep\.map\[0\] \(Map\)/)
  })

  test('a machine raises an event of the runtime', () => {
    expect(failing({ actions: raise({ type: 'xstate.done.actor.bot.look' }, { delay: 1 }) })).toThrow(/only the runtime/)
    const machine = createMachine({
      context: {},
      on: { go: { actions: raise({ type: 'xstate.done.actor.bot.look' } as never) } },
    })
    expect(() => nextTurn(machine, firstTurn(machine, undefined).snapshot, { type: 'go' })).toThrow(/only the runtime/)
  })
})
