import { expect, test } from 'vitest'
import { formatDelay } from './names.ts'

test.each([
  [0, '0 ms'],
  [250, '250 ms'],
  [1_000, '1 s'],
  [1_234, '1234 ms'],
  [1_500, '1.5 s'],
  [90_000, '1.5 min'],
  [3_600_000, '1 h'],
  ['backoff', 'backoff'],
  ['5000', '5 s'],
  [() => 1, 'a computed time'],
])('a delay of %j reads %s', (delay, words) => {
  expect(formatDelay(delay)).toBe(words)
})
