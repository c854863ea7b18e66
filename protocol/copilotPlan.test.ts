import { expect, test } from 'vitest'
import { copilotActionSchema, txRequestSchema } from './copilotPlan.ts'
import { addressFixture } from './fixtures.ts'

const token = addressFixture(1)
const swap = { kind: 'swap', tokenIn: 'native', tokenOut: token, side: 'in', amount: '5', slippageBps: 50 }

test.each([
  ['nothing', { amount: '0' }],
  ['a fraction', { amount: '0.5' }],
  ['more slippage than anybody means', { slippageBps: 1_001 }],
  ['a name for a token', { tokenOut: 'USDC' }],
  ['more than was asked', { and: 'more' }],
])('an action of %s is none', (_what, change) => {
  expect(copilotActionSchema.safeParse(swap).success).toBe(true)
  expect(copilotActionSchema.safeParse({ ...swap, ...change }).success).toBe(false)
})

test('a transaction is for somebody to sign: it has no signature, and room for none', () => {
  const request = { id: 'swap-1', kind: 'swap', chainId: 31_337, from: token, to: token, data: '0x', value: '0', says: 'Swap' }
  expect(txRequestSchema.safeParse(request).success).toBe(true)
  for (const wrong of [{ signature: '0x' }, { id: 'swap' }, { data: '0x1' }, { value: '-1' }])
    expect(txRequestSchema.safeParse({ ...request, ...wrong }).success).toBe(false)
})
