import { assign, createMachine, setup } from 'xstate'
import { expect, test } from 'vitest'
import { port, reply, start, stop, type Address } from './authoring.ts'
import { faulty } from './faultyFixtures.ts'
import type { BotDefinition, BotEvent } from './host.ts'
import { limits } from './limits.ts'
import { emptyBook, type Book } from './records.ts'
import { firstTurn, persist } from './turn.ts'
import { whatIf, type WhatIf, type WhatIfMoment, type WhatIfParts, type WhatIfStep } from './whatIf.ts'

const botOf = (role: string): BotDefinition => faulty.find((bot) => bot.role === role) as BotDefinition
const asJson = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value

/** Tries steps on a bot that has just begun. */
function tried(bot: BotDefinition, input: unknown, steps: readonly WhatIfStep[], more: Partial<WhatIfParts> = {}): WhatIf {
  const snapshot = asJson(persist(firstTurn(bot.machine, input).snapshot))
  return whatIf({
    bot,
    address: `${bot.role}:one`,
    stored: { version: bot.version, snapshot, incarnation: 1 },
    book: emptyBook,
    seq: 10,
    atMs: 1_000_000,
    around: { isRole: () => true, isTaken: (address) => address === 'counter:old', parentOf: () => null },
    steps,
    ...more,
  })
}

const last = ({ moments, start: begun }: WhatIf): WhatIfMoment => moments.at(-1) ?? begun
const external = (type: string, more: object = {}): WhatIfStep => ({ event: { type, ...more } })

test('events from outside move it, and it answers whoever asked', () => {
  const { start: begun, moments, refused } = tried(botOf('counter'), { from: 3 }, [external('add'), external('addAndRead')])
  expect(refused).toBeNull()
  expect(begun).toEqual({
    event: null,
    value: 'counting',
    context: { n: 3 },
    status: 'active',
    elapsedMs: 0,
    effects: [],
    late: [],
    timers: [],
    messages: [],
    starts: [],
    stops: [],
    replies: [],
    facts: [],
    taken: [],
  })
  expect(moments.map(({ context, replies, taken }) => [context, replies, taken])).toEqual([
    [{ n: 4 }, [], ['counting#add#0']],
    [{ n: 5 }, [5], ['counting#addAndRead#0']],
  ])
})

test('an effect is answered by hand, well or badly, by the id that its moment tells', () => {
  const looks = external('look')
  const [asked] = tried(botOf('worker'), null, [looks]).moments
  expect(asked?.effects).toEqual([{ id: 'worker:one/11/0', port: 'worker.look', kind: 'read', input: { at: 'here' } }])
  const effect = asked?.effects[0]?.id ?? ''
  const well = last(tried(botOf('worker'), null, [looks, { effect, output: { seen: 'all' } }]))
  expect([well.value, well.context, well.effects]).toEqual(['idle', { last: { seen: 'all' }, late: null }, []])
  const error = { code: 'EFFECT_FAILED', message: 'it went out', retryable: true }
  const badly = last(tried(botOf('worker'), null, [looks, { effect, error }]))
  expect([badly.value, badly.context]).toEqual(['failed', { last: error, late: null }])
  // a result is taken once
  const twice = tried(botOf('worker'), null, [looks, { effect, output: 1 }, { effect, output: 1 }])
  expect(twice.refused).toEqual({
    step: 2,
    code: 'NOT_WAITED_FOR',
    message: 'worker:one does not wait for an effect worker:one/11/0',
    hint: 'answer what its moment lists under effects, late and timers',
  })
  expect(twice.moments).toHaveLength(2)
})

test('an act that was left may answer late; a read that was left may not', () => {
  const [act, look, leave] = ['act', 'look', 'leave'].map((type) => external(type)) as [WhatIfStep, WhatIfStep, WhatIfStep]
  const effect = 'worker:one/11/0'
  const left = last(tried(botOf('worker'), null, [act, leave]))
  expect([left.effects, left.late.map(({ id }) => id)]).toEqual([[], [effect]])
  const late = last(tried(botOf('worker'), null, [act, leave, { effect, output: 'done' }]))
  expect(late.context).toMatchObject({ late: { ok: true, output: 'done' } })
  expect([late.event?.type, late.late]).toEqual(['worker.act.late', []])
  expect(tried(botOf('worker'), null, [look, leave, { effect, output: 'done' }]).refused).toMatchObject({
    step: 2,
    code: 'NOT_WAITED_FOR',
  })
})

test('a timer fires when it is told to, and the time is what it waited for', () => {
  const timer = 'xstate.after.nap.sleeper.asleep'
  const turned = [external('turnOver'), { timer }] as const
  const { moments, refused } = tried(botOf('sleeper'), { ms: 5_000 }, turned)
  expect(refused).toBeNull()
  expect(moments[0]?.timers).toEqual([{ id: timer, afterMs: 5_000 }])
  expect(moments[1]).toMatchObject({ value: 'awake', elapsedMs: 5_000, timers: [], taken: [`asleep#${timer}#0`] })
  expect(tried(botOf('sleeper'), { ms: 5_000 }, [...turned, { timer }]).refused).toMatchObject({
    step: 2,
    code: 'NOT_WAITED_FOR',
  })
})

test('what waited at the fork can be answered there, and a timer that was due then is due at once', () => {
  const timer = 'xstate.after.nap.sleeper.asleep'
  const book: Book = {
    ...emptyBook,
    timers: { [timer]: { dueAt: 999_000, generation: 7, event: { type: timer } } },
  }
  const { start: begun, moments } = tried(botOf('sleeper'), { ms: 1 }, [{ timer }], { book })
  expect(begun.timers).toEqual([{ id: timer, afterMs: 0 }])
  expect(moments[0]).toMatchObject({ value: 'awake', elapsedMs: 0 })
})

test('children that it starts are its own from then on', () => {
  const nurse: BotDefinition = {
    role: 'nurse',
    version: 1,
    parseExternal: (event) => event as BotEvent,
    machine: setup({}).createMachine({
      id: 'nurse',
      context: {},
      on: {
        have: { actions: start<unknown, { id: string }>(({ event }) => ({ role: 'counter', id: event.id, input: { from: 1 } })) },
        end: { actions: stop<unknown, { address: Address }>(({ event }) => ({ address: event.address })) },
      },
    }),
  }
  const [have, old, end, others] = [
    external('have', { id: 'new' }),
    external('have', { id: 'old' }),
    external('end', { address: 'counter:new' }),
    external('end', { address: 'counter:other' }),
  ] as const
  const both = tried(nurse, null, [have, end])
  expect(both.refused).toBeNull()
  expect(both.moments.map(({ starts, stops }) => [starts, stops])).toEqual([
    [[{ to: 'counter:new', input: { from: 1 } }], []],
    [[], ['counter:new']],
  ])
  for (const steps of [[have, have], [old], [others]])
    expect(tried(nurse, null, steps).refused).toMatchObject({ step: steps.length - 1, code: 'TURN_FAILED' })
})

test('a message of another bot is given as it is told; what only the runtime says is refused', () => {
  const ball = { event: { type: 'ball', left: 3 }, from: 'pong:other' } as const
  const { moments } = tried(botOf('pong'), { other: 'pong:other' }, [ball])
  expect(moments[0]?.messages.map(({ to, event }) => [to, event.type])).toEqual([
    ['pong:other', 'ball'],
    ['pong:other', 'noise'],
  ])
  // it takes no event from outside, but messages
  const lost = { type: 'bot.quarantined', address: 'fund:main' }
  expect(tried(botOf('swarm'), null, [{ event: lost }]).refused).toMatchObject({ code: 'EVENT_REFUSED' })
  expect(last(tried(botOf('swarm'), null, [{ event: lost, from: 'swarm:root' }])).value).toBe('degraded')
  for (const event of [
    { type: 'xstate.done.actor.worker.look', output: 1 },
    { type: 'xstate.stop' },
    { type: '' },
    { type: 'ball', left: 1n },
    { type: 'ball', left: { xstate$$type: 1 } },
  ])
    expect(tried(botOf('pong'), { other: 'pong:other' }, [{ event, from: 'pong:other' }]).refused).toMatchObject({
      step: 0,
      code: 'EVENT_REFUSED',
    })
})

test('events that the door would not let in are refused, and the moments before them are told', () => {
  for (const type of ['xstate.done.actor.worker.look', 'xstate.after.1.x', 'xstate.stop', 'quorate.stop', 'steal', ''])
    expect(tried(botOf('worker'), null, [external('look'), external(type)])).toMatchObject({
      moments: [{ value: 'looking' }],
      refused: { step: 1, code: 'EVENT_REFUSED' },
    })
  expect(tried(botOf('closed'), null, [external('look')]).refused).toMatchObject({ code: 'EVENT_REFUSED' })
})

test('a turn that fails ends it, and the bot stands as it was', () => {
  const fails = [
    ['counter', { from: 1 }, external('fail')],
    ['fuse', null, external('spin')],
    ['fuse', null, { event: { type: '*' } }],
  ] as const
  for (const [role, input, step] of fails) {
    const { start: begun, moments, refused } = tried(botOf(role), input, [step, step])
    expect([role, moments, refused?.step, refused?.code]).toEqual([role, [], 0, 'TURN_FAILED'])
    expect(begun.status).toBe('active')
  }
  // nobody handles the failure: the runtime rolls such a turn back
  const burning = tried(botOf('fuse'), null, [external('burn')])
  const effect = burning.moments[0]?.effects[0]?.id ?? ''
  const error = { code: 'X', message: 'it went out', retryable: false }
  expect(tried(botOf('fuse'), null, [external('burn'), { effect, error }]).refused).toMatchObject({ code: 'TURN_FAILED' })
})

test('a bot that has ended takes nothing', () => {
  const ending: BotDefinition = {
    role: 'ending',
    version: 1,
    parseExternal: (event) => event as BotEvent,
    machine: createMachine({
      context: {},
      initial: 'on',
      states: { on: { on: { end: 'over' } }, over: { type: 'final' } },
      output: 'all done',
    }),
  }
  const over = tried(ending, null, [external('end'), external('end')])
  expect(last(over)).toMatchObject({ status: 'done', output: 'all done' })
  expect(over.refused).toMatchObject({ step: 1, code: 'BOT_FINISHED' })
})

test('a state, a result and an answer each have their bound', () => {
  const grow = (size: number): WhatIfStep => external('grow', { size })
  const large = tried(botOf('fuse'), null, [grow(1_000), grow(limits.stateRefuseBytes)])
  expect([large.moments.length, large.refused?.code]).toEqual([1, 'STATE_TOO_LARGE'])
  const many = tried(
    botOf('fuse'),
    null,
    Array.from({ length: 100 }, () => grow(60_000)),
  )
  expect(many.refused?.code).toBe('WHAT_IF_TOO_LARGE')
  expect(Buffer.byteLength(JSON.stringify(many.moments))).toBeLessThan(limits.whatIfBytesMax)
  const long = tried(
    botOf('counter'),
    { from: 0 },
    Array.from({ length: 101 }, () => external('add')),
  )
  expect(long.refused).toMatchObject({ step: 100, code: 'WHAT_IF_TOO_LARGE' })
  // as the host does: the bot is told that it failed
  const output = 'x'.repeat(limits.effectResultBytesMax)
  const told = last(tried(botOf('worker'), null, [external('look'), { effect: 'worker:one/11/0', output }]))
  expect([told.value, told.context]).toMatchObject(['failed', { last: { code: 'EFFECT_FAILED' } }])
})

test('what it was given is left as it was, and trying twice comes to the same', () => {
  const hoarder: BotDefinition = {
    role: 'hoarder',
    version: 1,
    parseExternal: (event) => event as BotEvent,
    machine: setup({
      types: { context: {} as { kept: unknown[] } },
      actors: { 'hoarder.look': port<null, unknown>('hoarder.look', 'read') },
      actions: {
        // a machine that does what it must not: it changes what it was given
        keep: assign(({ context, event }) => {
          context.kept.push(event)
          return { kept: context.kept }
        }),
        answer: reply({ output: 'kept' }),
      },
    }).createMachine({ id: 'hoarder', context: { kept: [] }, on: { keep: { actions: ['keep', 'answer'] } } }),
  }
  const stored = { version: 1, incarnation: 1, snapshot: { status: 'active', value: {}, context: { kept: [] } } } as const
  const given = { stored, steps: [external('keep'), external('keep', { n: 2 })] }
  const before = JSON.stringify(given)
  const once = tried(hoarder, null, given.steps, given)
  expect(once.moments.map(({ context }) => (context as { kept: unknown[] }).kept.length)).toEqual([1, 2])
  expect(tried(hoarder, null, given.steps, given)).toEqual(once)
  expect(JSON.stringify(given)).toBe(before)
})

test('a state of a version that this program cannot read is not guessed', () => {
  const stored = { version: 9, incarnation: 1, snapshot: { status: 'active', value: 'counting', context: { n: 1 } } } as const
  expect(() => tried(botOf('counter'), { from: 1 }, [], { stored })).toThrow(
    expect.objectContaining({ code: 'SNAPSHOT_VERSION' }),
  )
})
