import fc from 'fast-check'
import { expect, test } from 'vitest'
import { squareRoot } from './squareRoot.ts'

test('is the largest whole number whose square is not above', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 300n }), (value) => {
      const root = squareRoot(value)
      expect(root * root <= value && (root + 1n) * (root + 1n) > value).toBe(true)
    }),
  )
})

test('nothing below 0 has one', () => {
  expect(() => squareRoot(-1n)).toThrow(RangeError)
})
