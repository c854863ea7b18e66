import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes a folder with its parents, one by one: Node's own recursive way never ends below a folder that takes none, such as
 * `/proc`.
 * @returns the topmost one that was made, or undefined when all were there
 */
export function makeFolder(path: string, mode?: number): string | undefined {
  const missing: string[] = []
  for (let at = path; !existsSync(at); at = dirname(at)) missing.push(at)
  for (const folder of missing.toReversed()) {
    try {
      mkdirSync(folder, { mode })
    } catch (error) {
      // another process was quicker
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
  }
  return missing.at(-1)
}
