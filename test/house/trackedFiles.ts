// The files of the house: what git tracks and what it would track, with their text.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The project's folder. */
export const root = join(import.meta.dirname, '../..')

/** One file of the project. */
export interface TrackedFile {
  /** Relative to the project's folder, with forward slashes. */
  readonly path: string
  readonly text: string
}

const binary = /\.(png|ico|woff2?|br)$/

/** Every text file that is tracked or would be by `git add`, in order of path. */
export function trackedFiles(): readonly TrackedFile[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
  const paths = [...new Set(listed.split('\0'))].filter((path) => path !== '' && !binary.test(path)).toSorted()
  // a file deleted but not yet committed is listed and is not there
  return paths
    .filter((path) => existsSync(join(root, path)))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}
