import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonDepthMax } from '#protocol/limits.ts'
import { jsonKeyCharsMax, jsonValuesMax, parseStrictJson } from './strictJson.ts'

const nested = (depth: number): string => `${'['.repeat(depth)}1${']'.repeat(depth)}`

test('reads every document as JSON.parse reads it', () => {
  const numbers = fc.oneof(fc.integer(), fc.double({ noDefaultInfinity: true, noNaN: true }))
  const values = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      numbers,
      fc.string({ unit: 'binary' }),
      fc.boolean(),
      fc.constant(null),
      tie('array'),
      tie('object'),
    ),
    array: fc.array(tie('value'), { maxLength: 4 }),
    object: fc.dictionary(
      fc.string().filter((key) => key !== '__proto__'),
      tie('value'),
      { maxKeys: 4, noNullPrototype: true },
    ),
  })).value
  fc.assert(
    fc.property(values, fc.constantFrom(undefined, 1, '\t'), (value, space) => {
      const text = JSON.stringify(value, undefined, space)
      expect(parseStrictJson(text)).toEqual({ document: JSON.parse(text) as unknown, lossy: [] })
    }),
  )
})

test('takes and refuses the same damaged texts as JSON.parse', () => {
  const damaged = fc
    .tuple(
      fc.json({ maxDepth: 3 }),
      fc.nat(),
      fc.constantFrom('', ',', '"', '}', ']', '0', '-', '.', 'e', '\\', ' ', '\n', '\f', ':'),
    )
    .map(([text, at, piece]) => text.slice(0, at % (text.length + 1)) + piece + text.slice((at % (text.length + 1)) + 1))
  const attempt = (read: () => unknown): unknown => {
    try {
      return { read: read() }
    } catch (error) {
      return error instanceof SyntaxError ? 'refused' : error
    }
  }
  const stricter = (text: string): boolean => text.includes('__proto__') || text.includes('"":')
  fc.assert(
    fc.property(
      damaged.filter((text) => !stricter(text)),
      (text) => {
        const ours = attempt(() => parseStrictJson(text).document)
        if (ours === 'refused' && keysTwice(text)) return
        expect(ours).toEqual(attempt(() => JSON.parse(text) as unknown))
      },
    ),
    { numRuns: 1_000 },
  )
})

/** Damage can make two keys equal, which only the strict reader refuses. */
function keysTwice(text: string): boolean {
  try {
    parseStrictJson(text)
    return false
  } catch (error) {
    return error instanceof SyntaxError && error.message.endsWith('twice')
  }
}

test.each([
  ['a key twice', '{"price":"1","price":"2"}', 'it has the key "price" twice'],
  ['a key twice in two spellings', '{"a":1,"\\u0061":2}', 'it has the key "a" twice'],
  ['a key that reaches prototypes', '{"a":[{"__proto__":{}}]}', 'it has a key __proto__'],
  ['that key written with escapes', '{"__pr\\u006fto__":1}', 'it has a key __proto__'],
  [
    'a key that is a payload',
    `{"${'k'.repeat(jsonKeyCharsMax + 1)}":1}`,
    `it has a key of more than ${jsonKeyCharsMax} characters`,
  ],
  ['nesting over the limit', nested(jsonDepthMax + 1), `it is nested deeper than ${jsonDepthMax}`],
  ['nesting that would overflow the stack', nested(500_000), `it is nested deeper than ${jsonDepthMax}`],
  ['too many values', `[${'1,'.repeat(jsonValuesMax)}1]`, `it has more than ${jsonValuesMax} values`],
  ['NaN', '{"price":NaN}', 'it has "N" at character 9'],
  ['Infinity', '[-Infinity]', 'it has "-" at character 1'],
  ['a number with a leading zero', '[007]', 'it has "0" at character 2'],
  ['a comment', '[1/*2*/]', 'it has "/" at character 2'],
  ['a trailing comma', '{"a":1,}', 'it has "}" at character 7'],
  ['two documents', '1 2', 'it has "2" at character 2'],
  ['a document cut off', '{"a":[1', 'it ends too early'],
  ['nothing', '', 'it ends too early'],
])('refuses %s', (_what, text, message) => {
  expect(() => parseStrictJson(text)).toThrow(new SyntaxError(message))
})

test('takes the deepest nesting the limit allows', () => {
  expect(parseStrictJson(nested(jsonDepthMax)).lossy).toEqual([])
})

test.each([
  '1.50',
  '15e-1',
  '0.1',
  '-0',
  '-0.000',
  '1e308',
  '9007199254740992',
  '100000000000000000000000',
  '5e-324',
  '1E+2',
  '0e999999',
])('holds %s as it was written', (written) => {
  expect(parseStrictJson(written)).toEqual({ document: Number(written), lossy: [] })
})

test.each([
  '9007199254740993',
  '0.10000000000000000001',
  '1e400',
  '-1e400',
  '123456789012345678901234567890',
  '1e-400',
  '4e-324',
])('names %s as a number it cannot hold', (written) => {
  expect(parseStrictJson(`{"a":[0,${written}]}`).lossy).toEqual([{ location: ['a', 1], written }])
})
