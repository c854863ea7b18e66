// `quorate journal archive`: lists the archived segments and deletes the oldest. A running daemon only adds to them.
import { join } from 'node:path'
import type { JournalArchiveResult } from '#chat/commands/journalArchive.ts'
import { systemDisk } from '#runtime/disk.ts'
import { listArchive, pruneArchive } from '#runtime/journalArchive.ts'
import { asStorageFailure } from '#runtime/storageFailure.ts'
import { instanceFolders, shownPath } from './instance.ts'

/** @throws STORAGE_UNUSABLE */
export function archiveInstanceJournal(
  args: { readonly keep?: number | undefined },
  instance: string,
): Promise<JournalArchiveResult> {
  const journal = join(instanceFolders(instance).storage, 'journal')
  try {
    const removed = args.keep === undefined ? [] : pruneArchive(journal, args.keep, systemDisk)
    const { segments, earliest } = listArchive(journal, systemDisk)
    const bytes = segments.reduce((sum, segment) => sum + segment.bytes, 0)
    return Promise.resolve({ folder: shownPath(join(journal, 'archive')), archived: segments, removed, bytes, earliest })
  } catch (failure) {
    return Promise.reject(asStorageFailure(failure, journal))
  }
}
