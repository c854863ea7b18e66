// Who is who in a messenger: codes that say it, the links that came of them, and who one is oneself.
import { z } from 'zod'
import { QuorateError } from '#protocol/errors.ts'
import { roles } from '#protocol/permission.ts'
import { personSchema } from '#protocol/person.ts'
import type { BotView } from '#runtime/host.ts'
import { fundsSchema } from './apiKeys.ts'
import type { Standing } from './asker.ts'
import { askBotsCommand, askCommand } from './command.ts'
import type { CommandContext } from './commandContext.ts'
import { readableState } from './figures.ts'
import { fundRolesSchema, standingGiven } from './linkStanding.ts'
import { standingWords } from './standing.ts'
import { textPairs, textTable } from './textTable.ts'
import type { Told } from './told.ts'

const [minuteMs, dayMs] = [60_000, 86_400_000]
/** A code is copied from one window to another. */
const minutesMax = 1_440
const daysMax = 3_650

const fundRolesToldSchema = z
  .array(z.object({ fund: z.string(), role: z.string() }))
  .exactOptional()
  .describe('another role in single funds; absent: the same everywhere')

export const linkCodeSchema = z.object({
  code: z.string().nullable().describe('Told this once; null to whoever asks again'),
  person: z.string(),
  role: z.string(),
  funds: z.union([z.literal('all'), z.array(z.string())]),
  roles: fundRolesToldSchema,
  minutes: z.int(),
})

export const linkCodeCommand = askCommand({
  name: 'link.code',
  result: linkCodeSchema,
  summary: 'Make a code that says who you are in a messenger',
  help: 'Say it once in Slack or Discord, in private: link <code>. What you then say there, you say as this person, with this role at most, and never more than your workspace may.',
  permission: 'viewer',
  args: z.strictObject({
    role: z
      .enum(roles)
      .optional()
      .describe('what they may in all these funds; each includes the ones before it; absent: what you may'),
    funds: fundsSchema.optional().describe('fund names with commas between, or all; absent: all, or those of roles alone'),
    roles: fundRolesSchema
      .optional()
      .describe('another role in single funds, with commas between, such as main=approver,second=operator'),
    person: personSchema.optional().describe('who they are; absent: you. Another person is for an admin to name'),
    minutes: z.int().min(1).max(minutesMax).default(15).describe('until it is too late to say it'),
    days: z.int().min(1).max(daysMax).default(90).describe('until the link ends by itself'),
  }),
  positionals: [],
  examples: [
    { type: 'link code', does: 'makes a code for yourself' },
    { type: 'link code --person mara --role approver --funds main', does: 'makes a code to give to mara' },
    {
      type: 'link code --person mara --role viewer --roles main=approver',
      does: 'makes a code with which mara looks at every fund and approves in one',
    },
  ],
  async run({ role, funds, roles: own, person, minutes, days }, context): Promise<Told<typeof linkCodeSchema>> {
    const { who, person: self, isStillAllowed, links, funds: desk } = context
    const named = person ?? self
    if (named === null) throw new QuorateError('PERSON_UNKNOWN', { principal: who })
    const all = [...(funds === undefined || funds === 'all' ? [] : funds), ...(own ?? []).map(({ fund }) => fund)]
    for (const fund of all) await desk.status(fund)
    if (named !== self && !isStillAllowed('admin')) throw refused('to name another person', 'admin')
    const standing = standingGiven({ role, funds, roles: own }, isStillAllowed)
    const code = links.code({ person: named, ...standing, by: who, days }, minutes * minuteMs)
    return { code, person: named, ...toldStanding(standing), minutes }
  },
  kept: (made) => ({ ...made, code: null }),
  render: ({ code, person, minutes, ...standing }, style) =>
    [
      code === null ? 'it was shown before' : `link ${code}`,
      style.dim(
        `say this in the messenger, in private, within ${minutes} minutes: whoever does is ${person}, ${standingWords(standing)}`,
      ),
    ].join('\n'),
})

const toldStanding = ({ role, funds, roles: own }: Standing): Pick<Told<typeof linkCodeSchema>, 'role' | 'funds' | 'roles'> => ({
  role,
  funds: funds === 'all' ? funds : [...funds],
  ...(own !== undefined && { roles: own.map((one) => ({ ...one })) }),
})

const refused = (command: string, permission: string): QuorateError => new QuorateError('NOT_PERMITTED', { command, permission })

export const linkMadeSchema = z.object({
  id: z.string(),
  person: z.string(),
  role: z.string(),
  funds: z.string(),
  may: z.string().describe('all of it in words, such as viewer of all funds, approver of main'),
})

export const linkCommand = askCommand({
  name: 'link',
  result: linkMadeSchema,
  summary: 'Say who you are, in a messenger, with a code from where you are signed in',
  help: 'A code works once. A link that you had here before ends with it.',
  permission: 'viewer',
  ofCaller: true,
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
    return { id, person, role, funds: funds === 'all' ? 'all funds' : funds.join(', '), may: standingWords(grant) }
  },
  render: ({ person, may }, style) => style.good(`you are ${person}: ${may}`),
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
  roles: fundRolesToldSchema,
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
        [line.role, ...(line.roles ?? []).map(({ fund, role }) => `${fund}=${role}`)].join(', '),
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
  role: z.string().nullable().describe('the greatest of those below; null: nobody that is known'),
  funds: z.array(z.string()).describe('those that are there for you'),
  roles: z.array(z.object({ fund: z.string(), role: z.string() })).describe('what you may in each of them'),
  until: z.string().nullable().describe('ISO 8601; null: for good'),
})

export const whoamiCommand = askCommand({
  name: 'whoami',
  result: whoamiSchema,
  summary: 'Say who you are here, and what you may',
  help: 'A role includes the ones before it: viewer, operator, approver, admin.',
  permission: 'viewer',
  ofCaller: true,
  args: z.strictObject({ fund: z.string().max(31).optional().describe('what you may in this fund') }),
  positionals: ['fund'],
  examples: [{ type: 'whoami', does: 'says who you are' }],
  async run({ fund }, { host, who, person, isStillAllowed, funds }: CommandContext): Promise<Told<typeof whoamiSchema>> {
    const all = (await funds.list()).map(({ fundId }) => fundId)
    const held = all
      .filter((fundId) => fund === undefined || fundId === fund)
      .flatMap((fundId) => {
        const role = roles.findLast((one) => isStillAllowed(one, fundId))
        return role === undefined ? [] : [{ fund: fundId, role }]
      })
    const role = roles.findLast((one) => held.some((there) => there.role === one)) ?? null
    const until = /^\w+:/.test(who) ? (host.view(who as `link:${string}`)?.timers[0]?.dueAt ?? null) : null
    return { principal: who, person, role, funds: held.map((there) => there.fund), roles: held, until }
  },
  render: ({ principal, person, role, funds, roles: held, until }, style) =>
    role === null
      ? `${principal}: nobody that is known here. Where you are signed in, type ./quorate link code; then say here: link <code>`
      : textPairs(
          [
            ['you are', style.bold(person ?? 'nobody’s key')],
            ['known by', principal],
            ...(held.every((there) => there.role === role)
              ? [['role', role] as const, ['funds', funds.join(', ')] as const]
              : held.map((there) => [`in ${there.fund}`, there.role] as const)),
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
  roles: fundRolesToldSchema,
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
