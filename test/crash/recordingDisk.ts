// A disk that notes what was done to segments and their folder, and in which order.
import { existsSync } from 'node:fs'
import type { Disk } from '#runtime/disk.ts'
import { isSegment, sealedThrough, type Traced } from './syncTrace.ts'

/** The order of everything in one process. */
export class Recorder {
  readonly trace: Traced[] = []
  #at = 0

  /** The next place in the order. */
  next(): number {
    this.#at += 1
    return this.#at
  }
}

/** Passes everything on to `disk` and notes it. */
export function recordingDisk(disk: Disk, recorder: Recorder): Disk {
  const paths = new Map<number, string>()
  const { trace } = recorder
  const wrote = (fd: number, bytes: Buffer): void => {
    const path = paths.get(fd) ?? ''
    const through = isSegment(path) ? sealedThrough(bytes.toString('utf8')) : undefined
    if (through !== undefined) trace.push({ what: 'written', path, through, ended: recorder.next() })
  }
  const synced = (path: string, begun: number): void => void trace.push({ what: 'synced', path, begun, ended: recorder.next() })
  return {
    ...disk,
    open: (path, how) => {
      const isNew = isSegment(path) && !existsSync(path)
      const fd = disk.open(path, how)
      paths.set(fd, path)
      if (isNew) trace.push({ what: 'made', path, ended: recorder.next() })
      return fd
    },
    append: (fd, parts) => {
      disk.append(fd, parts)
      wrote(fd, Buffer.concat(parts))
    },
    writeAt: (fd, bytes, offset) => {
      disk.writeAt(fd, bytes, offset)
      wrote(fd, bytes)
    },
    syncNow: (fd) => {
      const begun = recorder.next()
      disk.syncNow(fd)
      synced(paths.get(fd) ?? '', begun)
    },
    sync: async (fd) => {
      const [begun, path] = [recorder.next(), paths.get(fd) ?? '']
      await disk.sync(fd)
      synced(path, begun)
    },
    syncFolder: (path) => {
      const begun = recorder.next()
      disk.syncFolder(path)
      synced(path, begun)
    },
  }
}
