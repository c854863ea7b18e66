// What a strategy decided, what it was asked for and what came of that, as sentences.
import type { Fact } from '#protocol/facts.ts'
import type { NameBook } from './nameBook.ts'
import type { Tone } from './style.ts'

type OfStrategy = Extract<Fact, { readonly type: `strategy.${string}` }>

/** Somebody's words are shown as they are; the caller makes them printable. */
export function strategyWords(fact: OfStrategy, names: NameBook): readonly [Tone, string] {
  switch (fact.type) {
    case 'strategy.decided':
      return [
        fact.action === 'HOLD' ? 'plain' : 'good',
        `strategy: ${fact.action === 'HOLD' ? 'no trade' : fact.action}${fact.rule === 'asked' ? '' : ` by ${fact.rule}`}: ${fact.explanation}`,
      ]
    case 'strategy.failed': {
      const what = fact.askedBy === undefined ? 'could not decide' : `could not do what ${fact.askedBy} asked for`
      return ['bad', `strategy of ${fact.fundId} ${what} in round ${fact.round}: ${fact.code} ${brief(fact.detail)}`]
    }
    case 'strategy.asked':
      return ['plain', `${fact.askedBy} asks the strategy of ${fact.fundId} to ${wish(fact, names)}`]
    case 'strategy.refused':
      return [
        'bad',
        `the strategy of ${fact.fundId} does not ${wish(fact, names)} as ${fact.askedBy} asked: ${fact.code} ${brief(fact.detail)}`,
      ]
  }
}

function wish(
  { fundId, action, amountIn }: { readonly fundId: string; readonly action: 'BUY' | 'SELL'; readonly amountIn: string },
  names: NameBook,
): string {
  const fund = names.fund(fundId)
  if (amountIn === 'all') return `sell all ${fund?.traded.symbol ?? 'that it holds'}`
  return action === 'BUY' ? `buy for ${names.amount(amountIn, fund?.base)}` : `sell ${names.amount(amountIn, fund?.traded)}`
}

const brief = (detail: string): string => (detail.length > 200 ? `${detail.slice(0, 199)}…` : detail)
