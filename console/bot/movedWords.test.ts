import { expect, test } from 'vitest'
import { movedWords } from './movedWords.ts'

test('of several regions only those that moved are told', () => {
  expect(movedWords('a.x + b.y', 'a.x + b.z')).toBe('b.z')
  expect(movedWords('idle', 'idle')).toBeNull()
  expect(movedWords(null, 'idle')).toBe('idle')
})
