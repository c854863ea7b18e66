// What tests of the command line share: a runtime folder of their own, and commands typed in real processes.
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { programFolder } from './instance.ts'

export interface Typed {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** A folder that is gone after `end`. */
export function runtimeFolder(): { readonly path: string; end(): void } {
  const path = mkdtempSync(join(tmpdir(), 'quorate-cli-'))
  return { path, end: () => rmSync(path, { recursive: true, force: true }) }
}

/** Begins `./quorate` with these words, in a process of its own. */
export function begin(
  words: readonly string[],
  runtime: string,
  environment: Readonly<Record<string, string>> = {},
): ChildProcess {
  return spawn(join(programFolder, 'quorate'), words, {
    cwd: programFolder,
    env: { ...process.env, QUORATE_RUNTIME: runtime, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** Types `./quorate` with these words and waits for its end. */
export function type(
  words: readonly string[],
  runtime: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Typed> {
  return ended(begin(words, runtime, environment))
}

/** What a process said, once it has ended. */
export function ended(child: ChildProcess): Promise<Typed> {
  let out = ''
  let err = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, out, err }))
  })
}
