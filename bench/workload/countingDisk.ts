// The machine's disk, with a count of what the journal does to it; or one that never waits for a sync.
import { systemDisk, type Disk } from '#runtime/disk.ts'

/** What was done to a disk so far. */
export interface DiskCount {
  syncs: number
  syncMs: number
  bytes: number
}

/** @param synced false: a sync is no more than said, to see what a turn costs without the disk */
export function countingDisk(synced: boolean): { readonly disk: Disk; readonly count: DiskCount } {
  const count: DiskCount = { syncs: 0, syncMs: 0, bytes: 0 }
  const timed = (begun: number): void => {
    count.syncs += 1
    count.syncMs += performance.now() - begun
  }
  const disk: Disk = {
    ...systemDisk,
    append: (fd, parts) => {
      for (const part of parts) count.bytes += part.length
      systemDisk.append(fd, parts)
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
