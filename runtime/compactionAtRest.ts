// Compaction of a journal that no host has open. Hold the instance's lock.
import { join } from 'node:path'
import { writeBase } from './baseSegment.ts'
import { archive, type Compaction } from './compaction.ts'
import type { Disk } from './disk.ts'
import { recoverJournal, refuseLostJournal } from './journalRecovery.ts'
import { Store } from './store.ts'

/** @throws JOURNAL_CORRUPT, JOURNAL_VERSION, and what the disk refuses */
export function compactAtRest(storage: string, disk: Disk, now: Date): Compaction {
  const journal = join(storage, 'journal')
  const store = new Store()
  const tail = recoverJournal(journal, disk, (record, position) => store.fold(record, position))
  const { lastSeq: through, segment, cut } = tail
  refuseLostJournal(storage, disk, through)
  // All that there is stands in the base already.
  if (segment === undefined || segment.firstSeq > through) return { through, archived: archive(journal, through, disk) }
  const read = (position: Parameters<typeof readLine>[2]): unknown => readLine(journal, disk, position)
  // What the next start has to tell must not be compacted away.
  const repair = cut === undefined ? store.repair : { how: 'prefix' as const, lost: null, bots: [], cut }
  writeBase({ folder: journal, disk, store, read, at: now.toISOString() }, through, repair)
  return { through, archived: archive(journal, through, disk) }
}

function readLine(
  journal: string,
  disk: Disk,
  at: { readonly file: string; readonly offset: number; readonly length: number },
): unknown {
  return JSON.parse(disk.readAt(join(journal, at.file), at.offset, at.length).toString('utf8'))
}
