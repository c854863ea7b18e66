// What goes out to people: cards of the swarm's state and words in their threads, each in its channel's line; and the news of
// the journal for the herald. Messengers are those that are configured; a place of any other is refused.
import type { Messengers, NewsDesk } from '#actors/world.ts'
import { cardOf, type Card } from '#chat/cards/card.ts'
import { nextNews } from '#chat/cards/newsFeed.ts'
import { cardOfSubject, isSubjectOver, revisionOf } from '#chat/cards/subject.ts'
import type { NameBook } from '#chat/commands/nameBook.ts'
import { userOfPerson } from '#chat/identity.ts'
import type { Messenger, MessengerName, Place } from '#chat/messenger.ts'
import type { PlacePace } from '#chat/placePace.ts'
import type { CardPost } from '#machines/card.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { Host } from '#runtime/host.ts'

/** What it is put together from; looked at when something goes out. */
export interface OutgoingParts {
  readonly host: () => Host
  readonly names: () => NameBook
  /** Those that are connected; waited for, so that what a start finds unfinished is not refused before they are there. */
  readonly messengers: () => Promise<ReadonlyMap<MessengerName, Messenger>>
  readonly pace: PlacePace
  /** Of the console, as people open it; null where it has no address for them. */
  readonly consoleUrl: string | null
}

/** How much older than its fact a message may seem to be: the messenger's clock is its own. */
const clockSlackMs = 600_000

/** What effects are given of it. */
export interface Outgoing {
  readonly messengers: Messengers
  readonly news: NewsDesk
}

export function outgoing({ host, names, messengers, pace, consoleUrl }: OutgoingParts): Outgoing {
  const messengerOf = async ({ messenger }: Place): Promise<Messenger> => {
    const found = (await messengers()).get(messenger)
    if (found === undefined) throw new QuorateError('MESSENGER_REFUSED', { messenger, problem: 'it is not connected here' })
    return found
  }
  const seen = (subject: string) => ({ revision: revisionOf(host(), subject), isOver: isSubjectOver(host(), subject) })
  const drawn = (subject: string, words: CardPost['words'] = null): Card => {
    if (words !== null) return cardOf(words.title, words)
    const card = cardOfSubject(host(), subject, names())
    if (card === undefined) throw new QuorateError('CARD_UNSHOWABLE', { subject })
    return consoleUrl === null || card.link !== null
      ? card
      : { ...card, link: { label: 'Open in the console', url: `${consoleUrl}/bots/${encodeURIComponent(subject)}` } }
  }
  return {
    messengers: {
      post: async ({ place, subject, words, key, isRepeat, since }, signal) => {
        const messenger = await messengerOf(place)
        return pace.run(place, { signal }, async () => {
          // drawn when its turn in the line comes; what happens from here on has a later revision
          const shown = words === null ? seen(subject) : { revision: 0, isOver: true }
          const once = { key, isRepeat, since: since - clockSlackMs }
          const message = await messenger.post(place, drawn(subject, words), once)
          // what was found may show an earlier state than this one
          return { message, ...shown, ...(isRepeat && { revision: 0 }) }
        })
      },
      update: async ({ place, message, subject, shown }, signal) => {
        const messenger = await messengerOf(place)
        const before = seen(subject)
        if (before.revision === shown) return before
        return pace.run(place, { signal, message }, async () => {
          const now = seen(subject)
          await messenger.update(place, message, drawn(subject))
          return now
        })
      },
      say: async ({ place, message, key, text, tone, footer, mentions, isRepeat, since }, signal) => {
        const messenger = await messengerOf(place)
        const thread = { ...place, thread: place.thread ?? message }
        const once = { key, isRepeat, since: since - clockSlackMs }
        await pace.run(place, { signal }, () => {
          // looked up when its turn in the line comes: whose link is over by then is named, and not called
          const mention = mentions === undefined ? null : (userOfPerson(host(), mentions, place) ?? null)
          return messenger.post(thread, cardOf(text, { tone, footer, mention }), once)
        })
      },
    },
    news: { next: (asked) => nextNews(host(), names, asked) },
  }
}
