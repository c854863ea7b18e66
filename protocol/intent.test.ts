import { describe, expect, test } from 'vitest'
import { addressFixture, hashFixture, intentFixture } from './fixtures.ts'
import { hashIntent, intentSchema, intentStruct, type Intent } from './intent.ts'

const other: { readonly [Field in keyof Intent]: unknown } = {
  fund: addressFixture(2),
  setEpoch: 2,
  action: 'SELL',
  tokenIn: addressFixture(12),
  tokenOut: addressFixture(12),
  amountIn: '1',
  minAmountOut: '1',
  quoteAmountOut: '1',
  maxSlippageBps: 1,
  validAfter: 1,
  deadline: 1_760_000_601,
  snapshotRoot: hashFixture(9),
  round: 8,
  adapter: addressFixture(9),
  adapterDataHash: hashFixture(9),
  nonce: '2',
}

test.each(Object.entries(other))('the hash changes with %s', (field, value) => {
  expect(hashIntent(intentFixture({ [field]: value }))).not.toBe(hashIntent(intentFixture()))
})

describe('intentSchema refuses', () => {
  test.each([
    ['a trade of a token for itself', { tokenOut: addressFixture(10) }],
    ['a deadline that is not after validAfter', { deadline: 1_760_000_000 }],
    ['slippage over the whole', { maxSlippageBps: 10_001 }],
    ['an amount with leading zeros', { amountIn: '01' }],
    ['a negative amount', { amountIn: '-1' }],
    ['an amount as a number', { amountIn: 1 }],
    ['an amount over 2^256 - 1', { amountIn: (2n ** 256n).toString() }],
    ['an action nobody knows', { action: 'HOLD' }],
    ['a field it does not know', { reason: 'because' }],
  ])('%s', (_, change) => {
    expect(intentSchema.safeParse({ ...intentFixture(), ...change }).success).toBe(false)
  })
})

test('the contract is given BUY as 0 and SELL as 1, and amounts as bigint', () => {
  expect(intentStruct(intentFixture()).action).toBe(0)
  expect(intentStruct(intentFixture({ action: 'SELL' }))).toMatchObject({
    action: 1,
    amountIn: 1_000_000_000n,
    deadline: 1_760_000_600n,
  })
})
