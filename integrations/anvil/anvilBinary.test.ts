import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { findAnvilBinary } from './anvilBinary.ts'

test('finds a native binary that reports its version', () => {
  expect(execFileSync(findAnvilBinary(), ['--version'], { encoding: 'utf8' })).toMatch(/^anvil Version: 1\.7\.1/)
})

test('names the platform it has no binary for', () => {
  expect(() => findAnvilBinary('plan9-mips')).toThrow(expect.objectContaining({ code: 'ANVIL_MISSING' }))
})
