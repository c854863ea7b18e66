import { expect, test } from 'vitest'
import { pressValue, pressVerbs, readPress } from './press.ts'

test('what a button carries is read as it was written, and fits the smallest messenger', () => {
  for (const verb of pressVerbs) {
    const press = { verb, id: 'a'.repeat(32), revision: 999_999_999 }
    const value = pressValue(press)
    expect(value.length).toBeLessThanOrEqual(64)
    expect(readPress(value)).toEqual(press)
  }
})

test.each([
  '',
  'v1:approve:abc',
  'v1:approve:abc:01',
  'v1:approve:a b:1',
  'v1:drop:abc:1',
  ' v1:approve:abc:1',
  'v1:approve:abc:1\n',
])('%j is of no button of ours', (value) => expect(readPress(value)).toBeUndefined())
