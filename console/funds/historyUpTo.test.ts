import { expect, test } from 'vitest'
import type { FundHistory } from '#console/data/shapes.ts'
import { historyUpTo } from './historyUpTo.ts'

const at = '2026-01-01T00:00:00.000Z'
const price = (seq: number, status: 'finalized' | 'refused'): FundHistory['prices'][number] => ({
  seq,
  at,
  round: 1,
  claimHash: `0x${seq}`,
  crawler: 'crawler',
  spotWad: '1',
  twapWad: null,
  status,
})
const worth = (seq: number): FundHistory['worth'][number] => ({ seq, at, round: 1, value: '1', realisedProfit: '0' })

test('what was told later is not there yet', () => {
  const history: FundHistory = {
    prices: [price(3, 'finalized'), price(5, 'refused'), price(9, 'finalized')],
    trades: [],
    worth: [worth(4), worth(8)],
  }
  const then = historyUpTo(history, 5)
  expect(then.prices.map(({ seq }) => seq)).toEqual([3, 5])
  expect(then.prices[1]?.status).toBe('pending')
  expect(then.worth).toEqual([worth(4)])
  expect(historyUpTo(history, 9).prices).toHaveLength(3)
})
