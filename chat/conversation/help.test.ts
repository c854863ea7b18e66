import { expect, test } from 'vitest'
import type { Asker } from '#chat/commands/asker.ts'
import { commandTable } from '#chat/commands/commandTable.ts'
import { helpAsked, helpText } from './help.ts'

const asker: Asker = { principal: 'key:k', person: 'mara', role: 'viewer', funds: 'all' }
const daemon = commandTable.filter(({ runs, streams }) => runs === 'daemon' && !streams)
const help = (words: readonly string[], who = asker, prefix = ''): string => helpText(daemon, who, words, prefix)

test.each<[string, readonly string[] | undefined]>([
  ['help', []],
  ['/quorate help', []],
  ['?', []],
  ['help fund pause', ['fund', 'pause']],
  ['fund pause --help', ['fund', 'pause']],
  ['helpful words', undefined],
  ['status', undefined],
])('%s', (line, expected) => expect(helpAsked(line)).toEqual(expected))

test('the list has what the asker may, and no more', () => {
  expect(help([])).toMatch(/^status +Show/m)
  expect(help([])).not.toContain('pause')
  expect(help([], { ...asker, role: 'operator' })).toMatch(/^pause +Pause/m)
  expect(help([], { ...asker, may: ['commands.none'] })).toBe('There is nothing that you may do here.')
})

test('one command is told with its arguments and examples, as it is typed there', () => {
  const told = help(['status'], asker, '/quorate ')
  expect(told).toContain('/quorate status')
  expect(told).toContain('Examples:')
  expect(help(['approvals'])).toMatch(/Also: approvals/)
})

test('a group is told as a list; what there is not is refused, and what one may not ask for is not named', () => {
  expect(help(['incident'])).toMatch(/^incident show/m)
  expect(() => help(['nonsense'])).toThrowError(expect.objectContaining({ code: 'UNKNOWN_COMMAND' }))
  expect(() => help(['paus'])).toThrowError(expect.objectContaining({ hint: 'list them: ./quorate --help' }))
})
