// Writes the charts of all machines into the documentation, and proves that what is there is fresh.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AnyStateMachine } from 'xstate'
import { chartFiles } from '#charts/chartFiles.ts'

export interface ChartFiles {
  /** Names of files that were written, or that would be (`check`), sorted: missing and changed ones. */
  readonly stale: readonly string[]
  /** Names of charts of roles that no longer exist: removed, or (`check`) to be removed. */
  readonly orphans: readonly string[]
  /** All names that belong there. */
  readonly files: readonly string[]
}

/**
 * Writes `<role>.svg`, `<role>.mmd` and a README.md that shows them. The directory is the charts' own: other
 * .svg and .mmd files in it are removed. With `check` nothing is touched; both lists empty means fresh.
 */
export async function writeCharts(
  machines: Readonly<Record<string, AnyStateMachine>>,
  directory: string,
  options: { readonly check?: boolean } = {},
): Promise<ChartFiles> {
  const wanted = await chartFiles(machines)
  if (options.check !== true) await mkdir(directory, { recursive: true })
  const stale: string[] = []
  for (const [name, content] of wanted) {
    if ((await read(join(directory, name))) === content) continue
    stale.push(name)
    if (options.check !== true) await writeFile(join(directory, name), content)
  }
  const orphans = (await list(directory)).filter((name) => /\.(?:svg|mmd)$/.test(name) && !wanted.has(name))
  if (options.check !== true) await Promise.all(orphans.map((name) => rm(join(directory, name))))
  return { stale: stale.toSorted(), orphans: orphans.toSorted(), files: [...wanted.keys()].toSorted() }
}

async function read(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

async function list(directory: string): Promise<string[]> {
  try {
    return await readdir(directory)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'
