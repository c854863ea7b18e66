// Every touch of a file that the runtime makes. The simulation brings a disk that tears, loses and refuses writes.
import {
  closeSync,
  constants,
  existsSync,
  fdatasync,
  fdatasyncSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
  writevSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { replaceFiles, type Replacement } from './fileThread.ts'
import { lockInstance } from './instanceLock.ts'
import { makeFolder } from './makeFolder.ts'

/** What a file is opened for. */
export type OpenHow = 'append' | 'overwrite' | 'update' | 'direct'

/** Files and folders as the runtime uses them. Paths are absolute; every call may throw what the system says. */
export interface Disk {
  /** With its parents, and for good: their names are durable too. A folder that is there is fine. */
  makeFolder(path: string): void
  /** Names in a folder; none when it is not there. */
  list(path: string): readonly string[]
  /** The whole file, or undefined when it is not there. */
  readFile(path: string): Buffer | undefined
  /** Fewer bytes than asked for when the file ends before. */
  readAt(path: string, offset: number, length: number): Buffer
  /**
   * `overwrite` empties the file first, `update` keeps what it holds; each makes it when it is not there. `direct` is for a
   * file that is there: past the page cache, in whole blocks from memory at a block's multiple, and what a write brought is
   * durable when it returns. @throws where there is no such
   */
  open(path: string, how: OpenHow): number
  /** Appends all bytes at the end of the file. @throws when not all were taken */
  append(fd: number, parts: readonly Buffer[]): void
  /** @throws when not all were taken */
  writeAt(fd: number, bytes: Buffer, offset: number): void
  syncNow(fd: number): void
  sync(fd: number): Promise<void>
  close(fd: number): void
  /** Shortens a file and syncs it. */
  truncate(path: string, length: number): void
  rename(from: string, to: string): void
  /**
   * Puts new contents in files' places, by rename and without a sync, beside other work: a rename over a file can wait for
   * the disk. Absent: it is done in the steps above.
   */
  replaceFiles?: ((files: readonly Replacement[]) => Promise<void>) | undefined
  remove(path: string): void
  /** Makes new, renamed and removed names of a folder durable. */
  syncFolder(path: string): void
  /** Takes a folder for this process; the answer lets go of it. @throws INSTANCE_LOCKED */
  lock(directory: string): () => void
}

const openFlags = {
  append: 'a',
  overwrite: 'w',
  // there is no letter for "make it when it is not there, and keep it when it is"
  update: constants.O_RDWR | constants.O_CREAT,
} as const

/** Files whose every write is a sync too: the system is asked once instead of twice. */
const writtenThrough = new Set<number>()

function open(path: string, how: OpenHow): number {
  if (how !== 'direct') return openSync(path, openFlags[how])
  // not every system has them
  const { O_DIRECT, O_DSYNC } = constants as { readonly O_DIRECT?: number; readonly O_DSYNC?: number }
  if (O_DIRECT === undefined || O_DSYNC === undefined) throw new Error('there is no way past the page cache here')
  const fd = openSync(path, constants.O_RDWR | O_DIRECT | O_DSYNC)
  writtenThrough.add(fd)
  return fd
}

function close(fd: number): void {
  writtenThrough.delete(fd)
  closeSync(fd)
}

function syncFolder(path: string): void {
  const fd = openSync(path, 'r')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

/** The machine's own disk. */
export const systemDisk: Disk = {
  makeFolder: (path) => {
    const first = makeFolder(path)
    // what is synced in a folder that has no durable name is lost with it
    if (first !== undefined) for (let made = path; made.length >= first.length; made = dirname(made)) syncFolder(dirname(made))
  },
  list: (path) => (existsSync(path) ? readdirSync(path) : []),
  readFile: (path) => (existsSync(path) ? readFileSync(path) : undefined),
  readAt: (path, offset, length) => {
    const bytes = Buffer.allocUnsafe(length)
    const fd = openSync(path, 'r')
    try {
      return bytes.subarray(0, readSync(fd, bytes, 0, length, offset))
    } finally {
      closeSync(fd)
    }
  },
  open,
  append: (fd, parts) => {
    const wanted = parts.reduce((sum, part) => sum + part.length, 0)
    const taken = writevSync(fd, parts)
    if (taken !== wanted) writeRest(fd, Buffer.concat(parts), taken, null)
  },
  writeAt: (fd, bytes, offset) => {
    const taken = writeSync(fd, bytes, 0, bytes.length, offset)
    if (taken !== bytes.length) writeRest(fd, bytes, taken, offset)
  },
  syncNow: (fd) => {
    if (!writtenThrough.has(fd)) fdatasyncSync(fd)
  },
  sync: (fd) =>
    new Promise((resolve, reject) => {
      fdatasync(fd, (error) => (error === null ? resolve() : reject(error)))
    }),
  close,
  truncate: (path, length) => {
    const fd = openSync(path, 'r+')
    try {
      ftruncateSync(fd, length)
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
  },
  rename: (from, to) => renameSync(from, to),
  replaceFiles,
  remove: (path) => rmSync(path),
  syncFolder,
  lock: lockInstance,
}

/** Puts a new content in a file's place, by rename and without a sync: a death in the middle leaves the old one. */
export function replaceNow(disk: Disk, path: string, bytes: Buffer): void {
  const fd = disk.open(`${path}.tmp`, 'overwrite')
  try {
    disk.append(fd, [bytes])
  } finally {
    disk.close(fd)
  }
  disk.rename(`${path}.tmp`, path)
}

/** A short write mostly means a full disk: asking for the rest makes the system say so in its own words. */
function writeRest(fd: number, bytes: Buffer, already: number, offset: number | null): void {
  for (let done = already; done < bytes.length;) {
    const taken = writeSync(fd, bytes, done, bytes.length - done, offset === null ? null : offset + done)
    if (taken === 0) throw new Error(`the disk took ${done} of ${bytes.length} bytes`)
    done += taken
  }
}
