// What becomes of news at one place: a card, a word in a card's thread, a line of the next digest, or nothing.
import type { StartParams, TellParams } from '#runtime/authoring.ts'
import { severities, type Severity } from '#protocol/monitorRules.ts'
import { newsKinds, type News, type PostedWords } from '#protocol/news.ts'
import { placeText, shortTag } from '#protocol/place.ts'
import type { CardChanged, CardInput, CardSay } from './cardState.ts'
import { subscriptionLimits } from './limits.ts'
import { digestDue, headDue, isSilent } from './subscriptionHours.ts'
import { addressOf, type Gathered, type SubscriptionContext, type SubscriptionHeard } from './subscriptionState.ts'

/** What one turn comes to. */
export interface Heard {
  readonly context: SubscriptionContext
  readonly starts: readonly StartParams[]
  readonly tells: readonly TellParams[]
}

const rank = (severity: Severity): number => severities.indexOf(severity)

/** All of it, one after another. */
export function heard(context: SubscriptionContext, { news, now }: Pick<SubscriptionHeard, 'news' | 'now'>): Heard {
  return news.reduce<Heard>((before, one) => withOne(before, one), { context: { ...context, now }, starts: [], tells: [] })
}

function withOne({ context, starts, tells }: Heard, news: News): Heard {
  const cardId = context.live[news.subject]
  const isWanted = isMeant(context, news)
  const isSilenced = isSilent(context, context.now) && news.severity !== 'critical'
  if (cardId !== undefined) {
    const isTold = isWanted && news.isSaid
    return {
      context: isTold && isSilenced ? gather(context, news) : context,
      starts,
      tells: [...tells, changed(cardId, news.isOver), ...(isTold && !isSilenced ? [said(context, cardId, news)] : [])],
    }
  }
  if (!isWanted || !news.isSaid || context.lost.includes(news.subject)) return { context, starts, tells }
  if (rank(news.severity) < rank(context.wishes.severity))
    return { context: context.wishes.digest === 'off' ? context : gather(context, news), starts, tells }
  if (isSilenced || Object.keys(context.live).length >= subscriptionLimits.liveCards)
    return { context: gather(context, news), starts, tells }
  const input = cardOf(context, news)
  return {
    context: { ...context, live: { ...context.live, [news.subject]: input.id } },
    starts: [...starts, { role: 'card', id: input.id, input }],
    // who is to be named is named in the thread: a card names nobody
    tells: news.isEscalation && context.wishes.escalateTo !== '' ? [...tells, said(context, input.id, news)] : tells,
  }
}

/** Is it of a kind and a fund that the place wants to hear of? What is of the whole swarm is of every fund. */
function isMeant({ wishes: { kinds, fundId } }: SubscriptionContext, news: News): boolean {
  const isKind = kinds.includes(news.kind) || kinds.includes('all')
  return isKind && (fundId === '' || news.fundId === '' || news.fundId === fundId)
}

/** The card of a subject at this place. Its id is of this very fact: a subject that comes back after its card ended has another. */
function cardOf(context: SubscriptionContext, { subject, key, at }: News): CardInput {
  const id = `${shortTag(placeText(context.place))}.${shortTag(subject)}.${key.replace('/', '-')}`
  return { id, place: context.place, subject, words: null, since: at, owner: addressOf(context) }
}

const changed = (cardId: string, isOver: boolean): TellParams => ({
  to: `card:${cardId}`,
  event: { type: 'card.changed', isOver } satisfies CardChanged,
})
const said = ({ wishes }: SubscriptionContext, cardId: string, news: News): TellParams => ({
  to: `card:${cardId}`,
  event: {
    type: 'card.say',
    key: news.key,
    text: news.words,
    tone: news.tone,
    ...(news.isEscalation && wishes.escalateTo !== ''
      ? { footer: `for ${wishes.escalateTo}`, mentions: wishes.escalateTo }
      : { footer: '' }),
  } satisfies CardSay,
})

function gather(context: SubscriptionContext, { kind, words }: News): SubscriptionContext {
  const { since, counts, lines }: Gathered = context.gathered ?? { since: context.now, counts: {}, lines: [] }
  return {
    ...context,
    gathered: {
      since,
      counts: { ...counts, [kind]: (counts[kind] ?? 0) + 1 },
      lines: [...lines, words].slice(-subscriptionLimits.digestLines),
    },
  }
}

/** Every card that is up looks at its subject. */
export const allChanged = ({ live }: SubscriptionContext): TellParams[] => Object.values(live).map((id) => changed(id, false))

/** What is due by now is posted: the digest, the head of the audit log. */
export function posted(context: SubscriptionContext, now: number): Heard {
  let next: SubscriptionContext = { ...context, now }
  const starts: StartParams[] = []
  const post = (subject: string, words: PostedWords | null): void => {
    const id = `${shortTag(placeText(context.place))}.${next.posts}`
    const input: CardInput = { id, place: context.place, subject, words, since: now, owner: addressOf(context) }
    starts.push({ role: 'card', id, input })
    next = { ...next, posts: next.posts + 1 }
  }
  const { gathered } = context
  if (gathered !== null && (digestDue(context) ?? Infinity) <= now) {
    post(`digest:${context.id}`, digestWords(gathered))
    next = { ...next, gathered: null }
  }
  if ((headDue(context) ?? Infinity) <= now) {
    post('audit:log', null)
    next = { ...next, headAt: now }
  }
  return { context: next, starts, tells: [] }
}

function digestWords({ since, counts, lines }: Gathered): PostedWords {
  const sum = Object.values(counts).reduce((total, count) => total + count, 0)
  const byKind = newsKinds.flatMap((kind) => (counts[kind] === undefined ? [] : [`${kind} ${counts[kind]}`]))
  const left = sum - lines.length
  return {
    title: `What came meanwhile: ${byKind.join(', ')}`,
    tone: 'plain',
    lines: left === 0 ? lines : [...lines, `and ${left} before them`],
    footer: `since ${new Date(since).toISOString().slice(0, 16).replace('T', ' ')} UTC`,
  }
}
