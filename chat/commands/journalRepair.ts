import { z } from 'zod'
import { localCommand } from './command.ts'
import { faultLine, lossLine, type JournalFault, type LostRange } from './journalVerify.ts'
import { printable } from './style.ts'

export const journalRepairArgs = z.strictObject({
  'from-snapshots': z
    .boolean()
    .default(false)
    .describe('take the bots from their files in storage/actors, where the journal holds nothing newer'),
})
export interface JournalRepairResult {
  readonly folder: string
  /** `tail`: the next start cuts it off. `hint`: written anew. `archive`: put aside. `base`: what is kept is written anew. */
  readonly does: 'nothing' | 'tail' | 'hint' | 'archive' | 'base'
  /** Was it done, or only planned? */
  readonly done: boolean
  readonly findings: readonly JournalFault[]
  readonly how: 'prefix' | 'archive' | 'snapshots' | 'backup' | null
  readonly lost: LostRange | null
  readonly bots: readonly string[]
  /** Files put aside, and the folder they go to. */
  readonly aside: readonly string[]
  readonly asideFolder: string
  /** Snapshot files that cannot be used. */
  readonly unusable: readonly string[]
  /** The next record has the number after this one. */
  readonly through: number
}

export const journalRepairCommand = localCommand<typeof journalRepairArgs, JournalRepairResult>({
  name: 'journal.repair',
  summary: 'Repair a damaged journal; without --yes it only says what that would cost',
  help: 'Only while no daemon runs. Keeps the whole beginning of the journal, up to the first damage; a damaged base segment is made anew from the archive when that reaches back far enough; a damaged hint is written anew. What is damaged is put aside into a dated folder, never changed. Without --yes it changes nothing, says which records and bots are lost, and ends with exit code 7 when there is damage. With --from-snapshots each bot is taken from its file in storage/actors where that is newer: messages that were on their way are then gone. After a repair the next start tells what was lost, and account bots ask the chain before they sign.',
  permission: 'admin',
  args: journalRepairArgs,
  positionals: [],
  examples: [
    { type: 'journal repair', does: 'says what a repair would keep and lose' },
    { type: 'journal repair --yes', does: 'repairs' },
    { type: 'journal repair --from-snapshots --yes', does: 'repairs from the files of the bots' },
  ],
  render(result, style) {
    const { does, done, findings, how, lost, bots, aside, asideFolder, unusable, through } = result
    if (does === 'nothing') return style.good('sound: there is nothing to repair')
    if (does === 'tail') return `${style.good('sound')}: a last batch was never acknowledged; the next start cuts it off`
    const source = how === null ? undefined : kept[how]
    return [
      done ? style.good('repaired') : style.bold('a repair would do this:'),
      ...findings.map((finding) => faultLine(finding, style)),
      ...(source === undefined ? [] : [`  kept: ${source}; the next record is ${through + 1}`]),
      ...(lost === null ? ['  lost: nothing'] : [lossLine(lost, bots)]),
      ...(unusable.length === 0 ? [] : [`  unusable: ${unusable.map(printable).join(', ')}`]),
      ...(aside.length === 0 ? [] : [`  put aside in ${printable(asideFolder)}: ${aside.map(printable).join(', ')}`]),
      done ? '  next: ./quorate up' : '  next: ./quorate journal repair --yes',
    ].join('\n')
  },
  exit: ({ does, done }) => (does === 'base' && !done ? 7 : 0),
})

const kept = {
  prefix: 'the journal up to the damage',
  archive: 'all records, from the archive',
  snapshots: 'the bots as their files show them',
  backup: 'what the backup holds',
} as const
