// What `quorate connect …` prints where something is missing and where all is well: the real checks against stand-ins on this
// machine, and the command's own rendering.
import { connectCommand, type ConnectArgs } from '#chat/commands/connect.ts'
import { colourStyle } from '#chat/commands/style.ts'
import { checkDiscord } from '#chat/discord/connectCheck.ts'
import { discordApp } from '#chat/discord/discordApp.ts'
import { discordSettingsSchema } from '#chat/discord/discordSettings.ts'
import { DiscordStandIn } from '#chat/discord/fixtures/discordStandIn.ts'
import { applicationId, channelId, guildId } from '#chat/discord/fixtures/standInShapes.ts'
import { registerCommands } from '#chat/discord/registerCommands.ts'
import { checkSlack } from '#chat/slack/connectCheck.ts'
import { botToken, listening, openSlack } from '#chat/slack/fixtures.ts'
import { oneToken } from '#chat/slack/installations.ts'
import { botScopes } from '#chat/slack/manifest.ts'
import { botUser, general, team } from '#chat/slack/payloadFixtures.ts'
import { checkGithub } from '#integrations/github/connectCheck.ts'
import type { ConnectCheck } from '#protocol/connectCheck.ts'
import { repositories } from '../../test/github/runHost.ts'
import { standIn } from '../../test/github/standIn.ts'
import type { TerminalPicture } from './pictureList.ts'
import { terminalDrawing } from './terminalDrawing.ts'

/** Columns of the terminal. */
const columns = 120

type Checks = readonly ConnectCheck[]
const looks: Readonly<Record<ConnectArgs['what'], (missing: boolean) => Promise<Checks>>> = { slack, discord, github }

/** @returns the drawing of what was typed and what was printed */
export async function connectDrawing(name: TerminalPicture): Promise<string> {
  return terminalDrawing(await connectAnswer(name), { title: `A terminal: ${name.replaceAll('-', ' ')}`, columns })
}

async function connectAnswer(name: TerminalPicture): Promise<string> {
  const [, what, how] = name.split('-') as [string, ConnectArgs['what'], 'missing' | 'well'] // as the list has them
  const checks = await looks[what](how === 'missing')
  const result = { what, ok: checks.every(({ ok }) => ok), checks, guide: `docs/${what}.md` }
  if (result.ok === (how === 'missing')) throw new Error(`${name} shows something else: ${JSON.stringify(checks)}`)
  return `$ ./quorate connect ${what}\n${connectCommand.render(result, colourStyle(columns))}`
}

/** Missing: a scope that came with a newer version. */
async function slack(isMissing: boolean): Promise<Checks> {
  const standInSlack = await openSlack()
  try {
    const scopes = isMissing ? botScopes.filter((scope) => scope !== 'files:write') : botScopes
    standInSlack.instead('apps.connections.open', () => ({ json: { ok: true, url: 'wss://slack.example' } }))
    standInSlack.instead('auth.test', () => ({
      headers: { 'x-oauth-scopes': scopes.join(',') },
      json: { ok: true, team: 'Example', team_id: team, user: 'quorate', user_id: botUser, bot_id: 'B0000QUORA' },
    }))
    return await checkSlack({
      settings: { mode: 'socket', workspaces: [{ team, role: 'approver' }], channel: general },
      secrets: { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: 'xapp-1-A1-of-a-picture' },
      tokens: oneToken(team, botToken),
      publicUrl: null,
      places: standInSlack.places,
      messageKey: 'connect 1',
      now: Date.now(),
    })
  } finally {
    await standInSlack.close()
  }
}

/** Missing: a permission in the channel, and a first start, which registers the commands. */
async function discord(isMissing: boolean): Promise<Checks> {
  const standInDiscord = await new DiscordStandIn().open()
  const settings = discordSettingsSchema.parse({
    mode: 'gateway',
    applicationId,
    publicKey: 'ab'.repeat(32),
    guilds: [{ id: guildId, greatestRole: 'approver' }],
    testChannel: channelId,
    apiUrl: standInDiscord.url,
  })
  const app = discordApp({ settings, token: standInDiscord.token, note: () => undefined, now: Date.now })
  try {
    if (isMissing) standInDiscord.permissions &= ~sendInThreads
    else await registerCommands(app.rest, settings, {})
    return await checkDiscord({ settings, rest: app.rest, messenger: app.messenger, now: Date.now })
  } finally {
    await app.close()
    await standInDiscord.close()
  }
}

/** Discord's bit for Send Messages in Threads. */
const sendInThreads = 1n << 38n

/** Missing: one permission of the token, and a secret for webhooks. */
async function github(isMissing: boolean): Promise<Checks> {
  const standInGithub = await standIn()
  // refuses as GitHub does; the stand-in has words of its own
  const front = await listening(async ({ method = 'GET', url = '', headers }, response) => {
    if (isMissing && url.endsWith('/cancel')) {
      response.writeHead(403, { 'content-type': 'application/json', 'x-accepted-github-permissions': 'actions=write' })
      response.end('{"message":"Resource not accessible by personal access token"}')
      return
    }
    const { authorization = '', accept = '' } = headers
    const answered = await fetch(`${standInGithub.url}${url}`, { method, headers: { authorization, accept } })
    response.writeHead(answered.status, { 'content-type': 'application/json' }).end(await answered.text())
  })
  try {
    return await checkGithub({
      auth: { kind: 'token', token: 'a-token-of-a-picture' },
      apiUrl: front.url,
      repositories,
      webhooks: { hasSecret: !isMissing, publicUrl: 'https://quorate.example' },
    })
  } finally {
    await front.close()
    await standInGithub.close()
  }
}
