import { expect, it } from 'vitest'
import { nearness, openPosition } from './profit.ts'

it('a position is worth what the fund has beside its idle asset, and won that less its cost', () => {
  const position = { quantity: '5', costBasis: '1000' }
  expect(openPosition({ position, totalAssets: '9980', idle: '9000' })).toEqual({
    quantity: '5',
    cost: '1000',
    value: '980',
    profit: '-20',
    profitBps: -200,
    percent: '−2',
  })
})

it('a fund that is flat, or was never valued, has none', () => {
  expect(openPosition({ position: null, totalAssets: '1', idle: '1' })).toBeNull()
  expect(openPosition({ position: { quantity: '5', costBasis: '0' }, totalAssets: null, idle: null })).toBeNull()
})

it.each([
  [0, 10, 0],
  [5, 10, 0.5],
  [20, 10, 1],
  [-3, 10, 0],
  [1, 0, 1],
])('%d of %d is as near as %d', (value, limit, near) => expect(nearness(value, limit)).toBe(near))
