import { expect, test } from 'vitest'
import { newsFixture } from '../test/machines/newsFixture.ts'
import { notesMax } from './limits.ts'
import { newsKindSchema, newsSchema, subscribedKinds } from './news.ts'

test('news is read as it is written', () => {
  expect(newsSchema.parse(newsFixture())).toEqual(newsFixture())
})

test.each([
  ['a name that is no place in the journal', { key: 'seven' }],
  ['another kind', { kind: 'gossip' }],
  ['more words than a thread takes', { words: 'x'.repeat(notesMax.newsChars + 1) }],
  ['something more', { extra: 1 }],
])('%s is refused', (_what, change) => {
  expect(newsSchema.safeParse({ ...newsFixture(), ...change }).success).toBe(false)
})

test('whoever subscribes may name each kind, or all of them', () => {
  expect(subscribedKinds.filter((kind) => !newsKindSchema.safeParse(kind).success)).toEqual(['all', 'audit-head'])
})
