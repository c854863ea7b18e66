import { expect, it } from 'vitest'
import type { Fact } from '#protocol/facts.ts'
import { emptyHistory, newestOf, noteHistory } from './fundHistory.ts'

type FundFact = Extract<Fact, { fundId: string }>
const price = { base: '0xb', quote: '0xa', spotWad: '3000', twapWad: null, reserveBase: '1' }
/** The parts of a fact that are read. */
const factOf = (parts: Readonly<Record<string, unknown>>): FundFact => parts as unknown as FundFact
const claimed = (claimHash: string, extracted = JSON.stringify(price), sourceType = 'amm-price') =>
  factOf({ type: 'claim.submitted', fundId: 'main', round: 3, claimHash, crawler: '0xc', claim: { sourceType, extracted } })
const about = (type: 'claim.finalized' | 'claim.refused', claimHash: string) =>
  factOf({ type, fundId: 'main', round: 3, claimHash })
const when = (seq: number) => ({ seq, at: '2026-01-01T00:00:00.000Z' })

it('a claimed price becomes a point, and what became of the claim is told of it', () => {
  const history = emptyHistory()
  noteHistory(history, claimed('0x1'), when(5))
  noteHistory(history, claimed('0x2'), when(6))
  noteHistory(history, about('claim.finalized', '0x1'), when(7))
  noteHistory(history, about('claim.refused', '0x2'), when(8))
  expect(newestOf(history.prices, 10)).toEqual([
    {
      ...when(5),
      round: 3,
      claimHash: '0x1',
      crawler: '0xc',
      base: '0xb',
      quote: '0xa',
      spotWad: '3000',
      twapWad: null,
      status: 'finalized',
    },
    {
      ...when(6),
      round: 3,
      claimHash: '0x2',
      crawler: '0xc',
      base: '0xb',
      quote: '0xa',
      spotWad: '3000',
      twapWad: null,
      status: 'refused',
    },
  ])
})

it.each([
  ['of another source', claimed('0x1', JSON.stringify(price), 'http-text')],
  ['that is no JSON', claimed('0x1', '<b>3000</b>')],
  ['that has no price', claimed('0x1', '{"spotWad":7}')],
  ['of which nothing was submitted', about('claim.finalized', '0x9')],
])('a claim %s is no point', (_, fact) => {
  const history = emptyHistory()
  noteHistory(history, fact, when(1))
  expect(history.prices.size).toBe(0)
})

it('trades and worth are kept with their amounts, and the oldest are let go', () => {
  const history = emptyHistory()
  const traded = {
    type: 'intent.executed',
    fundId: 'main',
    action: 'BUY',
    amountIn: '7',
    amountOut: '8',
    txHash: '0xt',
    block: 9,
  }
  noteHistory(history, factOf({ ...traded, intentHash: '0x1' }), when(1))
  expect(newestOf(history.trades, 1)).toMatchObject([{ seq: 1, intentHash: '0x1', action: 'BUY', amountIn: '7', amountOut: '8' }])
  const valued = factOf({ type: 'fund.valued', fundId: 'main', round: 1, value: '10', realisedProfit: '-1' })
  for (let seq = 1; seq <= 5_003; seq += 1) noteHistory(history, valued, when(seq))
  expect(history.worth.size).toBe(5_000)
  expect(newestOf(history.worth, 2).map(({ seq }) => seq)).toEqual([5_002, 5_003])
})
