import { expect, test } from 'vitest'
import { routeSchema, saidAmountSchema, saidTokenSchema } from './copilotRoute.ts'

const exact = (text: string): unknown => ({ kind: 'exact', text, of: 'in' })

test.each(['1', '250.5', '0.000000000000000001', '9'.repeat(60)])('an amount may be %s', (text) => {
  expect(saidAmountSchema.parse(exact(text))).toEqual(exact(text))
})

test.each([
  ['0', 'nothing'],
  ['0.000', 'nothing'],
  ['-5', 'a sign'],
  ['+5', 'a sign'],
  ['1e18', 'an exponent'],
  ['0x10', 'hexadecimal'],
  ['1,000', 'a group'],
  ['1_000', 'a group'],
  ['.5', 'no digit before the point'],
  ['007', 'leading zeros'],
  ['0.0000000000000000001', '19 decimals'],
  ['9'.repeat(61), 'more than there is of anything'],
  ['١٢', 'other digits'],
  ['', 'nothing at all'],
])('an amount is never %s: %s', (text) => {
  expect(saidAmountSchema.safeParse(exact(text)).success).toBe(false)
})

test('a share is of what is held, from 0.01 % to all of it', () => {
  const share = (bps: number): boolean => saidAmountSchema.safeParse({ kind: 'share', bps }).success
  expect([0, 1, 10_000, 10_001, 0.5, -1].map(share)).toEqual([false, true, true, false, false, false])
})

test('an address has a good checksum, or it is none', () => {
  const token = (text: string): boolean => saidTokenSchema.safeParse({ kind: 'address', text }).success
  expect(token('0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed')).toBe(true)
  expect(token('0x5aAeb6053F3E94C9b9A09f33669435E7Ef1Beaed')).toBe(false)
  expect(token('somebody.eth')).toBe(false)
})

test('a route carries nothing that it has no place for', () => {
  const route = {
    mode: 'GENERAL',
    kind: null,
    slots: {},
    missing: [],
    question: null,
    choices: [],
    confidence: 1,
    reason: 'a greeting',
    notes: [],
  }
  expect(routeSchema.parse(route)).toEqual(route)
  expect(routeSchema.safeParse({ ...route, calldata: '0x' }).success).toBe(false)
  expect(routeSchema.safeParse({ ...route, slots: { recipient: 'somebody.eth' } }).success).toBe(false)
  expect(routeSchema.safeParse({ ...route, choices: Array.from({ length: 11 }, String) }).success).toBe(false)
})
