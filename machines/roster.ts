// A fund's register of bots that asked to take part, and the one hand that changes its verifier set: changes that wait go
// on chain together, one set after the other, so that no set is worked out from one that is about to close.
import { assign, setup } from 'xstate'
import { emit, port, reply, start, tell } from '#runtime/authoring.ts'
import type { AccountConfirmed, AccountFailed, RosterFailed, RosterSettled, RosterWish } from '#protocol/messages.ts'
import type { BotRegister, RelayAnswer } from '#protocol/relay.ts'
import { rosterLimits } from './limits.ts'
import {
  callOf,
  inBatch,
  isWaiting,
  nextBotId,
  planIn,
  planOf,
  planProblem,
  registrationOf,
  registrationProblem,
  requestId,
  sending,
  withRequest,
  withState,
  type ChangeReading,
  type RosterContext,
  type RosterInput,
  type Seat,
  type SetReading,
} from './rosterState.ts'

export type { RosterInput } from './rosterState.ts'

type Event = BotRegister | RosterWish | AccountConfirmed | AccountFailed
interface Args {
  readonly context: RosterContext
  readonly event: Event
}

const readSet = port<{ fundId: string; candidates: readonly string[] }, SetReading>('roster.readSet', 'read')
const readChange = port<{ fundId: string; target: string; data: string; salt: string }, ChangeReading>(
  'roster.readChange',
  'read',
)

const isMine = ({ context, event }: Args): boolean => 'requestId' in event && event.requestId === requestId(context)
const asked = (event: Event): BotRegister => {
  if (event.type !== 'bot.register') throw new Error(`${event.type} registers nobody`)
  return event
}
const wished = (event: Event): RosterWish => {
  if (!('botId' in event)) throw new Error(`${event.type} is about no registration`)
  return event
}
const problemOf = ({ context, event }: Args): string | null => registrationProblem(context, asked(event))
const addressOf = ({ fundId }: RosterContext, { botId }: Seat): `${string}:${string}` => `registration:${fundId}.${botId}`
const noChange = { batch: [], plan: null, change: null, failures: 0 } as const

export const rosterMachine = setup({
  types: { context: {} as RosterContext, events: {} as Event, input: {} as RosterInput },
  actors: { 'roster.readSet': readSet, 'roster.readChange': readChange },
  guards: {
    isRefused: (args) => problemOf(args) !== null,
    hasWork: ({ context }) => context.seats.some(isWaiting),
    isMine,
    isSettled: ({ context }, set: SetReading) => planOf(context, set) === null,
    isImpossible: ({ context }, set: SetReading) => planProblem(context, set) !== null,
    isExhausted: ({ context }, _set: SetReading) => context.failures >= rosterLimits.attempts,
    waits: ({ context }, set: SetReading) => planOf(context, set)?.isDelayed === true,
    isReady: (_, { status }: ChangeReading) => status === 'ready',
    isAnnounced: (_, { status }: ChangeReading) => status === 'waiting',
  },
  actions: {
    refuse: reply((args: Args) => ({ output: { status: 409, detail: problemOf(args) ?? '' } satisfies RelayAnswer })),
    accept: reply(({ context, event }: Args) => ({
      output: {
        status: 202,
        detail: 'the registration waits for the fund’s people',
        botId: nextBotId(context, asked(event).name),
      } satisfies RelayAnswer,
    })),
    startRegistration: start(({ context, event }: Args) => {
      const input = registrationOf(context, asked(event))
      return { role: 'registration', id: `${context.fundId}.${input.botId}`, input }
    }),
    addSeat: assign(({ context, event }) => withRequest(context, asked(event))),
    seatJoins: assign({ seats: ({ context, event }) => withState(context.seats, wished(event).botId, 'joining') }),
    seatLeaves: assign({ seats: ({ context, event }) => withState(context.seats, wished(event).botId, 'leaving') }),
    vacate: assign({ seats: ({ context, event }) => context.seats.filter(({ botId }) => botId !== wished(event).botId) }),
    takeBatch: assign({ batch: ({ context }) => context.seats.filter(isWaiting).map(({ botId }) => botId) }),
    noteOpen: assign((_, { setEpoch, thresholds, totalWeight }: SetReading) => ({
      open: { setEpoch, ...thresholds, total: totalWeight },
    })),
    takePlan: assign(({ context }, set: SetReading) => ({ plan: planOf(context, set) })),
    tellSettled: tell(({ context }: Args, { setEpoch }: SetReading) =>
      inBatch(context).map((seat) => ({
        to: addressOf(context, seat),
        event: { type: seat.state === 'joining' ? 'roster.seated' : 'roster.unseated', setEpoch } satisfies RosterSettled,
      })),
    ),
    settleSeats: assign(({ context }) => {
      const done = new Set(inBatch(context).map(({ botId }) => botId))
      const kept = context.seats.filter(({ botId, state }) => !(done.has(botId) && state === 'leaving'))
      return {
        ...noChange,
        seats: kept.map((seat) => (done.has(seat.botId) ? { ...seat, state: 'seated' as const } : seat)),
      }
    }),
    tellFailed: tell(({ context }: Args, set: SetReading) =>
      inBatch(context).map((seat) => ({
        to: addressOf(context, seat),
        event: { type: 'roster.failed', ...(planProblem(context, set) ?? context.trouble) } satisfies RosterFailed,
      })),
    ),
    unsettleSeats: assign(({ context }) => {
      const lost = new Set(inBatch(context).map(({ botId }) => botId))
      const back = (seat: Seat): Seat => ({ ...seat, state: seat.state === 'joining' ? 'requested' : 'seated' })
      return { ...noChange, seats: context.seats.map((seat) => (lost.has(seat.botId) ? back(seat) : seat)) }
    }),
    countRequest: assign({ requests: ({ context }) => context.requests + 1 }),
    announce: tell(({ context }: Args) => ({ to: context.owner, event: sending(context, 'announce') })),
    open: tell(({ context }: Args) => ({ to: context.owner, event: sending(context, 'open') })),
    tellAnnounced: emit(({ context, event }: Args) => ({ type: 'set.announced', ...nextSet(context), txHash: txHashOf(event) })),
    tellOpened: emit(({ context, event }: Args) => ({ type: 'set.opened', ...nextSet(context), txHash: txHashOf(event) })),
    tellWaits: emit(({ context }: Args, { readyAt }: ChangeReading) =>
      context.change?.readyAt === readyAt
        ? undefined
        : { type: 'set.waits', fundId: context.fundId, setEpoch: planIn(context).after + 1, readyAt },
    ),
    takeChange: assign((_, change: ChangeReading) => ({ change })),
    countFailure: assign(({ context, event }) => ({
      failures: context.failures + 1,
      trouble: event.type === 'account.failed' ? { code: event.code, detail: event.message } : context.trouble,
    })),
  },
  delays: {
    askAgain: rosterLimits.askAgainMs,
    retry: rosterLimits.retryMs,
    // looked at now and then: what was announced may have been dropped
    look: ({ context }) => Math.min(rosterLimits.lookMs, Math.max(1, context.change?.waitS ?? 0) * 1_000),
  },
}).createMachine({
  id: 'roster',
  description: 'Keeps who joined a fund by registration, and opens the verifier sets that this takes.',
  context: ({ input }) => ({
    ...input,
    seats: [],
    count: 0,
    batch: [],
    plan: null,
    change: null,
    requests: 0,
    failures: 0,
    trouble: { code: '', detail: '' },
    open: null,
  }),
  initial: 'idle',
  on: {
    'bot.register': [
      { guard: 'isRefused', actions: 'refuse' },
      // the answer and the bot are named before the count goes on
      { actions: ['accept', 'startRegistration', 'addSeat'] },
    ],
    'roster.join': { actions: 'seatJoins' },
    'roster.leave': { actions: 'seatLeaves' },
    'roster.vacate': { actions: 'vacate' },
  },
  states: {
    idle: {
      description: 'Nobody waits for another set.',
      always: { guard: 'hasWork', target: 'reading', actions: 'takeBatch' },
    },
    reading: {
      description: 'Reads the open set and the delay of changes from the chain, and works out what is to be done.',
      invoke: {
        id: 'roster.readSet',
        src: 'roster.readSet',
        input: ({ context }) => ({ fundId: context.fundId, candidates: inBatch(context).map(({ address }) => address) }),
        onDone: [
          {
            guard: { type: 'isSettled', params: ({ event }) => event.output },
            target: 'idle',
            actions: [
              { type: 'noteOpen', params: ({ event }) => event.output },
              { type: 'tellSettled', params: ({ event }) => event.output },
              'settleSeats',
            ],
          },
          {
            guard: { type: 'isImpossible', params: ({ event }) => event.output },
            target: 'idle',
            actions: [{ type: 'tellFailed', params: ({ event }) => event.output }, 'unsettleSeats'],
          },
          {
            guard: { type: 'isExhausted', params: ({ event }) => event.output },
            target: 'idle',
            actions: [{ type: 'tellFailed', params: ({ event }) => event.output }, 'unsettleSeats'],
          },
          {
            guard: { type: 'waits', params: ({ event }) => event.output },
            target: 'inquiring',
            actions: { type: 'takePlan', params: ({ event }) => event.output },
          },
          { target: 'opening', actions: { type: 'takePlan', params: ({ event }) => event.output } },
        ],
        onError: 'blind',
      },
    },
    blind: {
      description: 'The chain does not answer; asks again.',
      after: { askAgain: 'reading' },
    },
    inquiring: {
      description: 'Asks the fund’s policy whether this very change was announced, and when it may be made.',
      invoke: {
        id: 'roster.readChange',
        src: 'roster.readChange',
        input: ({ context }) => ({ fundId: context.fundId, ...callOf(context) }),
        onDone: [
          { guard: { type: 'isReady', params: ({ event }) => event.output }, target: 'opening' },
          {
            guard: { type: 'isAnnounced', params: ({ event }) => event.output },
            target: 'awaitingDelay',
            actions: [
              { type: 'tellWaits', params: ({ event }) => event.output },
              { type: 'takeChange', params: ({ event }) => event.output },
            ],
          },
          { target: 'announcing' },
        ],
        onError: 'blind',
      },
    },
    announcing: {
      description: 'The owner’s account announces the set to the fund’s policy, where it waits.',
      entry: ['countRequest', 'announce'],
      on: {
        'account.confirmed': { guard: 'isMine', target: 'reading', actions: 'tellAnnounced' },
        'account.failed': { guard: 'isMine', target: 'backingOff', actions: 'countFailure' },
      },
    },
    awaitingDelay: {
      description: 'The set is announced; whoever disagrees has this long to say so.',
      after: { look: 'reading' },
    },
    opening: {
      description: 'The owner’s account opens the set; the one before closes.',
      entry: ['countRequest', 'open'],
      on: {
        'account.confirmed': { guard: 'isMine', target: 'reading', actions: 'tellOpened' },
        'account.failed': { guard: 'isMine', target: 'backingOff', actions: 'countFailure' },
      },
    },
    backingOff: {
      description: 'The chain refused; looks again whether somebody else has opened it, and tries once more.',
      after: { retry: 'reading' },
    },
  },
})

function nextSet(context: RosterContext): Record<string, unknown> {
  const { after, members, thresholds } = planIn(context)
  return { fundId: context.fundId, setEpoch: after + 1, members: members.length, thresholds }
}
function txHashOf(event: Event): string {
  if (event.type !== 'account.confirmed') throw new Error('a set is told of when its transaction is confirmed')
  return event.txHash
}
