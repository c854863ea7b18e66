import { expect, test } from 'vitest'
import { isKilled, mutantPage, summaryOf, type MutantVerdict } from './mutantVerdict.ts'

const verdict = (line: number, bySeed: Readonly<Record<string, readonly string[]>>): MutantVerdict => {
  const mutant = { file: 'Vault.sol', from: 'a || b', to: line === 3 ? '' : 'false' }
  const outcomes = Object.entries(bySeed).map(([seed, by]) => ({
    ...mutant,
    key: `${line} ${seed}`,
    seed,
    suites: 'tests' as const,
    by,
    ms: 1,
  }))
  return { ...mutant, line, outcomes }
}
const killed = verdict(1, { '0x51': ['Vault.test_a', 'Vault.test_b'], '0x7': ['Vault.test_a'] })
const onlyBySomeSeed = verdict(3, { '0x51': ['Vault.testFuzz_c'], '0x7': [] })
const canary = verdict(9, { '0x51': [], '0x7': [] })

test('a line that lives through one of the seeds has survived', () => {
  expect([killed, onlyBySomeSeed, canary].map(isKilled)).toEqual([true, false, false])
  expect(isKilled({ ...killed, outcomes: [] })).toBe(false)
})

test('the summary names the survivors and what became of the canary', () => {
  expect(summaryOf([killed, onlyBySomeSeed], canary)).toEqual({
    type: 'summary',
    mutants: 2,
    killed: 1,
    survived: ['Vault.sol:3 a || b → left out'],
    canary: 'survived',
  })
  expect(summaryOf([killed], killed).canary).toBe('killed')
})

test('the page has a row a line, with what caught it', () => {
  const summary = summaryOf([killed, onlyBySomeSeed], canary)
  const page = mutantPage(
    [killed, onlyBySomeSeed],
    [{ file: 'ClawCore.sol', from: 'x', to: 'no lock', why: 'locked' }],
    summary,
    ['0x51'],
  )
  expect(page).toContain('| Vault.sol:1 | `a \\|\\| b` | `false` | `Vault.test_a` and 1 more |')
  expect(page).toContain('| Vault.sol:3 | `a \\|\\| b` | left out | SURVIVES |')
  expect(page).toContain('1 of 2 are caught. 1 survive; the canary, which changes nothing, does.')
  expect(page).toContain('| ClawCore.sol | `x` | no lock | locked |')
})
