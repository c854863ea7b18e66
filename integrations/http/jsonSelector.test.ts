import { expect, test } from 'vitest'
import { extractedCharsMax, jsonDepthMax } from '#protocol/limits.ts'
import { compileSelector, selectorCharsMax } from './jsonSelector.ts'
import { parseStrictJson } from './strictJson.ts'

const select = (selector: string, text: string): string => compileSelector(selector)(parseStrictJson(text))
const refusal = (run: () => unknown): unknown => {
  try {
    return run()
  } catch (error) {
    return error
  }
}

test.each([
  ['$', '[1,{"b":2,"a":null}]', '[1,{"a":null,"b":2}]'],
  ['$.price', '{"price":3000.50}', '3000.5'],
  ['$["a b"][-1]', '{"a b":[1,2]}', '2'],
  ['$.text', '{"text":" e\\u0301 "}', 'é'],
  ['$.list[1:2]', '{"list":[1,2,3]}', '2'],
  ['$..wanted', '{"a":[{"wanted":true}]}', 'true'],
  ['$[?@.id == "b" && @.live].price', '[{"id":"a"},{"id":"b","live":1,"price":"7"}]', '7'],
  ['$[?length(@.id) > 1].price', '[{"id":"a","price":1},{"id":"bc","price":2}]', '2'],
  ['$[?count(@.*) == 2].n', '[{"n":1},{"n":2,"m":3}]', '2'],
])('takes %s', (selector, text, extracted) => {
  expect(select(selector, text)).toBe(extracted)
})

test('descends to the deepest value the document may hold', () => {
  const depth = jsonDepthMax - 1
  expect(select('$..wanted', `${'['.repeat(depth)}{"wanted":1}${']'.repeat(depth)}`)).toBe('1')
})

test.each([
  ['none', '$.none', 0],
  ['what only the language has', '$.constructor', 0],
  ['a length that is no member', '$.a.length', 0],
  ['two', '$.a[*]', 2],
])('refuses a selector of %s', (_what, selector, found) => {
  expect(refusal(() => select(selector, '{"a":[1,2]}'))).toMatchObject({ code: 'SELECTOR_NO_MATCH', details: { found } })
})

test.each([
  ['', /./],
  ['price', /./],
  ['$[', /./],
  ['$.a[?@.b ==]', /./],
  ['$[?nosuch(@.a)]', /./],
  [`$${'['.repeat(selectorCharsMax - 1)}`, /./],
  [`$.${'a'.repeat(selectorCharsMax)}`, /longer than/],
  ['$[?match(@.a, "(a+)+b")]', /match/],
  ['$[?search(@.a, "(a+)+b")]', /search/],
  ['$..a..b', /more than one \.\./],
  ['$[*,*][*,*][*,*]["x"]', /several selectors/],
  ['$[?@[0,0]]', /several selectors/],
  ['$[?@..a]', /\.\. inside a filter/],
  ['$[?count(@..*) > 1]', /\.\. inside a filter/],
  ['$[?!(@.a == 1 || $.b == 2)]', /\$ inside a filter/],
  ['$[?@[?@.a]]', /filter inside a filter/],
  ['$[?@.id == 9007199254740993]', /cannot be held exactly/],
])('refuses to compile %s', (selector, problem) => {
  expect(refusal(() => compileSelector(selector))).toMatchObject({
    code: 'SELECTOR_INVALID',
    details: { problem: expect.stringMatching(problem) as string },
  })
})

test.each([
  ['a number that was rounded', '$.a', '{"a":9007199254740993}', /9007199254740993 cannot be held exactly/],
  ['an object with such a number in it', '$.a', '{"a":{"b":[0.10000000000000000001]}}', /cannot be held exactly/],
  [
    'what a filter chose among rounded numbers',
    '$[?@.id == 9007199254740992].v',
    '[{"id":9007199254740993,"v":1}]',
    /cannot be held exactly/,
  ],
  ['text with half a character', '$.a', '{"a":"\\ud800"}', /well-formed/],
  ['text that is too long', '$.a', `{"a":"${'a'.repeat(extractedCharsMax + 1)}"}`, /longer than/],
  ['text that grows too long in its one spelling', '$.a', `{"a":"${'\u{1D15E}'.repeat(extractedCharsMax / 2)}"}`, /longer than/],
])('refuses %s', (_what, selector, text, problem) => {
  expect(refusal(() => select(selector, text))).toMatchObject({
    code: 'EXTRACT_REFUSED',
    details: { problem: expect.stringMatching(problem) as string },
  })
})

test('takes an exact number beside one that was rounded', () => {
  expect(select('$.price', '{"id":9007199254740993,"price":1.5}')).toBe('1.5')
})
