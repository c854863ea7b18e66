import { expect, test } from 'vitest'
import { withContext } from './withContext.ts'

test('adds to the context and leaves the rest alone', () => {
  const stored = { value: 'idle', status: 'active', context: { kept: 1 } }
  expect(withContext(stored, { more: null })).toEqual({ ...stored, context: { kept: 1, more: null } })
})

test.each([null, 'text', [1], { value: 'idle' }])('%j is no snapshot and stays as it is', (stored) => {
  expect(withContext(stored, { more: 1 })).toEqual(stored)
})
