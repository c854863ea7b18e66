// The engines' packages are large and no part of the product: they are installed below .runtime at pinned versions, once.
import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')
const pinned = join(import.meta.dirname, 'packages')
const folder = join(root, '.runtime', 'bench-engines')
// one of them reports its own installation from a script: none needs its scripts
const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']

/** Finds a module or file of the engines' packages, which are installed when they are not what the lockfile says. */
export function engineFile(name: string): string {
  const stamp = join(folder, 'node_modules', '.installed')
  const wanted = readFileSync(join(pinned, 'package-lock.json'), 'utf8')
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    mkdirSync(folder, { recursive: true })
    for (const file of ['package.json', 'package-lock.json']) copyFileSync(join(pinned, file), join(folder, file))
    execFileSync('npm', install, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
    writeFileSync(stamp, wanted)
  }
  return createRequire(join(folder, 'package.json')).resolve(name)
}
