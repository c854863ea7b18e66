import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clipText, textWidth, wrapWords } from './textWidth.ts'

test('text is as wide as its font makes it', () => {
  expect(textWidth('iiii', 'body', 11)).toBeLessThan(textWidth('mmmm', 'body', 11) / 3)
  expect(textWidth('iiii', 'mono', 10)).toBe(textWidth('mmmm', 'mono', 10))
  expect(textWidth('name', 'title', 13)).toBeGreaterThan(textWidth('name', 'body', 11))
})

test('wide scripts take one em each and combining marks nothing', () => {
  expect(textWidth('東京', 'body', 10)).toBe(21)
  expect(textWidth('u\u0308', 'body', 10)).toBe(textWidth('u', 'body', 10))
})

test('clipped text is never wider than asked, unless one character and the ellipsis already are', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 3 }),
      (text) => textWidth(clipText(text, 'body', 11, 60), 'body', 11) <= 60,
    ),
  )
})

test('wrapped lines keep every word that fits', () => {
  const words = ['do', 'takeNonce,', 'announceSigned,', 'tellConfirmed,', 'spendNonce']
  const lines = wrapWords(words, 'body', 11, 120)
  expect(lines.join(' ').split(' ')).toEqual(words)
  expect(lines.length).toBeGreaterThan(1)
  expect(Math.max(...lines.map((line) => textWidth(line, 'body', 11)))).toBeLessThanOrEqual(120)
})
