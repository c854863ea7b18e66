import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { dryRunCodeAt, dryRunCodes, dryRunIndexOf } from './dryRun.ts'

test('the codes are those of the Solidity enum, in its order', () => {
  const source = readFileSync(new URL('../contracts/interfaces/FundTypes.sol', import.meta.url), 'utf8')
  const body = /enum ExecutionCode \{([^}]*)\}/.exec(source)?.[1] ?? ''
  expect(body.split(',').map((code) => code.trim())).toEqual([...dryRunCodes])
})

test('a code and its number lead to each other', () => {
  for (const code of dryRunCodes) expect(dryRunCodeAt(dryRunIndexOf(code))).toBe(code)
})

test('a number the contract does not have is refused', () => {
  expect(() => dryRunCodeAt(dryRunCodes.length)).toThrow()
  expect(() => dryRunCodeAt(-1)).toThrow()
})
