import { expect, test } from 'vitest'
import { QuorateError } from '#protocol/errors.ts'
import { outcomeOf } from './outcome.ts'
import type { Reply } from './reply.ts'

const note = 'Still open: resume, “let fund main execute trades again?”: say yes or no, or say cancel.'
const reply = (more: Partial<Reply>): Reply => ({
  kind: 'done',
  command: 'status',
  text: '',
  note: '',
  result: null,
  picture: null,
  error: null,
  choices: [],
  conversation: { id: 'c1', revision: 3 },
  ...more,
})

test('what waits still is the end of an answer, however long the rest is', () => {
  expect(outcomeOf(reply({ text: `all well\n\n${note}`, note }), 'link:l1', null).text).toBe(`all well\n\n${note}`)
  const { text } = outcomeOf(reply({ text: `${'x'.repeat(9_000)}\n\n${note}`, note }), 'link:l1', null)
  expect(text.endsWith(`… and more: ask for less, or look in a terminal\n\n${note}`)).toBe(true)
  expect(text.length).toBeLessThan(3_700)
})

test('what waits still is the end of a refusal, too', () => {
  const { error } = new QuorateError('UNKNOWN_FUND', { fundId: 'other' }).toJSON()
  const { lines, code } = outcomeOf(reply({ kind: 'refused', error, note }), 'link:l1', null)
  expect([code, lines.at(0), lines.at(-1)]).toEqual(['UNKNOWN_FUND', 'no fund other', note])
})

test('a stranger is told why they are one, and no more than that', () => {
  const { error } = new QuorateError('UNKNOWN_FUND', { fundId: 'other' }).toJSON()
  const unknown = new QuorateError('LINKS_DISAGREE', { problem: 'they name jun and mara' })
  const told = outcomeOf(reply({ kind: 'refused', error }), 'discord:-.1', unknown)
  expect(told).toMatchObject({
    principal: '',
    code: 'LINKS_DISAGREE',
    lines: [unknown.message, expect.stringContaining('/quorate link code')],
  })
})
