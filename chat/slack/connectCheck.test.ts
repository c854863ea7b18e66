import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkSlack, type SlackCheckParts } from './connectCheck.ts'
import { botToken, openSlack, signingSecret, type SlackStandIn } from './fixtures.ts'
import { botUser, general, team } from './payloadFixtures.ts'
import { oneToken } from './installations.ts'
import { botScopes } from './manifest.ts'

let slack: SlackStandIn
beforeEach(async () => {
  slack = await openSlack()
  scopesAre(botScopes)
  slack.instead('apps.connections.open', () => ({ json: { ok: true, url: 'wss://x.example' } }))
})
afterEach(() => slack.close())

function scopesAre(scopes: readonly string[]): void {
  slack.instead('auth.test', () => ({
    headers: { 'x-oauth-scopes': scopes.join(',') },
    json: { ok: true, team: 'Example', team_id: team, user: 'quorate', user_id: botUser, bot_id: 'B0000QUORA' },
  }))
}
const socket: SlackCheckParts['settings'] = { mode: 'socket', workspaces: [{ team, role: 'admin' }], channel: general }
const secrets = { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: 'xapp-1-A1-of-the-test' }
const check = (more: Partial<SlackCheckParts> = {}) =>
  checkSlack({
    settings: socket,
    secrets,
    tokens: oneToken(team, botToken),
    publicUrl: null,
    places: slack.places,
    messageKey: 'connect 1',
    now: Date.now(),
    ...more,
  })
const wrong = async (more: Partial<SlackCheckParts> = {}) =>
  (await check(more)).filter(({ ok }) => !ok).map(({ what, says, fix }) => `${what}: ${says} -> ${fix}`)

test('where all is well it says so, line by line, and posts one message however often it is asked', async () => {
  const checks = await check()
  expect(checks.map(({ what, ok }) => `${ok ? 'ok' : 'NOT'} ${what}`)).toEqual([
    'ok SLACK_BOT_TOKEN',
    'ok SLACK_APP_TOKEN',
    'ok socket',
    `ok workspace ${team}`,
    ...botScopes.map((scope) => `ok scope ${scope}`),
    `ok channel ${general}`,
    'ok test message',
  ])
  await check()
  expect(await slack.messages()).toMatchObject([{ text: '✓ Quorate is connected: Type /quorate help to see what you may do.' }])
  expect(JSON.stringify(checks)).not.toContain(botToken)
})

test('what is missing is named, with what to do', async () => {
  scopesAre(botScopes.filter((scope) => scope !== 'files:write'))
  expect(await wrong()).toEqual([
    expect.stringMatching(/^scope files:write: it is missing, to post a statechart.*Reinstall to Workspace$/),
  ])
  scopesAre(botScopes)
  expect(await wrong({ settings: { ...socket, channel: 'C0PRIVATE0' } })).toEqual([
    expect.stringMatching(/^channel C0PRIVATE0: .*it is private and the bot is not in it.*type \/invite @Quorate$/),
  ])
  const { channel: _channel, ...unnamed } = socket
  expect(await wrong({ settings: unnamed })).toEqual([expect.stringMatching(/^channel: none is named.*chat\.slack\.channel/)])
  slack.instead('apps.connections.open', () => ({ json: { ok: false, error: 'not_allowed_token_type' } }), 1)
  expect(await wrong()).toEqual([expect.stringMatching(/^socket: .*not_allowed_token_type -> switch Socket Mode on/)])
  slack.instead('apps.connections.open', () => ({ status: 503, json: {} }), 1)
  expect(await wrong()).toEqual([expect.stringMatching(/^socket: .*HTTP 503 -> look whether this machine reaches/)])
})

test('a token that is missing, dead or of another workspace', async () => {
  expect(await wrong({ secrets: {}, tokens: oneToken('T0OTHER', 'x') })).toEqual([
    expect.stringMatching(/^SLACK_APP_TOKEN: it is not in the environment -> .*connections:write/),
    expect.stringMatching(/^SLACK_BOT_TOKEN: it is not in the environment -> .*Install to Workspace/),
    `workspace ${team}: the app is not installed there -> give its token as SLACK_BOT_TOKEN`,
  ])
  slack.instead('auth.test', () => ({ json: { ok: false, error: 'account_inactive' } }), 1)
  expect(await wrong()).toEqual([expect.stringMatching(/^workspace .*has removed the app -> install it again/)])
  slack.instead('auth.test', () => ({ json: { ok: true, team_id: 'T0OTHER' } }), 1)
  expect(await wrong()).toEqual([expect.stringMatching(/^workspace .*the token is of the workspace T0OTHER -> list that one/)])
  slack.instead('auth.test', () => ({ json: { ok: true, team_id: team } }), 1)
  expect(await wrong()).toEqual([expect.stringMatching(/^scopes: Slack did not say/)])
})

test('over HTTP an encrypted public address is needed, and OAuth names the page that installs it', async () => {
  const http = { ...socket, mode: 'http' } as const
  const signed = { SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: signingSecret }
  expect(await wrong({ settings: http, secrets: signed })).toEqual([
    expect.stringMatching(/^public address: gateway\.publicUrls/),
  ])
  expect(await wrong({ settings: http, secrets: signed, publicUrl: 'http://quorate.example' })).toEqual([
    expect.stringMatching(/^public address: .*not encrypted/),
  ])
  expect(await wrong({ settings: http, secrets: signed, publicUrl: 'https://quorate.example' })).toEqual([])
  const oauth = { SLACK_SIGNING_SECRET: signingSecret, SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: 'x'.repeat(20) }
  expect(
    await wrong({ settings: http, secrets: oauth, publicUrl: 'https://quorate.example', tokens: oneToken('T0OTHER', 'x') }),
  ).toEqual([
    `workspace ${team}: the app is not installed there -> open https://quorate.example/api/v1/slack/install and install it there`,
  ])
})
