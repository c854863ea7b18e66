import { expect, test } from 'vitest'
import { commandTable } from '#chat/commands/commandTable.ts'
import { givenUp, isSameMatter, madeRoom, questionWords, stillOpen, type Question } from './openQuestion.ts'

const sure: Question = {
  kind: 'sure',
  command: 'fund.unpause',
  args: { fund: 'main' },
  says: 'let fund main execute trades again?',
}
const ask: Question = {
  kind: 'ask',
  command: 'fund.pause',
  args: {},
  slot: 'fund',
  says: 'Which fund?',
  choices: null,
  offered: [],
}

test.each<[string, Question, Pick<Question, 'command' | 'args'>, boolean]>([
  ['its yes', sure, { command: 'fund.unpause', args: { fund: 'main' } }, true],
  ['its answer', ask, { command: 'fund.pause', args: { fund: 'main' } }, true],
  ['another fund', sure, { command: 'fund.unpause', args: { fund: 'other' } }, false],
  ['another command', sure, { command: 'fund.pause', args: { fund: 'main' } }, false],
  [
    'the same thing as it is by now',
    { ...sure, args: { id: 'a', revision: 1 } },
    { command: 'fund.unpause', args: { id: 'a', revision: 2 } },
    true,
  ],
  [
    'one more of several',
    { ...ask, args: { inputs: ['a=1'] } },
    { command: 'fund.pause', args: { inputs: ['a=1', 'b=2'] } },
    true,
  ],
  ['other ones', { ...ask, args: { inputs: ['a=1'] } }, { command: 'fund.pause', args: { inputs: ['a=2'] } }, false],
])('%s', (_name, question, next, expected) => expect(isSameMatter(question, next)).toBe(expected))

test('in words', () => {
  expect(stillOpen(sure, commandTable)).toBe(
    'Still open: resume, “let fund main execute trades again?”: say yes or no, or say cancel.',
  )
  expect(stillOpen(ask, commandTable)).toBe('Still open: pause, “Which fund?”: answer it, or say cancel.')
  expect(madeRoom(ask, commandTable)).toBe('Given up for this: pause, “Which fund?”; say it again afterwards.')
  expect(givenUp(questionWords(ask, commandTable))).toBe('Given up: pause, “Which fund?”; nothing was done.')
  expect(givenUp(undefined)).toBe('Given up; nothing was done.')
})

test('of many lines the first, of a long one the beginning, of signs that nobody sees none', () => {
  expect(questionWords({ command: 'fund.pause', says: 'BUY of fund main\ndigest\nApprove this?' }, commandTable)).toBe(
    'pause, “BUY of fund main”',
  )
  expect(questionWords({ command: 'no.more', says: 'x'.repeat(4_000) }, commandTable).length).toBeLessThan(400)
  expect(questionWords({ command: 'no.more', says: 'a\u202eb' }, [])).toBe('no more, “a\\u202eb”')
})
