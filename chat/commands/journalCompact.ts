import { z } from 'zod'
import { askCommand } from './command.ts'

export interface JournalCompactResult {
  /** The base segment stands for all records through this one. */
  readonly through: number
  /** Segments that went into the archive. */
  readonly archived: readonly string[]
  /** Did the daemon do it, or this command, on the files? */
  readonly by: 'daemon' | 'here'
}

export const journalCompactCommand = askCommand({
  name: 'journal.compact',
  summary: 'Write what is live into a new base segment and archive the older segments',
  help: 'A start then reads the base segment instead of all that ever happened. The daemon does it by itself when enough segments are closed; it does it now when it runs, and this command does it on the files when it does not.',
  permission: 'operator',
  args: z.strictObject({}),
  positionals: [],
  examples: [{ type: 'journal compact', does: 'compacts the journal of the default instance' }],
  async run(_args, { compact }): Promise<JournalCompactResult> {
    return { ...(await compact()), by: 'daemon' }
  },
  render: ({ through, archived, by }, style) =>
    `${style.good('compacted')} through ${through}${by === 'here' ? ', no daemon running' : ''}; ${archived.length} segments archived`,
})
