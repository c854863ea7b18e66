// On which file system a folder lies: a benchmark of durability in memory would measure nothing.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

/** The type of the mount that holds a folder; `unknown` where the system does not say. */
export function fileSystemOf(folder: string): string {
  try {
    return mountTypeOf(resolve(folder), readFileSync('/proc/mounts', 'utf8'))
  } catch {
    return 'unknown'
  }
}

/** The type of the mount that holds an absolute path, from the lines of `/proc/mounts`. */
export function mountTypeOf(path: string, mounts: string): string {
  const holding = mounts
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([, at]) => at !== undefined && (at === '/' || `${path}/`.startsWith(`${at}/`)))
  return holding.toSorted(([, one], [, other]) => (other?.length ?? 0) - (one?.length ?? 0))[0]?.[2] ?? 'unknown'
}

/** Does a file system keep its files in memory only? */
export function isInMemory(type: string): boolean {
  return /^(tmpfs|ramfs|devtmpfs)$/.test(type)
}
