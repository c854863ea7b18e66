// Proves that every import rule of scripts/layers.ts bites: a violating file per forbidden pair, seen by the real linter.
import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { layers } from '../../scripts/layers.ts'

const root = join(import.meta.dirname, '../..')

/** A file to lint, and what the linter must say about it: the rule that refuses it, or nothing. */
interface Case {
  readonly file: string
  readonly text: string
  readonly rule: string | undefined
}

const importing = (specifier: string): string => `import { thing } from '${specifier}'\nexport const used: unknown = thing\n`
const importingType = (specifier: string): string => `import type { Thing } from '${specifier}'\nexport type Used = Thing\n`
const restricted = 'eslint(no-restricted-imports)'
const folders = [...layers.map((each) => each.folder), 'scripts', 'bench', 'test', 'contracts']
const packages = [
  'xstate',
  'zod',
  'viem',
  'viem/utils',
  'viem/accounts',
  'elkjs',
  '@resvg/resvg-js',
  'commander',
  'fs-native-extensions',
  'hash-wasm',
  'lowdb',
  'openapi-fetch',
  'undici',
]

function mayImport(folder: string, other: string): boolean {
  const layer = layers.find((each) => each.folder === folder)
  return layer !== undefined && (folder === other || layer.ours.includes(`${other}/**`))
}

function mayUse(folder: string, name: string): boolean {
  const allowed = layers.find((each) => each.folder === folder)?.packages ?? []
  if (allowed !== 'all') return allowed.includes(name)
  if (folder === 'console' && name === 'elkjs') return true
  return folder === 'cli' || !['xstate', 'elkjs', '@resvg/resvg-js', 'commander', 'fs-native-extensions'].includes(name)
}

const pairs: readonly Case[] = layers.flatMap(({ folder }) =>
  folders.map((other) => ({
    file: `${folder}/from_${other}.ts`,
    text: importing(`#${other}/thing.ts`),
    rule: mayImport(folder, other) ? undefined : restricted,
  })),
)
const packagePairs: readonly Case[] = layers.flatMap(({ folder }) =>
  packages.map((name) => ({
    file: `${folder}/uses_${name.replaceAll('/', '_')}.ts`,
    text: importing(name),
    rule: mayUse(folder, name) ? undefined : restricted,
  })),
)
const nodePairs: readonly Case[] = layers.flatMap(({ folder, node }) =>
  ['node:fs', 'fs', 'node:timers/promises'].map((name) => ({
    file: `${folder}/node_${name.replaceAll(/\W/g, '_')}.ts`,
    text: importing(name),
    rule: node ? undefined : restricted,
  })),
)
const singular: readonly Case[] = [
  { file: 'machines/aroundByPath.ts', text: importing('../actors/thing.ts'), rule: restricted },
  { file: 'chat/commands/aroundDeeper.ts', text: importing('../../runtime/thing.ts'), rule: restricted },
  { file: 'machines/aroundMidway.ts', text: importing('./../runtime/thing.ts'), rule: restricted },
  { file: 'machines/asType.ts', text: importingType('#actors/thing.ts'), rule: restricted },
  { file: 'machines/reexport.ts', text: "export { thing } from '#actors/thing.ts'\n", rule: restricted },
  { file: 'machines/lazily.ts', text: "export const thing: unknown = await import('#actors/thing.ts')\n", rule: restricted },
  { file: 'machines/authoring.ts', text: importing('#runtime/authoring.ts'), rule: undefined },
  { file: 'machines/host.ts', text: importing('#runtime/host.ts'), rule: restricted },
  { file: 'runtime/errors.ts', text: importing('#protocol/errors.ts'), rule: undefined },
  { file: 'runtime/claim.ts', text: importing('#protocol/claim.ts'), rule: restricted },
  { file: 'actors/hostType.ts', text: importingType('#runtime/host.ts'), rule: undefined },
  { file: 'actors/hostValue.ts', text: importing('#runtime/host.ts'), rule: restricted },
  { file: 'actors/registration.ts', text: importing('#runtime/registration.ts'), rule: undefined },
  { file: 'charts/xstateType.ts', text: importingType('xstate'), rule: undefined },
  { file: 'gateway/commands.ts', text: importing('#chat/commands/thing.ts'), rule: undefined },
  { file: 'machines/some.test.ts', text: importing('#runtime/thing.ts'), rule: undefined },
]
const impure: readonly Case[] = [
  ...['process', 'fetch', 'setTimeout', 'setInterval', 'performance', 'crypto', 'console'].map((name) => ({
    file: `machines/global_${name}.ts`,
    text: `export const used: unknown = ${name}\n`,
    rule: 'eslint(no-restricted-globals)',
  })),
  { file: 'machines/random.ts', text: 'export const used: number = Math.random()\n', rule: 'eslint(no-restricted-properties)' },
  { file: 'machines/now.ts', text: 'export const used: number = Date.now()\n', rule: 'eslint(no-restricted-properties)' },
  { file: 'runtime/clockish.ts', text: 'export const used: number = Date.now()\n', rule: undefined },
]
const long = (lines: number): string => Array.from({ length: lines }, (_, at) => `export const n${at} = ${at}\n`).join('')
const general: readonly Case[] = [
  { file: 'cli/any.ts', text: 'export const used: any = 1\n', rule: 'typescript(no-explicit-any)' },
  { file: 'cli/barrel.ts', text: "export * from './other.ts'\n", rule: 'oxc(no-barrel-file)' },
  { file: 'cli/other.ts', text: 'export const thing = 1\n', rule: undefined },
  { file: 'cli/cycleA.ts', text: "import type { B } from '#cli/cycleB.ts'\nexport type A = B | 1\n", rule: 'import(no-cycle)' },
  { file: 'cli/cycleB.ts', text: "import type { A } from './cycleA.ts'\nexport type B = A | 2\n", rule: 'import(no-cycle)' },
  { file: 'cli/long.ts', text: long(301), rule: 'eslint(max-lines)' },
  { file: 'cli/longEnough.ts', text: long(300), rule: undefined },
  { file: 'protocol/abi/generated.ts', text: long(301), rule: undefined },
  {
    file: 'cli/longFunction.ts',
    text: `export function run(): void {\n${'  run()\n'.repeat(69)}}\n`,
    rule: 'eslint(max-lines-per-function)',
  },
  { file: 'cli/speaks.ts', text: "console.log('x')\n", rule: 'eslint(no-console)' },
  {
    file: 'cli/focused.test.ts',
    text: "import { it } from 'vitest'\nit.only('x', () => {})\n",
    rule: 'vitest(no-focused-tests)',
  },
]
const cases = [...pairs, ...packagePairs, ...nodePairs, ...singular, ...impure, ...general]

let folder: string
let found: Map<string, Set<string>>

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'quorate-layers-'))
  for (const name of ['oxlint.config.ts', 'package.json', 'tsconfig.json']) cpSync(join(root, name), join(folder, name))
  mkdirSync(join(folder, 'scripts'))
  cpSync(join(root, 'scripts/layers.ts'), join(folder, 'scripts/layers.ts'))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  for (const { file, text } of cases) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  found = await lint([...new Set(cases.map(({ file }) => file.split('/')[0] ?? ''))])
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function lint(paths: readonly string[]): Promise<Map<string, Set<string>>> {
  return new Promise((resolve, reject) => {
    const oxlint = join(root, 'node_modules/.bin/oxlint')
    const options = { cwd: folder, maxBuffer: 64 * 1024 * 1024 }
    // a non-zero exit is what a run over violations must end with, so the report decides, not the error
    execFile(oxlint, ['--format=json', ...paths], options, (error, stdout) => {
      if (stdout === '') return reject(error ?? new Error('oxlint said nothing'))
      // oxlint's JSON report
      const report = JSON.parse(stdout) as { diagnostics: { code: string; filename: string }[] }
      const rules = new Map<string, Set<string>>()
      for (const { code, filename } of report.diagnostics) rules.set(filename, (rules.get(filename) ?? new Set()).add(code))
      resolve(rules)
    })
  })
}

function verdict({ file, rule }: Case): string {
  const rules = found.get(file) ?? new Set()
  if (rule !== undefined) return rules.has(rule) ? 'as it should' : `let through ${file}: ${[...rules].join(' ')}`
  return rules.size === 0 ? 'as it should' : `refused ${file}: ${[...rules].join(' ')}`
}

const wrong = (all: readonly Case[]): readonly string[] => all.map(verdict).filter((each) => each !== 'as it should')

describe('the lint gate', () => {
  it.each(layers.map((each) => each.folder))('keeps %s/ to the folders above it', (name) => {
    expect(wrong(pairs.filter(({ file }) => file.startsWith(`${name}/`)))).toEqual([])
  })

  it.each(layers.map((each) => each.folder))('keeps %s/ to its packages', (name) => {
    expect(wrong([...packagePairs, ...nodePairs].filter(({ file }) => file.startsWith(`${name}/`)))).toEqual([])
  })

  it('sees through relative paths, types, re-exports and dynamic imports, and knows the single open files', () => {
    expect(wrong(singular)).toEqual([])
  })

  it('keeps clock, randomness, process and network out of pure code', () => {
    expect(wrong(impure)).toEqual([])
  })

  it('refuses any, barrels, cycles, long files and functions, console and focused tests', () => {
    expect(wrong(general)).toEqual([])
  })

  it('is fed more forbidden than allowed imports, so that it cannot pass by letting everything through', () => {
    const forbidden = cases.filter(({ rule }) => rule !== undefined).length
    expect(forbidden).toBeGreaterThan(cases.length / 2)
  })
})
