import { expect, it } from 'vitest'
import { spanOf } from './spanOf.ts'

it.each([
  [-5_000, '0 s'],
  [999, '1 s'],
  [59_400, '59 s'],
  [60_000, '1 min'],
  [3_599_000, '59 min'],
  [3_600_000, '1 h'],
  [172_700_000, '47 h'],
  [172_800_000, '2 d'],
])('%i ms are %s', (ms, words) => {
  expect(spanOf(ms)).toBe(words)
})
