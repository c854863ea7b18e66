// The segments that a base segment stands for. They serve replay; a start does not read them.
import { join } from 'node:path'
import type { Disk } from './disk.ts'
import { segmentName } from './journalFormat.ts'
import { segmentsAfter } from './journalRecovery.ts'

/** An archived segment. */
export interface ArchivedSegment {
  readonly file: string
  readonly firstSeq: number
  readonly bytes: number
}

/** What is archived, oldest first, and the first sequence number that can still be read. */
export function listArchive(
  journal: string,
  disk: Disk,
): { readonly segments: readonly ArchivedSegment[]; readonly earliest: number } {
  const kept = join(journal, 'archive')
  const segments = segmentsAfter(disk.list(kept), 0).map((firstSeq) => {
    const file = segmentName(firstSeq)
    return { file, firstSeq, bytes: disk.readFile(join(kept, file))?.length ?? 0 }
  })
  const earliest = Math.min(...segments.map(({ firstSeq }) => firstSeq), ...segmentsAfter(disk.list(journal), 0))
  return { segments, earliest: earliest === Infinity ? 1 : earliest }
}

/** Deletes all but the newest `keep` archived segments, oldest first, so that what is left has no gap. @returns their names */
export function pruneArchive(journal: string, keep: number, disk: Disk): readonly string[] {
  const kept = join(journal, 'archive')
  const names = segmentsAfter(disk.list(kept), 0).map(segmentName)
  const removed = names.slice(0, Math.max(0, names.length - keep))
  for (const name of removed) disk.remove(join(kept, name))
  if (removed.length > 0) disk.syncFolder(kept)
  return removed
}
