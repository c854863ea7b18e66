// A small JSON document that a power cut leaves whole: the old text or the new one, never a part, and once `write`
// has returned the new one. lowdb's own file adapter renames without a sync, which promises neither.
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import type { SyncAdapter } from 'lowdb'
import { systemDisk as journalDisk } from '#runtime/disk.ts'

/** What is asked of the disk, in the order in which `write` asks it. A test looks at that order and breaks each step. */
export interface DocumentDisk {
  /** Puts the text into a file of mode 0600 and syncs it. */
  writeSynced(path: string, text: string): void
  rename(from: string, to: string): void
  /** Makes a rename in this folder durable. */
  syncFolder(path: string): void
}

const systemDisk: DocumentDisk = {
  writeSynced(path, text) {
    const fd = openSync(path, 'w', 0o600)
    try {
      for (let left = Buffer.from(text); left.length > 0;) left = left.subarray(writeSync(fd, left))
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
  },
  rename: renameSync,
  syncFolder: (path) => journalDisk.syncFolder(path),
}

/**
 * lowdb's adapter for one file; its folder is made, closed to others. There is one writer: whoever holds the instance.
 * `read` gives null for a file that is not there. @throws SyntaxError for one that is no JSON, and what the disk throws
 */
export function durableDocument<Data>(file: string, disk: DocumentDisk = systemDisk): SyncAdapter<Data> {
  return {
    read() {
      if (!existsSync(file)) return null
      // the schema of whoever reads it judges the shape
      const data = JSON.parse(readFileSync(file, 'utf8')) as Data | null
      // to lowdb null means that there is no file: a damaged one must not begin anew
      if (data === null) throw new SyntaxError(`${file} holds null`)
      return data
    },
    write(data) {
      const folder = dirname(file)
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      disk.writeSynced(`${file}.new`, `${JSON.stringify(data, null, 2)}\n`)
      disk.rename(`${file}.new`, file)
      disk.syncFolder(folder)
    },
  }
}
