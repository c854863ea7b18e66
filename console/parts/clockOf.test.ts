import { expect, it } from 'vitest'
import { clockOf } from './clockOf.ts'

it.each([
  [6_001, '0:07'],
  [299_000, '4:59'],
  [3_899_000, '1:04:59'],
  [0, '0:00'],
  [-5_000, '0:00'],
])('%i ms are %s', (ms, told) => expect(clockOf(ms)).toBe(told))
