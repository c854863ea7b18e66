import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { mutantTable, parseMutant } from './mutantPatch.ts'

const patch = 'What: forgets\nSuite: a.test.ts b.test.ts\n\n--- a/x.ts\n+++ b/x.ts\n@@ -1 +1 @@\n-one\n+two\n'

test('reads what a patch says of itself', () => {
  const mutant = parseMutant('forgets', patch)
  expect(mutant).toMatchObject({ what: 'forgets', suites: ['a.test.ts', 'b.test.ts'], expect: 'caught' })
  expect(mutant.diff.startsWith('--- a/x.ts')).toBe(true)
})

test.each([
  ['no patch in it', 'What: x\nSuite: y\n'],
  ['its head needs the lines What: and Suite:', patch.replace('Suite', 'Sweet')],
  ['Expect: is caught or survives, not maybe', `Expect: maybe\n${patch}`],
])('refuses one with %s', (problem, text) => {
  expect(() => parseMutant('bad', text)).toThrow(problem)
})

test('says of each what became of it', () => {
  const base = { what: 'w', suites: ['s'], caughtBy: null }
  const table = mutantTable([
    { ...base, name: 'one', expect: 'caught', failed: true, caughtBy: 'counts once' },
    { ...base, name: 'two', expect: 'caught', failed: false },
    { ...base, name: 'canary', expect: 'survives', failed: false },
  ])
  expect(table).toContain('| one | w | s | caught: counts once |')
  expect(table).toContain('| two | w | s | MISSED |')
  expect(table).toContain('| canary | w | s | survived, as it must |')
})

const root = join(import.meta.dirname, '..')
const patches = readdirSync(join(root, 'test', 'mutants')).filter((name) => name.endsWith('.patch'))

test.each(patches)('%s is made for the code as it is today', (name) => {
  const { diff } = parseMutant(name, readFileSync(join(root, 'test', 'mutants', name), 'utf8'))
  const file = /^--- a\/(.+)$/m.exec(diff)?.[1] ?? ''
  const hunks = diff.split(/^@@ .*@@.*\n/m).slice(1)
  expect(hunks.length).toBeGreaterThan(0)
  for (const hunk of hunks) {
    const before = hunk.split('\n').filter((line) => /^[ -]/.test(line))
    expect(readFileSync(join(root, file), 'utf8')).toContain(before.map((line) => line.slice(1)).join('\n'))
  }
})
