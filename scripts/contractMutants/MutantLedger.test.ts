import { appendFileSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { MutantLedger, outcomeKey, type MutantOutcome } from './MutantLedger.ts'

const mutant = { file: 'Vault.sol', from: 'a < b', to: 'false' }
const outcome = (key: string): MutantOutcome => ({ key, ...mutant, seed: '0x51', suites: 'tests', by: ['Vault.test_a'], ms: 9 })

test('keeps what it was told for the next process, and skips a line that was cut off', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'ledger-')), 'ledger.ndjson')
  const first = new MutantLedger(path)
  first.add(outcome('one'))
  first.add(outcome('two'))
  appendFileSync(path, '{"key":"three","fi')
  const second = new MutantLedger(path)
  expect(second.get('one')).toEqual(outcome('one'))
  expect(second.get('two')?.by).toEqual(['Vault.test_a'])
  expect(second.get('three')).toBeUndefined()
})

test('an outcome is asked for anew when the sources, the line, the seed or the suites change', () => {
  const keys = [
    outcomeKey('sources', mutant, '0x51', 'tests'),
    outcomeKey('others', mutant, '0x51', 'tests'),
    outcomeKey('sources', { ...mutant, to: 'true' }, '0x51', 'tests'),
    outcomeKey('sources', mutant, '0x7', 'tests'),
    outcomeKey('sources', mutant, '0x51', 'campaigns'),
  ]
  expect(new Set(keys).size).toBe(keys.length)
  expect(outcomeKey('sources', { ...mutant }, '0x51', 'tests')).toBe(keys[0])
})
