import { z } from 'zod'
import { QuorateError } from '#protocol/errors.ts'
import type { DeadLetter, Repairs } from '#runtime/host.ts'
import { askCommand } from './command.ts'
import type { CommandContext } from './commandContext.ts'
import { readableSpan } from './figures.ts'
import { deadLettersListed } from './limits.ts'
import { printable, type Style } from './style.ts'
import { textPairs, textTable } from './textTable.ts'
import { deadLetterSchema } from './runtimeShapes.ts'
import type { Told } from './told.ts'

export const deadLetterLineSchema = z.object({
  seq: z.int(),
  at: z.string(),
  bot: z.string(),
  event: z.string(),
  code: z.string(),
  problem: z.string(),
})
export type DeadLetterLine = Told<typeof deadLetterLineSchema>
export const deadLettersResultSchema = z.object({
  now: z.string(),
  count: z.int().describe('All there are; `letters` has the newest of them'),
  letters: z.array(deadLetterLineSchema),
})
export type DeadLettersResult = Told<typeof deadLettersResultSchema>
export const deadLetterResultSchema = z.object({ now: z.string(), letter: deadLetterSchema })
export type DeadLetterResult = Told<typeof deadLetterResultSchema>
export const deadLetterSettledSchema = z
  .object({
    seq: z.int(),
    bot: z.string(),
    how: z.enum(['resent', 'dropped']),
    who: z.string(),
    waits: z.boolean().describe('Its bot is quarantined: what was sent again waits for the release'),
  })
  .meta({ id: 'DeadLetterSettled' })
export type DeadLetterSettled = Told<typeof deadLetterSettledSchema>

const seqArgument = z.int().min(1).describe('its sequence number, as the list gives it')
const lineOf = ({ seq, at, actor, event, code, problem }: DeadLetter): DeadLetterLine => {
  return { seq, at, bot: actor, event: event.type, code, problem }
}
/** @throws UNKNOWN_DEAD_LETTER */
function letterOf(repairs: Repairs, seq: number): DeadLetter {
  const letter = repairs.deadLetters().find((each) => each.seq === seq)
  if (letter === undefined) throw new QuorateError('UNKNOWN_DEAD_LETTER', { seq })
  return letter
}

export const deadLettersListCommand = askCommand({
  name: 'deadletters.list',
  result: deadLettersResultSchema,
  summary: 'List the events that no turn could take',
  help: 'An event whose turn failed, or whose bot had ended, is kept until a person sends it again or drops it. The newest come last.',
  permission: 'viewer',
  args: z.strictObject({ bot: z.string().min(1).max(256).optional().describe('only those of this bot') }),
  positionals: [],
  examples: [
    { type: 'deadletters list', does: 'lists what waits for a person' },
    { type: 'deadletters list --bot fund:main', does: 'lists those of one bot' },
  ],
  async run({ bot }, { repairs, clock }): Promise<DeadLettersResult> {
    const found = repairs.deadLetters().filter(({ actor }) => bot === undefined || actor === bot)
    return { now: clock.now().toISOString(), count: found.length, letters: found.slice(-deadLettersListed).map(lineOf) }
  },
  render({ letters, count, now }, style) {
    if (count === 0) return style.dim('no dead letters')
    const table = textTable(
      [
        { title: 'letter', align: 'right' },
        { title: 'bot' },
        { title: 'event' },
        { title: 'why', gives: true },
        { title: 'age', align: 'right' },
      ],
      letters.map(({ seq, bot, event, code, at }) => [
        String(seq),
        bot,
        printable(event),
        code,
        readableSpan(Date.parse(now) - Date.parse(at)),
      ]),
      style,
    )
    return letters.length === count ? table : `${table}\n${style.dim(`and ${count - letters.length} older`)}`
  },
})

export const deadLettersShowCommand = askCommand({
  name: 'deadletters.show',
  result: deadLetterResultSchema,
  summary: 'Show one dead letter: the event, who sent it, why no turn took it',
  help: 'The event as it is journaled, what caused it, and what went wrong.',
  permission: 'viewer',
  args: z.strictObject({ seq: seqArgument }),
  positionals: ['seq'],
  examples: [{ type: 'deadletters show <letter>', does: 'prints that letter' }],
  async run({ seq }, { repairs, clock }): Promise<DeadLetterResult> {
    return { now: clock.now().toISOString(), letter: letterOf(repairs, seq) }
  },
  render: ({ letter, now }, style) =>
    [
      textPairs(
        [
          ['letter', String(letter.seq)],
          ['bot', style.bold(letter.actor)],
          ['why', `${style.bad(letter.code)}: ${printable(letter.problem)}`],
          ['cause', causeText(letter, style)],
          ['age', readableSpan(Date.parse(now) - Date.parse(letter.at))],
        ],
        style,
      ),
      `${style.bold('event')}\n${JSON.stringify(letter.event, null, 2)
        .split('\n')
        .map((line) => `  ${printable(line)}`)
        .join('\n')}`,
    ].join('\n\n'),
})

export const deadLettersResendCommand = askCommand({
  name: 'deadletters.resend',
  result: deadLetterSettledSchema,
  summary: 'Send a dead letter to its bot once more',
  help: 'The event goes to its bot again, once. A result or timer does only while the bot has not moved since; then it is as if the failed turn had not been. If the bot is quarantined, the event waits for its release.',
  permission: 'operator',
  args: z.strictObject({ seq: seqArgument }),
  positionals: ['seq'],
  examples: [{ type: 'deadletters resend <letter>', does: 'sends it again, for instance after a new version was installed' }],
  run: ({ seq }, { repairs, host, who }) => settle({ repairs, host, who }, seq, 'resent'),
  render: renderSettled,
})

export const deadLettersDropCommand = askCommand({
  name: 'deadletters.drop',
  result: deadLetterSettledSchema,
  summary: 'Drop a dead letter for good',
  help: 'The journal keeps it and who dropped it; nobody can send it again.',
  permission: 'operator',
  args: z.strictObject({ seq: seqArgument }),
  positionals: ['seq'],
  examples: [{ type: 'deadletters drop <letter> --yes', does: 'drops that letter' }],
  confirm: ({ seq }) => `Drop dead letter ${seq} for good?`,
  run: ({ seq }, { repairs, host, who }) => settle({ repairs, host, who }, seq, 'dropped'),
  render: renderSettled,
})

async function settle(
  { repairs, host, who }: Pick<CommandContext, 'repairs' | 'host' | 'who'>,
  seq: number,
  how: 'resent' | 'dropped',
): Promise<DeadLetterSettled> {
  const { actor } = letterOf(repairs, seq)
  await repairs.settleDeadLetter(seq, how, who)
  return { seq, bot: actor, how, who, waits: how === 'resent' && host.view(actor)?.status === 'quarantined' }
}

function renderSettled({ seq, bot, how, waits }: DeadLetterSettled): string {
  if (how === 'dropped') return `dead letter ${seq} of ${bot} is dropped`
  return waits
    ? `dead letter ${seq} waits for the release of ${bot}: ./quorate release ${bot}`
    : `dead letter ${seq} went to ${bot}`
}

function causeText({ cause }: DeadLetterResult['letter'], style: Style): string {
  switch (cause.kind) {
    case 'start':
      return `its start by ${cause.by}`
    case 'message':
      return `message ${cause.id} of ${cause.from}`
    case 'external':
      return cause.who === undefined ? 'from outside' : `from outside, by ${printable(cause.who)}`
    case 'timer':
      return `its timer ${printable(cause.id)}`
    case 'effect':
      return `effect ${printable(cause.id)}${cause.attempt > 1 ? style.dim(`, attempt ${cause.attempt}`) : ''}`
  }
}
