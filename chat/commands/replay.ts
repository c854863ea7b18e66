import { z } from 'zod'
import type { Json } from '#runtime/host.ts'
import type { Divergence, ReplayedTurn, ReplaySummary } from '#runtime/replayedTurn.ts'
import { localCommand } from './command.ts'
import { readableState } from './figures.ts'
import { printable, type Style } from './style.ts'

const seq = z.int().min(1)

export const replayArgs = z
  .strictObject({
    bot: z
      .string()
      .regex(/^[^:]+:.+$/, 'expected an address such as fund:main')
      .max(256)
      .describe('address of the bot, for example fund:main'),
    from: seq.optional().describe('print turns from this sequence number on; the replay begins at the bot’s birth all the same'),
    to: seq.optional().describe('end after this sequence number'),
    diff: z
      .tuple([seq, seq])
      .optional()
      .describe('print how the bot’s state at the second sequence number differs from the first'),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    path: ['to'],
    message: 'must not be before from',
  })
export type ReplayArgs = z.output<typeof replayArgs>

/** One turn, run again. */
export type ReplayTurnLine = { readonly type: 'turn' } & Omit<ReplayedTurn, 'results'>
/** How a bot's state changed between two moments. */
export interface ReplayDiffLine {
  readonly type: 'diff'
  readonly bot: string
  /** The moments asked for, and the turns that the states stand since. */
  readonly between: readonly [Moment, Moment]
  readonly differences: readonly { readonly path: string; readonly before: Json | undefined; readonly after: Json | undefined }[]
}
interface Moment {
  readonly seq: number
  readonly since: number
  readonly at: string
}
/** The last line: enough for a script to judge. */
export type ReplaySummaryLine = { readonly type: 'summary'; readonly bot: string } & ReplaySummary
export type ReplayLine = ReplayTurnLine | ReplayDiffLine | ReplaySummaryLine

export const replayCommand = localCommand<typeof replayArgs, ReplayLine>({
  name: 'replay',
  summary: 'Run the turns of a bot again from the journal and compare each result',
  help: 'Reads the journal of a running or a stopped instance, archive included, and runs every turn of the bot again: no effect runs, time is the journal’s. Each turn’s next state, effects, messages, timers, replies and facts are compared with what the journal says; the first turn and member that differ are named (a machine that was changed, a record that was damaged), exit code 7. Events that failed must fail again. With --diff it prints how the state changed between two sequence numbers instead of the turns.',
  permission: 'viewer',
  args: replayArgs,
  positionals: ['bot'],
  examples: [
    { type: 'replay fund:main', does: 'replays the fund’s whole life, one line a turn' },
    { type: 'replay fund:main --from 30 --to 60', does: 'prints a stretch of it' },
    { type: 'replay swarm:root --diff 3 20', does: 'prints what changed in the root’s state between two moments' },
  ],
  streams: true,
  render(line, style) {
    switch (line.type) {
      case 'turn':
        return turnText(line, style)
      case 'diff':
        return diffText(line, style)
      case 'summary':
        return summaryText(line, style)
    }
  },
  exit: (line) => (line.type === 'summary' && line.divergences + line.damaged > 0 ? 7 : 0),
})

function turnText(turn: ReplayTurnLine, style: Style): string {
  const { seq: number, at, event, from, to, status, verdict, kind, note, damage, differences } = turn
  const sign = { agrees: style.good('✓'), differs: style.bad('✗'), notRun: style.warn('–') }[verdict]
  const [before, after] = [from, to].map((value) => (value === null ? null : readableState(value)))
  const move =
    kind === 'dead'
      ? 'failed, nothing changed'
      : before === null
        ? `begins in ${after}`
        : before === after
          ? `stays ${after}`
          : `${before} → ${after}`
  const ended = kind === 'dead' || status === 'active' ? '' : ` (${status})`
  const more = [
    ...differences.slice(0, shownMax).map((difference) => style.bad(divergenceText(difference))),
    ...(differences.length > shownMax ? [style.bad(`and ${differences.length - shownMax} more`)] : []),
    ...(damage === undefined ? [] : [style.bad(`${damage.file} at byte ${damage.offset}: ${damage.problem}`)]),
    ...(note === undefined ? [] : [style.dim(printable(note))]),
  ]
  const head = `${style.dim(`${String(number).padStart(6)} ${at.slice(11, 19)}`)} ${sign} ${printable(event.type)}: ${printable(move)}${ended}`
  return [head, ...more.map((text) => `         ${text}`)].join('\n')
}

/** Members that a line of text names; JSON has them all. */
const shownMax = 5

function diffText({ bot, between: [one, other], differences }: ReplayDiffLine, style: Style): string {
  const moment = ({ seq: number, since, at }: Moment): string => `${number} (turn ${since}, ${at.slice(11, 19)})`
  const lines = differences.map(({ path, before, after }) => {
    if (before === undefined) return style.good(`  + ${path}: ${short(after)}`)
    if (after === undefined) return style.bad(`  - ${path}: ${short(before)}`)
    return `  ~ ${path}: ${style.bad(short(before))} → ${style.good(short(after))}`
  })
  const head = style.bold(`${bot} from ${moment(one)} to ${moment(other)}`)
  return [head, ...(lines.length === 0 ? [style.dim('  nothing differs')] : lines)].join('\n')
}

function summaryText(summary: ReplaySummaryLine, style: Style): string {
  const { bot, turns, agrees, notRun, divergences, damaged, first } = summary
  const aside = notRun === 0 ? '' : `, ${notRun} taken as they stand`
  if (divergences + damaged === 0) return `${style.good('agrees')}: ${bot}, ${agrees} of ${turns} turns run again${aside}`
  const broken = damaged === 0 ? '' : `, ${damaged} in batches that do not match their seal`
  const where = first === null ? '' : `; the first is seq ${first.seq}, ${divergenceText(first)}`
  return `${style.bad('differs')}: ${bot}, ${divergences} of ${turns} turns${aside}${broken}${where}`
}

function divergenceText({ path, journal, machine }: Divergence): string {
  return `${path}: journal ${short(journal)} machine ${short(machine)}`
}

function short(value: Json | undefined): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value)
  return printable(text.length > 120 ? `${text.slice(0, 119)}…` : text)
}
