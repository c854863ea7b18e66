import { z } from 'zod'
import { localCommand } from './command.ts'
import { textTable } from './textTable.ts'

export const journalArchiveArgs = z.strictObject({
  keep: z.int().min(0).max(1_000_000).optional().describe('delete all but so many of the newest archived segments'),
})
export interface JournalArchiveResult {
  readonly folder: string
  readonly archived: readonly { readonly file: string; readonly firstSeq: number; readonly bytes: number }[]
  readonly removed: readonly string[]
  readonly bytes: number
  /** Turns can be read and replayed from this one on. */
  readonly earliest: number
}

export const journalArchiveCommand = localCommand<typeof journalArchiveArgs, JournalArchiveResult>({
  name: 'journal.archive',
  summary: 'List the archived segments; --keep deletes all but the newest',
  help: 'Archived segments serve replay and audits only: a start does not need them. The daemon keeps the newest 64. Whoever asks for turns that are no longer held is answered with JOURNAL_TRUNCATED and the earliest one there is.',
  permission: 'admin',
  args: journalArchiveArgs,
  positionals: [],
  examples: [
    { type: 'journal archive', does: 'lists what is archived' },
    { type: 'journal archive --keep 8 --yes', does: 'deletes all but the newest eight' },
  ],
  confirm: ({ keep }) => (keep === undefined ? undefined : `delete all archived segments but the newest ${keep}?`),
  render({ archived, removed, bytes, earliest }, style) {
    const rows = archived.map(({ file, firstSeq, bytes: size }) => [file, String(firstSeq), String(size)])
    return [
      ...(rows.length === 0
        ? []
        : [
            textTable(
              [{ title: 'segment' }, { title: 'first turn', align: 'right' }, { title: 'bytes', align: 'right' }],
              rows,
              style,
            ),
          ]),
      `${archived.length} archived segments, ${bytes} bytes; turns are held from ${earliest} on`,
      ...(removed.length === 0 ? [] : [`${style.warn('deleted')}: ${removed.length} segments`]),
    ].join('\n')
  },
})
