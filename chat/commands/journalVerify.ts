import { z } from 'zod'
import { localCommand } from './command.ts'
import { printable, type Style } from './style.ts'

export const journalVerifyArgs = z.strictObject({})
/** Sequence numbers, both ends included. */
export interface LostRange {
  readonly from: number
  readonly to: number
}
/** Something about one file below the journal's folder. */
export interface JournalFault {
  /** `tail`: a start cuts it off. `damage`: a start refuses. `hint`: a start does without. `archive`: only replay misses it. */
  readonly kind: 'tail' | 'damage' | 'hint' | 'archive'
  readonly file: string
  readonly offset: number
  readonly problem: string
}
export interface JournalVerifyResult {
  readonly folder: string
  readonly verdict: 'sound' | 'tail' | 'damaged'
  readonly segments: number
  readonly archived: number
  /** Records of the segments; those that the base segment stands for are not counted. */
  readonly records: number
  /** The base segment stands for all through this one; 0 without one. */
  readonly base: number
  /** All through this one is whole. */
  readonly durableThrough: number
  readonly findings: readonly JournalFault[]
  readonly lost: LostRange | null
  /** Bots that are known to have taken part in what is lost. */
  readonly bots: readonly string[]
}

export const journalVerifyCommand = localCommand<typeof journalVerifyArgs, JournalVerifyResult>({
  name: 'journal.verify',
  summary: 'Check every seal of the journal',
  help: 'Reads the base segment, its hint, all segments and the archive, and checks each batch against its seal. Writes nothing. Names each damaged file and byte, the sequence numbers that are lost with it and the bots they were about. A last batch that was never acknowledged is no damage: the next start cuts it off. Exit code 7 when a start would refuse.',
  permission: 'viewer',
  args: journalVerifyArgs,
  positionals: [],
  examples: [{ type: 'journal verify', does: 'checks the journal of the default instance' }],
  render({ verdict, segments, archived, records, base, durableThrough, findings, lost, bots }, style) {
    const word = { sound: style.good('sound'), tail: style.good('sound'), damaged: style.bad('damaged') }[verdict]
    const behind = base === 0 ? '' : ` behind base segment ${base}`
    const kept = archived === 0 ? '' : `, ${archived} archived`
    return [
      `${word}: ${records} records in ${segments} segments${behind}${kept}, whole through ${durableThrough}`,
      ...findings.map((finding) => faultLine(finding, style)),
      ...(lost === null ? [] : [lossLine(lost, bots)]),
      ...(findings.some(({ kind }) => kind !== 'tail') ? [`  next: ./quorate journal repair`] : []),
    ].join('\n')
  },
  exit: ({ verdict }) => (verdict === 'damaged' ? 7 : 0),
})

const meaning = {
  tail: 'never acknowledged; the next start cuts it off',
  damage: 'a start refuses this',
  hint: 'a start does without it, more slowly',
  archive: 'only a replay that goes so far back misses it',
} as const

/** One finding, in one line. */
export function faultLine({ kind, file, offset, problem }: JournalFault, style: Style): string {
  const look = kind === 'damage' ? style.bad : style.warn
  return `  ${look(`${printable(file)}, byte ${offset}`)}: ${printable(problem)} (${meaning[kind]})`
}

/** What is lost and whom it was about. */
export function lossLine({ from, to }: LostRange, bots: readonly string[]): string {
  const shown = bots.slice(0, 12).map(printable).join(', ')
  const about =
    bots.length === 0
      ? '; which bots they were about is not known'
      : `; they were about ${shown}${bots.length > 12 ? ' and others' : ''}`
  return `  lost: ${from === to ? `record ${from}` : `records ${from} to ${to}`}${about}`
}
