// API keys: made, listed and revoked by those who run the instance. The secret is told once and kept nowhere.
import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { QuorateError } from '#protocol/errors.ts'
import { fundIdSchema } from '#protocol/fund.ts'
import { mayBeHeldTo, roles } from '#protocol/permission.ts'
import { personSchema } from '#protocol/person.ts'
import { labelSchema, slugSchema } from '#protocol/text.ts'
import type { BotView } from '#runtime/host.ts'
import { apiKeyText, secretBytes } from './apiKeyText.ts'
import { askBotsCommand, askCommand } from './command.ts'
import { readableState } from './figures.ts'
import { textTable } from './textTable.ts'
import type { Told } from './told.ts'

const dayMs = 86_400_000
const daysMax = 3_650
const maySchema = z
  .string()
  .max(2_048)
  .transform((text) => text.split(','))
  .pipe(z.array(mayBeHeldTo).min(1).max(64))
/** Which funds somebody may see, as it is typed. */
export const fundsSchema = z
  .string()
  .max(1_024)
  .transform((text) => (text === 'all' ? ('all' as const) : text.split(',')))
  .pipe(z.union([z.literal('all'), z.array(fundIdSchema).min(1).max(16)]))

/** A key as people are shown it. */
export const apiKeyLineSchema = z.object({
  id: z.string(),
  title: z.string(),
  role: z.string(),
  funds: z.string(),
  person: z.string().nullable().describe("Whose hands it is in; null where it is nobody's"),
  state: z.string(),
  by: z.string(),
  expiresAt: z.string().nullable().describe('ISO 8601; null when it is over'),
})
export type ApiKeyLine = Told<typeof apiKeyLineSchema>
export const apiKeyMadeSchema = z.object({
  id: z.string(),
  key: z.string().nullable().describe('Told this once; null to whoever asks again'),
  role: z.string(),
  funds: z.union([z.literal('all'), z.array(z.string())]),
  days: z.int(),
})
export type ApiKeyMade = Told<typeof apiKeyMadeSchema>

const id = slugSchema.describe('name of the key: lower-case letters, digits and dashes')

export const apiKeyCreateCommand = askCommand({
  name: 'apikey.create',
  result: apiKeyMadeSchema,
  summary: 'Make an API key for a person or a service',
  help: 'The key is printed once; the instance keeps only its hash. It ends by itself after its days.',
  permission: 'admin',
  args: z.strictObject({
    id,
    role: z.enum(roles).default('viewer').describe('what it may do; each includes the ones before it'),
    funds: fundsSchema.default('all').describe('fund names with commas between, or all'),
    may: maySchema
      .optional()
      .describe(
        'the only actions that it is held to, with commas between, such as funds.read,commands.fund.pause; absent: whatever its role may',
      ),
    days: z.int().min(1).max(daysMax).default(90).describe('until it expires'),
    title: labelSchema.optional().describe('whose it is, or what for'),
    person: personSchema
      .optional()
      .describe('whose hands it is in; needed to approve or reject: two keys of one person are one person'),
  }),
  positionals: ['id'],
  examples: [
    { type: 'apikey create grafana --role viewer', does: 'makes a key that may look at everything' },
    { type: 'apikey create desk --role operator --funds main --days 30', does: 'makes a key for one fund, for 30 days' },
    {
      type: 'apikey create alarm --role operator --may commands.fund.pause',
      does: 'makes a key that may pause funds and do nothing else',
    },
    { type: 'apikey create mara --role approver --person mara', does: 'makes a key with which mara approves and rejects' },
  ],
  async run({ id: keyId, role, funds, may, days, title, person }, { host, who, funds: desk }): Promise<ApiKeyMade> {
    if (host.view(`key:${keyId}`) !== undefined) throw new QuorateError('API_KEY_EXISTS', { id: keyId })
    if (funds !== 'all') for (const fund of funds) await desk.status(fund)
    const secret = randomBytes(secretBytes).toString('base64url')
    const hash = createHash('sha256').update(secret).digest('hex')
    const input = { id: keyId, title: title ?? keyId, hash, role, funds, by: who, lifetimeMs: days * dayMs }
    await host.spawn('key', keyId, {
      ...input,
      ...(may === undefined ? {} : { may }),
      ...(person === undefined ? {} : { person }),
    })
    return { id: keyId, key: apiKeyText(keyId, secret), role, funds, days }
  },
  kept: (made) => ({ ...made, key: null }),
  render: ({ key, role, funds, days }, style) =>
    [
      style.good(key ?? 'it was shown before'),
      `${role} of ${funds === 'all' ? 'all funds' : funds.join(', ')}, for ${days} days; it is not shown again`,
    ].join('\n'),
})

export const apiKeyListCommand = askCommand({
  name: 'apikey.list',
  result: z.object({ keys: z.array(apiKeyLineSchema) }),
  summary: 'List the API keys',
  help: 'Revoked and expired ones are listed too, so that what they did can be told.',
  permission: 'admin',
  args: z.strictObject({}),
  positionals: [],
  examples: [{ type: 'apikey list', does: 'lists who may come in, as what, until when' }],
  run: async (_args, { host }): Promise<{ readonly keys: readonly ApiKeyLine[] }> => ({ keys: host.list('key').map(lineOf) }),
  render({ keys }, style) {
    if (keys.length === 0) return style.dim('no API key yet: ./quorate apikey create <key>')
    return textTable(
      [
        { title: 'key' },
        { title: 'for' },
        { title: 'person' },
        { title: 'role' },
        { title: 'funds' },
        { title: 'state' },
        { title: 'until' },
      ],
      keys.map(({ id: keyId, title, person, role, funds, state, expiresAt }) => [
        keyId,
        title,
        person ?? '',
        role,
        funds,
        state,
        expiresAt ?? '',
      ]),
      style,
    )
  },
})

export const apiKeyRevokeCommand = askBotsCommand({
  name: 'apikey.revoke',
  result: z.object({ id: z.string(), state: z.string() }),
  summary: 'Take an API key back, at once and for good',
  help: 'Requests with it are refused from then on. A name is used once: make another key under another name.',
  permission: 'admin',
  args: z.strictObject({ id }),
  positionals: ['id'],
  examples: [{ type: 'apikey revoke grafana', does: 'ends the key grafana' }],
  async run({ id: keyId }, { host, who }): Promise<{ readonly id: string; readonly state: string }> {
    const view = host.view(`key:${keyId}`)
    if (view === undefined) throw new QuorateError('UNKNOWN_API_KEY', { id: keyId })
    if (view.status === 'active')
      await host.ask(`key:${keyId}`, { type: 'key.revoke', by: who }, { askId: `revoke/${keyId}`, who })
    return { id: keyId, state: lineOf(host.view(`key:${keyId}`) ?? view).state }
  },
  render: ({ id: keyId, state }) => `${keyId} is ${state}`,
})

// machines/apiKey.ts states it
const contextSchema = z.object({
  id: z.string(),
  title: z.string(),
  role: z.string(),
  funds: z.union([z.literal('all'), z.array(z.string())]),
  person: z.string().optional(),
  by: z.string(),
})

function lineOf(view: BotView): ApiKeyLine {
  const { funds, person = null, ...rest } = contextSchema.parse(view.context)
  const expiresAt = view.timers[0]?.dueAt ?? null
  return { ...rest, person, funds: funds === 'all' ? 'all' : funds.join(', '), state: readableState(view.value), expiresAt }
}
