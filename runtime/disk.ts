import { closeSync, fdatasync, fdatasyncSync, fsyncSync, openSync, writevSync } from 'node:fs'

/** The writes and syncs the journal depends on; tests make them fail. */
export interface Disk {
  /** Appends all bytes at the end of the file. @throws when not all were taken */
  append(fd: number, parts: readonly Buffer[]): void
  syncNow(fd: number): void
  sync(fd: number): Promise<void>
  /** Makes new, renamed and removed names of a folder durable. */
  syncFolder(path: string): void
}

/** The machine's own disk. */
export const systemDisk: Disk = {
  append: (fd, parts) => {
    const wanted = parts.reduce((sum, part) => sum + part.length, 0)
    const taken = writevSync(fd, parts)
    // A short write means a full disk: the batch is not whole, and the caller stops.
    if (taken !== wanted) throw new Error(`the disk took ${taken} of ${wanted} bytes`)
  },
  syncNow: (fd) => fdatasyncSync(fd),
  sync: (fd) =>
    new Promise((resolve, reject) => {
      fdatasync(fd, (error) => (error === null ? resolve() : reject(error)))
    }),
  syncFolder: (path) => {
    const fd = openSync(path, 'r')
    try {
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
  },
}
