// What a card's bot knows of its message: where it stands, what it shows, what still has to be said in its thread.
import type { Address, EffectFailure, EmitParams, TellParams } from '#runtime/authoring.ts'
import type { NewsTone, PostedWords } from '#protocol/news.ts'
import { placeText, type Place } from '#protocol/place.ts'
import { cardLimits } from './limits.ts'

export interface CardInput {
  /** names the message for ever */
  readonly id: string
  readonly place: Place
  /** the bot that it shows; for words of its own, what they are */
  readonly subject: string
  /** null: it shows its subject */
  readonly words: PostedWords | null
  /** the message is not older than this, ms since 1970 */
  readonly since: number
  /** who started it, and is told of its end */
  readonly owner: Address
}
/** Something to say in its thread. */
export interface Saying {
  readonly key: string
  readonly text: string
  readonly tone: NewsTone
  readonly footer: string
  /** the person who is called by it, where they are known in that place; absent: nobody is */
  readonly mentions?: string
}
interface WaitingSaying extends Saying {
  /** how many before it were left out */
  readonly skipped: number
}
export interface CardContext extends CardInput {
  /** the messenger's id of it; empty before it is posted */
  readonly message: string
  /** of its subject, as it is shown */
  readonly revision: number
  /** may its subject have changed since? */
  readonly isStale: boolean
  /** is its subject over? */
  readonly isOver: boolean
  /** what is posted next may stand there already: the answer to an earlier try is not known */
  readonly isRepeat: boolean
  readonly sayings: readonly WaitingSaying[]
  /** keys that were taken, the newest last */
  readonly taken: readonly string[]
  /** in a row */
  readonly failures: number
  readonly waitMs: number
  /** waited for the messenger since its subject was over, ms */
  readonly waitedOverMs: number
  readonly loss: { readonly code: string; readonly detail: string }
}
/** Its subject did something. */
export interface CardChanged {
  readonly type: 'card.changed'
  readonly isOver: boolean
}
/** Say it in the thread, once. */
export interface CardSay extends Saying {
  readonly type: 'card.say'
}
/** What became of a post or an update. */
export interface Shown {
  readonly revision: number
  readonly isOver: boolean
}

export const firstContext = (input: CardInput): CardContext => ({
  ...input,
  message: '',
  revision: 0,
  isStale: false,
  isOver: input.words !== null,
  isRepeat: false,
  sayings: [],
  taken: [],
  failures: 0,
  waitMs: 0,
  waitedOverMs: 0,
  loss: { code: '', detail: '' },
})

/** One that was taken before changes nothing; above the bound the last one gives way to it and is counted. */
export function withSaying({ sayings, taken }: CardContext, event: CardSay): Partial<CardContext> {
  const { key, text, tone, footer, mentions } = event
  if (taken.includes(key)) return {}
  const isFull = sayings.length >= cardLimits.sayings
  const skipped = isFull ? (sayings.at(-1)?.skipped ?? 0) + 1 : 0
  return {
    sayings: [
      ...(isFull ? sayings.slice(0, -1) : sayings),
      { key, text, tone, footer, skipped, ...(mentions !== undefined && { mentions }) },
    ],
    taken: [...taken, key].slice(-cardLimits.saidKeys),
  }
}

/** The next thing to say, as it is said. */
export function nextSaying({ id, sayings }: CardContext): Saying {
  const [first] = sayings
  if (first === undefined) throw new Error('a card that speaks has something to say')
  const { key, text, tone, footer, skipped, mentions } = first
  const leftOut = skipped === 0 ? '' : ` (${skipped} before it left out)`
  return { key: `${id}/${key}`, text: `${text}${leftOut}`, tone, footer, ...(mentions !== undefined && { mentions }) }
}

/** How long the messenger is left alone after a failure: as long as it asks for, or longer each time. */
export function waitAfter(context: CardContext, failure: EffectFailure): number {
  const wanted = failure.details?.['retryAfterMs']
  if (failure.code === 'MESSENGER_LIMITED' && typeof wanted === 'number')
    return Math.min(cardLimits.restMaxMs, Math.max(1, Math.ceil(wanted)))
  return Math.min(cardLimits.backoffMaxMs, cardLimits.backoffMs * 2 ** Math.min(context.failures, 20))
}

/** Failures that no later try mends. */
const final: readonly string[] = ['MESSENGER_REFUSED', 'MESSENGER_GONE', 'CARD_UNSHOWABLE']

/** Is it given up? Also one that could not be shown for a day after its subject was over. */
export const isGivenUp = (context: CardContext, failure: EffectFailure): boolean =>
  final.includes(failure.code) || (context.isOver && context.waitedOverMs + waitAfter(context, failure) > cardLimits.afterEndMs)

/** After a failure that is tried again. */
export function afterFailure(context: CardContext, failure: EffectFailure): Partial<CardContext> {
  const waitMs = waitAfter(context, failure)
  return {
    waitMs,
    failures: context.failures + 1,
    waitedOverMs: context.isOver ? context.waitedOverMs + waitMs : 0,
  }
}

/** A messenger that wants rest has not done it; of any other failure nobody knows. */
export const mayHaveHappened = (failure: EffectFailure): boolean => failure.code !== 'MESSENGER_LIMITED'

const about = ({ id, subject, place }: CardContext) => ({ cardId: id, subject, place: placeText(place) })
export const postedFact = (context: CardContext, message: string): EmitParams => ({
  type: 'card.posted',
  ...about(context),
  message,
})
export const lostFact = (context: CardContext): EmitParams => ({ type: 'card.lost', ...about(context), ...context.loss })
export const closing = (context: CardContext): TellParams => ({
  to: context.owner,
  event: { type: 'card.closed', cardId: context.id, subject: context.subject, isLost: context.loss.code !== '' },
})
