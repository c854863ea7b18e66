import { expect, test } from 'vitest'
import { askedTradeSchema } from './askedTrade.ts'

const asked = { requestId: 'r-1', principal: 'key:mara', person: 'mara', action: 'SELL', amountIn: '5' }
const problem = (change: Record<string, unknown>): string | undefined =>
  askedTradeSchema.safeParse({ ...asked, ...change }).error?.issues[0]?.message

test('takes an exact amount, and all of a position', () => {
  expect([problem({}), problem({ action: 'BUY' }), problem({ amountIn: 'all' })]).toEqual([undefined, undefined, undefined])
})

test.each<[string, Record<string, unknown>]>([
  ['a purchase of all', { action: 'BUY', amountIn: 'all' }],
  ['nothing', { amountIn: '0' }],
  ['less than nothing', { amountIn: '-5' }],
  ['a fraction of a base unit', { amountIn: '0.5' }],
  ['an amount in words', { amountIn: 'half of it' }],
  ['a request without a name', { requestId: '' }],
  ['somebody who is no person', { person: '' }],
  ['what it does not know', { minAmountOut: '1' }],
])('refuses %s', (_, change) => {
  expect(problem(change)).toBeTypeOf('string')
})
