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
  ['too many entries', `[${'0,'.repeat(5_000)}0]`, 'it has more than 4096 entries'],
  ['too many bytes', `"${'x'.repeat(262_144)}"`, '262146 bytes are over 262144'],
])('refuses %s', (_what, text, problem) => {
  expect(() => readBoundedJson(text)).toThrow(expect.objectContaining({ code: 'BODY_REFUSED', details: { problem } }))
})

test('brackets inside a text are text', () => {
  expect(readBoundedJson(JSON.stringify({ a: '['.repeat(100), b: '\\"{{{' }))).toEqual({ a: '['.repeat(100), b: '\\"{{{' })
})
