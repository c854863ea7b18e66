// `quorate journal compact`: asks the daemon, or does it on the files when none runs.
import type { JournalCompactResult } from '#chat/commands/journalCompact.ts'
import { QuorateError } from '#protocol/errors.ts'
import { systemDisk } from '#runtime/disk.ts'
import { compactAtRest } from '#runtime/compactionAtRest.ts'
import { controlClient } from './controlClient.ts'
import { instanceFolders } from './instance.ts'
import { atRest } from './instanceAtRest.ts'

/** @throws JOURNAL_CORRUPT, JOURNAL_VERSION, INSTANCE_LOCKED, STORAGE_UNUSABLE */
export async function compactInstanceJournal(args: unknown, instance: string): Promise<JournalCompactResult> {
  try {
    // the daemon's own handler gives this shape
    return (await controlClient(instance, instanceFolders(instance).storage).ask('journal.compact', args)) as JournalCompactResult
  } catch (failure) {
    if (!(failure instanceof QuorateError) || failure.code !== 'DAEMON_NOT_RUNNING') throw failure
  }
  const done = await atRest(
    instance,
    () => ({ through: 0, archived: [] }),
    ({ storage }) => compactAtRest(storage, systemDisk, new Date()),
  )
  return { ...done, by: 'here' }
}
