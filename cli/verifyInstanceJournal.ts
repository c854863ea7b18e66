// `quorate journal verify`: reads every segment and checks each batch against its seal. Writes nothing.
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { JournalVerifyResult } from '#chat/commands/journalVerify.ts'
import { QuorateError } from '#protocol/errors.ts'
import { segmentFirstSeq } from '#runtime/journalFormat.ts'
import { readSegment } from '#runtime/journalRecovery.ts'
import { instanceFolders, shownPath } from './instance.ts'

/** @throws JOURNAL_CORRUPT for damage that is not merely a torn tail, JOURNAL_VERSION */
export function verifyInstanceJournal(instance: string): Promise<JournalVerifyResult> {
  return Promise.resolve(verifyJournal(join(instanceFolders(instance).storage, 'journal')))
}

export function verifyJournal(folder: string): JournalVerifyResult {
  const names = existsSync(folder) ? readdirSync(folder) : []
  const firsts = names.flatMap((name) => segmentFirstSeq(name) ?? []).toSorted((one, other) => one - other)
  const files = new Map(names.flatMap((name) => (segmentFirstSeq(name) === undefined ? [] : [[segmentFirstSeq(name), name]])))
  let records = 0
  let durableThrough = 0
  let unsealedBytes = 0
  for (const [index, first] of firsts.entries()) {
    const file = files.get(first) ?? ''
    const read = readSegment(folder, file, first, () => {
      records += 1
    })
    if (read.damage !== undefined) {
      // only the newest segment may end in a batch that was never acknowledged
      if (index < firsts.length - 1 || read.provenThrough >= read.nextSeq)
        throw new QuorateError('JOURNAL_CORRUPT', { file, ...read.damage })
      unsealedBytes = statSync(join(folder, file)).size - read.end
    }
    durableThrough = Math.max(durableThrough, read.nextSeq - 1)
  }
  return { folder: shownPath(folder), segments: firsts.length, records, durableThrough, unsealedBytes }
}
