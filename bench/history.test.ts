import { expect, test } from 'vitest'
import { parseHistory, readHistory } from './history.ts'

const line = {
  at: '2026-11-21T14:02:19.680Z',
  commit: 'cdd687f',
  name: 'cycle',
  median: 665,
  unit: 'ms',
  spread: [474, 739],
  samples: 12,
  ratios: { 'sum of its own chain calls': 0.36 },
  targets: { 'sum of its own chain calls': 2 },
  met: true,
}

test('reads the lines oldest first, also those of the first form', () => {
  const text = `${JSON.stringify(line)}\n${JSON.stringify({ ...line, commit: 'df1fc0a', bounds: { x: 'at least' } })}\n`
  expect(parseHistory(text).map(({ commit, bounds }) => ({ commit, bounds }))).toEqual([
    { commit: 'cdd687f', bounds: {} },
    { commit: 'df1fc0a', bounds: { x: 'at least' } },
  ])
})

test('a damaged line is refused with its number', () => {
  expect(() => parseHistory(`${JSON.stringify(line)}\n\n{"at":\n`)).toThrow('line 3 of the history is damaged')
  expect(() => parseHistory(JSON.stringify({ ...line, median: null }))).toThrow('line 1 of the history is damaged')
})

test('the history of this repository can be read', () => {
  expect(readHistory().length).toBeGreaterThan(0)
})
