// What was posted, what places hear and what nobody was told of, as sentences.
import type { Fact } from '#protocol/facts.ts'
import type { Tone } from './style.ts'

type Told = Extract<Fact, { readonly type: `card.${string}` | `subscription.${string}` | `herald.${string}` }>

/** How much to notice it, and the sentence. */
export function notificationWords(fact: Told): readonly [Tone, string] {
  switch (fact.type) {
    case 'card.posted':
      return ['quiet', `${fact.subject} has a card in ${fact.place}`]
    case 'card.lost':
      return ['bad', `the card of ${fact.subject} in ${fact.place} is given up: ${fact.code} ${fact.detail}`]
    case 'subscription.set': {
      const fund = fact.fundId === '' ? 'every fund' : fact.fundId
      return ['plain', `${fact.by} has ${fact.place} told of ${fact.kinds.join(', ')} of ${fund}, from ${fact.severity} on`]
    }
    case 'subscription.muted':
      return ['plain', `${fact.by} ${fact.until === null ? `unmutes ${fact.place}` : `mutes ${fact.place} until ${fact.until}`}`]
    case 'subscription.ended':
      return ['plain', `${fact.by} has ${fact.place} told of nothing any more`]
    case 'herald.skipped':
      return ['bad', `nobody was told of turns ${fact.from} to ${fact.to}: the journal no longer holds them`]
  }
}
