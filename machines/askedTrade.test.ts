import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wad, input, ask } from '../test/machines/strategyStages.ts'
import { hashFixture } from '#protocol/fixtures.ts'
import { askedOf, keptOf, overreach, weigh } from './askedTrade.ts'
import type { StrategyContext } from './strategyState.ts'

const context = (change: Partial<StrategyContext>): StrategyContext => ({
  ...input,
  cursor: '',
  task: { kind: 'decide', round: 5, root: hashFixture(5), priceWad: wad(100) },
  pricesWad: [wad(100)],
  lastSaleRound: null,
  baseFree: '0',
  position: null,
  choice: null,
  proposal: null,
  proposeTxHash: null,
  asked: null,
  ...change,
})

test('whatever is asked, nothing is proposed that the vault does not have or that is over the bound of a position', () => {
  const amount = fc.bigInt({ min: 1n, max: 10n ** 12n }).map(String)
  const held = fc.option(fc.record({ quantity: amount, entryPriceWad: fc.constant(wad(100)), cost: amount }))
  const trade = fc.oneof(
    fc.record({ action: fc.constant('BUY' as const), amountIn: amount }),
    fc.record({ action: fc.constant('SELL' as const), amountIn: fc.oneof(amount, fc.constant('all')) }),
  )
  const tally = { done: 0, refused: 0 }
  fc.assert(
    fc.property(trade, amount, held, ({ action, amountIn }, baseFree, has) => {
      const position = has === null ? null : { ...has, openedRound: 1, peakPriceWad: wad(100) }
      const { choice, refusal } = weigh(context({ asked: keptOf({ ...ask, action, amountIn }), baseFree, position }))
      const spent = BigInt(choice.amountIn)
      const within = {
        BUY: spent <= BigInt(baseFree) && spent + BigInt(has?.cost ?? '0') <= BigInt(input.rules.sizing.maxAmountIn),
        SELL: spent > 0n && spent <= BigInt(has?.quantity ?? '0'),
      }
      tally[refusal === null ? 'done' : 'refused'] += 1
      const isWanted = choice.decision.rule === 'asked' && choice.action === action
      expect(isWanted ? within[action] : refusal !== null).toBe(true)
      expect(isWanted).toBe(refusal === null)
    }),
  )
  expect(Math.min(tally.done, tally.refused)).toBeGreaterThan(0)
})

test('what could be asked for instead would be taken', () => {
  const holdings = { baseFree: '900', held: { quantity: '50', entryPriceWad: wad(1), cost: '4999999800' } }
  const judged = (action: 'BUY' | 'SELL', amountIn: string) => overreach({ action, amountIn }, holdings, input.rules)
  expect([judged('BUY', '901')?.most, judged('BUY', '900')?.most, judged('SELL', '51')?.most]).toEqual(['900', '200', '50'])
  expect([judged('BUY', '200'), judged('SELL', '50'), judged('SELL', 'all')]).toEqual([null, null, null])
})

test('without a request there is nobody to answer', () => {
  expect(() => askedOf({ asked: null })).toThrow('asked for before it is answered')
})
