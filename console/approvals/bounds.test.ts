import { expect, test } from 'vitest'
import type { FundPolicy } from '#console/data/shapes.ts'
import { boundsOf } from './bounds.ts'

const policy: FundPolicy = {
  block: 1,
  at: '2026-01-01T00:00:00.000Z',
  maxSlippageBps: 100,
  maxIntentWindowS: 1_800,
  maxSnapshotAgeS: 600,
  maxNotional: '1000',
  dailyNotionalCap: '1500',
  notionalSpent: '600',
  lossLimit: null,
  lossWindowS: null,
  lossLevel: '0',
  maxPriceDeviationBps: null,
  cooldownS: null,
  lastExecutedAt: null,
  challengeDelayS: null,
}
const buy = { action: 'BUY', amountIn: '1000', minAmountOut: '9900', quoteAmountOut: '10000' } as const

test('a purchase is worth what it spends, alone and with the day’s other trades', () => {
  expect(boundsOf(buy, policy).map(({ actual, bound, unit, holds }) => [actual, bound, unit, holds])).toEqual([
    ['100', '100', 'bps', true],
    ['1000', '1000', 'amount', true],
    ['1600', '1500', 'amount', false],
  ])
})

test('a sale is worth what it was quoted', () => {
  const sale = { action: 'SELL', amountIn: '5', minAmountOut: '990', quoteAmountOut: '1001' } as const
  expect(boundsOf(sale, policy)[1]).toMatchObject({ actual: '1001', holds: false })
})

test('a bound that is not set is none, one more is over, and a quote of nothing gives way by nothing', () => {
  const open = { ...policy, maxNotional: null, dailyNotionalCap: null }
  expect(boundsOf({ ...buy, minAmountOut: '9899' }, open)).toMatchObject([{ actual: '101', holds: false }])
  expect(boundsOf({ ...buy, minAmountOut: '0', quoteAmountOut: '0' }, open)).toMatchObject([{ actual: '0', holds: true }])
})
