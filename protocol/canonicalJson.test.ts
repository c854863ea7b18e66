import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from './canonicalJson.ts'

test('parses back to what was written', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5, stringUnit: 'grapheme' }), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})

test('does not depend on the order in which keys were set', () => {
  expect(canonicalJson({ b: 1, a: { d: 2, c: 3 } })).toBe(canonicalJson({ a: { c: 3, d: 2 }, b: 1 }))
})

test('leaves out undefined properties', () => {
  expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}')
})

test.each([
  ['a bigint', { a: 1n }, '$.a'],
  ['NaN', [Number.NaN], '$[0]'],
  ['undefined in a list', [undefined], '$[0]'],
  ['a date', new Date(0), '$'],
  ['a map', { a: [new Map()] }, '$.a[0]'],
  ['a function', { a: () => 1 }, '$.a'],
  ['a lone surrogate', { a: '\udc00' }, '$.a'],
  ['a key with a lone surrogate', { '\udc00': 1 }, '$'],
])('refuses %s and says where', (_, value, path) => {
  expect(() => canonicalJson(value)).toThrow(
    expect.objectContaining({ code: 'NOT_CANONICAL', details: expect.objectContaining({ path }) }),
  )
})

test('refuses nesting without end', () => {
  const ring: Record<string, unknown> = {}
  ring['ring'] = ring
  expect(() => canonicalJson(ring)).toThrow(/nesting over 32/)
})
