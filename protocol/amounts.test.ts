import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  amountSchema,
  changeBps,
  formatAmount,
  minimumAfterSlippage,
  parseAmount,
  priceWad,
  shareOf,
  toAmount,
  toSignedAmount,
  wadDivide,
  wadMultiply,
  wadOne,
} from './amounts.ts'

const amount = fc.bigInt({ min: 0n, max: 10n ** 40n })

test('what is formatted parses back to the same amount', () => {
  fc.assert(
    fc.property(
      amount,
      fc.nat(36),
      (value, decimals) => parseAmount(formatAmount(value, decimals), decimals) === toAmount(value),
    ),
  )
})

test.each(['1e18', '-1', '+1', '.5', '1.', '0x10', '1,5', '', '1.1234567'])(
  'parseAmount refuses %j for a token with 6 decimals',
  (text) => {
    expect(() => parseAmount(text, 6)).toThrow()
  },
)

test('an amount is never negative, over 2^256 - 1, or spelled in two ways', () => {
  for (const text of ['-1', (2n ** 256n).toString(), '00', '1.0', ' 1']) expect(amountSchema.safeParse(text).success).toBe(false)
  expect(amountSchema.parse((2n ** 256n - 1n).toString())).toBe((2n ** 256n - 1n).toString())
  expect(() => toAmount(-1n)).toThrow()
  expect(toSignedAmount(-1n)).toBe('-1')
})

test('what is no number is refused at every length, never thrown over', () => {
  for (let length = 1; length < 100; length += 1) expect(amountSchema.safeParse('x'.repeat(length)).success).toBe(false)
})

describe('minimumAfterSlippage', () => {
  test('keeps the whole at 0 and nothing at 10,000 basis points', () => {
    expect([minimumAfterSlippage(999n, 0), minimumAfterSlippage(999n, 10_000)]).toEqual([999n, 0n])
  })

  test('is never below the exact bound', () => {
    fc.assert(
      fc.property(
        amount,
        fc.nat(10_000),
        (quote, bps) => minimumAfterSlippage(quote, bps) * 10_000n >= quote * BigInt(10_000 - bps),
      ),
    )
  })
})

test('prices do not depend on the decimals of the tokens', () => {
  // 2 WAVE (18 decimals) for 3 USDQ (6 decimals): 1.5 each
  expect(priceWad({ baseAmount: 2n * wadOne, baseDecimals: 18, quoteAmount: 3_000_000n, quoteDecimals: 6 })).toBe(
    (wadOne * 3n) / 2n,
  )
  expect(priceWad({ baseAmount: 2n, baseDecimals: 0, quoteAmount: 3n * wadOne, quoteDecimals: 18 })).toBe((wadOne * 3n) / 2n)
})

test('wad arithmetic and shares round down', () => {
  expect(wadMultiply(3n, wadOne / 2n)).toBe(1n)
  expect(wadDivide(2n, 3n)).toBe(666_666_666_666_666_666n)
  expect(shareOf(999n, 2_000)).toBe(199n)
})

test('changes are signed basis points of the reference', () => {
  expect([changeBps(110n, 100n), changeBps(90n, 100n), changeBps(100n, 100n)]).toEqual([1_000, -1_000, 0])
})
