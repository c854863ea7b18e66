// One message in a messenger: posted once, kept up with what it shows, with replies in its thread, each said once. It is a
// view: it decides nothing, and what it shows is looked up each time it is drawn.
import { assign, setup } from 'xstate'
import { emit, port, tell, type EffectFailure, type LateResult } from '#runtime/authoring.ts'
import type { PostedWords } from '#protocol/news.ts'
import type { Place } from '#protocol/place.ts'
import {
  afterFailure,
  closing,
  firstContext,
  isGivenUp,
  lostFact,
  mayHaveHappened,
  nextSaying,
  postedFact,
  withSaying,
  type CardChanged,
  type CardContext,
  type CardInput,
  type CardSay,
  type Saying,
  type Shown,
} from './cardState.ts'
import { cardLimits } from './limits.ts'

export type { CardContext, CardInput } from './cardState.ts'

/** A message to post: its subject, or words of its own. */
export interface CardPost {
  readonly place: Place
  readonly subject: string
  readonly words: PostedWords | null
  readonly key: string
  readonly isRepeat: boolean
  readonly since: number
}
/** Where it stands then. Revision 0: it was found, and nobody knows what it shows. */
export interface CardPosted extends Shown {
  readonly message: string
}
/** A message to draw anew, unless its subject is as it is `shown`. */
export interface CardUpdate {
  readonly place: Place
  readonly message: string
  readonly subject: string
  readonly shown: number
}
/** A reply in a message's thread. */
export interface CardReply extends Saying {
  readonly place: Place
  readonly message: string
  readonly isRepeat: boolean
  readonly since: number
}

type Event =
  | CardChanged
  | CardSay
  | LateResult<'card.post', CardPosted>
  | LateResult<'card.update', Shown>
  | LateResult<'card.say', null>
interface Args {
  readonly context: CardContext
  readonly event: Event
}

/** What an effect's failure comes to: given up, or tried again after a while. */
const orTriedAgain = <const Action extends string>(note: Action) =>
  [
    {
      guard: { type: 'isGivenUp', params: ({ event }: { event: { error: unknown } }) => event.error as EffectFailure },
      target: 'lost',
      actions: { type: 'giveLoss', params: ({ event }: { event: { error: unknown } }) => event.error as EffectFailure },
    },
    {
      target: 'waiting',
      actions: { type: note, params: ({ event }: { event: { error: unknown } }) => event.error as EffectFailure },
    },
  ] as const

export const cardMachine = setup({
  types: { context: {} as CardContext, events: {} as Event, input: {} as CardInput },
  actors: {
    'card.post': port<CardPost, CardPosted>('card.post', 'act'),
    'card.update': port<CardUpdate, Shown>('card.update', 'act'),
    'card.say': port<CardReply, null>('card.say', 'act'),
  },
  guards: {
    isUnposted: ({ context }) => context.message === '',
    isStale: ({ context }) => context.isStale && context.words === null,
    hasToSay: ({ context }) => context.sayings.length > 0,
    isOver: ({ context }) => context.isOver,
    hasWork: ({ context }) => (context.isStale && context.words === null) || context.sayings.length > 0,
    isGivenUp: ({ context }, failure: EffectFailure) => isGivenUp(context, failure),
  },
  actions: {
    noteChange: assign(({ context, event }) =>
      event.type === 'card.changed' ? { isStale: true, isOver: context.isOver || event.isOver } : {},
    ),
    takeSaying: assign(({ context, event }) => (event.type === 'card.say' ? withSaying(context, event) : {})),
    takePosted: assign(({ context }, { message, revision, isOver }: CardPosted) => ({
      message,
      revision,
      isOver,
      // one that was found, not posted, may show how its subject was then
      isStale: context.isStale || revision === 0,
      isRepeat: false,
      failures: 0,
    })),
    announcePosted: emit(({ context }: Args, { message }: CardPosted) => postedFact(context, message)),
    freshen: assign({ isStale: false }),
    takeShown: assign((_, { revision, isOver }: Shown) => ({ revision, isOver, failures: 0 })),
    dropSaying: assign(({ context }) => ({ sayings: context.sayings.slice(1), isRepeat: false, failures: 0 })),
    // what was to be posted may stand there
    notePostFailed: assign(({ context }, failure: EffectFailure) => ({
      ...afterFailure(context, failure),
      isRepeat: context.isRepeat || mayHaveHappened(failure),
    })),
    noteUpdateFailed: assign(({ context }, failure: EffectFailure) => ({ ...afterFailure(context, failure), isStale: true })),
    giveLoss: assign((_, { code, message }: EffectFailure) => ({ loss: { code, detail: message.slice(0, 1_000) } })),
    announceLost: emit(({ context }: Args) => lostFact(context)),
    tellClosed: tell(({ context }: Args) => closing(context)),
    // no state is left before its answer; an answer after a person's repair says nothing that the next look does not
    noteLate: assign({ isStale: true }),
  },
  delays: {
    rest: cardLimits.restMs,
    wait: ({ context }) => context.waitMs,
    linger: cardLimits.lingerMs,
  },
}).createMachine({
  id: 'card',
  description: 'One message in a messenger, and what it shows.',
  context: ({ input }) => firstContext(input),
  initial: 'posting',
  on: {
    'card.changed': { actions: 'noteChange' },
    'card.say': { actions: 'takeSaying' },
    'card.post.late': { actions: 'noteLate' },
    'card.update.late': { actions: 'noteLate' },
    'card.say.late': { actions: 'noteLate' },
  },
  states: {
    posting: {
      description: 'The message is being posted; what an earlier try may have posted is looked for first.',
      entry: 'freshen',
      invoke: {
        id: 'card.post',
        src: 'card.post',
        input: ({ context: { id, place, subject, words, isRepeat, since } }) => ({
          key: id,
          place,
          subject,
          words,
          isRepeat,
          since,
        }),
        onDone: {
          target: 'resting',
          actions: [
            { type: 'takePosted', params: ({ event }) => event.output },
            { type: 'announcePosted', params: ({ event }) => event.output },
          ],
        },
        onError: orTriedAgain('notePostFailed'),
      },
    },
    resting: {
      description: 'The messenger is left alone for a moment; what changes meanwhile is shown by one request.',
      after: { rest: 'choosing' },
    },
    waiting: {
      description: 'The messenger wants rest, or does not answer; it is tried again.',
      after: { wait: 'choosing' },
    },
    choosing: {
      description: 'What is to be done next: a card that shows what is over comes before a word about it.',
      always: [
        { guard: 'isUnposted', target: 'posting' },
        { guard: 'isStale', target: 'updating' },
        { guard: 'hasToSay', target: 'saying' },
        { guard: 'isOver', target: 'fading' },
        { target: 'watching' },
      ],
    },
    updating: {
      description: 'The message is drawn anew, as its subject is at that moment.',
      entry: 'freshen',
      invoke: {
        id: 'card.update',
        src: 'card.update',
        input: ({ context: { place, message, subject, revision } }) => ({ place, message, subject, shown: revision }),
        onDone: { target: 'resting', actions: { type: 'takeShown', params: ({ event }) => event.output } },
        onError: orTriedAgain('noteUpdateFailed'),
      },
    },
    saying: {
      description: 'The next reply is being posted in its thread, once.',
      invoke: {
        id: 'card.say',
        src: 'card.say',
        input: ({ context }) => ({
          ...nextSaying(context),
          place: context.place,
          message: context.message,
          isRepeat: context.isRepeat,
          since: context.since,
        }),
        onDone: { target: 'resting', actions: 'dropSaying' },
        onError: orTriedAgain('notePostFailed'),
      },
    },
    watching: {
      description: 'It shows its subject as it is, and everything is said.',
      always: { guard: 'hasWork', target: 'choosing' },
    },
    fading: {
      description: 'Its subject is over and everything is shown; a late word still finds it.',
      always: { guard: 'hasWork', target: 'choosing' },
      after: { linger: 'shown' },
    },
    shown: { type: 'final', description: 'It stands as it is for good.', entry: 'tellClosed' },
    lost: {
      type: 'final',
      description: 'The messenger does not take it; who asks is told why.',
      entry: ['announceLost', 'tellClosed'],
    },
  },
})
