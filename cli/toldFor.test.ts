import { expect, test } from 'vitest'
import { errorTable } from '#protocol/errors.ts'
import { toldFor, typedFor } from './toldFor.ts'

test.each([
  ['see it: ./quorate show fund:main', 'see it: ./quorate --instance two show fund:main'],
  [
    'all of it: ./quorate journal verify; then: ./quorate journal repair',
    'all of it: ./quorate --instance two journal verify; then: ./quorate --instance two journal repair',
  ],
  ['./quorate stop, then ./quorate up', './quorate --instance two stop, then ./quorate --instance two up'],
  ['QUORATE_RUNTIME=<folder> ./quorate up', 'QUORATE_RUNTIME=<folder> ./quorate --instance two up'],
  [
    'first line: ./quorate bots\n./quorate up --instance x',
    'first line: ./quorate --instance two bots\n./quorate up --instance x',
  ],
])('names the instance in: %s', (text, told) => {
  expect(toldFor('two', text)).toBe(told)
  expect(toldFor('two', told)).toBe(told)
})

test.each([
  'begin anew: ./quorate up --instance <name>',
  'see how it is used: ./quorate show --help',
  'see how it is used: ./quorate --help',
  'complete -F _quorate quorate ./quorate',
  'try again in 5 ms',
])('leaves as it is: %s', (text) => {
  expect(toldFor('two', text)).toBe(text)
})

test('names no instance when there is only the one that nobody names', () => {
  expect(typedFor('default')).toBe('./quorate')
  for (const { hint } of Object.values(errorTable)) expect(toldFor('default', hint)).toBe(hint)
})

test('leaves no command in a hint of an error without its instance', () => {
  const commands = Object.values(errorTable).flatMap(({ hint }) => toldFor('two', hint).match(/\.\/quorate [^;,]*/g) ?? [])
  expect(commands.length).toBeGreaterThan(30)
  expect(commands.filter((command) => !/ --(?:instance|help)\b/.test(command))).toEqual([])
})
