import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asJson, copyJson, hostileKey, nonJsonChange, nonJsonPath } from './jsonValue.ts'

test('takes every JSON value, and gives it back equal', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      expect(nonJsonPath(value)).toBeUndefined()
      // JSON has no negative zero.
      expect(JSON.stringify(asJson(value))).toBe(JSON.stringify(value))
      expect(copyJson(value)).toStrictEqual(asJson(value))
    }),
  )
})

test('copies as the way through text would, and shares nothing', () => {
  const inner = { deep: [1, -0] }
  const given = { inner, absent: undefined, ...(JSON.parse('{"__proto__":{"own":true}}') as object) }
  const copy = copyJson(given) as { inner: { deep: number[] } }
  expect(JSON.stringify(copy)).toBe(JSON.stringify(asJson(given)))
  expect(Object.getPrototypeOf(copy)).toBe(Object.prototype)
  inner.deep.push(2)
  expect(copy.inner.deep).toStrictEqual([1, 0])
})

test.each([
  ['bigint', 1n],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['Date', new Date(0)],
  ['Set', new Set()],
  ['symbol', Symbol('s')],
  ['undefined', [undefined]],
])('names the place of a %s', (kind, value) => {
  expect(nonJsonPath({ deep: [value] })).toMatch(new RegExp(`^\\$\\.deep\\[0\\].*${kind}`))
})

test('ends on a cycle', () => {
  const cycle: Record<string, unknown> = {}
  cycle['again'] = cycle
  expect(nonJsonPath(cycle)).toMatch(/nested deeper/)
  expect(hostileKey(cycle)).toMatch(/nested deeper/)
})

test('looks only at members of a context that changed', () => {
  const kept = { odd: 1n }
  expect(nonJsonChange({ kept }, { kept, fine: 1 })).toBeUndefined()
  expect(nonJsonChange({ kept: {} }, { kept })).toBe('$.kept.odd (bigint)')
})

test('finds keys that would be taken for something else, at any depth', () => {
  expect(hostileKey({ a: [{ xstate$$type: 1 }] })).toBe('$.a.0.xstate$$type')
  expect(hostileKey(JSON.parse('{"a":{"__proto__":{}}}'))).toBe('$.a.__proto__')
  expect(hostileKey({ sessionId: 1, send: 2, ref: 3 })).toMatch(/together/)
  expect(hostileKey({ sessionId: 1, send: 2 })).toBeUndefined()
})
