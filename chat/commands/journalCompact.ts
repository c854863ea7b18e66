import { z } from 'zod'
import { askCommand } from './command.ts'
import type { Told } from './told.ts'

export const journalCompactResultSchema = z.object({
  through: z.int().describe('The base segment stands for all records through this one'),
  archived: z.array(z.string()).describe('Segments that went into the archive'),
  by: z.enum(['daemon', 'here']).describe('Did the daemon do it, or this command, on the files?'),
})
export type JournalCompactResult = Told<typeof journalCompactResultSchema>

export const journalCompactCommand = askCommand({
  name: 'journal.compact',
  result: journalCompactResultSchema,
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
