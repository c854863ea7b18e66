// `quorate journal verify`: reads everything in the journal's folder and checks each batch against its seal. Writes nothing.
import { dirname } from 'node:path'
import type { JournalVerifyResult } from '#chat/commands/journalVerify.ts'
import { systemDisk } from '#runtime/disk.ts'
import { checkJournal } from '#runtime/journalCheck.ts'
import { corrupt } from '#runtime/journalRecovery.ts'
import { asStorageFailure } from '#runtime/storageFailure.ts'
import { instanceFolders, shownPath } from './instance.ts'

/** Damage is told, not thrown. @throws JOURNAL_VERSION, STORAGE_UNUSABLE */
export function verifyInstanceJournal(instance: string): Promise<JournalVerifyResult> {
  const { storage } = instanceFolders(instance)
  try {
    return Promise.resolve(judged(storage))
  } catch (failure) {
    return Promise.reject(asStorageFailure(failure, storage))
  }
}

/** For whoever needs a journal that starts. @throws JOURNAL_CORRUPT with the first damage, JOURNAL_VERSION */
export function verifyJournal(folder: string): JournalVerifyResult {
  const result = judged(dirname(folder))
  const first = result.findings.find(({ kind }) => kind === 'damage')
  if (first !== undefined) throw corrupt(first.file, first.offset, first.problem)
  return result
}

function judged(storage: string): JournalVerifyResult {
  const { verdict, segments, archived, records, base, intactThrough, findings, lost, bots } = checkJournal(storage, systemDisk)
  const folder = shownPath(`${storage}/journal`)
  return { folder, verdict, segments, archived, records, base, durableThrough: intactThrough, findings, lost, bots }
}
