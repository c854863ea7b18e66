// What comes from messengers, as sentences: who is who there, and what was taken in.
import type { Fact } from '#protocol/facts.ts'
import { standingWords } from './standing.ts'
import type { Tone } from './style.ts'

type OfChat = Extract<Fact, { readonly type: `link.${string}` | `errand.${string}` }>

/** How much to notice it, and the sentence. */
export function chatWords(fact: OfChat): readonly [Tone, string] {
  const user = `${fact.user} of ${fact.workspace} (${fact.messenger})`
  switch (fact.type) {
    case 'link.made': {
      return ['plain', `${user} is ${fact.person}: ${standingWords(fact)}, by a code of ${fact.by}`]
    }
    case 'link.ended':
      return [
        'plain',
        `${user} is ${fact.person} no more: ${fact.how === 'revoked' ? `taken back by ${fact.by}` : 'its time is up'}`,
      ]
    case 'errand.taken':
      return [
        'quiet',
        `${user} ${fact.deed === 'filled' ? 'filled in a form' : fact.deed === 'said' ? 'says something' : 'presses a button'}`,
      ]
    case 'errand.answered':
      return ['quiet', `${user} is answered`]
    case 'errand.unanswered':
      return ['bad', `${user} could not be answered: ${fact.problem}`]
  }
}
