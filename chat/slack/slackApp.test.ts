// Real Bolt over HTTP: documented payloads, signed as Slack signs them, against the door and a stand-in of the Web API.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { cardOf } from '#chat/cards/card.ts'
import { QuorateError } from '#protocol/errors.ts'
import { botToken, listening, openSlack, RecordedDoor, routed, signingSecret, type SlackStandIn } from './fixtures.ts'
import {
  botUser,
  commandOf,
  directOf,
  eventOf,
  general,
  mara,
  mentionOf,
  pressOf,
  signedBy,
  submissionOf,
  team,
} from './payloadFixtures.ts'
import { oneToken } from './installations.ts'
import { problemsOf } from './blocksFixtures.ts'
import { slackApp, type SlackApp, type SlackParts } from './slackApp.ts'
import type { SlackSettings } from './slackSettings.ts'

let slack: SlackStandIn
let door: RecordedDoor
let app: SlackApp
let server: Awaited<ReturnType<typeof listening>>
let logged: string[]
let gone: string[]

const settings: SlackSettings = { mode: 'http', workspaces: [{ team, role: 'approver' }] }
const secrets = { SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: signingSecret }
async function start(more: Partial<SlackParts> = {}): Promise<void> {
  app = slackApp({
    settings,
    secrets,
    tokens: oneToken(team, botToken),
    publicUrl: null,
    log: (_level, line) => void logged.push(line),
    places: slack.places,
    takeMs: 300,
    onGone: (workspace) => void gone.push(workspace),
    ...more,
  })
  app.start(door)
  server = await listening(routed(app.routes))
}
beforeEach(async () => {
  logged = []
  gone = []
  slack = await openSlack()
  door = new RecordedDoor()
  await start()
})
afterEach(async () => {
  await server.close()
  await app.stop()
  await slack.close()
})

type Answer = { readonly status: number; readonly text: string }
async function send(body: string, headers: Record<string, string>): Promise<Answer> {
  const answered = await fetch(`${server.url}/api/v1/slack/events`, { method: 'POST', headers, body })
  return { status: answered.status, text: await answered.text() }
}
const sendEvent = (payload: object, headers: Record<string, string> = {}): Promise<Answer> => {
  const body = JSON.stringify(payload)
  return send(body, { ...signedBy(signingSecret, body), ...headers })
}
const formType = 'application/x-www-form-urlencoded'
const sendForm = (fields: Record<string, string>): Promise<Answer> => {
  const body = new URLSearchParams(fields).toString()
  return send(body, signedBy(signingSecret, body, { type: formType }))
}
const sendCommand = (text: string, more: object = {}): Promise<Answer> =>
  sendForm(commandOf(text, { response_url: slack.hook('command'), ...more }))
const interact = (payload: object): Promise<Answer> => sendForm({ payload: JSON.stringify(payload) })
const hookTexts = (): readonly unknown[] => slack.hooked.map(({ body }) => body['text'])

test('Slack proves that it is Slack, and is told the challenge; anybody else is told nothing', async () => {
  const challenge = JSON.stringify({ token: 't', challenge: '3eZbrw1aB', type: 'url_verification' })
  expect(await send(challenge, signedBy(signingSecret, challenge))).toEqual({ status: 200, text: '{"challenge":"3eZbrw1aB"}' })
  const event = JSON.stringify(eventOf('Ev1', directOf('status')))
  for (const headers of [
    signedBy('another-secret-than-slack-has', event),
    signedBy(signingSecret, `${event} `),
    signedBy(signingSecret, event, { at: Date.now() - 301_000 }),
    { ...signedBy(signingSecret, event), 'x-slack-signature': 'v1=00' },
    { 'content-type': 'application/json' },
  ])
    expect(await send(event, headers)).toEqual({ status: 401, text: '' })
  const checked = 'ssl_check=1&payload=%7B%22type%22%3A%22block_actions%22%7D'
  expect((await send(checked, { 'content-type': formType })).status).toBe(200)
  expect(door.taken).toEqual([])
  // just within the window
  expect((await send(event, signedBy(signingSecret, event, { at: Date.now() - 290_000 }))).status).toBe(200)
  expect(door.taken).toHaveLength(1)
})

test('a body that is too large, or no JSON, is refused before it is looked at', async () => {
  const large = JSON.stringify({ ...eventOf('Ev1', directOf('x'.repeat(262_144))) })
  expect((await send(large, signedBy(signingSecret, large))).status).toBe(413)
  expect((await send('{', signedBy(signingSecret, '{'))).status).toBe(400)
  expect(door.taken).toEqual([])
})

test('a slash command becomes one delivery, acknowledged privately after it was taken', async () => {
  let acknowledged = false
  door.before = async () => expect(acknowledged).toBe(false)
  const answer = await sendCommand('show &lt;bot&gt; <@U3|jun>')
  acknowledged = true
  door.before = async () => undefined
  expect(JSON.parse(answer.text)).toEqual({ response_type: 'ephemeral', text: 'Taken. The answer comes here, for you alone.' })
  expect(door.taken).toMatchObject([
    {
      id: '1.2.command',
      from: { messenger: 'slack', workspace: team, user: mara },
      place: { messenger: 'slack', workspace: team, channel: general, thread: null },
      deed: { kind: 'said', line: 'show <bot> @U3' },
    },
  ])
  expect(door.taken[0]?.replyTo.length).toBeLessThanOrEqual(2_000)
  // the same signed request again, within the window: nothing happens, and nothing is said twice
  expect(await sendCommand('show &lt;bot&gt; <@U3|jun>')).toEqual({ status: 200, text: '' })
  expect(door.taken).toHaveLength(1)
})

test('the answer to a command comes at the address that came with it, after the acknowledgement', async () => {
  door.after = ({ replyTo }) => void app.messenger.answer(replyTo, cardOf('All is well'), true)
  await sendCommand('status')
  await expect.poll(hookTexts).toEqual(['All is well'])
})

test('an event that is delivered three times is taken once and acknowledged each time', async () => {
  const mention = eventOf('Ev7', mentionOf('status  please', { thread_ts: '1699999999.000001' }))
  const retries: Record<string, string>[] = [
    {},
    { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' },
    { 'x-slack-retry-num': '2' },
  ]
  for (const headers of retries) expect((await sendEvent(mention, headers)).status).toBe(200)
  expect(door.taken).toMatchObject([
    {
      id: 'Ev7',
      deed: { kind: 'said', line: 'status  please' },
      place: { channel: general, thread: '1699999999.000001' },
    },
  ])
})

test('an event that could not be taken in time, or at all, is not acknowledged, and is taken when it comes again', async () => {
  let release: () => void = () => undefined
  door.before = () => new Promise((done) => (release = done))
  const direct = eventOf('Ev8', directOf('status'))
  expect((await sendEvent(direct)).status).toBe(503)
  release()
  door.before = async () => undefined
  expect((await sendEvent(direct, { 'x-slack-retry-num': '1' })).status).toBe(200)
  expect(door.taken).toHaveLength(1)
  door.before = () => Promise.reject(new QuorateError('SHUTTING_DOWN'))
  expect((await sendEvent(eventOf('Ev9', directOf('status')))).status).toBe(503)
  expect(door.taken).toHaveLength(1)
})

test('what would be refused again is acknowledged, and its person told why', async () => {
  door.before = () => Promise.reject(new QuorateError('NOT_PERMITTED', { command: 'status', permission: 'viewer' }))
  expect((await sendEvent(eventOf('Ev1', mentionOf('status')))).status).toBe(200)
  const said = (): readonly unknown[] => slack.of('chat.postEphemeral').map(({ body }) => body['text'])
  await expect.poll(said).toEqual([expect.stringMatching(/^This was not taken: .*viewer/)])
  // what cannot be read would not become readable
  expect((await sendEvent(eventOf('Ev2', directOf('status', { ts: 'never' })))).status).toBe(200)
  expect(logged).toEqual(['an event Ev2 that cannot be read'])
})

test('who speaks while the swarm is busy is told so within Slack’s three seconds', async () => {
  door.before = () => new Promise(() => undefined)
  const began = performance.now()
  const busy = 'Busy: this was not taken. Try again in a moment.'
  expect(JSON.parse((await sendCommand('status')).text)).toEqual({ response_type: 'ephemeral', text: busy })
  expect((await interact(pressOf('v1:approve:a1:7', { response_url: slack.hook('press') }))).status).toBe(200)
  await expect.poll(hookTexts).toEqual([busy])
  const form = await interact(
    submissionOf({ command: 'fund.pause', channel: general, url: null }, { 'field.fund': { write: { value: 'main' } } }),
  )
  expect(JSON.parse(form.text)).toEqual({ response_action: 'errors', errors: { 'field.fund': busy } })
  expect(performance.now() - began).toBeLessThan(2_500)
  door.before = () => Promise.reject(new QuorateError('NOT_PERMITTED', { command: 'status', permission: 'viewer' }))
  expect(JSON.parse((await sendCommand('status')).text).text).toMatch(/^This was not taken: .*viewer/)
  door.before = () => Promise.reject(new Error('a secret inside'))
  expect(JSON.parse((await sendCommand('status')).text).text).toBe('This was not taken: something failed that cannot.')
  expect(logged.join('\n')).toContain('a delivery failed: a secret inside')
})

test('a pressed button is one delivery with its value as it came, and no click is silent', async () => {
  const press = pressOf('v1:approve:a1:7', { response_url: slack.hook('press') })
  for (let times = 0; times < 3; times += 1) expect(await interact(press)).toEqual({ status: 200, text: '' })
  await expect.poll(hookTexts).toEqual(['Processing …'])
  expect(slack.hooked[0]?.body).toMatchObject({ response_type: 'ephemeral', replace_original: false })
  expect(door.taken).toMatchObject([
    { id: '1.2.press', deed: { kind: 'pressed', value: 'v1:approve:a1:7' }, place: { channel: general } },
  ])
  // a message of one's own is replaced, so nothing piles up
  const own = { container: { type: 'message', is_ephemeral: true }, trigger_id: '1.2.own', response_url: slack.hook('own') }
  await interact(pressOf('v1:yes:c1:0', own))
  await expect.poll(() => slack.hooked.at(-1)?.body['replace_original']).toBe(true)
  // a link is opened by the browser
  const open = { trigger_id: '1.2.open', actions: [{ action_id: 'open', type: 'button' }] }
  expect((await interact(pressOf('', open))).status).toBe(200)
  expect(door.taken).toHaveLength(2)
})

test('of an edited message the button counts, not the words around it', async () => {
  const edited = { type: 'message', ts: '1.3', edited: { user: mara, ts: '1.4' }, text: 'Approve a9 instead', blocks: [] }
  await interact(pressOf('v1:approve:a1:7', { response_url: slack.hook('press'), message: edited }))
  expect(door.taken.map(({ deed }) => deed)).toEqual([{ kind: 'pressed', value: 'v1:approve:a1:7' }])
})

test('bots, edits, other channels and its own words are not heard, so that nothing loops', async () => {
  for (const [at, event] of [
    directOf('status', { user: undefined, bot_id: 'B1', subtype: 'bot_message' }),
    directOf('status', { bot_id: 'B0000QUORA' }),
    directOf('status', { user: botUser }),
    directOf('status', { subtype: 'message_changed', hidden: true, message: { text: 'status' } }),
    directOf('status', { edited: { user: mara, ts: '1.1' } }),
    directOf('', { subtype: 'channel_join' }),
    directOf('status', { channel_type: 'channel' }),
    mentionOf('status', { bot_id: 'B2' }),
    mentionOf('status', { user_team: 'T0STRANGER' }),
  ].entries())
    expect((await sendEvent(eventOf(`Ev${at}`, event))).status).toBe(200)
  expect(door.taken).toEqual([])
})

test('what came along with a message is named as not read, once', async () => {
  const files = { subtype: 'file_share', files: [{ name: 'orders<!here>.csv' }], attachments: [{ fallback: 'a quote' }] }
  for (let times = 0; times < 2; times += 1) await sendEvent(eventOf('Ev1', mentionOf('propose', files)))
  const said = (): readonly unknown[] => slack.of('chat.postEphemeral').map(({ body }) => body['text'])
  await expect.poll(said).toEqual(['Not read: orders&lt;!here&gt;.csv, a quote. Only the text of a message counts.'])
  expect(door.taken).toMatchObject([{ deed: { line: 'propose' } }])
})

test('a workspace that the settings do not list is told so, and reaches nobody', async () => {
  const answer = await sendCommand('status', { team_id: 'T0STRANGER' })
  expect(JSON.parse(answer.text).text).toMatch(/^This workspace may not use this bot/)
  await sendEvent({ ...eventOf('Ev1', directOf('status')), team_id: 'T0STRANGER' })
  const press = { team: { id: 'T0STRANGER' }, user: { id: 'U9', username: 'x' }, response_url: slack.hook('press') }
  await interact(pressOf('v1:approve:a1:7', press))
  await expect.poll(hookTexts).toEqual([expect.stringMatching(/^This workspace may not use this bot/)])
  const guest = {
    trigger_id: '1.2.guest',
    user: { id: 'U9', username: 'x', team_id: 'T0STRANGER' },
    response_url: slack.hook('guest'),
  }
  await interact(pressOf('v1:approve:a1:7', guest))
  expect(door.taken).toEqual([])
})

const pause = {
  command: 'fund.pause',
  title: 'Pause a fund until it is resumed',
  fields: [
    { name: 'fund', says: 'which one', required: true, kind: 'text', choices: ['main', 'side'], preset: '' },
    { name: 'reason', says: 'why', required: false, kind: 'text', choices: null, preset: '' },
  ],
} as const

test('a command without its arguments opens a window, and what is filled in is one delivery', async () => {
  door.forms.push(pause)
  door.named.push({ name: 'fund.pause', typed: 'fund pause', summary: 'stop trading' })
  const { trigger_id: trigger } = (await (
    await fetch(`${slack.places.api}views.generateTriggerId`, {
      method: 'POST',
      headers: { authorization: `Bearer ${botToken}` },
      body: new URLSearchParams({ user_id: mara }),
    })
  ).json()) as { readonly trigger_id: string }
  expect(await sendCommand('Fund  pause', { trigger_id: trigger })).toEqual({ status: 200, text: '' })
  const view: unknown = JSON.parse(slack.of('views.open')[0]?.body['view'] ?? '')
  expect(problemsOf(view, 100)).toEqual([])
  expect(door.taken).toEqual([])
  const memo = JSON.parse((view as { readonly private_metadata: string }).private_metadata) as object
  const values = {
    'field.fund': { write: { type: 'static_select', selected_option: { value: 'main' } } },
    'field.reason': { write: { type: 'plain_text_input', value: null } },
  }
  for (let times = 0; times < 2; times += 1) expect(await interact(submissionOf(memo, values))).toEqual({ status: 200, text: '' })
  expect(door.taken).toMatchObject([
    { id: 'V000000001', deed: { kind: 'filled', command: 'fund.pause', args: { fund: 'main' } }, place: { channel: general } },
  ])
  await expect.poll(hookTexts).toEqual(['Processing …'])
  expect((await interact({ ...submissionOf(memo, values), type: 'view_closed', is_cleared: false })).status).toBe(200)
})

test('where no window opens the line goes on as it is', async () => {
  door.forms.push(pause)
  door.named.push({ name: 'fund.pause', typed: 'fund pause', summary: 'stop trading' })
  expect(JSON.parse((await sendCommand('fund pause', { trigger_id: 'used.up' })).text).text).toMatch(/^Taken/)
  expect(door.taken).toMatchObject([{ deed: { kind: 'said', line: 'fund pause' } }])
  // with an argument there is nothing to ask for
  await sendCommand('fund pause main', { trigger_id: '1.2.3' })
  expect(door.taken).toHaveLength(2)
  expect(slack.of('views.open')).toHaveLength(1)
})

test('a window of another version is not believed', async () => {
  for (const memo of [{}, { command: 'x', channel: 1, url: null }]) {
    const answer = await interact(submissionOf(memo, { 'field.fund': { write: { value: 'main' } } }))
    expect(JSON.parse(answer.text)).toMatchObject({ response_action: 'errors' })
  }
  expect(door.taken).toEqual([])
})

test('a field with many choices, and the home’s search, are answered as one types', async () => {
  const many = Array.from({ length: 300 }, (_, at) => `bot-${at}`)
  door.forms.push({ ...pause, fields: [{ ...pause.fields[0], choices: many }] })
  door.offered.push({ name: 'status', value: 'status' }, { name: 'too long', value: 'x'.repeat(151) })
  const suggestion = {
    type: 'block_suggestion',
    user: { id: mara, team_id: team },
    team: { id: team },
    action_id: 'choose',
    block_id: 'field.fund',
    value: 'T-29',
    view: { private_metadata: JSON.stringify({ command: 'fund.pause', channel: general, url: null }) },
  }
  const { options } = JSON.parse((await interact(suggestion)).text) as { readonly options: readonly { readonly value: string }[] }
  expect(options.map(({ value }) => value)).toEqual(['bot-29', ...Array.from({ length: 10 }, (_, at) => `bot-${290 + at}`)])
  const search = { ...suggestion, action_id: 'look.up', block_id: 'b', value: 'st', view: undefined }
  expect(JSON.parse((await interact(search)).text)).toMatchObject({ options: [{ value: 'status' }] })
  const chosen = { trigger_id: '1.2.chosen', channel: undefined, container: { type: 'view' }, response_url: undefined }
  const actions = [{ action_id: 'look.up', type: 'external_select', selected_option: { value: 'status' } }]
  await interact(pressOf('', { ...chosen, actions }))
  expect(door.taken).toMatchObject([{ deed: { kind: 'said', line: 'status' }, place: { channel: mara } }])
  await expect.poll(() => slack.of('chat.postMessage').map(({ body }) => body['text'])).toEqual(['Processing …'])
})

test('the home shows what waits for whoever opens it', async () => {
  door.cards.push(cardOf('Buy 1 WETH', { buttons: [{ label: 'Approve', value: 'v1:approve:a1:7', tone: 'good' }] }))
  door.named.push({ name: 'status', typed: 'status', summary: 'how the swarm is' })
  await sendEvent(
    eventOf('Ev1', { type: 'app_home_opened', user: mara, channel: 'D000000001', tab: 'messages', event_ts: '1.1' }),
  )
  await sendEvent(eventOf('Ev2', { type: 'app_home_opened', user: mara, channel: 'D000000001', tab: 'home', event_ts: '1.1' }))
  await expect.poll(() => slack.of('views.publish')).toHaveLength(1)
  const [published] = slack.of('views.publish')
  expect(published?.body['user_id']).toBe(mara)
  expect(published?.body['view']).toContain('v1:approve:a1:7')
  expect(published?.body['view']).toContain('/quorate status: how the swarm is')
  // what was decided there is drawn anew as soon as it is answered
  const there = { channel: undefined, message: undefined, container: { type: 'view' }, response_url: undefined }
  await interact(pressOf('v1:approve:a1:7', there))
  door.cards.length = 0
  expect(slack.of('views.publish')).toHaveLength(1)
  await app.messenger.answer(door.taken[0]?.replyTo ?? '', cardOf('Approved'), true)
  await expect.poll(() => slack.of('views.publish')[1]?.body['view']).not.toContain('v1:approve')
})

test('a workspace that takes the app out is forgotten: its token is not used again', async () => {
  await sendEvent(eventOf('Ev1', { type: 'tokens_revoked', tokens: { oauth: [mara] } }))
  expect(gone).toEqual([])
  await sendEvent(eventOf('Ev2', { type: 'app_uninstalled' }))
  await sendEvent(eventOf('Ev3', { type: 'tokens_revoked', tokens: { oauth: [], bot: [botUser] } }))
  expect(gone).toEqual([team, team])
  const place = { messenger: 'slack', workspace: team, channel: general, thread: null } as const
  await expect(app.messenger.post(place, cardOf('x'), { key: 'k', isRepeat: false, since: 0 })).rejects.toMatchObject({
    code: 'MESSENGER_GONE',
  })
  expect(slack.of('chat.postMessage')).toEqual([])
})

test('before it starts and after it stops nobody is acknowledged', async () => {
  await app.stop()
  expect((await sendCommand('status')).status).toBe(503)
  expect(door.taken).toEqual([])
})

test('nothing begins without its secrets, and no log has one', async () => {
  expect(() =>
    slackApp({ settings, secrets: {}, tokens: oneToken(team, ''), publicUrl: null, log: () => undefined }),
  ).toThrowError(/SLACK_SIGNING_SECRET, SLACK_BOT_TOKEN must be in the environment/)
  const spy = vi.spyOn(process.stdout, 'write')
  slack.instead('views.publish', () => ({ json: { ok: false, error: `leaked ${botToken}` } }))
  await sendEvent(eventOf('Ev1', { type: 'app_home_opened', user: mara, channel: 'D000000001', tab: 'home', event_ts: '1.1' }))
  await expect.poll(() => logged.length).toBeGreaterThan(0)
  expect(logged.join('\n')).not.toContain(botToken)
  expect(spy.mock.calls.join('\n')).not.toContain(botToken)
})
