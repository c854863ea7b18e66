// Keeps a fund's time-weighted price fresh: observes the guard's pool when it is due, through its own account, within a
// day's gas. It moves no money and decides no price; without it the guard fails closed and nothing trades.
import { assign, raise, setup } from 'xstate'
import { emit, port, tell, type EffectFailure } from '#runtime/authoring.ts'
import type { AccountConfirmed, AccountFailed } from '#protocol/messages.ts'
import {
  backoffMs,
  charged,
  dueInS,
  failedFact,
  freshMs,
  hasGas,
  heldBy,
  heldFact,
  knownFact,
  observation,
  observedFact,
  outcomeOf,
  rationMs,
  readingOf,
  requestId,
  unavailableFact,
  waitMs,
  withReading,
  type GuardReading,
  type HeldBy,
  type KeeperContext,
  type KeeperInput,
} from './keeperState.ts'
import { keeperLimits } from './limits.ts'

export type { GuardReading, KeeperInput } from './keeperState.ts'

type Event =
  | AccountConfirmed
  | AccountFailed
  /** the journal may have lost an answer: look at the chain */
  | { readonly type: 'keeper.reconsider' }
  /** raised by the machine itself after each look */
  | { readonly type: 'price.read' }
interface Args {
  readonly context: KeeperContext
  readonly event: Event
}

const look = port<{ fundId: string; token: string; account: string }, GuardReading>('keeper.look', 'read')

const isMine = ({ context, event }: Args): boolean => 'requestId' in event && event.requestId === requestId(context)
const statusOf = ({ context }: Args): GuardReading['status'] => readingOf(context).status
const isAccounted = (event: Event): event is AccountConfirmed | AccountFailed => 'requestId' in event
type Problem = { readonly code: string; readonly detail: string }

export const keeperMachine = setup({
  types: { context: {} as KeeperContext, events: {} as Event, input: {} as KeeperInput },
  actors: { 'keeper.look': look },
  guards: {
    isMine,
    isHeld: ({ context }) => heldBy(context) !== null,
    isEarly: ({ context }) => dueInS(context) > 0,
    isObstructed: ({ context }) => readingOf(context).obstacle !== null,
    hasFailed: ({ context }) => context.outcome !== null,
    isRationed: ({ context }) => !hasGas(context),
    isUnguarded: ({ context }) => readingOf(context).guard === null,
    isKnown: (args) => statusOf(args) === 'KNOWN',
    isOtherReason: (args) => statusOf(args) !== args.context.unavailableBy,
  },
  actions: {
    announceObserved: emit(({ context }: Args, reading: GuardReading) => observedFact(context, reading)),
    takeReading: assign(({ context }, reading: GuardReading) => withReading(context, reading)),
    announceHeld: emit(({ context }: Args, given: { by?: HeldBy }) => heldFact(context, given.by ?? reasonOf(context))),
    noteHeld: assign(({ context }, given: { by?: HeldBy }) => ({ heldBy: given.by ?? reasonOf(context), outcome: null })),
    settle: assign({ heldBy: null, outcome: null, failures: 0 }),
    beginAnew: assign({ heldBy: null }),
    countRequest: assign({ requests: ({ context }) => context.requests + 1 }),
    sendObservation: tell(({ context }: Args) => ({ to: context.account, event: observation(context) })),
    charge: assign(({ context, event }) => (isAccounted(event) ? charged(context, event) : {})),
    takeOutcome: assign(({ event }) => (isAccounted(event) ? { outcome: outcomeOf(event) } : {})),
    announceFailed: emit(({ context }: Args, problem: Problem) => failedFact(context, problem)),
    countFailure: assign({ failures: ({ context }) => context.failures + 1, outcome: null }),
    announceKnown: emit(({ context }: Args) => knownFact(context)),
    announceUnavailable: emit((args: Args) => unavailableFact(args.context, statusOf(args))),
    noteUnavailable: assign({ unavailableBy: (args) => statusOf(args) }),
    announceStale: emit(({ context }: Args) => unavailableFact(context, 'STALE')),
    noteStale: assign({ unavailableBy: 'STALE' }),
    forgetUnavailable: assign({ unavailableBy: null }),
  },
  delays: {
    due: ({ context }) => waitMs(context),
    backoff: ({ context }) => backoffMs(context),
    ration: ({ context }) => rationMs(context),
    outdated: ({ context }) => freshMs(context),
    lookAgain: keeperLimits.lookAgainMs,
  },
}).createMachine({
  id: 'keeper',
  description: 'Keeps the fund’s time-weighted price observed. Without it nothing trades, and nothing is lost.',
  type: 'parallel',
  context: ({ input }) => ({
    ...input,
    reading: null,
    outcome: null,
    requests: 0,
    failures: 0,
    spent: [],
    lastGas: null,
    heldBy: null,
    unavailableBy: null,
  }),
  states: {
    duty: {
      description: 'One observation after the other, each when it is due.',
      initial: 'looking',
      on: {
        'keeper.reconsider': '.looking',
        // an answer that comes after the keeper looked away has used its gas all the same
        'account.confirmed': { actions: 'charge' },
        'account.failed': { actions: 'charge' },
      },
      states: {
        looking: {
          description: 'Reads the fund’s guard: its source, its newest observation, and what another one would meet.',
          invoke: {
            id: 'keeper.look',
            src: 'keeper.look',
            input: ({ context }) => ({ fundId: context.fundId, token: context.token, account: context.account }),
            onDone: {
              target: 'judging',
              actions: [
                { type: 'announceObserved', params: ({ event }) => event.output },
                { type: 'takeReading', params: ({ event }) => event.output },
                raise({ type: 'price.read' }),
              ],
            },
            onError: {
              target: 'backingOff',
              actions: [
                { type: 'announceFailed', params: ({ event }) => problemIn(event.error as EffectFailure) },
                'countFailure',
              ],
            },
          },
        },
        judging: {
          description: 'Works out from what it read whether an observation is due and may be made.',
          always: [
            { guard: 'isHeld', target: 'held', actions: [heldAction('announceHeld'), heldAction('noteHeld')] },
            { guard: 'isEarly', target: 'awaitingDue', actions: 'settle' },
            {
              guard: 'isObstructed',
              target: 'backingOff',
              actions: [{ type: 'announceFailed', params: ({ context }) => obstacleOf(context) }, 'countFailure'],
            },
            {
              guard: 'hasFailed',
              target: 'backingOff',
              actions: [{ type: 'announceFailed', params: ({ context }) => outcomeIn(context) }, 'countFailure'],
            },
            {
              guard: 'isRationed',
              target: 'rationed',
              actions: [heldAction('announceHeld', 'GAS_SPENT'), heldAction('noteHeld', 'GAS_SPENT')],
            },
            { target: 'observing', actions: ['beginAnew', 'countRequest'] },
          ],
        },
        held: {
          description: 'The fund has no guard, the guard no source of the token, or another account the keeper’s role.',
          after: { lookAgain: 'looking' },
        },
        awaitingDue: {
          description: 'The newest observation is young: another one would only shorten the average.',
          after: { due: 'looking' },
        },
        observing: {
          description: 'Its account puts the observation on chain.',
          entry: 'sendObservation',
          on: {
            // the guard alone shows an observation, whoever made it: both answers lead to the next look
            'account.confirmed': { guard: 'isMine', target: 'looking', actions: ['charge', 'takeOutcome'] },
            'account.failed': { guard: 'isMine', target: 'looking', actions: ['charge', 'takeOutcome'] },
          },
        },
        backingOff: {
          description: 'The last attempt failed; waits twice as long as the time before, and a little at random.',
          after: { backoff: 'looking' },
        },
        rationed: {
          description: 'The day’s gas is used; waits until an hour of it is past.',
          after: { ration: 'looking' },
        },
      },
    },
    price: {
      description: 'What the guard says of the price, as the keeper read it last.',
      initial: 'unread',
      states: {
        unread: {
          description: 'Nothing was read yet, or the fund has no guard.',
          on: {
            'price.read': [
              { guard: 'isUnguarded' },
              { guard: 'isKnown', target: 'known', actions: 'announceKnown' },
              { target: 'unavailable', actions: ['announceUnavailable', 'noteUnavailable'] },
            ],
          },
        },
        known: {
          description: 'Trades are judged by it, until the newest observation is too old.',
          on: {
            'price.read': [
              { guard: 'isUnguarded', target: 'unread' },
              { guard: 'isKnown', target: 'known', reenter: true },
              { target: 'unavailable', actions: ['announceUnavailable', 'noteUnavailable'] },
            ],
          },
          after: { outdated: { target: 'unavailable', actions: ['announceStale', 'noteStale'] } },
        },
        unavailable: {
          description: 'The guard fails closed: no trade executes.',
          on: {
            'price.read': [
              { guard: 'isUnguarded', target: 'unread', actions: 'forgetUnavailable' },
              { guard: 'isKnown', target: 'known', actions: ['announceKnown', 'forgetUnavailable'] },
              { guard: 'isOtherReason', actions: ['announceUnavailable', 'noteUnavailable'] },
            ],
          },
        },
      },
    },
  },
})

function heldAction<Type extends 'announceHeld' | 'noteHeld'>(type: Type, by?: HeldBy): { type: Type; params: { by?: HeldBy } } {
  return { type, params: by === undefined ? {} : { by } }
}
function reasonOf(context: KeeperContext): HeldBy {
  const reason = heldBy(context)
  if (reason === null) throw new Error('a keeper that is held has a reason')
  return reason
}
function obstacleOf(context: KeeperContext): Problem {
  const { obstacle } = readingOf(context)
  if (obstacle === null) throw new Error('a keeper that is obstructed has an obstacle')
  return obstacle
}
function outcomeIn(context: KeeperContext): Problem {
  if (context.outcome === null) throw new Error('a keeper whose request failed has an outcome')
  return context.outcome
}
const problemIn = ({ code, message }: EffectFailure): Problem => ({ code, detail: message })
