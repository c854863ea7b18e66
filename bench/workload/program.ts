// Starts the programs of this folder.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Built } from './instanceBuilder.ts'
import type { Spawned } from './spawnProgram.ts'
import type { Started } from './startedHost.ts'

const start = promisify(execFile)

/** Makes an instance of so many counters with so many turns each in an empty folder, in a process of its own. */
export async function buildInstance(
  folder: string,
  bots: number,
  turns: number,
  { untilIdle = false }: { readonly untilIdle?: boolean } = {},
): Promise<Built> {
  const text = await run('instanceBuilder.ts', [folder, String(bots), String(turns), untilIdle ? 'idle' : 'now'])
  return JSON.parse(text) as Built // the program's own words
}

/** Starts an instance in a new process. */
export async function startInstance(folder: string): Promise<Started> {
  return JSON.parse(await run('startedHost.ts', [folder])) as Started // the program's own words
}

/** Starts so many bots by a parent and as many from outside, in a process of its own. */
export async function spawnBots(folder: string, bots: number): Promise<Spawned> {
  return JSON.parse(await run('spawnProgram.ts', [folder, String(bots)])) as Spawned // the program's own words
}

async function run(program: string, args: readonly string[]): Promise<string> {
  const { stdout } = await start(process.execPath, ['--expose-gc', join(import.meta.dirname, program), ...args])
  return stdout
}
