// Who is who in a messenger: codes that say it, the links that came of them, and who one is oneself.
import { z } from 'zod'
import { QuorateError } from '#protocol/errors.ts'
import { roles, type Role } from '#protocol/permission.ts'
import { personSchema } from '#protocol/person.ts'
import type { BotView } from '#runtime/host.ts'
import { fundsSchema } from './apiKeys.ts'
import { askBotsCommand, askCommand } from './command.ts'
import type { CommandContext } from './commandContext.ts'
import { readableState } from './figures.ts'
import { textPairs, textTable } from './textTable.ts'
import type { Told } from './told.ts'

const [minuteMs, dayMs] = [60_000, 86_400_000]
/** A code is copied from one window to another. */
const minutesMax = 1_440
const daysMax = 3_650

export const linkCodeSchema = z.object({
  code: z.string().nullable().describe('Told this once; null to whoever asks again'),
  person: z.string(),
  role: z.string(),
  funds: z.union([z.literal('all'), z.array(z.string())]),
  minutes: z.int(),
})

export const linkCodeCommand = askCommand({
  name: 'link.code',
  result: linkCodeSchema,
  summary: 'Make a code that says who you are in a messenger',
  help: 'Say it once in Slack or Discord, in private: link <code>. What you then say there, you say as this person, with this role at most, and never more than your workspace may.',
  permission: 'viewer',
  args: z.strictObject({
    role: z.enum(roles).optional().describe('what they may; each includes the ones before it; absent: what you may'),
    funds: fundsSchema.default('all').describe('fund names with commas between, or all'),
    person: personSchema.optional().describe('who they are; absent: you. Another person is for an admin to name'),
    minutes: z.int().min(1).max(minutesMax).default(15).describe('until it is too late to say it'),
    days: z.int().min(1).max(daysMax).default(90).describe('until the link ends by itself'),
  }),
  positionals: [],
  examples: [
    { type: 'link code', does: 'makes a code for yourself' },
    { type: 'link code --person mara --role approver --funds main', does: 'makes a code to give to mara' },
  ],
  async run({ role, funds, person, minutes, days }, context): Promise<Told<typeof linkCodeSchema>> {
    const { who, person: self, isStillAllowed, links, funds: desk } = context
    const named = person ?? self
    if (named === null) throw new QuorateError('PERSON_UNKNOWN', { principal: who })
    if (funds !== 'all') for (const fund of funds) await desk.status(fund)
    const mayAll = (needed: Role): boolean =>
      funds === 'all' ? isStillAllowed(needed) : funds.every((fund) => isStillAllowed(needed, fund))
    if (named !== self && !isStillAllowed('admin')) throw refused('to name another person', 'admin')
    const given = role ?? roles.findLast(mayAll)
    // nobody gives what they do not have
    if (given === undefined || !mayAll(given)) throw refused('a code for that role and these funds', role ?? 'viewer')
    const code = links.code({ person: named, role: given, funds, by: who, days }, minutes * minuteMs)
    return { code, person: named, role: given, funds, minutes }
  },
  kept: (made) => ({ ...made, code: null }),
  render: ({ code, person, role, funds, minutes }, style) =>
    [
      code === null ? 'it was shown before' : `link ${code}`,
      style.dim(
        `say this in the messenger, in private, within ${minutes} minutes: whoever does is ${person}, ${role} of ${funds === 'all' ? 'all funds' : funds.join(', ')}`,
      ),
    ].join('\n'),
})

const refused = (command: string, permission: string): QuorateError => new QuorateError('NOT_PERMITTED', { command, permission })

export const linkMadeSchema = z.object({ id: z.string(), person: z.string(), role: z.string(), funds: z.string() })

export const linkCommand = askCommand({
  name: 'link',
  result: linkMadeSchema,
  summary: 'Say who you are, in a messenger, with a code from where you are signed in',
  help: 'A code works once. A link that you had here before ends with it.',
  permission: 'viewer',
  args: z.strictObject({ code: z.string().max(4_000).describe('what link code printed') }),
  positionals: ['code'],
  examples: [{ type: 'link <code>', does: 'says in a messenger who you are' }],
  async run({ code }, { host, links, said, who }): Promise<Told<typeof linkMadeSchema>> {
    if (said === undefined) throw new QuorateError('NOT_IN_A_CHAT', { command: 'link' })
    const { id, days, ...grant } = links.read(code)
    const { messenger, workspace, user } = said.user
    const before = host.list('link').filter((view) => view.status === 'active' && isOf(view, said.user))
    try {
      await host.spawn('link', id, { id, messenger, workspace, user, ...grant, lifetimeMs: days * dayMs })
    } catch (error) {
      // this very request, taken up again, finds its own link
      if (!(error instanceof QuorateError && error.code === 'BOT_EXISTS')) throw error
      const own = host.view(`link:${id}`)
      if (own === undefined || !isOf(own, said.user) || own.status !== 'active')
        throw new QuorateError('LINK_REFUSED', { problem: 'it was used before' }, { cause: error })
    }
    for (const { address } of before)
      if (address !== `link:${id}`) await host.ask(address, { type: 'link.revoke', by: `link:${id}` }, { who })
    const { person, role, funds } = grant
    return { id, person, role, funds: funds === 'all' ? 'all funds' : funds.join(', ') }
  },
  render: ({ person, role, funds }, style) => style.good(`you are ${person}: ${role} of ${funds}`),
})

/** A link as people are shown it. */
export const linkLineSchema = z.object({
  id: z.string(),
  person: z.string(),
  messenger: z.string(),
  workspace: z.string(),
  user: z.string(),
  role: z.string(),
  funds: z.string(),
  state: z.string(),
  by: z.string(),
  expiresAt: z.string().nullable().describe('ISO 8601; null when it is over'),
})

export const linkListCommand = askCommand({
  name: 'link.list',
  also: ['links'],
  result: z.object({ links: z.array(linkLineSchema) }),
  summary: 'List who is who in the messengers',
  help: 'Those that are over are listed too, so that what they did can be told.',
  permission: 'admin',
  args: z.strictObject({}),
  positionals: [],
  examples: [{ type: 'link list', does: 'lists the links' }],
  run: async (_args, { host }) => ({ links: host.list('link').map(lineOf) }),
  render({ links }, style) {
    if (links.length === 0) return style.dim('nobody is linked yet: ./quorate link code')
    return textTable(
      [
        { title: 'link' },
        { title: 'person' },
        { title: 'user', gives: true },
        { title: 'role' },
        { title: 'funds' },
        { title: 'state' },
      ],
      links.map((line) => [
        line.id,
        line.person,
        `${line.user} of ${line.workspace} (${line.messenger})`,
        line.role,
        line.funds,
        line.state,
      ]),
      style,
    )
  },
})

export const linkEndCommand = askBotsCommand({
  name: 'link.end',
  result: z.object({ id: z.string(), ended: z.literal(true) }),
  summary: 'End a link: its user is a stranger again',
  help: 'At once: also what was said and is not done yet is not done any more.',
  permission: 'admin',
  args: z.strictObject({
    id: z
      .string()
      .regex(/^[0-9a-f]{16}$/, 'expected a link’s id')
      .describe('as the list gives it'),
  }),
  positionals: ['id'],
  examples: [{ type: 'link end 0123456789abcdef', does: 'ends that link' }],
  async run({ id }, { host, who }): Promise<{ readonly id: string; readonly ended: true }> {
    if (host.view(`link:${id}`)?.status !== 'active') throw new QuorateError('UNKNOWN_LINK', { id })
    await host.ask(`link:${id}`, { type: 'link.revoke', by: who }, { who })
    return { id, ended: true }
  },
  render: ({ id }, style) => style.good(`link ${id} is over`),
})

export const whoamiSchema = z.object({
  principal: z.string(),
  person: z.string().nullable(),
  role: z.string().nullable().describe('null: nobody that is known'),
  funds: z.array(z.string()).describe('those that are there for you'),
  until: z.string().nullable().describe('ISO 8601; null: for good'),
})

export const whoamiCommand = askCommand({
  name: 'whoami',
  result: whoamiSchema,
  summary: 'Say who you are here, and what you may',
  help: 'A role includes the ones before it: viewer, operator, approver, admin.',
  permission: 'viewer',
  args: z.strictObject({ fund: z.string().max(31).optional().describe('what you may in this fund') }),
  positionals: ['fund'],
  examples: [{ type: 'whoami', does: 'says who you are' }],
  async run({ fund }, { host, who, person, isStillAllowed, funds }: CommandContext): Promise<Told<typeof whoamiSchema>> {
    const all = (await funds.list()).map(({ fundId }) => fundId)
    const mine = all.filter((fundId) => (fund === undefined || fundId === fund) && isStillAllowed('viewer', fundId))
    const role = roles.findLast((one) => mine.some((fundId) => isStillAllowed(one, fundId))) ?? null
    const until = /^\w+:/.test(who) ? (host.view(who as `link:${string}`)?.timers[0]?.dueAt ?? null) : null
    return { principal: who, person, role, funds: mine, until }
  },
  render: ({ principal, person, role, funds, until }, style) =>
    role === null
      ? `${principal}: nobody that is known here. Where you are signed in, type ./quorate link code; then say here: link <code>`
      : textPairs(
          [
            ['you are', style.bold(person ?? 'nobody’s key')],
            ['known by', principal],
            ['role', role],
            ['funds', funds.join(', ')],
            ['until', until ?? 'for good'],
          ],
          style,
        ),
})

// as machines/link.ts keeps it
const contextSchema = z.object({
  id: z.string(),
  messenger: z.string(),
  workspace: z.string(),
  user: z.string(),
  person: z.string(),
  role: z.string(),
  funds: z.union([z.literal('all'), z.array(z.string())]),
  by: z.string(),
})

function isOf(view: BotView, user: { readonly messenger: string; readonly workspace: string; readonly user: string }): boolean {
  const link = contextSchema.safeParse(view.context).data
  return link?.messenger === user.messenger && link.workspace === user.workspace && link.user === user.user
}

function lineOf(view: BotView): Told<typeof linkLineSchema> {
  const { funds, ...rest } = contextSchema.parse(view.context)
  const expiresAt = view.status === 'active' ? (view.timers[0]?.dueAt ?? null) : null
  return { ...rest, funds: funds === 'all' ? 'all' : funds.join(', '), state: readableState(view.value), expiresAt }
}
