// Writes what is live into a base segment, so that a start reads that instead of all that ever happened, and moves the
// segments it stands for into the archive. Runs between batches, on a drained journal.
import { join } from 'node:path'
import { writeBase } from './baseSegment.ts'
import type { Core } from './core.ts'
import type { Disk } from './disk.ts'
import { pruneArchive } from './journalArchive.ts'
import { baseThrough, segmentFirstSeq, segmentName } from './journalFormat.ts'
import { killPoint } from './killPoint.ts'
import { limits } from './limits.ts'

/** What a compaction did. */
export interface Compaction {
  readonly through: number
  readonly archived: readonly string[]
}

/**
 * Compacts a drained journal that is not being written to meanwhile. Killed at any moment, it leaves either the old
 * segments or a whole base segment that stands for them.
 */
export function compact(core: Core, disk: Disk): Compaction {
  const { folder, store, writer } = core
  killPoint('compaction.before')
  const through = writer.durableThrough
  writer.endSegment()
  writeBase({ folder, disk, store, read: (position) => core.read(position), at: core.isoAt(core.nowMs()) }, through)
  // From here on the base is the truth; what follows only tidies up.
  return { through, archived: archive(folder, through, disk) }
}

/** Moves what the newest base stands for out of the way, and deletes what the archive no longer keeps. */
export function archive(folder: string, through: number, disk: Disk): readonly string[] {
  const kept = join(folder, 'archive')
  disk.makeFolder(kept)
  const names = disk.list(folder)
  const segments = names.flatMap((name) => segmentFirstSeq(name) ?? []).toSorted((one, other) => one - other)
  const covered = segments.filter((first) => first <= through)
  for (const first of covered) disk.rename(join(folder, segmentName(first)), join(kept, segmentName(first)))
  for (const name of names)
    if ((baseThrough(name.replace('.hint', '.jsonl')) ?? through) < through) disk.remove(join(folder, name))
  pruneArchive(folder, limits.archivedSegmentsMax, disk)
  disk.syncFolder(kept)
  disk.syncFolder(folder)
  return covered.map(segmentName)
}
