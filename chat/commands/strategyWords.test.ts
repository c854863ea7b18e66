import { expect, test } from 'vitest'
import { parseFact } from '#protocol/facts.ts'
import { mainFund } from './fixtures.ts'
import { nameBook } from './nameBook.ts'
import { strategyWords } from './strategyWords.ts'

function said(type: string, data: object): string {
  const fact = parseFact({ type, data: { fundId: 'main', ...data } })
  if (fact === null || !fact.type.startsWith('strategy.')) throw new Error(`${type} is no fact of a strategy`)
  return strategyWords(fact as Parameters<typeof strategyWords>[0], nameBook([mainFund])).join(': ') // the line above says so
}
const asked = { requestId: 'r-1', askedBy: 'mara', principal: 'key:mara', action: 'BUY', amountIn: '250000000' }

test('says what it decided, who asked it for what, and what came of that', () => {
  const decided = { round: 7, action: 'BUY', rule: 'asked', explanation: 'mara asked to buy', priceWad: '1', askedBy: 'mara' }
  const failed = { round: 7, code: 'NO_ROUTE', detail: 'nobody quotes it' }
  expect([
    said('strategy.decided', decided),
    said('strategy.decided', { ...decided, action: 'HOLD', rule: 'holding', explanation: 'no exit is due' }),
    said('strategy.failed', failed),
    said('strategy.failed', { ...failed, askedBy: 'mara', requestId: 'r-1' }),
    said('strategy.asked', asked),
    said('strategy.asked', { ...asked, action: 'SELL', amountIn: 'all' }),
    said('strategy.refused', {
      ...asked,
      action: 'SELL',
      amountIn: '500000000000000000',
      code: 'TRADE_UNPRICED',
      detail: 'x'.repeat(300),
    }),
  ]).toEqual([
    'good: strategy: BUY: mara asked to buy',
    'plain: strategy: no trade by holding: no exit is due',
    'bad: strategy of main could not decide in round 7: NO_ROUTE nobody quotes it',
    'bad: strategy of main could not do what mara asked for in round 7: NO_ROUTE nobody quotes it',
    'plain: mara asks the strategy of main to buy for 250 USDC',
    'plain: mara asks the strategy of main to sell all WETH',
    `bad: the strategy of main does not sell 0.5 WETH as mara asked: TRADE_UNPRICED ${'x'.repeat(199)}…`,
  ])
})
