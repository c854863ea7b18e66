import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ConnectCheck } from '#protocol/connectCheck.ts'
import { checkDiscord } from './connectCheck.ts'
import { discordApp, type DiscordApp } from './discordApp.ts'
import { discordSettingsSchema, type DiscordSettings } from './discordSettings.ts'
import { DiscordStandIn } from './fixtures/discordStandIn.ts'
import { applicationId, channelId, guildId } from './fixtures/standInShapes.ts'
import { commandsHash, registerCommands } from './registerCommands.ts'

let discord: DiscordStandIn
const apps: DiscordApp[] = []

beforeEach(async () => {
  discord = await new DiscordStandIn().open()
})
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()))
  await discord.close()
})

const settingsWith = (more: Partial<DiscordSettings> = {}): DiscordSettings =>
  discordSettingsSchema.parse({
    mode: 'gateway',
    applicationId,
    publicKey: 'ab'.repeat(32),
    guilds: [{ id: guildId, greatestRole: 'approver' }],
    testChannel: channelId,
    apiUrl: discord.url,
    ...more,
  })

async function check(more: Partial<DiscordSettings> = {}, token = discord.token): Promise<readonly ConnectCheck[]> {
  const settings = settingsWith(more)
  const app = discordApp({ settings, token, note: () => {}, now: Date.now })
  apps.push(app)
  return checkDiscord({ settings, rest: app.rest, messenger: app.messenger, now: Date.now })
}
const register = async (
  kept: Record<string, string> = {},
  more: Partial<DiscordSettings> = {},
): ReturnType<typeof registerCommands> => {
  const settings = settingsWith(more)
  const app = discordApp({ settings, token: discord.token, note: () => {}, now: Date.now })
  apps.push(app)
  return registerCommands(app.rest, settings, kept)
}
const missing = (checks: readonly ConnectCheck[]): readonly ConnectCheck[] => checks.filter(({ ok }) => !ok)

test('finds everything well, and sends a test message', async () => {
  await register()
  const checks = await check()
  expect(missing(checks)).toEqual([])
  expect(checks.every(({ fix }) => fix === '')).toBe(true)
  expect(checks.at(-1)).toMatchObject({ what: 'test message', says: 'it was sent' })
  expect(discord.written.get(channelId)).toMatchObject([{ embeds: [{ title: 'The swarm is connected' }] }])
})

test('looks at nothing else where the token is wrong', async () => {
  const checks = await check({}, 'a.wrong.token')
  expect(checks).toMatchObject([{ what: 'token', ok: false, fix: expect.stringContaining('DISCORD_BOT_TOKEN') }])
})

test.each<[string, () => void, Partial<DiscordSettings>, string, RegExp]>([
  [
    'another application',
    () => {},
    { applicationId: '1100000000000000009' },
    'application',
    /set applicationId to 1100000000000000001/,
  ],
  ['another public key', () => {}, { publicKey: 'cd'.repeat(32) }, 'public key', /set publicKey to (ab){32}/],
  ['http mode without an address', () => {}, { mode: 'http' }, 'interactions endpoint', /\/api\/v1\/discord\/interactions/],
  [
    'gateway mode with an address, which would get everything',
    () => (discord.application = { interactions_endpoint_url: 'https://old.example/discord' }),
    {},
    'gateway',
    /empty General Information/,
  ],
  ['no server', () => {}, { guilds: [] }, 'servers', /add the id of your server/],
  [
    'a server that the bot is not in',
    () => {},
    { guilds: [{ id: '1200000000000000009', greatestRole: 'viewer', funds: 'all' }] },
    'server 1200000000000000009',
    /^open https:\/\/discord\.com\/oauth2\/authorize\?client_id=\d+&scope=bot\+applications\.commands&permissions=\d+ /,
  ],
  ['commands that are not registered', () => (discord.commands = []), {}, 'slash commands of Ops', /start the daemon once/],
  ['no channel', () => {}, { testChannel: null }, 'channel', /set testChannel/],
  [
    'a channel that is not there',
    () => {},
    { testChannel: '1300000000000000009' },
    'channel 1300000000000000009',
    /View Channel/,
  ],
  [
    'a permission that is missing',
    () => (discord.permissions &= ~(1n << 38n)),
    {},
    'permission Send Messages in Threads',
    /allow it/,
  ],
])('says what to do about %s', async (_what, arrange, more, what, fix) => {
  await register()
  arrange()
  const checks = await check(more)
  expect(missing(checks)).toContainEqual(expect.objectContaining({ what, fix: expect.stringMatching(fix) }))
  expect(discord.written.get(channelId)).toEqual([])
})

test('takes an address that Discord posts to for well', async () => {
  await register()
  discord.application = { interactions_endpoint_url: 'https://quorate.example/api/v1/discord/interactions' }
  expect(missing(await check({ mode: 'http' }))).toEqual([])
})

test('registers the commands of each server at once, and again only when they changed', async () => {
  expect(await register()).toEqual([{ guild: guildId, hash: commandsHash, outcome: 'registered' }])
  expect(discord.commands.map(({ name }) => name)).toContain('quorate')
  expect(await register({ [guildId]: commandsHash })).toMatchObject([{ outcome: 'unchanged' }])
  expect(await register({ [guildId]: 'of an older version' })).toMatchObject([{ outcome: 'registered' }])
  expect(discord.askedFor('PUT', /commands$/)).toHaveLength(2)
})

test('registers the commands of the other servers where one refuses', async () => {
  const other = '1200000000000000009'
  discord.instead = ({ path }) =>
    path.includes(other) ? { status: 403, body: { code: 50_001, message: 'Missing Access' } } : undefined
  const guilds = [other, guildId].map((id) => ({ id, greatestRole: 'viewer', funds: 'all' }) as const)
  expect(await register({}, { guilds })).toMatchObject([
    { hash: undefined, outcome: { code: 'MESSENGER_REFUSED' } },
    { outcome: 'registered' },
  ])
})
