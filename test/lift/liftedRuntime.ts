// The runtime in a folder of its own, as someone who wants it alone would copy it: no other file of the product.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** What the runtime needs of others, and nothing else is to be found from the lifted folder. */
export const runtimePackages = ['xstate', 'fs-native-extensions'] as const

/** The table of errors: its rows are in files by what they are about. */
export const errorFiles = [
  'protocol/errors.ts',
  'protocol/errorRow.ts',
  'protocol/chatErrors.ts',
  'protocol/githubErrors.ts',
  'protocol/tradeErrors.ts',
] as const

/** The runtime's own files, tests apart, as paths from the root of the project. */
export function runtimeFiles(): readonly string[] {
  return readdirSync(join(root, 'runtime'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .map((path) => `runtime/${path}`)
}

/** What a file imports, as it is written there. */
export function importsOf(path: string): readonly string[] {
  const text = readFileSync(join(root, path), 'utf8')
  const written =
    /^(?:import|export)\s[^'"`;]*?\bfrom\s+['"]([^'"]+)['"]|^import\s+['"]([^'"]+)['"]|\bimport\(\s*['"`]([^'"`]+)['"`]/gm
  return [...text.matchAll(written)].map(([, from, alone, called]) => from ?? alone ?? called ?? '')
}

/** A new temporary folder with this package.json, the runtime, the table of errors, and links to packages: its own and `more`. */
export function liftRuntime(manifest: unknown, more: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'quorate-lift-'))
  for (const path of [...runtimeFiles(), ...errorFiles, 'tsconfig.json']) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    cpSync(join(root, path), join(folder, path))
  }
  for (const name of [...runtimePackages, ...more]) {
    const link = join(folder, 'node_modules', name)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(join(root, 'node_modules', name), link)
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  return folder
}
