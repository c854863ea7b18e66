// The bots of killedHost.ts: between them they make every kind of record, so that each can be killed in the middle.
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { assign, setup } from 'xstate'
import { QuorateError } from '#protocol/errors.ts'
import { emit, port, reply, start, stop, tell } from '#runtime/authoring.ts'
import type { BotDefinition, BotEvent, EffectBinding } from '#runtime/host.ts'

type Counted = { readonly n: number }

/** Answers each `add` with its count, and passes it on to `sink:one`. */
const source = setup({
  types: { context: {} as Counted },
  actions: {
    add: assign({ n: ({ context }) => context.n + 1 }),
    pass: tell<Counted, unknown>({ to: 'sink:one', event: { type: 'add' } }),
    answer: reply<Counted, unknown>(({ context }) => ({ output: context.n })),
  },
}).createMachine({ id: 'source', context: { n: 0 }, on: { add: { actions: ['add', 'pass', 'answer'] } } })

/** Counts what it is told; breaks as often as it is asked to. */
const sink = setup({
  types: { context: {} as Counted },
  actions: {
    add: assign({ n: ({ context }) => context.n + 1 }),
    say: emit<Counted, unknown>(({ context }) => ({ type: 'counted', n: context.n })),
    fail: assign(() => {
      throw new Error('as it was told')
    }),
  },
}).createMachine({ id: 'sink', context: { n: 0 }, on: { add: { actions: ['add', 'say'] }, fail: { actions: 'fail' } } })

/** Acts without end, one act after the other, and counts the answers. */
const actor = setup({
  types: { context: {} as Counted & { readonly late: number }, events: {} as { type: 'actor.act.late' } },
  actors: { 'actor.act': port<{ nr: number }, number>('actor.act', 'act') },
  actions: {
    add: assign({ n: ({ context }) => context.n + 1 }),
    late: assign({ late: ({ context }) => context.late + 1 }),
  },
}).createMachine({
  id: 'actor',
  context: { n: 0, late: 0 },
  initial: 'acting',
  on: { 'actor.act.late': { actions: 'late' } },
  states: {
    acting: {
      invoke: {
        id: 'actor.act',
        src: 'actor.act',
        input: ({ context }) => ({ nr: context.n }),
        onDone: { target: 'resting', actions: 'add' },
        onError: 'resting',
      },
    },
    resting: { after: { 10: 'acting' } },
  },
})

/** Breaks on its first timer, so that it has to begin again. */
const phoenix = setup({
  types: { context: {} as Counted },
  actions: {
    fail: assign(() => {
      throw new Error('it burns')
    }),
  },
}).createMachine({
  id: 'phoenix',
  context: { n: 0 },
  initial: 'young',
  states: { young: { after: { 5: { target: 'old', actions: 'fail' } } }, old: {} },
})

type ParentEvent = { readonly type: 'have' | 'end'; readonly id: string }
/** Has children and ends them, also those that ended before. */
const parent = setup({
  types: { context: {} as Record<string, never>, events: {} as ParentEvent },
  actions: {
    have: start<unknown, ParentEvent>(({ event }) => ({ role: 'sink', id: event.id, input: null })),
    end: stop<unknown, ParentEvent>(({ event }) => [{ address: `sink:${event.id}` }, { address: `sink:${event.id}` }]),
  },
}).createMachine({ id: 'parent', context: {}, on: { have: { actions: 'have' }, end: { actions: 'end' } } })

/** The root: it hears of quarantines, and its file names every bot. */
const swarm = setup({}).createMachine({ id: 'swarm', context: {}, on: {} })

const takes =
  (...types: readonly string[]) =>
  (event: unknown): BotEvent => {
    const given = event as BotEvent // the program itself asks
    if (!types.includes(given.type)) throw new Error(`no event ${given.type}`)
    return given
  }

export const killedBots: readonly BotDefinition[] = [
  { role: 'source', version: 1, machine: source, parseExternal: takes('add') },
  { role: 'sink', version: 1, machine: sink, parseExternal: takes('add', 'fail') },
  { role: 'actor', version: 1, machine: actor },
  {
    role: 'phoenix',
    version: 1,
    machine: phoenix,
    restartable: true,
    backoff: { firstDelayMs: 5, maxDelayMs: 5 },
  },
  { role: 'parent', version: 1, machine: parent, parseExternal: takes('have', 'end') },
  { role: 'swarm', version: 1, machine: swarm },
]

/** Acts write their idempotency key down before they answer; every third act fails at its first attempt. */
export function killedEffects(directory: string): readonly EffectBinding[] {
  return [
    {
      port: 'actor.act',
      retry: { attempts: 5, firstDelayMs: 1, maxDelayMs: 1 },
      run: ({ nr }: { nr: number }, { effectId, attempt }) => {
        if (nr % 3 === 0 && attempt === 1)
          return Promise.reject(new QuorateError('RPC_UNREACHABLE', { url: 'nowhere', problem: 'drill' }))
        appendFileSync(join(directory, 'acts.log'), `${effectId} ${nr}\n`)
        return Promise.resolve(nr)
      },
    },
  ]
}
