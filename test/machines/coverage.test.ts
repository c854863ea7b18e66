// The gate over states and transitions stands in each machine's own test file, because what was taken is known where
// the tests ran. Here: the gate bites, and every machine has it.
import { readdirSync, readFileSync } from 'node:fs'
import { assign, setup } from 'xstate'
import { describe, expect, test } from 'vitest'
import { port, reply } from '#runtime/authoring.ts'
import { drive } from './driver.ts'
import { untaken } from './recording.ts'
import { ignoredEvents, survivesAnything, unreachable } from './wholeMachine.ts'

const machinesFolder = new URL('../../machines/', import.meta.url)
const sourceOf = (file: string): string => readFileSync(new URL(file, machinesFolder), 'utf8')
const withMachine = readdirSync(machinesFolder)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .filter((file) => /createMachine\(/.test(sourceOf(file)))
  .map((file) => file.replace(/\.ts$/, ''))

const lamp = () =>
  setup({
    types: { context: {} as { readonly pushes: number }, events: {} as { readonly type: 'push' } | { readonly type: 'break' } },
    actors: { 'lamp.warm': port<null, null>('lamp.warm', 'read') },
    guards: { isWorn: ({ context }) => context.pushes > 1 },
    actions: { count: assign({ pushes: ({ context }) => context.pushes + 1 }), say: reply({ output: 'ok' }) },
    delays: { cool: 1_000 },
  }).createMachine({
    id: 'lamp',
    context: { pushes: 0 },
    initial: 'off',
    states: {
      off: {
        on: {
          push: [
            { guard: 'isWorn', target: 'broken' },
            { target: 'warming', actions: ['count', 'say'] },
          ],
        },
      },
      warming: { invoke: { id: 'lamp.warm', src: 'lamp.warm', input: null, onDone: 'lit', onError: 'off' } },
      lit: { after: { cool: 'off' }, on: { break: { target: 'passing' } } },
      passing: { always: 'broken' },
      broken: { type: 'final' },
      orphan: {},
    },
  })

describe('the gate', () => {
  test('names every state that was not entered and every transition that was not taken', () => {
    const machine = lamp()
    const bot = drive(machine, undefined)
    bot.send({ type: 'push' })
    bot.answer('lamp.warm', null)
    bot.send({ type: 'break' })
    expect(untaken(machine)).toEqual([
      'state orphan',
      'transition off on push [0]',
      'transition warming on xstate.error.actor.lamp.warm [0]',
      'transition lit on xstate.after.cool.lamp.lit [0]',
    ])
  })

  test('counts only what a driver did, not the walk over all paths', () => {
    const machine = lamp()
    unreachable(machine, { input: undefined, events: () => [{ type: 'push' }], answers: { 'lamp.warm': [null] } })
    expect(untaken(machine)).toContain('transition off on push [1]')
  })

  test('finds a state to which no path leads, and passes through transient ones', () => {
    const world = { input: undefined, events: () => [{ type: 'push' }, { type: 'break' }], answers: { 'lamp.warm': [null] } }
    expect(unreachable(lamp(), world)).toEqual(['orphan'])
  })

  test.each(withMachine)('stands in %s.test.ts with the walk, the names and the ignored events', (name) => {
    const tests = sourceOf(`${name}.test.ts`)
    for (const proof of [
      `expect(untaken(${name}Machine)).toEqual([])`,
      `unreachable(${name}Machine`,
      `survivesAnything(${name}Machine`,
      `vocabularyOf(${name}Machine)`,
      `ignoredEvents(${name}Machine`,
    ]) {
      expect(tests).toContain(proof)
    }
  })
})

describe('the driver', () => {
  test('refuses an answer for an effect that is not pending, and a timer that is not armed', () => {
    const bot = drive(lamp(), undefined)
    expect(() => bot.answer('lamp.warm', null)).toThrow('lamp.warm is not pending; nothing is')
    expect(() => bot.fail('lamp.warm')).toThrow('not pending')
    expect(() => bot.fire('cool')).toThrow('no timer cool is armed')
  })

  test('forgets an effect and a timer once their state is left', () => {
    const bot = drive(lamp(), undefined)
    bot.send({ type: 'push' })
    bot.answer('lamp.warm', null)
    expect([bot.pending, bot.timers]).toEqual([[], { cool: 1_000 }])
    bot.send({ type: 'break' })
    expect([bot.timers, bot.status]).toEqual([{}, 'done'])
  })

  test('keeps what a turn said', () => {
    const bot = drive(lamp(), undefined)
    expect(bot.send({ type: 'push' }).replies).toEqual([{ output: 'ok' }])
    expect(bot.send({ type: 'break' }).replies).toEqual([])
    expect(bot.all.replies).toEqual([{ output: 'ok' }])
  })
})

test('a turn that throws somewhere is found by the random walk', () => {
  const machine = setup({
    types: { context: {} as { readonly pushes: number }, events: {} as { readonly type: 'push' } },
    actions: {
      count: assign(({ context }) => {
        if (context.pushes === 3) throw new Error('worn out')
        return { pushes: context.pushes + 1 }
      }),
    },
  }).createMachine({ id: 'button', context: { pushes: 0 }, on: { push: { actions: 'count' } } })
  const world = { input: undefined, events: () => [{ type: 'push' }], answers: {} }
  expect(() => survivesAnything(machine, world)).toThrow('Property failed')
  expect(untaken(machine)).toContain('transition (button) on push [0]')
})

test('an event that is taken is not among the ignored ones', () => {
  const machine = lamp()
  drive(machine, undefined).send({ type: 'push' })
  expect(ignoredEvents(machine, [{ type: 'push' }, { type: 'break' }])).toEqual({ off: 'break', warming: 'push break' })
})
