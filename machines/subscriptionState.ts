// What a place wants to hear, and what of it is up or waits for its time. Times in ms since 1970, UTC.
import type { Address, EmitParams } from '#runtime/authoring.ts'
import type { Severity } from '#protocol/monitorRules.ts'
import type { News, SubscribedKind } from '#protocol/news.ts'
import { placeText, type Place } from '#protocol/place.ts'

export interface SubscriptionInput {
  readonly id: string
  readonly place: Place
}
/** As people set it. */
export interface Wishes {
  readonly kinds: readonly SubscribedKind[]
  /** empty: every fund */
  readonly fundId: string
  /** the least that is told at once */
  readonly severity: Severity
  /** minutes of the day; null: none */
  readonly quiet: { readonly from: number; readonly to: number } | null
  readonly digest: 'off' | 'hourly' | 'daily'
  /** who is named when nobody takes an incident on; empty: nobody */
  readonly escalateTo: string
}
/** What waits for its time: counted, and the latest of it in words. */
export interface Gathered {
  /** when the first of it came */
  readonly since: number
  readonly counts: Readonly<Record<string, number>>
  readonly lines: readonly string[]
}
export interface SubscriptionContext extends SubscriptionInput {
  readonly wishes: Wishes
  readonly mutedUntil: number | null
  /** cards that are up, by subject */
  readonly live: Readonly<Record<string, string>>
  /** subjects whose cards were given up, the newest last */
  readonly lost: readonly string[]
  readonly gathered: Gathered | null
  /** when the audit log's head was posted last, or was first wished for */
  readonly headAt: number
  /** messages of its own so far: each has its own id */
  readonly posts: number
  /** wall clock, as it was last told */
  readonly now: number
}

export interface SubscriptionSet extends Wishes {
  readonly type: 'subscription.set'
  readonly by: string
  readonly now: number
}
export interface SubscriptionMute {
  readonly type: 'subscription.mute'
  /** null: no longer */
  readonly until: number | null
  readonly by: string
  readonly now: number
}
export interface SubscriptionEnd {
  readonly type: 'subscription.end'
  readonly by: string
}
export interface SubscriptionHeard {
  readonly type: 'subscription.heard'
  readonly now: number
  readonly news: readonly News[]
}
/** The daemon is back: what is up is looked at. */
export interface CatchUp {
  readonly type: 'subscription.catchUp'
}
export interface CardClosed {
  readonly type: 'card.closed'
  readonly cardId: string
  readonly subject: string
  readonly isLost: boolean
}
export type SubscriptionEvent = SubscriptionSet | SubscriptionMute | SubscriptionEnd | SubscriptionHeard | CatchUp | CardClosed

export const noWishes: Wishes = {
  kinds: [],
  fundId: '',
  severity: 'notice',
  quiet: null,
  digest: 'off',
  escalateTo: '',
}
export const firstContext = (input: SubscriptionInput): SubscriptionContext => ({
  ...input,
  wishes: noWishes,
  mutedUntil: null,
  live: {},
  lost: [],
  gathered: null,
  headAt: 0,
  posts: 0,
  now: 0,
})

/** What was set; the audit log's head is posted from the next day on. */
export function withWishes(context: SubscriptionContext, event: SubscriptionSet): Partial<SubscriptionContext> {
  const { kinds, fundId, severity, quiet, digest, escalateTo, now } = event
  const wantedHead = context.wishes.kinds.includes('audit-head')
  return {
    wishes: { kinds, fundId, severity, quiet, digest, escalateTo },
    headAt: wantedHead ? context.headAt : now,
    now,
    // who sets it anew has mended what was wrong with the place
    lost: [],
  }
}

/** Over: what is up stays up until it is over itself, and nothing new comes. */
export const withoutWishes = (): Partial<SubscriptionContext> => ({ wishes: noWishes, mutedUntil: null, gathered: null })

/** A card that is down again. */
export function withoutCard(context: SubscriptionContext, event: CardClosed, lostMax: number): Partial<SubscriptionContext> {
  const { [event.subject]: closed, ...live } = context.live
  // words of its own are not among them, and neither is a card that another has followed
  if (closed !== event.cardId) return {}
  return { live, lost: event.isLost ? [...context.lost, event.subject].slice(-lostMax) : context.lost }
}

export const addressOf = ({ id }: SubscriptionContext): Address => `subscription:${id}`

const about = ({ place }: SubscriptionContext, by: string) => ({ place: placeText(place), by })
export const setFact = (context: SubscriptionContext, { kinds, fundId, severity, digest, by }: SubscriptionSet): EmitParams => ({
  type: 'subscription.set',
  ...about(context, by),
  kinds: [...kinds],
  fundId,
  severity,
  digest,
})
export const mutedFact = (context: SubscriptionContext, { by, until }: SubscriptionMute): EmitParams => ({
  type: 'subscription.muted',
  ...about(context, by),
  until: until === null ? null : new Date(until).toISOString(),
})
export const endedFact = (context: SubscriptionContext, { by }: SubscriptionEnd): EmitParams => ({
  type: 'subscription.ended',
  ...about(context, by),
})
