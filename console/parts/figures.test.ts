import { describe, expect, it } from 'vitest'
import { percentOf, readable, readablePrice, sidesOf, tradePrice } from './figures.ts'

const usdc = { symbol: 'USDC', decimals: 6 }
const weth = { symbol: 'WETH', decimals: 18 }

describe('readable', () => {
  it.each([
    ['1000000000', 6, '1,000'],
    ['303825761486521699', 18, '0.303825'],
    ['-1234567', 6, '−1.234567'],
    ['5', 0, '5'],
    ['0', 6, '0'],
    ['12.5', 6, '12.5'],
  ])('tells %s base units with %i decimals as %s', (units, decimals, told) => expect(readable(units, decimals)).toBe(told))

  it('cuts and never rounds up', () => expect(readable('1999999', 6, 2)).toBe('1.99'))
})

it('a small price has more digits than a large one', () => {
  expect(readablePrice('3391768503418952277987')).toBe('3,391.76')
  expect(readablePrice('1234500000000000000')).toBe('1.2345')
  expect(readablePrice('12345678900000000')).toBe('0.01234567')
})

it('the price of a purchase is that of the same sale', () => {
  const bought = { action: 'BUY', amountIn: '3000000000', amountOut: '1000000000000000000' } as const
  const sold = { action: 'SELL', amountIn: '1000000000000000000', amountOut: '3000000000' } as const
  for (const trade of [bought, sold]) expect(tradePrice(trade, { base: usdc, traded: weth })).toBe(`3000${'0'.repeat(18)}`)
  expect(tradePrice({ ...bought, amountOut: '0' }, { base: usdc, traded: weth })).toBeUndefined()
})

it('a share is told in per cent, signed, and of nothing there is none', () => {
  expect(percentOf('-25', '1000')).toBe('−2.5')
  expect(percentOf('1', '0')).toBeUndefined()
})

it('a purchase gives base asset and takes the traded token', () => {
  expect(sidesOf('BUY', { base: usdc, traded: weth })).toEqual({ gives: usdc, takes: weth })
  expect(sidesOf('SELL', { base: usdc, traded: weth })).toEqual({ gives: weth, takes: usdc })
})
