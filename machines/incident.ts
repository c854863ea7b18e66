// One thing that is wrong, from the first look that found it to its end: people take it on or are told again, it ends by a
// person's word or when its rule has been healthy for long enough, and where its rule says so it pauses the fund, once.
import { assign, raise, setup } from 'xstate'
import { emit, port, reply, tell } from '#runtime/authoring.ts'
import type { AccountConfirmed, AccountFailed } from '#protocol/messages.ts'
import {
  acknowledgedFact,
  counted,
  escalated,
  escalatedFact,
  escalateMs,
  isMine,
  pausedFacts,
  pauseFailedFact,
  pauseRequest,
  raisedFact,
  resolvedFact,
  type IncidentAsked,
  type IncidentBreached,
  type IncidentContext,
  type IncidentInput,
} from './incidentState.ts'
import { incidentLimits } from './limits.ts'

export type { IncidentContext, IncidentInput } from './incidentState.ts'

type Event =
  | IncidentBreached
  | IncidentAsked
  | AccountConfirmed
  | AccountFailed
  /** of its monitor: pause the fund */
  | { readonly type: 'incident.pause' }
  /** its rule is healthy again */
  | { readonly type: 'incident.healthy'; readonly at: number }
  /** the monitor knows that it is over, and says nothing more */
  | { readonly type: 'incident.released' }
  /** the journal may have lost an answer: look at the chain */
  | { readonly type: 'incident.reconsider' }
  /** raised by the machine itself: its rule was healthy for long enough */
  | { readonly type: 'condition.passed' }
  /** raised by the machine itself: it is resolved */
  | { readonly type: 'attention.ended' }
interface Args {
  readonly context: IncidentContext
  readonly event: Event
}
/** Is the fund paused, by whomever? */
interface PauseState {
  readonly paused: boolean
}

const readPause = port<{ fundId: string }, PauseState>('incident.readPause', 'read')

const mine = ({ context, event }: Args): boolean => 'requestId' in event && isMine(context, event)

export const incidentMachine = setup({
  types: { context: {} as IncidentContext, events: {} as Event, input: {} as IncidentInput },
  actors: { 'incident.readPause': readPause },
  guards: {
    mayPause: ({ context }) => context.guardian !== null,
    isPaused: (_, { paused }: PauseState) => paused,
    isMine: mine,
    isMineAndLast: (args) => mine(args) && args.context.attempts >= incidentLimits.pauseAttempts,
  },
  actions: {
    announceRaised: emit(({ context }: Args) => raisedFact(context)),
    escalate: assign(({ context }) => escalated(context)),
    announceEscalated: emit(({ context }: Args) => escalatedFact(context)),
    noteAcknowledged: assign(({ event }) =>
      event.type === 'incident.acknowledge' ? { acknowledged: { by: event.by, note: event.note } } : {},
    ),
    announceAcknowledged: emit(({ context }: Args) => acknowledgedFact(context)),
    noteResolved: assign(({ event }) =>
      event.type === 'incident.resolve' ? { resolved: { by: event.by, note: event.note, how: 'person' as const } } : {},
    ),
    notePassed: assign({ resolved: { by: '', note: '', how: 'healthy' } }),
    announceResolved: emit(({ context }: Args) => resolvedFact(context)),
    answer: reply(({ context }: Args) => ({ output: { acknowledged: context.acknowledged, resolved: context.resolved } })),
    tellClosed: tell(({ context }: Args) => ({
      to: context.monitor,
      event: { type: 'incident.closed', incidentId: context.id },
    })),
    count: assign(({ context, event }) => (event.type === 'incident.breached' ? counted(context, event) : {})),
    countAttempt: assign({ attempts: ({ context }) => context.attempts + 1 }),
    sendPause: tell(({ context }: Args) => pauseRequest(context)),
    noteFound: assign({ paused: { how: 'found', txHash: null } }),
    noteSent: assign({
      paused: ({ event }) => ({ how: 'sent' as const, txHash: event.type === 'account.confirmed' ? event.txHash : null }),
    }),
    announcePaused: emit(({ context }: Args) => [...pausedFacts(context)]),
    announcePauseFailed: emit(({ context, event }: Args) =>
      event.type === 'account.failed' ? pauseFailedFact(context, event.code, event.message) : undefined,
    ),
  },
  delays: {
    escalate: ({ context }) => escalateMs(context),
    healthy: ({ context }) => context.healthyMs,
    retry: incidentLimits.pauseRetryMs,
  },
}).createMachine({
  id: 'incident',
  description: 'One thing that is wrong, until it is not.',
  type: 'parallel',
  context: ({ input }) => ({
    ...input,
    breaches: 1,
    lastAt: input.at,
    escalations: 0,
    acknowledged: null,
    resolved: null,
    attempts: 0,
    paused: null,
  }),
  entry: 'announceRaised',
  states: {
    attention: {
      description: 'Who deals with it.',
      initial: 'open',
      states: {
        open: {
          description: 'Nobody took it on; it is told again, and grows more severe.',
          on: {
            'incident.acknowledge': {
              target: 'acknowledged',
              actions: ['noteAcknowledged', 'announceAcknowledged', 'answer'],
            },
            'incident.resolve': { target: 'resolved', actions: ['noteResolved', 'announceResolved', 'answer'] },
            'condition.passed': { target: 'resolved', actions: ['notePassed', 'announceResolved'] },
          },
          after: { escalate: { target: 'open', reenter: true, actions: ['escalate', 'announceEscalated'] } },
        },
        acknowledged: {
          description: 'A person has it in hand; nobody else is told again.',
          on: {
            'incident.acknowledge': { actions: 'answer' },
            'incident.resolve': { target: 'resolved', actions: ['noteResolved', 'announceResolved', 'answer'] },
            'condition.passed': { target: 'resolved', actions: ['notePassed', 'announceResolved'] },
          },
        },
        resolved: {
          description: 'Over; its monitor is told, and may have something on the way here.',
          entry: ['tellClosed', raise({ type: 'attention.ended' })],
          on: {
            'incident.acknowledge': { actions: 'answer' },
            'incident.resolve': { actions: 'answer' },
            'incident.released': 'closed',
          },
        },
        closed: { description: 'Over, and nothing comes any more.', type: 'final' },
      },
    },
    condition: {
      description: 'What its rule says now.',
      initial: 'breached',
      states: {
        breached: {
          description: 'The last look found the rule breached.',
          on: {
            'incident.breached': { actions: 'count' },
            'incident.healthy': 'recovering',
            'attention.ended': 'over',
          },
        },
        recovering: {
          description: 'The rule is healthy again; it stays open until that has lasted.',
          on: {
            'incident.breached': { target: 'breached', actions: 'count' },
            'attention.ended': 'over',
          },
          after: { healthy: { target: 'over', actions: raise({ type: 'condition.passed' }) } },
        },
        over: { description: 'It is resolved; what the rule says is another incident’s.', type: 'final' },
      },
    },
    remedy: {
      description: 'What it does by itself: pause the fund, where its rule says so.',
      initial: 'standing',
      states: {
        standing: {
          description: 'Nothing is to be done by itself: its monitor orders the pause at once where its rule has one.',
          on: {
            'incident.pause': { guard: 'mayPause', target: 'looking' },
            'attention.ended': 'none',
          },
        },
        none: { description: 'It does nothing by itself, or nothing any more.', type: 'final' },
        looking: {
          description: 'Asks the chain whether the fund is paused already: the loss bucket may have been first.',
          on: { 'attention.ended': 'none' },
          invoke: {
            id: 'incident.readPause',
            src: 'incident.readPause',
            input: ({ context }) => ({ fundId: context.fundId }),
            onDone: [
              {
                guard: { type: 'isPaused', params: ({ event }) => event.output },
                target: 'paused',
                actions: ['noteFound', 'announcePaused'],
              },
              { target: 'pausing', actions: 'countAttempt' },
            ],
            // a chain that says nothing is no reason to wait: pausing twice changes nothing
            onError: { target: 'pausing', actions: 'countAttempt' },
          },
        },
        pausing: {
          description: 'The guardian’s account puts the pause on chain, once.',
          entry: 'sendPause',
          on: {
            'account.confirmed': { guard: 'isMine', target: 'paused', actions: ['noteSent', 'announcePaused'] },
            'account.failed': [
              { guard: 'isMineAndLast', target: 'unpaused', actions: 'announcePauseFailed' },
              { guard: 'isMine', target: 'waiting', actions: 'announcePauseFailed' },
            ],
            'incident.reconsider': 'looking',
          },
        },
        waiting: {
          description: 'The pause was refused and did not happen; it is tried again.',
          on: { 'attention.ended': 'none' },
          after: { retry: 'looking' },
        },
        paused: { description: 'The fund is paused: nothing executes until its owner lifts it.', type: 'final' },
        unpaused: { description: 'The pause was refused each time: people have to act.', type: 'final' },
      },
    },
  },
})
