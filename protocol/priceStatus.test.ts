import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { priceStatusAt, priceStatuses } from './priceStatus.ts'

test('the statuses are the contract’s, in its order', () => {
  const types = readFileSync(new URL('../contracts/interfaces/FundTypes.sol', import.meta.url), 'utf8')
  const members = /enum PriceStatus \{([^}]*)\}/.exec(types)?.[1]
  expect(members?.split(',').map((name) => name.trim())).toEqual(priceStatuses)
})

test('a number that the contract does not have is refused', () => {
  expect(priceStatusAt(3)).toBe('STALE')
  expect(() => priceStatusAt(priceStatuses.length)).toThrow()
})
