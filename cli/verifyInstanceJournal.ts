// `quorate journal verify`: reads every segment and checks each batch against its seal. Writes nothing.
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { JournalVerifyResult } from '#chat/commands/journalVerify.ts'
import { QuorateError } from '#protocol/errors.ts'
import { baseThrough, segmentFirstSeq, segmentName } from '#runtime/journalFormat.ts'
import { readSegment } from '#runtime/journalRecovery.ts'
import { instanceFolders, shownPath } from './instance.ts'

/** @throws JOURNAL_CORRUPT for damage that is not merely a torn tail, JOURNAL_VERSION */
export function verifyInstanceJournal(instance: string): Promise<JournalVerifyResult> {
  return Promise.resolve(verifyJournal(join(instanceFolders(instance).storage, 'journal')))
}

/** A base segment stands for all records before it; its own content is checked by every start. */
export function verifyJournal(folder: string): JournalVerifyResult {
  const names = existsSync(folder) ? readdirSync(folder) : []
  const through = Math.max(0, ...names.flatMap((name) => baseThrough(name) ?? []))
  const firsts = names.flatMap((name) => segmentFirstSeq(name) ?? []).toSorted((one, other) => one - other)
  let records = 0
  let durableThrough = through
  let unsealedBytes = 0
  for (const [index, first] of firsts.entries()) {
    const file = segmentName(first)
    if (first > durableThrough + 1) {
      throw new QuorateError('JOURNAL_CORRUPT', {
        file,
        offset: 0,
        problem: `records ${durableThrough + 1} to ${first - 1} are missing`,
      })
    }
    const read = readSegment({
      folder,
      file,
      firstSeq: first,
      visit: () => {
        records += 1
      },
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
