import { expect, test } from 'vitest'
import { momentWords } from './momentWords.ts'

const given = { asked: 9, isToCome: false, refusal: undefined, address: 'fund:main' }
const known = { isKnown: true, seq: 7 }
const unknown = { isKnown: false, seq: 0 }
const refused = (code: string) => ({ code, message: 'the journal is kept from 20' })

test.each([
  ['a moment after a turn', { ...given, shown: known }, undefined],
  ['one that has not come', { ...given, shown: known, isToCome: true }, '9 has not come yet; this is after turn 7, its newest'],
  ['one that is still read', { ...given, shown: unknown }, 'at 9, reading the journal …'],
  ['one before its birth', { ...given, shown: unknown, refusal: refused('UNKNOWN_BOT') }, 'fund:main was not there yet at 9'],
  ['one behind the journal', { ...given, shown: unknown, refusal: refused('JOURNAL_TRUNCATED') }, 'the journal is kept from 20'],
])('%s', (_name, moment, words) => {
  expect(momentWords(moment)).toBe(words)
})
