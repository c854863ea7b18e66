import { afterEach, beforeEach, expect, test } from 'vitest'
import { cardOf } from '#chat/cards/card.ts'
import type { Messenger } from '#chat/messenger.ts'
import { Acknowledgements } from './acknowledgements.ts'
import { discordMessenger } from './discordMessenger.ts'
import { discordRest, type DiscordRest } from './discordRest.ts'
import { DiscordStandIn } from './fixtures/discordStandIn.ts'
import { applicationId, bot, channelId, guildId, mara, maraId } from './fixtures/standInShapes.ts'
import { Questions } from './questions.ts'
import { writeAddress } from './replyAddress.ts'

const place = { messenger: 'discord', workspace: guildId, channel: channelId, thread: null } as const
const card = cardOf('Buy 0.5 WETH', {
  footer: 'intent 0x3f',
  buttons: [{ label: 'Approve', value: 'v1:approve:ap1:1', tone: 'good' }],
})
const directChannel = String(BigInt(maraId) + 1_000_000n)

let discord: DiscordStandIn
let rest: DiscordRest
let messenger: Messenger
let acknowledgements: Acknowledgements
let now: number

beforeEach(async () => {
  discord = await new DiscordStandIn().open()
  rest = discordRest({ apiUrl: discord.url }, discord.token)
  acknowledgements = new Acknowledgements()
  now = Date.now()
  messenger = discordMessenger({ rest, acknowledgements, questions: new Questions(), now: () => now })
})
afterEach(async () => {
  rest.close()
  await discord.close()
})

const once = (key: string, isRepeat = false): { key: string; isRepeat: boolean; since: number } => ({ key, isRepeat, since: now })
const written = (channel: string): readonly unknown[] => discord.written.get(channel) ?? []
const footers = (channel: string): readonly unknown[] =>
  (written(channel) as readonly { embeds: readonly { footer?: { text: string } }[] }[]).map(
    ({ embeds }) => embeds[0]?.footer?.text,
  )
const address = (id = discord.newId()): string =>
  writeAddress({ to: 'interaction', application: applicationId, id, token: `token-of-${id}`, user: maraId })

test('posts a card once: a second attempt within minutes finds the first by its nonce', async () => {
  const first = await messenger.post(place, card, once('a'))
  expect(await messenger.post(place, card, once('a'))).toBe(first)
  expect(footers(channelId)).toEqual([expect.stringMatching(/^intent 0x3f · [\w-]{10}$/)])
  const [request] = discord.askedFor('POST', `/channels/${channelId}/messages`)
  expect(request?.body).toMatchObject({ enforce_nonce: true, allowed_mentions: { parse: [] } })
  expect(String(request?.body['nonce']).length).toBeLessThanOrEqual(25)
})

test('who is called is called by their id, nobody else may be, and an attempt that finds it calls nobody again', async () => {
  const calling = { ...card, title: '@everyone', mention: maraId }
  const first = await messenger.post(place, calling, once('call'))
  expect(await messenger.post(place, calling, once('call', true))).toBe(first)
  const requests = discord.askedFor('POST', `/channels/${channelId}/messages`)
  expect(requests).toHaveLength(1)
  expect(requests[0]?.body).toMatchObject({ content: `<@${maraId}>`, allowed_mentions: { parse: [], users: [maraId] } })
  await messenger.update(place, first, card)
  expect(discord.askedFor('PATCH', `/channels/${channelId}/messages/${first}`)[0]?.body).toMatchObject({
    allowed_mentions: { parse: [] },
  })
})

test('looks for a post of which it is not known whether it was made, when the nonce is long forgotten', async () => {
  const talk = (): void => {
    for (let at = 0; at < 130; at += 1) discord.write(channelId, mara, { content: 'talk' })
  }
  talk()
  const first = await messenger.post(place, card, once('a'))
  for (const message of discord.written.get(channelId) ?? []) message['nonce'] = undefined
  talk()
  expect(await messenger.post(place, card, once('a', true))).toBe(first)
  expect(discord.askedFor('POST', `/channels/${channelId}/messages`)).toHaveLength(1)
})

test('takes no message of somebody else for its own, whatever small print it has', async () => {
  await messenger.post(place, card, once('a'))
  const [own] = discord.written.get(channelId) ?? []
  discord.written.set(channelId, [])
  discord.write(channelId, mara, { embeds: own?.['embeds'] as readonly object[] })
  const second = await messenger.post(place, card, once('a', true))
  expect(written(channelId)).toHaveLength(2)
  expect(written(channelId)[1]).toMatchObject({ id: second })
})

test('posts what an attempt before did not', async () => {
  discord.write(channelId, bot, { embeds: [{ title: 'another', footer: { text: 'another · key' } }] })
  expect(await messenger.post(place, card, once('a', true))).toBeDefined()
  expect(written(channelId)).toHaveLength(2)
})

test('posts nothing rather than twice where it may not see what it wrote, of which Discord says nothing', async () => {
  await messenger.post(place, card, once('a'))
  discord.seesHistory = false
  await expect(messenger.post(place, card, once('a', true))).rejects.toThrowError(/needs Read Message History/)
  expect(written(channelId)).toHaveLength(1)
  discord.written.set(channelId, [])
  expect(await messenger.post(place, card, once('a', true))).toBeDefined()
})

test('begins the thread of a card with the first reply, and goes on in it', async () => {
  const root = await messenger.post(place, card, once('root'))
  const thread = { ...place, thread: root }
  const first = await messenger.post(thread, cardOf('Executed *now*'), once('first'))
  await messenger.post(thread, cardOf('Confirmed'), once('second'))
  expect(await messenger.post(thread, cardOf('Executed *now*'), once('first', true))).toBe(first)
  // called as what it is about
  expect(discord.threads.get(root)).toMatchObject({ name: card.title, parent_id: channelId })
  expect(written(root)).toHaveLength(2)
})

test('goes on in a thread that somebody else began meanwhile', async () => {
  const root = await messenger.post(place, card, once('root'))
  let refusals = 1
  discord.threads.set(root, {})
  discord.written.set(root, [])
  discord.instead = ({ path, method }) =>
    method === 'POST' && path === `/channels/${root}/messages` && (refusals -= 1) >= 0
      ? { status: 404, body: { code: 10_003, message: 'Unknown Channel' } }
      : undefined
  await messenger.post({ ...place, thread: root }, cardOf('Executed'), once('first'))
  expect(written(root)).toHaveLength(1)
})

test('replaces what a message shows, with its picture, in the channel and in its thread', async () => {
  const root = await messenger.post(place, card, once('root'))
  const reply = await messenger.post({ ...place, thread: root }, cardOf('Executed'), once('first'))
  const picture = { name: 'crawler.png', says: 'its statechart', png: new Uint8Array([1, 2, 3]) }
  await messenger.update({ ...place, thread: root }, root, cardOf('Approved by mara', { picture }))
  await messenger.update({ ...place, thread: root }, reply, cardOf('Confirmed'))
  expect(written(channelId)[0]).toMatchObject({ embeds: [{ title: 'Approved by mara' }], components: [] })
  expect(written(root)[0]).toMatchObject({ embeds: [{ title: 'Confirmed' }] })
  expect(discord.askedFor('PATCH', `/channels/${channelId}/messages/${root}`)[0]?.files).toEqual(['crawler.png'])
})

test('answers one person in private by editing what acknowledged the interaction; again it changes nothing', async () => {
  const id = discord.newId()
  discord.acknowledged(`token-of-${id}`, { type: 5, data: { flags: 64 } })
  await messenger.answer(address(id), cardOf('Done'), true)
  await messenger.answer(address(id), cardOf('Done'), true)
  expect(discord.originals.get(`token-of-${id}`)).toMatchObject({ embeds: [{ title: 'Done' }] })
  expect(written(channelId)).toEqual([])
  const [request] = discord.askedFor('PATCH', `/webhooks/${applicationId}/token-of-${id}/messages/@original`)
  expect(request?.authorization).toBeUndefined()
})

test('an answer has its picture with it, once however often it is given, also where it goes to the person', async () => {
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 9])
  const shown = cardOf('show', { block: 'bot  fund:main', picture: { name: 'fund-main-12.png', says: 'its statechart', png } })
  const id = discord.newId()
  discord.acknowledged(`token-of-${id}`, { type: 5, data: { flags: 64 } })
  await messenger.answer(address(id), shown, true)
  await messenger.answer(address(id), shown, true)
  for (const { files, contents, body } of discord.askedFor('PATCH', /webhooks/)) {
    expect([files, contents]).toEqual([['fund-main-12.png'], [png]])
    expect(body).toMatchObject({
      embeds: [{ image: { url: 'attachment://fund-main-12.png' } }],
      // what is not named here is taken away: the one of the attempt before
      attachments: [{ id: '0', filename: 'fund-main-12.png', description: 'its statechart' }],
    })
  }
  expect(discord.originals.get(`token-of-${id}`)).toMatchObject({ embeds: [{ image: {} }] })
  const late = address(discord.newId(now - 16 * 60_000))
  await messenger.answer(late, shown, true)
  await messenger.answer(late, shown, true)
  expect(written(directChannel)).toHaveLength(1)
  expect(discord.askedFor('POST', `/channels/${directChannel}/messages`)[0]).toMatchObject({ contents: [png] })
})

test('waits with an answer for the acknowledgement that it replaces', async () => {
  const id = discord.newId()
  const acknowledged = acknowledgements.begin(id)
  const answered = messenger.answer(address(id), cardOf('Done'), true)
  // long enough for the answer to be there, were it not held back
  for (const key of ['one', 'two', 'three']) await messenger.post(place, card, once(key))
  expect(discord.askedFor('PATCH', /webhooks/)).toEqual([])
  discord.acknowledged(`token-of-${id}`, { type: 5 })
  acknowledged()
  await answered
  expect(discord.askedFor('PATCH', /webhooks/)).toHaveLength(1)
})

test('answers over HTTP also where Discord reads the acknowledgement a moment later', async () => {
  const id = discord.newId()
  let early = 2
  discord.acknowledged(`token-of-${id}`, { type: 5 })
  discord.instead = ({ path }) =>
    path.startsWith('/webhooks/') && (early -= 1) >= 0
      ? { status: 404, body: { code: 10_015, message: 'Unknown Webhook' } }
      : undefined
  await messenger.answer(address(id), cardOf('Done'), true)
  expect(discord.originals.get(`token-of-${id}`)).toMatchObject({ embeds: [{ title: 'Done' }] })
})

test('writes to the person where the token has run out, and edits that when there is more to say', async () => {
  const replyTo = address(discord.newId(now - 16 * 60_000))
  await messenger.answer(replyTo, cardOf('Under way'), false)
  await messenger.answer(replyTo, cardOf('Done'), true)
  expect(written(directChannel)).toEqual([expect.objectContaining({ embeds: [expect.objectContaining({ title: 'Done' })] })])
  expect(discord.askedFor('PATCH', /webhooks/)).toEqual([])
})

test('writes to the person where the process died before the acknowledgement', async () => {
  await messenger.answer(address(), cardOf('Done'), true)
  expect(written(directChannel)).toHaveLength(1)
})

test('answers below a message once, and edits that; a new process finds it again', async () => {
  const message = discord.write(channelId, mara, { content: 'status' })
  const replyTo = writeAddress({ to: 'message', channel: channelId, message })
  await messenger.answer(replyTo, cardOf('Under way'), false)
  const restarted = discordMessenger({ rest, acknowledgements, questions: new Questions(), now: () => now })
  await restarted.answer(replyTo, cardOf('Done'), true)
  expect(written(channelId).slice(1)).toEqual([expect.objectContaining({ embeds: [expect.objectContaining({ title: 'Done' })] })])
})

test('leaves the last of two answers that are given at once, in one message', async () => {
  const message = discord.write(channelId, mara, { content: 'status' })
  const replyTo = writeAddress({ to: 'message', channel: channelId, message })
  await Promise.all([messenger.answer(replyTo, cardOf('Busy'), true), messenger.answer(replyTo, cardOf('Done'), true)])
  expect(written(channelId).slice(1)).toMatchObject([{ embeds: [{ title: 'Done' }] }])
})

test.each(['', '{}', '{"to":"interaction","token":"a"}', 'slack:U1'])('refuses an address that is none: %j', async (replyTo) => {
  await expect(messenger.answer(replyTo, card, true)).rejects.toMatchObject({ code: 'MESSENGER_REFUSED' })
})

test('says MESSENGER_GONE where the server has removed the bot, and keeps to the channel where it has not', async () => {
  discord.joined = false
  await expect(messenger.post(place, card, once('a'))).rejects.toMatchObject({
    code: 'MESSENGER_GONE',
    details: { workspace: guildId },
  })
  discord.joined = true
  const elsewhere = { ...place, channel: '1300000000000000009' }
  await expect(messenger.post(elsewhere, card, once('a'))).rejects.toMatchObject({ code: 'MESSENGER_REFUSED' })
})

test('names the permission that is missing', async () => {
  discord.instead = ({ method }) =>
    method === 'POST' ? { status: 403, body: { code: 50_013, message: 'Missing Permissions' } } : undefined
  await expect(messenger.post(place, card, once('a'))).rejects.toThrowError(/Send Messages.*Embed Links.*Attach Files/)
})
