// Bots that join and leave a fund, and the verifier sets that are opened for them, as sentences.
import type { Fact } from '#protocol/facts.ts'
import { shortHash } from './figures.ts'
import type { Tone } from './style.ts'

type Registered = Extract<Fact, { readonly type: `bot.${string}` | `set.${string}` }>

/** How much to notice it, and the sentence. */
export function registrationWords(fact: Registered): readonly [Tone, string] {
  switch (fact.type) {
    case 'bot.requested':
      return [
        'plain',
        `${fact.name} (${shortHash(fact.address)}) asks to verify for fund ${fact.fundId} with weight ${fact.weight}; people decide: ./quorate bot list ${fact.fundId}`,
      ]
    case 'bot.decided':
      return fact.decision === 'expired'
        ? ['plain', `nobody decided about ${fact.botId} of fund ${fact.fundId} in time`]
        : [
            fact.decision === 'approved' ? 'good' : 'plain',
            `${fact.by} has ${fact.decision} ${fact.botId} of fund ${fact.fundId}`,
          ]
    case 'bot.held':
      return ['bad', `the chain did not take the change for ${fact.botId} of fund ${fact.fundId}: ${fact.code} ${fact.detail}`]
    case 'bot.joined':
      return [
        'good',
        `${fact.name} verifies for fund ${fact.fundId} with weight ${fact.weight}, from set epoch ${fact.setEpoch} on`,
      ]
    case 'bot.left':
      return fact.how === 'retired'
        ? ['plain', `${fact.name} verifies for fund ${fact.fundId} no longer`]
        : ['bad', `${fact.name} of fund ${fact.fundId} is revoked on chain by ${fact.by}`]
    case 'set.announced':
      return [
        'plain',
        `verifier set ${fact.setEpoch} of fund ${fact.fundId} is announced: ${fact.members} members, ${needs(fact)}`,
      ]
    case 'set.waits':
      return [
        'plain',
        `verifier set ${fact.setEpoch} of fund ${fact.fundId} can be opened from ${new Date(fact.readyAt * 1_000).toISOString()}`,
      ]
    case 'set.opened':
      return ['good', `verifier set ${fact.setEpoch} of fund ${fact.fundId} is open: ${fact.members} members, ${needs(fact)}`]
  }
}

const needs = ({ thresholds }: Extract<Fact, { readonly type: 'set.opened' | 'set.announced' }>): string =>
  `claims need ${thresholds.claim}, snapshots ${thresholds.snapshot}, trades ${thresholds.intent}`
