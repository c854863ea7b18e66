// The root: starts the swarm's bots, knows whether it is whole, and is the last to stop.
import { assign, setup } from 'xstate'
import { emit, start, tell, type Address, type StartParams } from '#runtime/authoring.ts'

/** A bot under the root, as data. */
export type Child = StartParams

export interface SwarmInput {
  readonly instance: string
  readonly children: readonly Child[]
}
export interface SwarmContext {
  readonly instance: string
  /** every child ever started, by address */
  readonly children: readonly string[]
  /** to be started as soon as the swarm runs */
  readonly planned: readonly Child[]
  /** the last of them; all of them are the runtime's to tell: a context does not grow with them */
  readonly quarantined: readonly string[]
  /** how many more; absent until there were any */
  readonly unlisted?: number
}
type Event =
  /** the daemon is up: journal read, effects bound */
  | { readonly type: 'swarm.booted' }
  | { readonly type: 'swarm.recovered' }
  | { readonly type: 'swarm.add'; readonly children: readonly Child[] }
  | { readonly type: 'bot.quarantined'; readonly address: string }
  | { readonly type: 'bot.released'; readonly address: string }
  | { readonly type: 'swarm.drain' }
  | { readonly type: 'swarm.drained' }
interface Args {
  readonly context: SwarmContext
  readonly event: Event
}
const addressOf = (child: Child): string => `${child.role}:${child.id}`
/** Starting an id twice is an error, so what was started before is left alone, and so is the second of two equals. */
const fresh = (context: SwarmContext, wanted: readonly Child[]): readonly Child[] =>
  wanted.filter(
    (child, index) =>
      !context.children.includes(addressOf(child)) && wanted.findIndex((one) => addressOf(one) === addressOf(child)) === index,
  )

/** Enough to see what fails, and few enough that the root's state stays small. */
const listedMax = 16
type Losses = Required<Pick<SwarmContext, 'quarantined' | 'unlisted'>>
const lossesOf = ({ quarantined, unlisted = 0 }: SwarmContext): Losses => ({ quarantined, unlisted })
const countOf = ({ quarantined, unlisted }: Losses): number => quarantined.length + unlisted
/** The runtime tells of each quarantine and of each release once, so a release of one that is not listed is of an older one. */
function lossesAfter({ context, event }: Args): Losses {
  const { quarantined, unlisted } = lossesOf(context)
  if (event.type === 'bot.quarantined' && !quarantined.includes(event.address)) {
    const known = [...quarantined, event.address]
    return { quarantined: known.slice(-listedMax), unlisted: unlisted + Math.max(0, known.length - listedMax) }
  }
  if (event.type !== 'bot.released') return { quarantined, unlisted }
  if (!quarantined.includes(event.address)) return { quarantined, unlisted: Math.max(0, unlisted - 1) }
  return { quarantined: quarantined.filter((address) => address !== event.address), unlisted }
}
/** Said only when there are any: most swarms never have so many. */
const unlistedIn = ({ unlisted }: SwarmContext): Pick<SwarmContext, 'unlisted'> => (unlisted === undefined ? {} : { unlisted })
function noted(args: Args): Losses | Pick<Losses, 'quarantined'> {
  const { quarantined, unlisted } = lossesAfter(args)
  return unlisted === 0 && args.context.unlisted === undefined ? { quarantined } : { quarantined, unlisted }
}
const changed = (args: Args): boolean => countOf(lossesAfter(args)) !== countOf(lossesOf(args.context))

export const swarmMachine = setup({
  types: { context: {} as SwarmContext, events: {} as Event, input: {} as SwarmInput },
  guards: {
    isWhole: ({ context }) => countOf(lossesOf(context)) === 0,
    isUnknownLoss: changed,
    isKnownRelease: changed,
    isLastRelease: (args) => countOf(lossesAfter(args)) === 0,
  },
  actions: {
    startPlanned: start(({ context }: Args) => fresh(context, context.planned)),
    notePlanned: assign({
      children: ({ context }) => [...context.children, ...fresh(context, context.planned).map(addressOf)],
      planned: [],
    }),
    plan: assign({
      planned: ({ context, event }) =>
        event.type === 'swarm.add' ? fresh(context, [...context.planned, ...event.children]) : context.planned,
    }),
    noteQuarantine: assign(noted),
    noteRelease: assign(noted),
    // the chain may have come back older while nobody looked
    askAccounts: tell(({ context }: Args) =>
      context.children
        .filter((address): address is Address => address.startsWith('account:'))
        .map((to) => ({ to, event: { type: 'account.reconcile' } })),
    ),
    announce: emit(({ context }: Args, given: { state: string }) => ({
      type: 'swarm.changed',
      instance: context.instance,
      state: given.state,
      quarantined: [...context.quarantined],
      ...unlistedIn(context),
    })),
  },
}).createMachine({
  id: 'swarm',
  description: 'The root of all bots.',
  context: ({ input }) => ({ instance: input.instance, children: [], planned: input.children, quarantined: [] }),
  initial: 'booting',
  on: {
    // what cannot be started now is started once the swarm runs again, after a restart too
    'swarm.add': { actions: 'plan' },
    'bot.quarantined': { actions: 'noteQuarantine' },
    'bot.released': { actions: 'noteRelease' },
  },
  states: {
    booting: {
      description: 'The first start of this instance: its bots are begun.',
      entry: ['startPlanned', 'notePlanned'],
      on: { 'swarm.booted': 'recovering' },
    },
    recovering: {
      description: 'The journal is read and effects that were on their way are taken up again.',
      exit: 'askAccounts',
      on: { 'swarm.recovered': [{ guard: 'isWhole', target: 'running' }, { target: 'degraded' }] },
    },
    running: {
      description: 'Every bot runs.',
      entry: ['startPlanned', 'notePlanned', { type: 'announce', params: { state: 'running' } }],
      on: {
        'swarm.add': { actions: ['plan', 'startPlanned', 'notePlanned'] },
        'bot.quarantined': { target: 'degraded', actions: 'noteQuarantine' },
        'swarm.booted': 'recovering',
        'swarm.drain': 'draining',
      },
    },
    degraded: {
      description: 'At least one bot is quarantined; the others run and operators are told.',
      entry: ['startPlanned', 'notePlanned', { type: 'announce', params: { state: 'degraded' } }],
      on: {
        'swarm.add': { actions: ['plan', 'startPlanned', 'notePlanned'] },
        // operators hear of each bot, not only of the first and the last
        'bot.quarantined': {
          guard: 'isUnknownLoss',
          actions: ['noteQuarantine', { type: 'announce', params: { state: 'degraded' } }],
        },
        'bot.released': [
          { guard: 'isLastRelease', target: 'running', actions: 'noteRelease' },
          { guard: 'isKnownRelease', actions: ['noteRelease', { type: 'announce', params: { state: 'degraded' } }] },
        ],
        'swarm.booted': 'recovering',
        'swarm.drain': 'draining',
      },
    },
    draining: {
      description: 'Nothing new is taken; what is on its way is written down.',
      entry: { type: 'announce', params: { state: 'draining' } },
      on: { 'swarm.drained': 'stopped', 'swarm.booted': 'recovering' },
    },
    stopped: {
      description: 'The daemon ended in order; the next start recovers from here.',
      on: { 'swarm.booted': 'recovering' },
    },
  },
})
