import { expect, test, vi } from 'vitest'
import { Refusal } from './api.ts'
import { LongAnswer, type Paged } from './longAnswer.ts'

interface Page extends Paged {
  readonly rows: readonly string[]
}
const page = (rows: readonly string[], next: number | null, from = next ?? 1): Page => ({ rows, next, from, through: 99 })
const answering = (pages: readonly Page[]) => {
  const ask = vi.fn<(before: number | undefined) => Promise<Page>>()
  for (const one of pages) ask.mockResolvedValueOnce(one)
  return { ask, answer: new LongAnswer<Page, string>(ask, ({ rows }) => rows) }
}

test('goes on where the page before ended, until there is nothing further back', async () => {
  const { ask, answer } = answering([page(['c', 'b'], 40), page(['a'], null)])
  expect(answer.view()).toMatchObject({ rows: [], isLoading: true })
  await answer.more()
  expect(answer.view()).toMatchObject({ rows: ['c', 'b'], isLoading: false, isEnd: false, from: 40, through: 99 })
  await answer.more()
  await answer.more()
  expect(answer.view()).toMatchObject({ rows: ['c', 'b', 'a'], isEnd: true, from: 1 })
  expect(ask.mock.calls.map(([before]) => before)).toEqual([undefined, 40])
})

test('looks past pages with nothing on them, and asks a person before it goes on for ever', async () => {
  const empty = Array.from({ length: 8 }, (_, at) => page([], 90 - at))
  const { ask, answer } = answering([page([], 95), page(['b'], 91), ...empty, page(['a'], null)])
  await answer.more()
  expect(answer.view().rows).toEqual(['b'])
  await answer.more()
  expect([ask.mock.calls.length, answer.view()]).toMatchObject([10, { rows: ['b'], isLoading: false, isEnd: false, from: 83 }])
  await answer.more()
  expect(answer.view()).toMatchObject({ rows: ['b', 'a'], isEnd: true })
})

test('asks one at a time, and again after a refusal', async () => {
  const { ask, answer } = answering([])
  const refusal = new Refusal({ status: 503, code: 'BUSY', message: 'busy', hint: 'later' })
  ask.mockRejectedValueOnce(refusal).mockResolvedValueOnce(page(['a'], null))
  await Promise.all([answer.more(), answer.more()])
  expect([ask.mock.calls.length, answer.view().refusal]).toEqual([1, refusal])
  await answer.more()
  expect(answer.view()).toMatchObject({ rows: ['a'], refusal: undefined })
})

test('tells nobody who has left', async () => {
  const { answer } = answering([page(['a'], null)])
  const heard = vi.fn<() => void>()
  answer.subscribe(heard)
  const asked = answer.more()
  answer.close()
  heard.mockClear()
  await asked
  expect([heard.mock.calls.length, answer.view().rows]).toEqual([0, []])
})
