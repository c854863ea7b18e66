// Bots of every restart kind and supervisors of every strategy, for tests.
import { assign, setup } from 'xstate'
import { port, start, tell, type Address } from './authoring.ts'
import type { Backoff, ChildSpecGiven } from './childSpec.ts'
import type { BotDefinition, BotEvent } from './host.ts'
import { openHost } from './hostFixtures.ts'
import type { LocalHost, LocalHostOptions } from './localHost.ts'

type KidEvent = { type: 'add' | 'burn' | 'fail' | 'finish' | 'act' } | { type: 'kid.act.late'; result: unknown }

/** Counts; fails for good by `burn`, harmlessly by `fail`, ends by `finish`, and acts by `act`. */
const kid = setup({
  types: { context: {} as { n: number; late: unknown }, input: {} as { n: number } | null, events: {} as KidEvent },
  actors: { 'kid.burn': port<null, unknown>('kid.burn', 'read'), 'kid.act': port<null, unknown>('kid.act', 'act') },
  actions: {
    add: assign({ n: ({ context }) => context.n + 1 }),
    fail: assign(() => {
      throw new Error('as it was told')
    }),
    keepLate: assign({ late: ({ event }) => (event.type === 'kid.act.late' ? event.result : null) }),
  },
}).createMachine({
  id: 'kid',
  context: ({ input }) => ({ n: input?.n ?? 0, late: null }),
  initial: 'alive',
  on: { add: { actions: 'add' }, fail: { actions: 'fail' }, finish: '.over', 'kid.act.late': { actions: 'keepLate' } },
  states: {
    alive: { on: { burn: 'burning', act: 'acting' } },
    burning: { invoke: { id: 'kid.burn', src: 'kid.burn', input: null } },
    acting: { invoke: { id: 'kid.act', src: 'kid.act', input: null, onDone: 'alive' }, on: { burn: 'burning' } },
    over: { type: 'final' },
  },
})

interface TeamInput {
  readonly children: readonly { readonly role: string; readonly id: string }[]
}
type TeamEvent = { type: 'bot.quarantined'; address: string } | { type: 'pass'; to: string; what: string } | { type: 'burn' }

/** Starts its children in its first turn, and passes events on to them. */
const team = setup({
  types: { context: {} as TeamInput & { lost: readonly string[] }, input: {} as TeamInput, events: {} as TeamEvent },
  actors: { 'kid.burn': port<null, unknown>('kid.burn', 'read') },
  actions: {
    startAll: start<TeamInput, TeamEvent>(({ context }) => context.children.map((child) => ({ ...child, input: null }))),
    note: assign({
      lost: ({ context, event }) => (event.type === 'bot.quarantined' ? [...context.lost, event.address] : context.lost),
    }),
    pass: tell<unknown, TeamEvent>(({ event }) =>
      event.type === 'pass' ? { to: event.to as Address, event: { type: event.what } } : undefined,
    ),
  },
}).createMachine({
  id: 'team',
  context: ({ input }) => ({ ...input, lost: [] }),
  entry: 'startAll',
  initial: 'alive',
  on: { 'bot.quarantined': { actions: 'note' }, pass: { actions: 'pass' } },
  states: { alive: { on: { burn: 'burning' } }, burning: { invoke: { id: 'kid.burn', src: 'kid.burn', input: null } } },
})

const backoff: Backoff = { firstDelayMs: 1, maxDelayMs: 4 }
const role = (name: string, machine: BotDefinition['machine'], spec: ChildSpecGiven = {}): BotDefinition => ({
  role: name,
  version: 1,
  machine,
  parseExternal: (event) => event as BotEvent,
  backoff,
  ...spec,
})
/** One restart within the window, so that tests reach the end of it soon. */
const once = { restartsMax: 1, withinMs: 60_000 }

/** By role: `kept` must never begin again; `team` bears one restart; `chain` restarts the rest. */
export const families: readonly BotDefinition[] = [
  role('permanent', kid, { restart: 'permanent', restartable: true }),
  role('transient', kid, { restart: 'transient', restartable: true }),
  role('temporary', kid, { restart: 'temporary', restartable: true }),
  role('patient', kid, { restartable: true, backoff: { firstDelayMs: 3_600_000, maxDelayMs: 3_600_000 } }),
  role('kept', kid),
  role('swarm', team),
  role('team', team, { restartable: true, supervises: { intensity: once } }),
  role('chain', team, { supervises: { strategy: 'rest_for_one' } }),
]

const refusing = (): Promise<unknown> => Promise.reject(new Error('it went out'))
/** Their ports: `kid.burn` always fails, `kid.act` never ends. */
export const familyEffects = [
  { port: 'kid.burn', run: refusing },
  { port: 'kid.act', run: (): Promise<unknown> => new Promise(() => undefined) },
]

/** A host of these bots. */
export function openFamily(directory: string, options: Partial<LocalHostOptions> = {}): Promise<LocalHost> {
  return openHost(directory, { bots: families, effects: familyEffects, ...options })
}
