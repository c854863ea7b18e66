// Slack's own client against a stand-in that others wrote, whose token has the manifest's scopes and no other.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { cardOf } from '#chat/cards/card.ts'
import type { Place } from '#chat/messenger.ts'
import { botToken, listening, openSlack, type SlackStandIn } from './fixtures.ts'
import { general, mara, team } from './payloadFixtures.ts'
import { oneToken } from './installations.ts'
import { replyToText, type ReplyTo } from './replyTo.ts'
import { SlackCalls } from './slackCalls.ts'
import { slackLogger } from './slackLog.ts'
import { SlackMessenger } from './slackMessenger.ts'

const logger = slackLogger(() => undefined)
const place: Place = { messenger: 'slack', workspace: team, channel: general, thread: null }
const card = cardOf('Trade', { lines: ['It waits.'], footer: 'r1' })
const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3])
const picture = { name: 'crawler-main-alpha.png', says: 'the crawler waits', png }

let slack: SlackStandIn
let messenger: SlackMessenger
const anew = (): SlackMessenger => new SlackMessenger(new SlackCalls(oneToken(team, botToken), { logger, places: slack.places }))
beforeEach(async () => {
  slack = await openSlack()
  messenger = anew()
})
afterEach(() => slack.close())

const once = (key: string, isRepeat = false) => ({ key, isRepeat, since: Date.now() - 1_000 })
const titles = async (channel?: string, thread?: string): Promise<readonly unknown[]> =>
  (await slack.messages(channel, thread)).map(({ text }) => text)
const to = (more: Partial<ReplyTo> = {}): string =>
  replyToText({
    id: 'd1',
    team,
    user: mara,
    channel: general,
    thread: null,
    url: null,
    isOwn: false,
    isDirect: false,
    at: Date.now(),
    ...more,
  })

test('who is called is called by their id, and what others wrote calls nobody', async () => {
  await messenger.post(place, cardOf('<!channel> @here', { mention: mara }), once('call 1'))
  const body = slack.of('chat.postMessage')[0]?.body as { readonly text: string; readonly blocks: string; readonly parse: string }
  expect(body).toMatchObject({ text: `<@${mara}> &lt;!channel&gt; ＠here`, parse: 'none', link_names: 'false' })
  expect(body.blocks.match(/<@?!?\w+>/g)).toEqual([`<@${mara}>`])
})

test('a card is posted, found again by its key instead of posted twice, and kept up', async () => {
  const message = await messenger.post(place, card, once('card 1'))
  expect(await messenger.post(place, card, once('card 1', true))).toBe(message)
  const other = await messenger.post(place, cardOf('Other'), once('card 2', true))
  expect(other).not.toBe(message)
  await messenger.update(place, message, cardOf('Trade', { tone: 'good', lines: ['It is done.'] }))
  // an edit leaves the key where it is
  expect(await messenger.post(place, card, once('card 1', true))).toBe(message)
  expect(await titles()).toEqual(['Other', '✓ Trade: It is done.'])
  const [posted] = slack.of('chat.postMessage')
  expect(posted?.body).toMatchObject({
    metadata: JSON.stringify({ event_type: 'quorate_card', event_payload: { key: 'card 1' } }),
    parse: 'none',
    link_names: 'false',
    unfurl_links: 'false',
    unfurl_media: 'false',
  })
})

test('a reply is looked for in its thread, and a key that another app carries is not this one', async () => {
  const root = await messenger.post(place, card, once('root'))
  const thread = { ...place, thread: root }
  const reply = await messenger.post(thread, cardOf('Signed by alpha'), once('reply'))
  expect(await messenger.post(thread, cardOf('Signed by alpha'), once('reply', true))).toBe(reply)
  expect(await titles(general, root)).toEqual(['Trade: It waits.', 'Signed by alpha'])
  slack.instead('conversations.replies', () => ({
    json: {
      ok: true,
      messages: [{ ts: '9.9', user: 'USTRANGER', metadata: { event_type: 'quorate_card', event_payload: { key: 'new' } } }],
    },
  }))
  expect(await messenger.post(thread, cardOf('New'), once('new', true))).not.toBe('9.9')
})

test('it looks through every page, and only at what is newer than the attempt', async () => {
  const message = await messenger.post(place, card, once('deep'))
  for (let at = 0; at < 101; at += 1) await messenger.post(place, cardOf(`later ${at}`), once(`later ${at}`))
  const since = Date.now()
  expect(await messenger.post(place, card, { key: 'deep', isRepeat: true, since })).toBe(message)
  const asked = slack.of('conversations.history')
  expect(asked.length).toBe(2)
  expect(asked[0]?.body).toMatchObject({ include_all_metadata: 'true', inclusive: 'true' })
  // five minutes for clocks that differ
  expect(Number(asked[0]?.body['oldest'])).toBeCloseTo(since / 1_000 - 300, 0)
})

test('a channel that is too full to look through is told as that, and nothing is posted twice', async () => {
  slack.instead('conversations.history', () => ({ json: { ok: true, messages: [], response_metadata: { next_cursor: 'more' } } }))
  await expect(messenger.post(place, card, once('x', true))).rejects.toMatchObject({
    code: 'MESSENGER_REFUSED',
    details: { problem: `more than 2000 messages in ${general} are newer than the attempt` },
  })
  expect(slack.of('conversations.history')).toHaveLength(20)
  expect(slack.of('chat.postMessage')).toEqual([])
})

test('a picture is sent once, below its message', async () => {
  const message = await messenger.post(place, { ...card, picture }, once('pictured'))
  await messenger.post(place, { ...card, picture }, once('pictured', true))
  const below = await slack.messages(general, message)
  expect(below).toMatchObject([
    { text: 'Trade: It waits.' },
    { files: [{ name: picture.name, size: png.length, alt_txt: picture.says }] },
  ])
  // killed between the message and its picture
  slack.instead('files.getUploadURLExternal', () => ({ json: { ok: false, error: 'internal_error' } }), 1)
  await expect(messenger.post(place, { ...card, picture }, once('half'))).rejects.toMatchObject({ code: 'MESSENGER_UNREACHABLE' })
  const half = await messenger.post(place, { ...card, picture }, once('half', true))
  expect(await slack.messages(general, half)).toHaveLength(2)
})

test.each([
  ['a rest', { status: 429, headers: { 'retry-after': '7' }, json: {} }, 'MESSENGER_LIMITED', { retryAfterMs: 7_000 }],
  ['a rest without a figure', { json: { ok: false, error: 'ratelimited' } }, 'MESSENGER_LIMITED', { retryAfterMs: 30_000 }],
  [
    'trouble of its own',
    { json: { ok: false, error: 'internal_error' } },
    'MESSENGER_UNREACHABLE',
    { problem: 'internal_error' },
  ],
  ['a broken gateway', { status: 502, json: {} }, 'MESSENGER_UNREACHABLE', { problem: 'HTTP 502' }],
  ['a dead token', { json: { ok: false, error: 'token_revoked' } }, 'MESSENGER_GONE', { workspace: team }],
  ['a dead account', { json: { ok: false, error: 'account_inactive' } }, 'MESSENGER_GONE', { workspace: team }],
  ['no such token', { json: { ok: false, error: 'invalid_auth' } }, 'MESSENGER_GONE', { workspace: team }],
  [
    'a missing scope',
    { json: { ok: false, error: 'missing_scope', needed: 'chat:write', provided: 'commands' } },
    'MESSENGER_REFUSED',
    { problem: 'the scope chat:write is missing (it has commands); add it, and install the app again' },
  ],
  [
    'a channel that it is not in',
    { json: { ok: false, error: 'not_in_channel' } },
    'MESSENGER_REFUSED',
    { problem: `the bot is not in the channel ${general}; type /invite @Quorate there` },
  ],
  [
    'blocks that it does not take',
    { json: { ok: false, error: 'invalid_blocks', response_metadata: { messages: ['[ERROR] too long'] } } },
    'MESSENGER_REFUSED',
    { problem: 'invalid_blocks: [ERROR] too long' },
  ],
] as const)('Slack wants %s: it is told, and not tried again here', async (_what, said, code, details) => {
  slack.instead('chat.postMessage', () => said)
  await expect(messenger.post(place, card, once('x'))).rejects.toMatchObject({ code, details })
  expect(slack.of('chat.postMessage')).toHaveLength(1)
})

test('what is not there any more cannot be kept up, and nobody answers where nobody is', async () => {
  await expect(messenger.update(place, '1.000001', card)).rejects.toMatchObject({
    code: 'MESSENGER_REFUSED',
    details: { problem: 'the message is not there any more' },
  })
  await expect(messenger.post({ ...place, channel: 'C0NOWHERE0' }, card, once('x'))).rejects.toMatchObject({
    code: 'MESSENGER_REFUSED',
    message: expect.stringContaining('the channel C0NOWHERE0 is not there'),
  })
  await expect(messenger.post({ ...place, workspace: 'T0OTHER' }, card, once('x'))).rejects.toMatchObject({
    code: 'MESSENGER_GONE',
  })
  const gone = await listening(() => undefined)
  await gone.close()
  const calls = new SlackCalls(oneToken(team, botToken), { logger, places: { ...slack.places, api: `${gone.url}/api/` } })
  await expect(new SlackMessenger(calls).post(place, card, once('x'))).rejects.toMatchObject({
    code: 'MESSENGER_UNREACHABLE',
    details: { problem: 'ECONNREFUSED' },
  })
})

test('an answer goes to the address that Slack gave, for one person, and the same words are said once', async () => {
  const answer = to({ url: slack.hook('one') })
  await messenger.answer(answer, card, false)
  await messenger.answer(answer, card, false)
  await messenger.answer(answer, cardOf('Done'), true)
  expect(slack.hooked.map(({ body }) => [body['response_type'], body['replace_original'], body['text']])).toEqual([
    ['ephemeral', false, 'Trade: It waits.'],
    ['ephemeral', false, 'Done'],
  ])
  await messenger.answer(to({ id: 'd2', url: slack.hook('own'), isOwn: true }), card, true)
  expect(slack.hooked.at(-1)?.body['replace_original']).toBe(true)
})

test('an address that is used up, or not of Slack, is not needed', async () => {
  slack.hooksSay(404)
  await messenger.answer(to({ url: slack.hook('old') }), card, true)
  await messenger.answer(to({ id: 'd2', url: 'https://evil.example/hook' }), card, true)
  await messenger.answer(to({ id: 'd3' }), card, true)
  expect(slack.of('chat.postEphemeral').map(({ body }) => [body['user'], body['channel'], body['text']])).toEqual(
    Array.from({ length: 3 }, () => [mara, general, 'Trade: It waits.']),
  )
  slack.hooksSay(429, { 'retry-after': '3' })
  await expect(messenger.answer(to({ id: 'd4', url: slack.hook('busy') }), card, true)).rejects.toMatchObject({
    code: 'MESSENGER_LIMITED',
    details: { retryAfterMs: 3_000 },
  })
  slack.hooksSay(500)
  await expect(messenger.answer(to({ id: 'd4', url: slack.hook('busy') }), card, true)).rejects.toMatchObject({
    code: 'MESSENGER_UNREACHABLE',
  })
})

test('in direct messages an answer is said once and then changed, also after a restart', async () => {
  const direct = to({ channel: mara, isDirect: true, at: Date.now() + 1 })
  await messenger.answer(direct, cardOf('Processing …'), false)
  const channel = slack.of('chat.postMessage')[0]?.body['channel']
  await messenger.answer(direct, cardOf('Done'), true)
  expect(await titles(channel)).toEqual(['Done'])
  // what came in while this process ran, no other one has answered
  await messenger.answer(to({ id: 'd9', channel: mara, isDirect: true, at: Date.now() + 1_000 }), cardOf('Other'), true)
  expect(slack.of('conversations.history')).toEqual([])
  await anew().answer(direct, cardOf('Done'), true)
  const later = anew()
  await later.answer(direct, { ...cardOf('Drawn'), picture }, true)
  await anew().answer(direct, { ...cardOf('Drawn'), picture }, true)
  expect(await titles(channel)).toEqual(['', 'Other', 'Drawn'])
})

test('who is not in the channel, or where the bot is not, is answered in direct messages; pictures always go there', async () => {
  slack.instead('chat.postEphemeral', () => ({ json: { ok: false, error: 'user_not_in_channel' } }), 1)
  await messenger.answer(to(), card, true)
  const channel = slack.of('chat.postMessage')[0]?.body['channel']
  expect(channel).toMatch(/^D/)
  expect(await titles(channel)).toEqual(['Trade: It waits.'])
  await messenger.answer(to({ id: 'd2', url: slack.hook('show') }), { ...card, picture }, true)
  expect(JSON.stringify(slack.hooked.at(-1)?.body)).toContain('The picture is in your direct messages.')
  expect((await slack.messages(channel))[0]).toMatchObject({ files: [{ name: picture.name }] })
})

const filesIn = async (channel: string | undefined): Promise<readonly unknown[]> =>
  (await slack.messages(channel)).flatMap(({ files }) => (files as readonly { readonly name: string }[] | undefined) ?? [])
const directly = (): string | undefined =>
  slack.of('conversations.open').length === 0 ? undefined : slack.of('files.completeUploadExternal')[0]?.body['channel_id']

test('a picture that wants time is sent once, and the words before it are not said again', async () => {
  const shown = to({ id: 'd3', url: slack.hook('show'), at: Date.now() + 1 })
  slack.instead('files.getUploadURLExternal', () => ({ json: { ok: false, error: 'internal_error' } }), 1)
  await expect(messenger.answer(shown, { ...card, picture }, true)).rejects.toMatchObject({ code: 'MESSENGER_UNREACHABLE' })
  await messenger.answer(shown, { ...card, picture }, true)
  await messenger.answer(shown, { ...card, picture }, true)
  expect(slack.hooked).toHaveLength(1)
  expect(await filesIn(directly())).toMatchObject([{ name: picture.name }])
  // another process goes on with what this one began: what it cannot know is whether the words were said
  await anew().answer(shown, { ...card, picture }, true)
  expect(slack.hooked).toHaveLength(2)
  expect(await filesIn(directly())).toHaveLength(1)
})

test('a process that died between the words and their picture leaves it to the next one', async () => {
  const shown = to({ id: 'd6', url: slack.hook('show'), at: Date.now() - 1 })
  slack.instead('files.completeUploadExternal', () => ({ json: { ok: false, error: 'internal_error' } }), 1)
  await expect(messenger.answer(shown, { ...card, picture }, true)).rejects.toMatchObject({ code: 'MESSENGER_UNREACHABLE' })
  await anew().answer(shown, { ...card, picture }, true)
  await anew().answer(shown, { ...card, picture }, true)
  expect(await filesIn(directly())).toHaveLength(1)
})

test('a picture that Slack refuses costs no words, and who asked is told why there is none', async () => {
  slack.instead('files.getUploadURLExternal', () => ({
    json: { ok: false, error: 'missing_scope', needed: 'files:write', provided: 'chat:write' },
  }))
  const problem = 'The picture could not be sent: slack refuses: the scope files:write is missing'
  const shown = to({ id: 'd4', url: slack.hook('show') })
  await messenger.answer(shown, { ...card, picture }, true)
  await messenger.answer(shown, { ...card, picture }, true)
  const said = slack.hooked.map(({ body }) => JSON.stringify(body))
  expect(said).toEqual([expect.stringContaining('It waits.'), expect.stringContaining(problem)])
  expect(said[1]).not.toContain('It waits.')
  // where words can be changed they are, and stand once
  await messenger.answer(to({ id: 'd5', channel: mara, isDirect: true, at: Date.now() + 1_000 }), { ...card, picture }, true)
  const channel = slack.of('chat.postMessage')[0]?.body['channel']
  expect(await titles(channel)).toEqual(['Trade: It waits.'])
  expect(JSON.stringify(await slack.messages(channel))).toContain(problem)
})

test('what is under way is not said after what is over, and nothing before its acknowledgement', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const answer = to({ url: slack.hook('one') })
  messenger.answerAfter('d1', promise)
  const done = messenger.answer(answer, cardOf('Done'), true)
  const first = messenger.answerFirst(answer, cardOf('Processing …'))
  expect(slack.hooked).toEqual([])
  resolve()
  await Promise.all([done, first])
  expect(slack.hooked.map(({ body }) => body['text'])).toEqual(['Done'])
})

test('an address for an answer that another program wrote is refused', async () => {
  for (const text of ['', '{}', 'null', JSON.stringify({ v: 2 })])
    await expect(async () => messenger.answer(text, card, true)).rejects.toMatchObject({ code: 'MESSENGER_REFUSED' })
})
