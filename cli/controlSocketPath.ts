// Where the control socket lies. A Unix socket's path may have 107 bytes; an instance may lie deeper than that.
import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { QuorateError } from '#protocol/errors.ts'

/** sun_path is 108 bytes on Linux with its closing zero, 104 on macOS. */
const pathBytesMax = process.platform === 'darwin' ? 103 : 107

export interface ControlSocketPath {
  /** What is bound and connected to. */
  readonly path: string
  /** `storage/control.sock`; a symbolic link to `path` when that lies elsewhere. */
  readonly shown: string
}

/**
 * `storage/control.sock` when that fits; else `control.sock` in a folder of this user under the system's temporary
 * folder, named by the hash of the storage path, so that daemon and client find the same one without asking.
 */
export function controlSocketPath(storage: string): ControlSocketPath {
  const shown = join(storage, 'control.sock')
  if (Buffer.byteLength(shown) <= pathBytesMax) return { path: shown, shown }
  const path = join(shortFolder(storage), 'control.sock')
  if (Buffer.byteLength(path) > pathBytesMax)
    throw new QuorateError('CONTROL_SOCKET_REFUSED', { path, problem: `longer than ${pathBytesMax} bytes` })
  return { path, shown }
}

/** Makes the folder of a socket that lies elsewhere. @throws CONTROL_SOCKET_REFUSED when somebody else owns or may enter it */
export function makeSocketFolder({ path, shown }: ControlSocketPath, storage: string): void {
  if (path === shown) return
  const folder = shortFolder(storage)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  refuseForeignFolder(folder)
}

/** A temporary folder is everybody's: only a real folder of ours that nobody else may enter will do. */
export function refuseForeignFolder(folder: string): void {
  const found = lstatSync(folder)
  const problem = !found.isDirectory()
    ? 'its folder is not a folder'
    : found.uid !== userId()
      ? 'its folder belongs to another user'
      : (found.mode & 0o077) !== 0
        ? 'others may enter its folder'
        : null
  if (problem !== null) throw new QuorateError('CONTROL_SOCKET_REFUSED', { path: folder, problem })
}

const userId = (): number => process.getuid?.() ?? 0
const shortFolder = (storage: string): string =>
  join(tmpdir(), `quorate-${userId()}-${createHash('sha256').update(storage).digest('hex').slice(0, 16)}`)
