import { expect, test } from 'vitest'
import { SeenNonces } from './seenNonces.ts'

test('a nonce works once, also much later, and not when it was signed before this process', () => {
  let now = 1_000
  const seen = new SeenNonces(() => now)
  expect(seen.take('a/1', 1_000)).toBe(true)
  expect(seen.take('a/1', 1_000)).toBe(false)
  expect(seen.take('b/1', 1_000)).toBe(true)
  expect(seen.take('a/2', 999)).toBe(false)
  now = 1_300
  expect(seen.take('a/1', 1_000)).toBe(false)
  // a clock ahead: kept for as long as its own time lets it in
  expect(seen.take('c/1', 1_600)).toBe(true)
  now = 1_800
  expect(seen.take('c/1', 1_600)).toBe(false)
  now = 1_901
  // too old for any signature; nothing is kept of it
  expect(seen.take('c/1', 1_901)).toBe(true)
})
