import { expect, test } from 'vitest'
import { copilotCheckSchema, strictest } from './copilotCheck.ts'

test.each([
  [['PASS', 'PASS'], 'PASS'],
  [['PASS', 'WARN'], 'WARN'],
  [['WARN', 'FAIL', 'PASS'], 'FAIL'],
  [[], 'PASS'],
] as const)('of %j the strictest is %s', (verdicts, most) => {
  expect(strictest(verdicts.map((verdict) => ({ verdict })))).toBe(most)
})

test('a check has a name that is known, and says why', () => {
  const check = { id: 'swap.minimum', verdict: 'PASS', reason: 'there is a least', data: { bound: '5' } }
  expect(copilotCheckSchema.safeParse(check).success).toBe(true)
  for (const wrong of [{ id: 'swap.luck' }, { verdict: 'MAYBE' }, { reason: '' }, { data: { nested: {} } }])
    expect(copilotCheckSchema.safeParse({ ...check, ...wrong }).success).toBe(false)
})
