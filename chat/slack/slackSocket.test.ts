// Bolt's own receiver of Socket Mode, over a real WebSocket.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { botToken, openSlack, RecordedDoor, type SlackStandIn } from './fixtures.ts'
import { commandOf, directOf, eventOf, pressOf, submissionOf, team } from './payloadFixtures.ts'
import { oneToken } from './installations.ts'
import { slackApp, type SlackApp, type SlackParts } from './slackApp.ts'
import { socketServer, type SocketServer } from './slackSocketFixtures.ts'

const appToken = 'xapp-1-A1-of-the-test'
let slack: SlackStandIn
let sockets: SocketServer
let door: RecordedDoor
let app: SlackApp
let logged: string[]

beforeEach(async () => {
  logged = []
  slack = await openSlack()
  sockets = await socketServer()
  door = new RecordedDoor()
  slack.instead('apps.connections.open', ({ token }) => ({
    json: token === appToken ? { ok: true, url: sockets.url } : { ok: false, error: 'invalid_auth' },
  }))
  app = appOf()
})
const appOf = (more: Partial<SlackParts> = {}): SlackApp =>
  slackApp({
    settings: { mode: 'socket', workspaces: [{ team, role: 'operator' }] },
    secrets: { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken },
    tokens: oneToken(team, botToken),
    publicUrl: null,
    log: (_level, line) => void logged.push(line),
    places: slack.places,
    takeMs: 300,
    ...more,
  })
afterEach(async () => {
  await app.stop()
  await sockets.close()
  await slack.close()
})

const connected = (): Promise<void> => expect.poll(() => app.isConnected()).toBe(true)
const ackOf = async (id: string): Promise<unknown> => {
  await expect.poll(() => sockets.acks.map(({ envelope_id: one }) => one)).toContain(id)
  return sockets.acks.find(({ envelope_id: one }) => one === id)?.payload
}

test('events, commands and what is pressed come by the socket, each acknowledged by its envelope after it was taken', async () => {
  app.start(door)
  await connected()
  expect(app.routes).toEqual([])
  door.after = () => expect(sockets.acks.length).toBe(door.taken.length - 1)
  sockets.envelope('events_api', 'E1', eventOf('Ev1', directOf('status')), { retry_attempt: 0, retry_reason: '' })
  expect(await ackOf('E1')).toEqual({})
  sockets.envelope('slash_commands', 'E2', commandOf('help', { response_url: slack.hook('command') }))
  expect(await ackOf('E2')).toMatchObject({ response_type: 'ephemeral' })
  sockets.envelope('interactive', 'E3', pressOf('v1:approve:a1:7', { response_url: slack.hook('press') }))
  expect(await ackOf('E3')).toEqual({})
  sockets.envelope('interactive', 'E4', submissionOf({ command: 'x', channel: null, url: null }, {}))
  expect(await ackOf('E4')).toEqual({})
  expect(door.taken.map(({ id, deed }) => [id, deed.kind])).toEqual([
    ['Ev1', 'said'],
    ['1.2.command', 'said'],
    ['1.2.press', 'pressed'],
    ['V000000001', 'filled'],
  ])
})

test('the same event in another envelope is taken once; one that was not taken is not acknowledged', async () => {
  app.start(door)
  await connected()
  for (const id of ['E1', 'E2']) {
    sockets.envelope('events_api', id, eventOf('Ev1', directOf('status')), { retry_attempt: id === 'E1' ? 0 : 1 })
    await ackOf(id)
  }
  expect(door.taken).toHaveLength(1)
  door.before = () => new Promise(() => undefined)
  sockets.envelope('events_api', 'E3', eventOf('Ev2', directOf('pause')))
  await expect.poll(() => logged.join('\n')).toContain('not acknowledged, so that it comes again')
  door.before = async () => undefined
  sockets.envelope('events_api', 'E4', eventOf('Ev2', directOf('pause')), { retry_attempt: 1, retry_reason: 'timeout' })
  await ackOf('E4')
  expect(sockets.acks.map(({ envelope_id: id }) => id)).toEqual(['E1', 'E2', 'E4'])
  expect(door.taken).toHaveLength(2)
})

test('when Slack asks for a fresh socket, or the network cuts one, another is opened and hears on', async () => {
  app.start(door)
  await connected()
  sockets.send({ type: 'disconnect', reason: 'refresh_requested', debug_info: { host: 'x' } })
  await expect.poll(() => sockets.opened()).toBe(2)
  await connected()
  sockets.cut()
  await expect.poll(() => sockets.opened()).toBe(3)
  await connected()
  expect(sockets.open()).toBe(1)
  sockets.envelope('events_api', 'E1', eventOf('Ev1', directOf('status')))
  await ackOf('E1')
  expect(door.taken).toHaveLength(1)
})

test('a socket that died without a word is noticed, and another is opened', async () => {
  const silent = await socketServer({ answersPings: false })
  slack.instead('apps.connections.open', () => ({ json: { ok: true, url: silent.url } }), 1)
  app = appOf({ socketPingMs: 300 })
  app.start(door)
  await expect.poll(() => silent.opened()).toBe(1)
  await expect.poll(() => sockets.open()).toBe(1)
  await connected()
  await silent.close()
})

test('a token that Slack refuses, and a Slack that is away, end nothing: it is tried again and told in the log', async () => {
  slack.instead('apps.connections.open', () => ({ json: { ok: false, error: 'invalid_auth' } }), 1)
  slack.instead('apps.connections.open', () => ({ status: 503, json: {} }), 1)
  slack.instead('apps.connections.open', () => ({ status: 429, headers: { 'retry-after': '1' }, json: {} }), 1)
  app.start(door)
  expect(app.isConnected()).toBe(false)
  await connected()
  expect(slack.of('apps.connections.open')).toHaveLength(4)
  const told = logged.filter((line) => line.startsWith('no socket to Slack: '))
  expect(told).toHaveLength(3)
  expect(logged.join('\n')).not.toContain(appToken)
})

test('it stops while it waits for the next attempt, and while a socket is open', async () => {
  slack.instead('apps.connections.open', () => ({ json: { ok: false, error: 'invalid_auth' } }))
  app.start(door)
  await expect.poll(() => slack.of('apps.connections.open').length).toBeGreaterThan(0)
  await app.stop()
  const asked = slack.of('apps.connections.open').length
  expect(app.isConnected()).toBe(false)
  expect(sockets.open()).toBe(0)
  expect(slack.of('apps.connections.open')).toHaveLength(asked)
})
