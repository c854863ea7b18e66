// Makes a journal that was copied back from a backup ready for a start. It may know less than the world does: the next
// start tells so to every bot that must look before it acts, and the sequence goes on far behind the copy's end, so that
// no number, and so no effect's id, that the lost part may have used is used again.
import { join } from 'node:path'
import { writeBase } from './baseSegment.ts'
import { archive } from './compaction.ts'
import type { Disk } from './disk.ts'
import { recoverJournal } from './journalRecovery.ts'
import { limits } from './limits.ts'
import type { Position } from './records.ts'
import { Store } from './store.ts'

/** What a copied journal holds. */
export interface CopiedJournal {
  /** Its last record. */
  readonly through: number
  readonly bots: number
  readonly store: Store
}

/** Opens a copy as a start would, and cuts off what was not sealed yet. @throws JOURNAL_CORRUPT, JOURNAL_VERSION */
export function openCopiedJournal(storage: string, disk: Disk): CopiedJournal {
  const store = new Store()
  const { lastSeq } = recoverJournal(join(storage, 'journal'), disk, (record, position) => store.fold(record, position))
  return { through: lastSeq, bots: store.entries.size, store }
}

/** Hold the instance's lock. @returns the last number before the gap @throws JOURNAL_CORRUPT, JOURNAL_VERSION */
export function markRestored(storage: string, disk: Disk, now: Date): number {
  const journal = join(storage, 'journal')
  const { through: last, store } = openCopiedJournal(storage, disk)
  const through = last + limits.restoredGap
  const read = ({ file, offset, length }: Position): unknown =>
    JSON.parse(disk.readAt(join(journal, file), offset, length).toString('utf8'))
  const repair = { how: 'backup', lost: { from: last + 1, to: through }, bots: [] } as const
  writeBase({ folder: journal, disk, store, read, at: now.toISOString() }, through, repair)
  archive(journal, through, disk)
  return last
}
