// Messengers through the gateway: Slack's real app behind the real door, over HTTP.
import { request as httpRequest } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { botToken, openSlack, RecordedDoor, signingSecret, type SlackStandIn } from '#chat/slack/fixtures.ts'
import { commandOf, directOf, eventOf, signedBy, team } from '#chat/slack/payloadFixtures.ts'
import { oneToken } from '#chat/slack/installations.ts'
import { slackApp, type SlackApp } from '#chat/slack/slackApp.ts'
import { openModelGateway, type ModelGateway } from './openModelGateway.ts'

const events = '/api/v1/slack/events'
let slack: SlackStandIn
let app: SlackApp
let open: ModelGateway
const door = new RecordedDoor()
const answered: { readonly route: string; readonly status: number }[] = []
const heard: (Buffer | undefined)[] = []

beforeAll(async () => {
  slack = await openSlack()
  app = slackApp({
    settings: { mode: 'http', workspaces: [{ team, role: 'viewer' }] },
    secrets: { SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: signingSecret },
    tokens: oneToken(team, botToken),
    publicUrl: null,
    log: () => undefined,
    places: slack.places,
  })
  app.start(door)
  open = await openModelGateway(undefined, {
    parts: {
      messengers: [
        ...app.routes,
        {
          method: 'POST',
          path: '/api/v1/discord/interactions',
          listen({ rawBody }, response) {
            heard.push(rawBody)
            response.writeHead(200, { 'content-type': 'application/json' }).end('{"type":1}')
          },
        },
        {
          method: 'GET',
          path: '/api/v1/slack/install',
          listen: (_request, response) => void response.writeHead(200).end('page'),
        },
      ],
      onAnswered: ({ route, status }) => void answered.push({ route, status }),
    },
  })
}, 60_000)
afterAll(async () => {
  await open.close()
  await app.stop()
  await slack.close()
})

const post = (path: string, body: string | Buffer, headers: Record<string, string>): Promise<Response> =>
  fetch(new URL(path, open.gateway.url), { method: 'POST', headers, body })

test('what Slack signed is heard through the gateway, byte by byte, as JSON and as a form', async () => {
  const event = JSON.stringify(eventOf('Ev1', directOf('wie geht’s – “gut”?')))
  const answer = await post(events, event, signedBy(signingSecret, event))
  expect(answer.status).toBe(200)
  expect(answer.headers.get('x-request-id')).toMatch(/./)
  const command = new URLSearchParams(commandOf('status')).toString()
  const said = await post(events, command, signedBy(signingSecret, command, { type: 'application/x-www-form-urlencoded' }))
  expect(await said.json()).toMatchObject({ response_type: 'ephemeral' })
  expect(door.taken.map(({ deed }) => deed)).toEqual([
    { kind: 'said', line: 'wie geht’s – “gut”?' },
    { kind: 'said', line: 'status' },
  ])
  expect(answered).toContainEqual({ route: events, status: 200 })
})

test('what nobody signed is refused by the messenger, and not by a key of the gateway', async () => {
  const event = JSON.stringify(eventOf('Ev2', directOf('status')))
  const admin = await open.key('boss', 'admin')
  for (const headers of [
    { 'content-type': 'application/json' },
    { 'content-type': 'application/json', authorization: `Bearer ${admin}` },
    signedBy('another-secret-than-slack-has', event),
  ])
    expect((await post(events, event, headers)).status).toBe(401)
  expect(door.taken.some(({ id }) => id === 'Ev2')).toBe(false)
})

test('a body over the bound, a page’s Origin and another Host are refused before the messenger hears of them', async () => {
  const before = heard.length
  const path = '/api/v1/discord/interactions'
  const large = await post(path, Buffer.alloc(262_145), { 'content-type': 'application/json' })
  expect([large.status, await large.json()]).toMatchObject([413, { error: { code: 'BODY_TOO_LARGE' } }])
  const page = await post(path, '{}', { origin: open.gateway.url })
  expect([page.status, await page.json()]).toMatchObject([403, { error: { code: 'ORIGIN_REFUSED' } }])
  const other = await new Promise<number | undefined>((done) => {
    const asked = httpRequest(
      new URL(path, open.gateway.url),
      { method: 'POST', headers: { host: 'evil.example' } },
      (response) => {
        response.resume()
        done(response.statusCode)
      },
    )
    asked.end('{}')
  })
  expect(other).toBe(403)
  expect(heard.length).toBe(before)
})

test('each messenger gets the bytes as they came, whatever they are said to be', async () => {
  const bytes = Buffer.from([0xff, 0x00, 0x7b])
  expect(await (await post('/api/v1/discord/interactions', bytes, { 'content-type': 'text/whatever' })).json()).toEqual({
    type: 1,
  })
  expect(heard.at(-1)).toEqual(bytes)
  expect(await (await fetch(new URL('/api/v1/slack/install', open.gateway.url))).text()).toBe('page')
  expect((await fetch(new URL('/api/v1/slack/install', open.gateway.url), { method: 'HEAD' })).status).toBe(404)
  // elsewhere bodies are parsed as ever
  const key = { authorization: `Bearer ${await open.key('reader', 'viewer')}`, 'content-type': 'application/json' }
  const parsed = await post('/api/v1/commands/status', '{"a":', key)
  expect([parsed.status, await parsed.json()]).toMatchObject([400, { error: { code: 'BODY_REFUSED' } }])
})

test('the paths stand in no document: who asks for them has its own', async () => {
  const { body } = await open.ask('/openapi.json')
  expect(Object.keys((body as { readonly paths: object }).paths).filter((path) => /slack|discord/.test(path))).toEqual([])
})
