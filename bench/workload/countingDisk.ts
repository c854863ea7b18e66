// The machine's disk, with a count of what the journal does to it; or one that never waits for a sync.
import { systemDisk, type Disk } from '#runtime/disk.ts'

/** What was done to a disk so far. */
export interface DiskCount {
  syncs: number
  syncMs: number
  /** Of the journal. */
  bytes: number
}

/** @param synced false: a sync is no more than said, to see what a turn costs without the disk */
export function countingDisk(synced: boolean): { readonly disk: Disk; readonly count: DiskCount } {
  const count: DiskCount = { syncs: 0, syncMs: 0, bytes: 0 }
  const timed = (begun: number): void => {
    count.syncs += 1
    count.syncMs += performance.now() - begun
  }
  const journal = new Set<number>()
  const counted = (fd: number, bytes: Buffer): void => {
    // zeros are room made ahead, not records
    if (journal.has(fd) && bytes[0] !== 0) count.bytes += bytes.length
  }
  const disk: Disk = {
    ...systemDisk,
    open: (path, how) => {
      // past the page cache a write waits for the disk too
      if (!synced && how === 'direct') throw new Error('a disk without waits has no such writing')
      const fd = systemDisk.open(path, how)
      if (path.endsWith('.jsonl')) journal.add(fd)
      else journal.delete(fd)
      return fd
    },
    append: (fd, parts) => {
      for (const part of parts) counted(fd, part)
      systemDisk.append(fd, parts)
    },
    writeAt: (fd, bytes, offset) => {
      counted(fd, bytes)
      systemDisk.writeAt(fd, bytes, offset)
    },
    syncNow: (fd) => {
      const begun = performance.now()
      if (synced) systemDisk.syncNow(fd)
      timed(begun)
    },
    sync: async (fd) => {
      const begun = performance.now()
      if (synced) await systemDisk.sync(fd)
      timed(begun)
    },
  }
  return { disk, count }
}
