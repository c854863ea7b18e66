// What one place in a messenger is told: which news, from which severity on, when not, and what is summed up later. It posts
// nothing itself: each message is a card's bot, and what changes is passed on to the card that is up.
import { assign, setup } from 'xstate'
import { emit, port, reply, start, tell } from '#runtime/authoring.ts'
import { allChanged, heard, posted } from './hearing.ts'
import { subscriptionLimits } from './limits.ts'
import { nextDue } from './subscriptionHours.ts'
import {
  endedFact,
  firstContext,
  mutedFact,
  setFact,
  withoutCard,
  withoutWishes,
  withWishes,
  type SubscriptionContext,
  type SubscriptionEvent,
  type SubscriptionInput,
} from './subscriptionState.ts'

export type { SubscriptionContext, SubscriptionInput } from './subscriptionState.ts'

interface Args {
  readonly context: SubscriptionContext
  readonly event: SubscriptionEvent
}
/** The wall clock, ms since 1970. */
interface Look {
  readonly now: number
}

/** A clock that goes back takes nothing back. */
const waitOf = (context: SubscriptionContext): number =>
  Math.min(subscriptionLimits.lookMs, Math.max(0, (nextDue(context) ?? 0) - context.now))

export const subscriptionMachine = setup({
  types: { context: {} as SubscriptionContext, events: {} as SubscriptionEvent, input: {} as SubscriptionInput },
  actors: { 'subscription.look': port<null, Look>('subscription.look', 'read') },
  guards: { hasDue: ({ context }) => nextDue(context) !== null },
  actions: {
    set: assign(({ context, event }) => (event.type === 'subscription.set' ? withWishes(context, event) : {})),
    announceSet: emit(({ context, event }: Args) => (event.type === 'subscription.set' ? setFact(context, event) : undefined)),
    mute: assign(({ event }) => (event.type === 'subscription.mute' ? { mutedUntil: event.until, now: event.now } : {})),
    announceMuted: emit(({ context, event }: Args) =>
      event.type === 'subscription.mute' ? mutedFact(context, event) : undefined,
    ),
    end: assign(withoutWishes),
    announceEnded: emit(({ context, event }: Args) =>
      event.type === 'subscription.end' ? endedFact(context, event) : undefined,
    ),
    answer: reply({ output: null }),
    // in this order: cards are started and told by what is known before the news
    startCards: start(({ context, event }: Args) =>
      event.type === 'subscription.heard' ? [...heard(context, event).starts] : undefined,
    ),
    tellCards: tell(({ context, event }: Args) =>
      event.type === 'subscription.heard' ? [...heard(context, event).tells] : undefined,
    ),
    hear: assign(({ context, event }) => (event.type === 'subscription.heard' ? heard(context, event).context : {})),
    tellAll: tell(({ context }: Args) => allChanged(context)),
    dropCard: assign(({ context, event }) =>
      event.type === 'card.closed' ? withoutCard(context, event, subscriptionLimits.lostCards) : {},
    ),
    post: start(({ context }: Args, { now }: Look) => [...posted(context, now).starts]),
    takeLook: assign(({ context }, { now }: Look) => posted(context, now).context),
  },
  delays: {
    wait: ({ context }) => waitOf(context),
    askAgain: subscriptionLimits.askAgainMs,
  },
}).createMachine({
  id: 'subscription',
  description: 'What one place in a messenger is told.',
  context: ({ input }) => firstContext(input),
  initial: 'silent',
  on: {
    'card.closed': { actions: 'dropCard' },
    'subscription.catchUp': { actions: 'tellAll' },
  },
  states: {
    silent: {
      description: 'Nothing new is told here; cards that are up are kept up until they are over.',
      on: {
        'subscription.set': { target: 'told', actions: ['set', 'announceSet', 'answer'] },
        'subscription.heard': { actions: ['tellCards', 'hear'] },
        'subscription.mute': { actions: 'answer' },
        'subscription.end': { actions: 'answer' },
      },
    },
    told: {
      description: 'The place is told what it wishes to hear.',
      initial: 'sorting',
      on: {
        'subscription.set': { target: '.sorting', actions: ['set', 'announceSet', 'answer'] },
        'subscription.mute': { target: '.sorting', actions: ['mute', 'announceMuted', 'answer'] },
        'subscription.end': { target: 'silent', actions: ['end', 'announceEnded', 'answer'] },
        'subscription.heard': { target: '.sorting', actions: ['startCards', 'tellCards', 'hear'] },
      },
      states: {
        sorting: {
          description: 'Does something wait for its time?',
          always: [{ guard: 'hasDue', target: 'waiting' }, { target: 'listening' }],
        },
        listening: { description: 'Nothing waits: what comes is told at once.' },
        waiting: {
          description: 'Something waits for its time; the clock is looked at now and then.',
          after: { wait: 'looking' },
        },
        looking: {
          description: 'Looks at the wall clock, and posts what is due.',
          invoke: {
            id: 'subscription.look',
            src: 'subscription.look',
            input: null,
            onDone: {
              target: 'sorting',
              actions: [
                { type: 'post', params: ({ event }) => event.output },
                { type: 'takeLook', params: ({ event }) => event.output },
              ],
            },
            onError: 'confused',
          },
        },
        confused: {
          description: 'The clock could not be read just now; looks again.',
          after: { askAgain: 'looking' },
        },
      },
    },
  },
})
