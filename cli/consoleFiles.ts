// The console's built files: where they are, whether they are of these sources, and their making.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { QuorateError } from '#protocol/errors.ts'

const root: string = dirname(dirname(fileURLToPath(import.meta.url)))
/** What the gateway serves. */
export const consoleFolder: string = join(root, 'console', 'dist')
/** Says which sources they were built from. */
export const builtFrom = 'built-from.txt'
/** All that goes into them. */
const sources = ['console', 'charts', 'client', 'scripts/buildConsole.ts'] as const
/** On a busy machine it takes half a minute. */
const buildLimitMs = 300_000

/** A digest of everything that the page is made of. */
export function sourcesDigest(): string {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')))
  for (const file of sources.flatMap((source) => filesIn(join(root, source))).toSorted())
    if (!file.startsWith(consoleFolder) && !file.endsWith('.test.ts'))
      hash.update(file.slice(root.length)).update(readFileSync(file))
  return hash.digest('hex')
}

function filesIn(place: string): readonly string[] {
  if (!statSync(place).isDirectory()) return [place]
  const entries = readdirSync(place, { recursive: true, withFileTypes: true })
  return entries.flatMap((entry) => (entry.isFile() ? join(entry.parentPath, entry.name) : []))
}

/** Are the built files of these sources? */
export function isConsoleFresh(): boolean {
  const note = join(consoleFolder, builtFrom)
  return existsSync(note) && readFileSync(note, 'utf8') === sourcesDigest()
}

/**
 * Builds the console unless it is fresh, in a process of its own. Gives its folder.
 * @throws CONSOLE_NOT_BUILT with the end of what the builder said
 */
export async function readyConsole(): Promise<string> {
  if (isConsoleFresh()) return consoleFolder
  const child = spawn(process.execPath, [join(root, 'scripts', 'buildConsole.ts')], { cwd: root, timeout: buildLimitMs })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text))
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve))
  if (code !== 0) throw new QuorateError('CONSOLE_NOT_BUILT', { problem: said.trim().split('\n').slice(-3).join('; ') })
  return consoleFolder
}

/** The console, built once for a process and begun at once; one that failed is tried again when it is asked for. */
export function keptConsole(ready: () => Promise<string> = readyConsole): () => Promise<string> {
  const begin = (): Promise<string> => {
    const begun = ready()
    begun.catch(() => (kept = undefined)) // told to whoever asks for a page
    return begun
  }
  let kept: Promise<string> | undefined = begin()
  return () => (kept ??= begin())
}
