import { z } from 'zod'
import { localCommand } from './command.ts'

export const journalVerifyArgs = z.strictObject({})
export interface JournalVerifyResult {
  readonly folder: string
  readonly segments: number
  readonly records: number
  readonly durableThrough: number
  /** What a start would cut off: bytes after the last sealed batch. */
  readonly unsealedBytes: number
}

export const journalVerifyCommand = localCommand<typeof journalVerifyArgs, JournalVerifyResult>({
  name: 'journal.verify',
  summary: 'Check every seal of the journal',
  help: 'Reads all segments and checks each batch against its seal. Writes nothing. Damage before the last durable record is reported with its file and byte, exit code 7.',
  permission: 'viewer',
  args: journalVerifyArgs,
  positionals: [],
  examples: [{ type: 'journal verify', does: 'checks the journal of the default instance' }],
  render: ({ segments, records, durableThrough, unsealedBytes }, style) =>
    `${style.good('sound')}: ${records} records in ${segments} segments, durable through ${durableThrough}${unsealedBytes === 0 ? '' : `; ${unsealedBytes} bytes after the last seal were never acknowledged`}`,
})
