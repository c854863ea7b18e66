import { expect, test } from 'vitest'
import { readBoundedJson } from './boundedJson.ts'

test('reads plain JSON, and nothing as no arguments', () => {
  expect(readBoundedJson('{"bot":"fund:main","turns":3}')).toEqual({ bot: 'fund:main', turns: 3 })
  expect(readBoundedJson('  ')).toEqual({})
})

test.each([
  ['what is not JSON', '{"a":', 'it is not JSON'],
  ['a key that reaches the prototype', '{"a":[{"__proto__":{"admin":true}}]}', 'the key __proto__ is not allowed'],
  ['a constructor', '{"constructor":{"prototype":{}}}', 'the key constructor is not allowed'],
  ['deep nesting', '['.repeat(50_000), 'it nests deeper than 16'],
  ['a key that XState reads as its own', '{"a":{"xstate$$type":1}}', 'the key xstate$$type is not allowed'],
  [
    'what looks like an actor',
    '[{"sessionId":"x:0","send":1,"ref":{}}]',
    'an object with sessionId, send and ref is not allowed',
  ],
  ['a key that stands twice', '{"fund":"main","b":[{"c":1}],"fund":"other"}', 'the key fund stands twice'],
  ['one that stands twice in disguise', '{"a":[1,{"fund":"\\"{","f\\u0075nd":2}]}', 'the key fund stands twice'],
  ['too many entries', `[${'0,'.repeat(5_000)}0]`, 'it has more than 4096 entries'],
  ['too many bytes', `"${'x'.repeat(262_144)}"`, '262146 bytes are over 262144'],
])('refuses %s', (_what, text, problem) => {
  expect(() => readBoundedJson(text)).toThrow(expect.objectContaining({ code: 'BODY_REFUSED', details: { problem } }))
})

test('the same key in two objects, and a text that is like a key, are no twins', () => {
  const value = { a: 'a', b: [{ a: 1 }, { a: 2 }, 'a', 'a'], c: { a: { a: 'b' }, b: 'a' } }
  expect(readBoundedJson(JSON.stringify(value))).toEqual(value)
  expect(() => readBoundedJson('{"a":1,"\\q":2,"\\q":3}')).toThrow(expect.objectContaining({ code: 'BODY_REFUSED' }))
})

test('brackets inside a text are text', () => {
  expect(readBoundedJson(JSON.stringify({ a: '['.repeat(100), b: '\\"{{{' }))).toEqual({ a: '['.repeat(100), b: '\\"{{{' })
})
