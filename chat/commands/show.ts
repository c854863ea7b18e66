import { z } from 'zod'
import { QuorateError } from '#protocol/errors.ts'
import type { Address } from '#runtime/authoring.ts'
import type { BotView, Host } from '#runtime/host.ts'
import { askCommand } from './command.ts'
import { readableSpan, readableState } from './figures.ts'
import { recentSpan, turnsFrom } from './journalReading.ts'
import { shownTurns, shownTurnsMax } from './limits.ts'
import { printable, type Style } from './style.ts'
import { textPairs } from './textTable.ts'
import { botViewSchema } from './runtimeShapes.ts'
import type { Told } from './told.ts'
import { renderTurnLine, turnLine, turnLineSchema, type TurnLine } from './turnLine.ts'

export const showResultSchema = z.object({ now: z.string(), bot: botViewSchema, turns: z.array(turnLineSchema) })
export type ShowResult = Told<typeof showResultSchema>

export const showCommand = askCommand({
  name: 'show',
  result: showResultSchema,
  summary: 'Show one bot: state, context, last turns, what it waits for',
  help: 'The bot as it is stored: its state and context, the turns that led there, the timers and effects it waits for, and why it is quarantined if it is.',
  permission: 'viewer',
  args: z.strictObject({
    bot: z.string().min(1).max(256).describe('address such as fund:main'),
    turns: z.int().min(0).max(shownTurnsMax).default(shownTurns).describe('how many of its last turns'),
  }),
  positionals: ['bot'],
  examples: [
    { type: 'show fund:main', does: 'prints the fund bot' },
    { type: 'show strategy:main --turns 20', does: 'prints more of its history' },
  ],
  async run({ bot, turns }, { host, clock, signal }): Promise<ShowResult> {
    const view = isAddress(bot) ? host.view(bot) : undefined
    if (view === undefined) throw new QuorateError('UNKNOWN_BOT', { address: bot })
    return { now: clock.now().toISOString(), bot: view, turns: await lastTurns(host, view, turns, signal) }
  },
  render: renderShow,
  picture: ({ bot: { address, seq, value } }) => ({ bot: address, seq, value }),
})

const isAddress = (text: string): text is Address => /^[^:]+:.+$/.test(text)

async function lastTurns(host: Host, view: BotView, count: number, signal: AbortSignal): Promise<readonly TurnLine[]> {
  const kept: TurnLine[] = []
  if (count === 0) return kept
  const after = Math.max(0, view.seq - recentSpan)
  for await (const turn of turnsFrom(host, { after, actor: view.address, signal })) {
    kept.push(turnLine(turn))
    if (kept.length > count) kept.shift()
  }
  return kept
}

function renderShow({ bot, turns, now }: ShowResult, style: Style): string {
  const ago = (at: string): string => readableSpan(Date.parse(now) - Date.parse(at))
  const pairs = textPairs(
    [
      ['bot', style.bold(bot.address)],
      [
        'state',
        bot.status === 'active'
          ? style.good(readableState(bot.value))
          : style.warn(`${bot.status} (${readableState(bot.value)})`),
      ],
      ['machine', `${bot.role} version ${bot.version}, incarnation ${bot.incarnation}`],
      ['parent', bot.parent ?? '-'],
      ['last turn', `${bot.seq}, ${ago(bot.at)} ago`],
    ],
    style,
  )
  const due = (at: string): string =>
    Date.parse(at) > Date.parse(now) ? `due in ${readableSpan(Date.parse(at) - Date.parse(now))}` : `due ${ago(at)} ago`
  const waiting = [
    ...(bot.quarantine === undefined
      ? []
      : [style.bad(`  a person: ${bot.quarantine.code}: ${printable(bot.quarantine.message)}`)]),
    ...(bot.restart === undefined
      ? []
      : [
          style.warn(
            `  its restart, ${due(bot.restart.dueAt)}, after ${bot.restart.failure.code}: ${printable(bot.restart.failure.message)}`,
          ),
        ]),
    ...bot.effects.map((effect) => `  ${effect.port}, attempt ${effect.attempt}, since ${ago(effect.since)}`),
    ...bot.timers.map((timer) => `  timer ${printable(timer.id)}, ${due(timer.dueAt)}`),
    ...(bot.queued === 0 ? [] : [`  ${bot.queued} events that wait for their turn`]),
  ]
  return [
    pairs,
    `${style.bold('waits for')}\n${waiting.length === 0 ? style.dim('  events only') : waiting.join('\n')}`,
    `${style.bold('context')}\n${printableJson(bot.context)}`,
    `${style.bold('last turns')}\n${turns.length === 0 ? style.dim('  none kept near') : turns.map((turn) => renderTurnLine(turn, style, { withActor: false })).join('\n')}`,
  ].join('\n\n')
}

function printableJson(value: unknown): string {
  return (JSON.stringify(value, null, 2) ?? 'null')
    .split('\n')
    .map((line) => `  ${printable(line)}`)
    .join('\n')
}
