// OAuth as a browser goes through it: our page, the stand-in's page, back to us; and what is on the disk then.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { cardOf } from '#chat/cards/card.ts'
import { Seal } from '#chat/seal.ts'
import {
  clientId,
  clientSecret,
  listening,
  openSlack,
  RecordedDoor,
  routed,
  signingSecret,
  type SlackStandIn,
} from './fixtures.ts'
import { botUser, eventOf, general, mara, signedBy, team } from './payloadFixtures.ts'
import { Installations } from './installations.ts'
import { botScopes } from './manifest.ts'
import { slackApp, type SlackApp } from './slackApp.ts'

const publicUrl = 'https://quorate.example'
let slack: SlackStandIn
let app: SlackApp
let server: Awaited<ReturnType<typeof listening>>
let disk: { document: unknown; written: number }
let installations: Installations

async function start(teams: readonly string[]): Promise<void> {
  disk = { document: null, written: 0 }
  const document = {
    read: () => disk.document,
    write: (written: unknown) => void (disk = { document: JSON.parse(JSON.stringify(written)), written: disk.written + 1 }),
  }
  installations = new Installations(document, { seal: new Seal('ab'.repeat(32)), teams })
  app = slackApp({
    settings: { mode: 'http', workspaces: teams.map((each) => ({ team: each, role: 'viewer' as const })) },
    secrets: { SLACK_SIGNING_SECRET: signingSecret, SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret },
    tokens: installations,
    publicUrl,
    log: () => undefined,
    places: slack.places,
  })
  app.start(new RecordedDoor())
  server = await listening(routed(app.routes))
}
beforeEach(async () => {
  slack = await openSlack()
  // of the documents, and not in the stand-in
  slack.instead('auth.revoke', () => ({ json: { ok: true, revoked: true } }))
})
afterEach(async () => {
  await server.close()
  await app.stop()
  await slack.close()
})

/** What a browser does. @param cookies whether it gives back what our page set */
async function install({ cookies = true } = {}): Promise<{ readonly status: number; readonly page: string }> {
  const begun = await fetch(`${server.url}/api/v1/slack/install`)
  const cookie = begun.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const link =
    /href="([^"]+)"/
      .exec(await begun.text())?.[1]
      ?.replaceAll(/&#(\d+);/g, (_whole, code) => String.fromCharCode(Number(code))) ?? ''
  const { searchParams, origin } = new URL(link)
  expect(searchParams.get('scope')?.split(',')).toEqual(botScopes)
  const agreed = await fetch(`${origin}/oauth/v2/authorize/callback`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams([...searchParams, ['user_id', mara]]),
  })
  const back = new URL(agreed.headers.get('location') ?? '')
  expect(`${back.origin}${back.pathname}`).toBe(`${publicUrl}/api/v1/slack/oauth_redirect`)
  const ended = await fetch(`${server.url}${back.pathname}${back.search}`, cookies ? { headers: { cookie } } : {})
  expect(ended.headers.get('content-security-policy')).toContain("default-src 'none'")
  return { status: ended.status, page: await ended.text() }
}
const place = { messenger: 'slack', workspace: team, channel: general, thread: null } as const
const say = () => app.messenger.post(place, cardOf('Hello'), { key: 'k', isRepeat: false, since: 0 })
const sendEvent = (event: object): Promise<Response> => {
  const body = JSON.stringify(eventOf('Ev1', event))
  return fetch(`${server.url}/api/v1/slack/events`, { method: 'POST', headers: signedBy(signingSecret, body), body })
}

test('a listed workspace installs it: its token works, and stands on the disk only sealed', async () => {
  await start([team])
  await expect(say()).rejects.toMatchObject({ code: 'MESSENGER_GONE' })
  expect(await install()).toMatchObject({ status: 200, page: expect.stringContaining(`Quorate is in the workspace ${team}`) })
  const token = installations.tokenOf(team) ?? ''
  expect(token).toMatch(/^xoxb-/)
  expect(JSON.stringify(disk.document)).not.toContain(token.slice(5))
  expect(JSON.stringify(disk.document)).not.toContain(botUser)
  slack.instead('chat.postMessage', (called) => ({ json: { ok: true, ts: '1.2', token: called.token } }), 1)
  await say()
  expect(slack.of('chat.postMessage')[0]?.token).toBe(token)
  // what uninstalls it deletes the token before it is acknowledged
  expect((await sendEvent({ type: 'app_uninstalled' })).status).toBe(200)
  expect(disk.document).toEqual({ version: 1, workspaces: {} })
  await expect(say()).rejects.toMatchObject({ code: 'MESSENGER_GONE' })
})

test('a workspace that is not listed is refused, and the token that Slack made is given back', async () => {
  await start(['T0LISTED'])
  expect(await install()).toMatchObject({
    status: 403,
    page: expect.stringContaining(`The workspace ${team} is not listed in the settings of this swarm. Nothing was kept`),
  })
  expect(slack.of('auth.revoke')).toHaveLength(1)
  expect(disk.written).toBe(0)
  slack.instead('auth.revoke', () => ({ json: { ok: false, error: 'internal_error' } }))
  expect(await install()).toMatchObject({ page: expect.stringContaining('Remove the app there by hand.') })
})

test('a page that another browser began, a refusal and a broken address install nothing', async () => {
  await start([team])
  expect(await install({ cookies: false })).toMatchObject({ status: 400, page: expect.stringContaining('Not installed') })
  for (const query of ['?error=access_denied', '', '?code=x&state=<script>'])
    expect((await fetch(`${server.url}/api/v1/slack/oauth_redirect${query}`)).status).toBe(400)
  expect((await fetch(`${server.url}/api/v1/slack/install`, { method: 'POST' })).status).toBe(404)
  expect(disk.written).toBe(0)
})

test('in socket mode OAuth has its two pages and nothing else is heard over HTTP', async () => {
  await start([team])
  const other = slackApp({
    settings: { mode: 'socket', workspaces: [{ team, role: 'viewer' }] },
    secrets: { SLACK_APP_TOKEN: 'xapp-1-A1-of-the-test', SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret },
    tokens: installations,
    publicUrl,
    log: () => undefined,
    places: slack.places,
  })
  expect(other.routes.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /api/v1/slack/install',
    'GET /api/v1/slack/oauth_redirect',
  ])
})
