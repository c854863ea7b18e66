import fc from 'fast-check'
import { expect, test } from 'vitest'
import { commandTable } from '#chat/commands/commandTable.ts'
import { lineCharsMax, readTyped, wordsOf } from './typedLine.ts'

test.each<[string, string, readonly string[]]>([
  ['plain words', 'fund pause main', ['fund', 'pause', 'main']],
  ['quotes', 'approve a1 --reason "as agreed today"', ['approve', 'a1', '--reason', 'as agreed today']],
  ['quotes that a phone makes', 'approve a1 --reason “as agreed”', ['approve', 'a1', '--reason', 'as agreed']],
  ['dashes that a phone makes', 'approve a1 —reason ok', ['approve', 'a1', '--reason', 'ok']],
  ['an apostrophe', "resolve i1 --note don't", ['resolve', 'i1', '--note', "don't"]],
  ['an open quote', 'resolve i1 --note "it was', ['resolve', 'i1', '--note', 'it was']],
  ['nothing', ' \t\n ', []],
])('%s', (_name, line, words) => expect(wordsOf(line)).toEqual(words))

const read = (line: string): unknown => {
  const typed = readTyped(commandTable, line)
  return typed.kind === 'command' ? [typed.command.name, typed.args] : typed.kind === 'wrong' ? typed.problem : typed
}

test.each<[string, unknown]>([
  ['pause main', ['fund.pause', { fund: 'main' }]],
  ['Fund PAUSE main', ['fund.pause', { fund: 'main' }]],
  ['/quorate pause main', ['fund.pause', { fund: 'main' }]],
  ['./quorate pause main', ['fund.pause', { fund: 'main' }]],
  ['approve a1 --revision 2', ['approval.approve', { id: 'a1', revision: 2 }]],
  ['approve a1 --revision=2', ['approval.approve', { id: 'a1', revision: 2 }]],
  ['approve a1 --revision two', ['approval.approve', { id: 'a1', revision: 'two' }]],
  ['approvals --all', ['approval.list', { all: true }]],
  ['approvals --all=false', ['approval.list', { all: false }]],
  ['approve a1 --revision', '--revision needs a value'],
  ['pause main now', 'it takes no "now"; it takes <fund>'],
  ['pause main --fast', 'it has no option --fast; it takes <fund>'],
  ['', { kind: 'nothing' }],
  ['/quorate', { kind: 'nothing' }],
  ['frobnicate it', { kind: 'unknown', words: ['frobnicate', 'it'] }],
])('%s', (line, expected) => expect(read(line)).toEqual(expected))

test('any text is read, and never throws', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: lineCharsMax + 50, unit: 'binary' }), (line) => {
      expect(['command', 'unknown', 'wrong', 'nothing']).toContain(readTyped(commandTable, line).kind)
    }),
  )
})
