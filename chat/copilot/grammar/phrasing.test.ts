import { expect, test } from 'vitest'
import { firstWordsOf, patternOf, wordsOfForm } from './phrasing.ts'

test('a form is a pattern over words and pieces', () => {
  const form = patternOf('(swap|trade in) [{amountIn}] {tokenIn} [(to|for) {tokenOut}]')
  const groups = (tags: string): unknown => ({ ...form.exec(tags)?.groups })
  expect(groups('swap #v0 #n1 to #n2 ')).toEqual({ amountIn: '#v0', tokenIn: '#n1', tokenOut: '#n2' })
  expect(groups('trade in #n0 ')).toEqual({ amountIn: undefined, tokenIn: '#n0', tokenOut: undefined })
  expect(groups('swap #p0 #n1 ')).toEqual({ amountIn: '#p0', tokenIn: '#n1', tokenOut: undefined })
})

test.each([
  ['swap #v0 #n1 to ', 'a word too many'],
  ['please swap #n0 ', 'a word before it'],
  ['swap #n0', 'no space behind the last word'],
  ['swapped #n0 ', 'another word'],
  ['swap #n0 #v1 ', 'another order'],
])('a form takes a whole line: not %j, %s', (line) => {
  expect(patternOf('swap [{amountIn}] {tokenIn} [to {tokenOut}]').test(line)).toBe(false)
})

test('the words of a form, and those it begins with', () => {
  const form = '(swap|trade in) [{amountIn}] [(to|for) {tokenOut}]'
  expect(wordsOfForm(form)).toEqual(['swap', 'trade', 'in', 'to', 'for'])
  expect([
    ...firstWordsOf([
      {
        kind: 'swap',
        forms: [
          { form, example: '' },
          { form: 'sell {tokenIn}', example: '' },
        ],
      },
    ]),
  ]).toEqual(['swap', 'trade', 'sell'])
})
