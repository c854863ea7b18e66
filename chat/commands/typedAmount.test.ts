import { expect, test } from 'vitest'
import { typedAmount } from './typedAmount.ts'

test('whole tokens become base units', () => {
  expect([typedAmount('deposit', '250', 6), typedAmount('deposit', '0.5', 6)]).toEqual(['250000000', '500000'])
})

test.each(['', '-1', '1e3', '1,000', '0x10', '0.0000001', '½', '250 USDC', 'all'])('"%s" is none', (typed) => {
  expect(() => typedAmount('deposit', typed, 6)).toThrow(expect.objectContaining({ code: 'ARGUMENTS_INVALID' }))
})
