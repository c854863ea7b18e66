import { expect, test } from 'vitest'
import { jsonDifferences } from './jsonDifference.ts'

test('names every place where two values differ, in words a person can look up', () => {
  const before = { same: [1, { a: 1 }], list: [1, 2], 'odd.key': { x: 1 }, gone: null, kind: [] }
  const after = { kind: {}, same: [1, { a: 1 }], list: [1, 3, 4], 'odd.key': { x: 2 }, come: 'x' }
  expect(jsonDifferences(before, after)).toEqual([
    { path: 'list[1]', before: 2, after: 3 },
    { path: 'list[2]', before: undefined, after: 4 },
    { path: '["odd.key"].x', before: 1, after: 2 },
    { path: 'gone', before: null, after: undefined },
    { path: 'kind', before: [], after: {} },
    { path: 'come', before: undefined, after: 'x' },
  ])
  expect(jsonDifferences([1, 2, 3], [4, 5, 6], 2)).toHaveLength(2)
  expect(jsonDifferences({ a: 1, b: 2 }, { b: 2, a: 1 })).toEqual([])
})
