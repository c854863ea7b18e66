// A whole swarm behind Discord: a real client of discord.js, a gateway and a REST interface that speak as documented, and the
// desk that takes what comes in to disk.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { discordApp, type DiscordApp } from '#chat/discord/discordApp.ts'
import { discordCeiling } from '#chat/discord/discordCeiling.ts'
import { discordSettingsSchema } from '#chat/discord/discordSettings.ts'
import { DiscordStandIn } from '#chat/discord/fixtures/discordStandIn.ts'
import { slashCommand, submittedForm, typedCommand, writtenMessage } from '#chat/discord/fixtures/payloads.ts'
import { applicationId, botId, channelId, guildId, mara, type Json } from '#chat/discord/fixtures/standInShapes.ts'
import { ChartPictures } from '#cli/chartPictures.ts'
import { palettes } from '#charts/palette.ts'
import { readPng } from '#charts/pngFixtures.ts'
import { LaterHands } from '#cli/chatHands.ts'
import { openModelGateway, type ModelGateway } from '../gateway/openModelGateway.ts'
import { codes, deskBefore } from './chatGround.ts'

let discord: DiscordStandIn
let model: ModelGateway
let app: DiscordApp
let pictures: ChartPictures
const notes: string[] = []

beforeAll(async () => {
  discord = await new DiscordStandIn().open()
  const settings = discordSettingsSchema.parse({
    mode: 'gateway',
    applicationId,
    publicKey: 'ab'.repeat(32),
    guilds: [{ id: guildId, greatestRole: 'operator' }],
    apiUrl: discord.url,
  })
  app = discordApp({ settings, token: discord.token, note: (note) => notes.push(note), now: Date.now })
  const hands = new LaterHands()
  model = await openModelGateway((world) => ({ ...world, chat: hands }))
  pictures = new ChartPictures({ ...model.parts, note: (note) => notes.push(note) })
  const desk = deskBefore(model, {
    ceilingOf: (user) => discordCeiling(settings, user),
    messengers: new Map([['discord', app.messenger]]),
    pictures,
  })
  hands.give(desk)
  await app.hear(desk).ready
})
afterAll(async () => {
  await app.close()
  pictures.close()
  await model.close()
  await discord.close()
})

const isAcknowledged = (token: string): boolean => discord.originals.has(token)
/** All that is shown in the place of an acknowledgement: its own answer, not the waiting of it. */
const shown = (token: string): string => JSON.stringify(discord.originals.get(token)?.['embeds'] ?? [])
const acknowledgement = (path: string): Json | undefined => discord.askedFor('POST', `/interactions/${path}/callback`)[0]?.body
const pauses = (): number =>
  model.parts.host.list('request').filter(({ context }) => (context as { readonly what: string }).what === 'fund.pause').length

/** Somebody types a slash command, as often as Discord delivers it; resolves with the answer. */
async function typed(line: string, times = 1): Promise<string> {
  const id = discord.newId()
  const [command = '', ...rest] = line.split(' ')
  const payload = slashCommand({ id }, rest.length === 0 ? { command } : { command, arguments: rest.join(' ') })
  for (let time = 0; time < times; time += 1) discord.gateway.dispatch('INTERACTION_CREATE', payload)
  await expect.poll(() => shown(`token-of-${id}`)).not.toBe('[]')
  expect(isAcknowledged(`token-of-${id}`)).toBe(true)
  return shown(`token-of-${id}`)
}

test('a stranger is told in private how to become somebody', async () => {
  expect(await typed('status')).toContain('nobody here knows who you are')
  expect(discord.written.get(channelId)).toEqual([])
})

test('a code makes somebody of them, as far as the server may', async () => {
  const code = codes.code({ person: 'mara', role: 'admin', funds: 'all', by: 'key:boss', days: 1 }, 60_000)
  expect(await typed(`link ${code}`)).toContain('you are mara')
  expect(await typed('whoami')).toContain('operator')
})

test('what is delivered three times is done once', async () => {
  await typed('pause main', 3)
  await expect.poll(pauses).toBe(1)
  expect(model.parts.host.list('errand').filter(({ context }) => JSON.stringify(context).includes('pause main'))).toHaveLength(1)
})

test('a command that needs more to be said opens a form, which is then done', async () => {
  const asked = discord.newId()
  discord.gateway.dispatch('INTERACTION_CREATE', slashCommand({ id: asked }, { command: 'show' }))
  await expect
    .poll(() => acknowledgement(`${asked}/token-of-${asked}`))
    .toMatchObject({ type: 9, data: { custom_id: 'form:show' } })
  const filled = discord.newId()
  discord.gateway.dispatch('INTERACTION_CREATE', submittedForm({ id: filled }, 'form:show', { bot: 'relayer:main' }))
  await expect.poll(() => shown(`token-of-${filled}`)).toContain('relayer')
})

test('a bot is shown with its statechart, to who asked and nobody else', async () => {
  const before = discord.written.get(channelId)?.length
  const id = discord.newId()
  discord.gateway.dispatch('INTERACTION_CREATE', slashCommand({ id }, { command: 'show', arguments: 'fund:main' }))
  await expect.poll(() => shown(`token-of-${id}`), { timeout: 10_000 }).toContain('attachment://')
  const [answer] = discord.askedFor('PATCH', `/webhooks/${applicationId}/token-of-${id}/messages/@original`).slice(-1)
  const [name = ''] = answer?.files ?? []
  expect(name).toMatch(/^fund-main-\d+\.png$/)
  expect(answer?.body).toMatchObject({
    embeds: [{ image: { url: `attachment://${name}` } }],
    attachments: [{ id: '0', filename: name, description: expect.stringContaining('Statechart of fund:main') }],
  })
  expect(readPng(answer?.contents[0] ?? new Uint8Array()).colours.has(palettes.light.stateActive)).toBe(true)
  // the answer takes the place of an acknowledgement that only they see
  expect(acknowledgement(`${id}/token-of-${id}`)).toMatchObject({ type: 5, data: { flags: 64 } })
  expect(discord.written.get(channelId)?.length).toBe(before)
})

test('what is typed is completed with what one may', async () => {
  const id = discord.newId()
  discord.gateway.dispatch('INTERACTION_CREATE', typedCommand({ id }, 'pau'))
  await expect
    .poll(() => acknowledgement(`${id}/token-of-${id}`))
    .toMatchObject({ type: 8, data: { choices: [{ value: 'pause' }] } })
})

test('a mention is answered below it', async () => {
  const message = discord.write(channelId, mara, { content: 'x' })
  discord.gateway.dispatch('MESSAGE_CREATE', writtenMessage(message, `<@${botId}> whoami`))
  await expect.poll(() => discord.written.get(channelId)?.at(-1)).toMatchObject({ message_reference: { message_id: message } })
  expect(JSON.stringify(discord.written.get(channelId)?.at(-1))).toContain('mara')
})

test('nothing went wrong on the way', () => {
  expect(notes).toEqual([])
})
