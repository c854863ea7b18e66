import { z } from 'zod'
import { askCommand } from './command.ts'
import { readableSpan, readableState } from './figures.ts'
import { textTable } from './textTable.ts'
import type { Told } from './told.ts'

export const botLineSchema = z.object({
  address: z.string(),
  status: z.string(),
  state: z.string(),
  queued: z.int(),
  seq: z.int(),
  at: z.string(),
  parent: z.string().nullable(),
})
export type BotLine = Told<typeof botLineSchema>

export const botsResultSchema = z.object({
  now: z.string(),
  bots: z.array(botLineSchema),
})
export type BotsResult = Told<typeof botsResultSchema>

export const botsCommand = askCommand({
  name: 'bots',
  result: botsResultSchema,
  summary: 'List the bots and the state each is in',
  help: 'Every bot of the instance: its address, its state, how many events wait for it and when it last took one. Finished bots are listed with --all.',
  permission: 'viewer',
  args: z.strictObject({
    role: z.string().min(1).max(64).optional().describe('only bots of this role'),
    all: z.boolean().default(false).describe('finished and stopped bots too'),
  }),
  positionals: [],
  examples: [
    { type: 'bots', does: 'lists the living bots' },
    { type: 'bots --role intent --all', does: 'lists every intent there ever was' },
  ],
  async run({ role, all }, { host, clock }): Promise<BotsResult> {
    const bots = host
      .list(role)
      .filter((bot) => all || (bot.status !== 'done' && bot.status !== 'stopped'))
      .map(({ address, status, value, queued, seq, at, parent }) => ({
        address,
        status,
        state: readableState(value),
        queued,
        seq,
        at,
        parent,
      }))
      .toSorted((a, b) => (a.address < b.address ? -1 : 1))
    return { now: clock.now().toISOString(), bots }
  },
  render({ bots, now }, style) {
    if (bots.length === 0) return style.dim('no bots')
    return textTable(
      // addresses stay whole: they are what is typed next
      [{ title: 'bot' }, { title: 'state', gives: true }, { title: 'last turn', align: 'right' }],
      bots.map((bot) => [
        bot.address,
        `${bot.status === 'active' ? bot.state : bot.status}${bot.queued === 0 ? '' : `, ${bot.queued} waiting`}`,
        `${readableSpan(Date.parse(now) - Date.parse(bot.at))} ago`,
      ]),
      style,
    )
  },
})
