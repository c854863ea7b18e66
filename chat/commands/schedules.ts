// Schedules: made, listed and ended by those who run the instance.
import { Cron } from 'croner'
import { z } from 'zod'
import { QuorateError } from '#protocol/errors.ts'
import { fundIdSchema } from '#protocol/fund.ts'
import { missedPolicySchema, scheduledSchema } from '#protocol/scheduleFacts.ts'
import { slugSchema } from '#protocol/text.ts'
import type { BotView } from '#runtime/host.ts'
import { askBotsCommand, askCommand } from './command.ts'
import { ownerAccountOf } from './fundAccounts.ts'
import { readableState } from './figures.ts'
import { textTable } from './textTable.ts'
import type { Told } from './told.ts'

/** A schedule as people are shown it. */
export const scheduleLineSchema = z
  .object({
    name: z.string(),
    what: z.string(),
    fund: z.string(),
    cron: z.string(),
    missed: z.string(),
    state: z.string(),
    runs: z.int(),
    missedRuns: z.int(),
    next: z.string().nullable().describe('ISO 8601; null when it is over, or was not looked up yet'),
    by: z.string(),
  })
  .meta({ id: 'Schedule' })
export type ScheduleLine = Told<typeof scheduleLineSchema>
export const schedulesResultSchema = z.object({ schedules: z.array(scheduleLineSchema) })

/** What divides an hour or a day; others would have an odd gap at its end. */
const everyMinutes: Readonly<Record<string, string>> = {
  ...Object.fromEntries([1, 2, 5, 10, 15, 20, 30].map((minutes) => [minutes, `*/${minutes} * * * *`])),
  60: '0 * * * *',
  360: '0 */6 * * *',
  1440: '0 0 * * *',
}
const name = slugSchema.describe('name of the schedule: lower-case letters, digits and dashes')

export const scheduleCreateCommand = askCommand({
  name: 'schedule.create',
  result: scheduleLineSchema,
  summary: 'Have something done at the times of a cron expression',
  help: 'Each time is run at most once, whatever the clock does. Of times that were missed (the daemon was down, the clock was set) `skip` runs none, `once` one for all of them, `catch-up` each, the newest 100. Times are in UTC.',
  permission: 'operator',
  args: z.strictObject({
    name,
    every: z
      .enum(Object.keys(everyMinutes) as [string, ...string[]])
      .optional()
      .describe('minutes between its times'),
    cron: z.string().min(1).max(128).optional().describe('or five fields, six with seconds first, such as "0 6 * * 1-5"'),
    what: scheduledSchema.default('execute-intents').describe('what is done'),
    fund: fundIdSchema.describe('of which fund; its owner’s account pays for an anchor'),
    missed: missedPolicySchema.default('once').describe('what becomes of missed times'),
  }),
  positionals: ['name'],
  examples: [
    {
      type: 'schedule create sweep --every 15 --fund main',
      does: 'has approved trades of the fund main tried again each quarter of an hour',
    },
  ],
  async run({ name: id, every, cron: typed, what, fund, missed }, { host, funds, who }): Promise<ScheduleLine> {
    const cron = checkedCron(every, typed)
    await funds.status(fund)
    const input = { name: id, what, fundId: fund, account: ownerAccountOf(host, fund), cron, missed, by: who }
    // the same one asked for again is there already, and that is all right: the answer to the first asking may be lost
    const isNew = await host.spawn('schedule', id, input).catch((error: unknown) => {
      throw error instanceof QuorateError && error.code === 'BOT_EXISTS'
        ? new QuorateError('SCHEDULE_EXISTS', { name: id })
        : error
    })
    const line = lineNamed(host.view(`schedule:${id}`), id)
    if (!isNew && line.state === 'ended') throw new QuorateError('SCHEDULE_EXISTS', { name: id })
    return line
  },
  render: (line, style) => style.good(`${line.name}: ${line.what} of ${line.fund} at ${line.cron} UTC`),
})

export const scheduleListCommand = askCommand({
  name: 'schedule.list',
  also: ['schedules'],
  result: schedulesResultSchema,
  summary: 'List the schedules',
  help: 'What each does, when it does it next, how often it did, and how many of its times it missed.',
  permission: 'viewer',
  args: z.strictObject({}),
  positionals: [],
  examples: [{ type: 'schedule list', does: 'lists what is done by the clock' }],
  run: async (_args, { host }): Promise<Told<typeof schedulesResultSchema>> => ({
    schedules: host.list('schedule').map(lineOf),
  }),
  render({ schedules }, style) {
    if (schedules.length === 0) return style.dim('nothing is done by the clock')
    return textTable(
      ['schedule', 'does', 'fund', 'at (UTC)', 'missed', 'next', 'ran'].map((title) => ({ title })),
      schedules.map((line) => [
        line.name,
        line.what,
        line.fund,
        line.cron,
        line.missed,
        line.next ?? line.state,
        `${line.runs}${line.missedRuns === 0 ? '' : `, missed ${line.missedRuns}`}`,
      ]),
      style,
    )
  },
})

export const scheduleEndCommand = askBotsCommand({
  name: 'schedule.end',
  result: scheduleLineSchema,
  summary: 'End a schedule for good',
  help: 'A name is used once: make another schedule under another name.',
  permission: 'operator',
  args: z.strictObject({ name }),
  positionals: ['name'],
  examples: [{ type: 'schedule end sweep', does: 'ends the schedule sweep' }],
  async run({ name: id }, { host, who }): Promise<ScheduleLine> {
    const { state } = lineNamed(host.view(`schedule:${id}`), id)
    if (state !== 'ended') await host.send(`schedule:${id}`, { type: 'schedule.end', by: who }, { who })
    return lineNamed(host.view(`schedule:${id}`), id)
  },
  render: (line) => `${line.name} is ${line.state}`,
})

/** @throws ARGUMENTS_INVALID without times, CRON_INVALID */
function checkedCron(every: string | undefined, cron: string | undefined): string {
  if ((every === undefined) === (cron === undefined))
    throw new QuorateError('ARGUMENTS_INVALID', { command: 'schedule create', problem: 'say either --every or --cron' })
  const expression = cron ?? everyMinutes[every ?? ''] ?? ''
  try {
    // asked for its times later, by the bot that waits for them
    const read = new Cron(expression, { timezone: 'UTC', paused: true })
    read.stop()
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : ''
    throw new QuorateError('CRON_INVALID', { cron: expression, problem }, { cause })
  }
  return expression
}

// machines/schedule.ts states it
const contextSchema = z.object({
  name: z.string(),
  what: z.string(),
  fundId: z.string(),
  cron: z.string(),
  missed: z.string(),
  by: z.string(),
  next: z.number().nullable(),
  runs: z.int(),
  missedRuns: z.int(),
})

/** @throws UNKNOWN_SCHEDULE */
function lineNamed(view: BotView | undefined, id: string): ScheduleLine {
  if (view === undefined) throw new QuorateError('UNKNOWN_SCHEDULE', { name: id })
  return lineOf(view)
}

function lineOf(view: BotView): ScheduleLine {
  const { fundId, next, ...rest } = contextSchema.parse(view.context)
  const isOver = view.status !== 'active'
  return {
    ...rest,
    fund: fundId,
    state: readableState(view.value),
    next: next === null || isOver ? null : new Date(next).toISOString(),
  }
}
