// Sessions of people who signed in at the console: let in with a one-time address, listed, and revoked.
import { z } from 'zod'
import { QuorateError } from '#protocol/errors.ts'
import { personSchema } from '#protocol/person.ts'
import type { BotView } from '#runtime/host.ts'
import { askBotsCommand, askCommand } from './command.ts'
import { fundsSchema } from './apiKeys.ts'
import { readableState } from './figures.ts'
import { textTable } from './textTable.ts'
import type { Told } from './told.ts'

const minuteMs = 60_000
/** A day: who has to be sent an address reads it the next morning at the latest. */
const minutesMax = 1_440

/** A session as people are shown it. */
export const sessionLineSchema = z.object({
  id: z.string(),
  person: z.string(),
  how: z.string(),
  subject: z.string(),
  role: z.string(),
  funds: z.string(),
  state: z.string(),
  expiresAt: z.string().nullable().describe('ISO 8601; null when it is over'),
})
export type SessionLine = Told<typeof sessionLineSchema>

/** An address to open. */
export const sessionOpenedSchema = z.object({
  url: z.string().nullable().describe('Told this once; null to whoever asks again'),
  person: z.string(),
  role: z.string(),
})
export type SessionOpened = Told<typeof sessionOpenedSchema>

export const sessionOpenCommand = askCommand({
  name: 'session.open',
  result: sessionOpenedSchema,
  summary: 'Print an address that signs one browser in',
  help: 'Whoever opens it first is signed in as the person that is named; it works once, and not after its minutes. A daemon that starts again forgets it.',
  permission: 'admin',
  args: z.strictObject({
    role: z
      .enum(['viewer', 'operator', 'approver', 'admin'])
      .default('admin')
      .describe('what they may do; each includes the ones before it'),
    funds: fundsSchema.default('all').describe('fund names with commas between, or all'),
    person: personSchema.optional().describe('who they are; absent: who asks'),
    minutes: z.int().min(1).max(minutesMax).default(15).describe('until it is too late to open it'),
  }),
  positionals: [],
  examples: [
    { type: 'session open', does: 'prints an address that signs you in with everything you may' },
    {
      type: 'session open --role viewer --person mara',
      does: 'prints an address to give to mara, who may then look at everything',
    },
  ],
  async run({ role, funds, person, minutes }, context): Promise<SessionOpened> {
    const { signIn, who, funds: desk } = context
    if (funds !== 'all') for (const fund of funds) await desk.status(fund)
    const named = person ?? context.person
    if (named === null) throw new QuorateError('ARGUMENTS_INVALID', { command: 'session open', problem: 'person is missing' })
    const made = signIn.ticket({ person: named, role, funds, by: who }, minutes * minuteMs)
    if (made === null) throw new QuorateError('NOT_SUPPORTED', { what: 'signing in without a gateway' })
    return { ...made, person: named, role }
  },
  kept: (opened) => ({ ...opened, url: null }),
  render: ({ url, person, role }, style) =>
    `${style.good(url ?? 'it was shown before')}\nsigns ${person} in as ${role}, once; it is not shown again`,
})

export const sessionListCommand = askCommand({
  name: 'session.list',
  result: z.object({ sessions: z.array(sessionLineSchema) }),
  summary: 'List who is signed in, and who was',
  help: 'Ended ones are listed too, so that what they did can be told.',
  permission: 'admin',
  args: z.strictObject({}),
  positionals: [],
  examples: [{ type: 'session list', does: 'lists who is signed in, how, as what, until when' }],
  run: async (_args, { host }): Promise<{ readonly sessions: readonly SessionLine[] }> => ({
    sessions: host.list('session').map(lineOf),
  }),
  render({ sessions }, style) {
    if (sessions.length === 0) return style.dim('nobody has signed in yet: ./quorate session open')
    const titles = ['session', 'person', 'by', 'role', 'funds', 'state', 'until']
    return textTable(
      titles.map((title) => ({ title })),
      sessions.map(({ id, person, how, role, funds, state, expiresAt }) => [
        id,
        person,
        how,
        role,
        funds,
        state,
        expiresAt ?? '',
      ]),
      style,
    )
  },
})

export const sessionRevokeCommand = askBotsCommand({
  name: 'session.revoke',
  result: z.object({ id: z.string(), state: z.string() }),
  summary: 'Sign a person out, at once',
  help: 'What its cookie asks for is refused from then on, and its open streams end. The person may sign in again: take them out of the settings, too, where they may not.',
  permission: 'admin',
  args: z.strictObject({
    id: z
      .string()
      .regex(/^[0-9a-f]{24}$/, 'expected a session as session list names it')
      .describe('the session'),
  }),
  positionals: ['id'],
  examples: [{ type: 'session revoke 5f0c9a4e1b7d3c2a6e8f9011', does: 'ends that session' }],
  async run({ id }, { host, who }): Promise<{ readonly id: string; readonly state: string }> {
    const view = host.view(`session:${id}`)
    if (view === undefined) throw new QuorateError('UNKNOWN_SESSION', { id })
    if (view.status === 'active')
      await host.ask(`session:${id}`, { type: 'session.revoke', by: who }, { askId: `revoke/${id}`, who })
    return { id, state: lineOf(host.view(`session:${id}`) ?? view).state }
  },
  render: ({ id, state }) => `${id} is ${state}`,
})

// machines/session.ts states it
const contextSchema = z.object({
  id: z.string(),
  person: z.string(),
  how: z.string(),
  subject: z.string(),
  role: z.string(),
  funds: z.union([z.literal('all'), z.array(z.string())]),
})

function lineOf(view: BotView): SessionLine {
  const { funds, ...rest } = contextSchema.parse(view.context)
  const expiresAt = view.timers[0]?.dueAt ?? null
  return { ...rest, funds: funds === 'all' ? 'all' : funds.join(', '), state: readableState(view.value), expiresAt }
}
