import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { headOf } from './scriptArgs.ts'

const folder = mkdtempSync(join(tmpdir(), 'quorate-args-'))
afterAll(() => rmSync(folder, { recursive: true }))
writeFileSync(
  join(folder, 'storm.ts'),
  `// npm run storm -- [--kills 20]: kills.
import { scriptArgs } from '${join(import.meta.dirname, 'scriptArgs.ts')}'
console.log(scriptArgs({ options: { kills: { type: 'string', default: '20' } } }).values.kills)
`,
)
const storm = (...args: string[]) => spawnSync(process.execPath, [join(folder, 'storm.ts'), ...args], { encoding: 'utf8' })

test('help is the comment that the file begins with', () => {
  expect(headOf("// `npm run x -- [--json]`: does x.\n// Slowly.\nimport 'y'\n// not this\n")).toBe(
    'npm run x -- [--json]: does x.\nSlowly.',
  )
})

test('a command tells what it takes, and does nothing', () => {
  const { status, stdout, stderr } = storm('--help')
  expect([status, stdout, stderr]).toEqual([0, 'npm run storm -- [--kills 20]: kills.\n', ''])
})

test('what it takes, it is given', () => {
  expect([storm().stdout, storm('--kills', '3').stdout]).toEqual(['20\n', '3\n'])
})

test.each([
  [['--kils', '3'], "Unknown option '--kils'"],
  [['--kills'], "Option '--kills <value>' argument missing"],
  [['more'], "Unexpected argument 'more'. This command does not take positional arguments"],
])('%j is refused in one sentence', (args, words) => {
  const { status, stdout, stderr } = storm(...args)
  expect([status, stdout, stderr]).toEqual([2, '', `storm: ${words}. --help tells what there is\n`])
})
