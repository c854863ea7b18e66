// A real client of discord.js against a gateway that speaks as documented.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { QuorateError } from '#protocol/errors.ts'
import { cardOf } from '#chat/cards/card.ts'
import { discordApp, type DiscordApp } from './discordApp.ts'
import { discordSettingsSchema } from './discordSettings.ts'
import { DiscordStandIn } from './fixtures/discordStandIn.ts'
import { pressedButton, slashCommand, typedCommand, writtenMessage } from './fixtures/payloads.ts'
import { RecordingDoor } from './fixtures/recordingDoor.ts'
import { applicationId, bot, botId, channelId, guildId, mara, maraId, threadObject } from './fixtures/standInShapes.ts'

let discord: DiscordStandIn
let app: DiscordApp
let door: RecordingDoor
let notes: string[]

beforeEach(async () => {
  discord = await new DiscordStandIn().open()
  door = new RecordingDoor()
  notes = []
})
afterEach(async () => {
  await app.close()
  await discord.close()
})

async function connect(takeWithinMs?: number, token = discord.token): Promise<void> {
  const settings = discordSettingsSchema.parse({
    mode: 'gateway',
    applicationId,
    publicKey: 'ab'.repeat(32),
    guilds: [{ id: guildId, greatestRole: 'operator' }],
    apiUrl: discord.url,
  })
  const bound = takeWithinMs === undefined ? {} : { takeWithinMs }
  app = discordApp({ settings, token, note: (note) => notes.push(note), now: Date.now, ...bound })
  const { mounts, ready } = app.hear(door)
  expect(mounts).toEqual([])
  if (token === discord.token) await ready
}
const callbacks = (): readonly unknown[] => discord.askedFor('POST', /callback$/).map(({ body }) => body)
const deferred = { type: 5, data: { flags: 64 } }

test('identifies with the intents it needs, and none that has to be asked for', async () => {
  await connect()
  expect(discord.gateway.said).toEqual([
    { op: 2, d: expect.objectContaining({ token: discord.token, intents: 1 + 512 + 4_096, compress: false }) },
  ])
})

test('takes an interaction, acknowledges it by a request without a token of its own, and answers it', async () => {
  await connect()
  const id = discord.newId()
  discord.gateway.dispatch('INTERACTION_CREATE', slashCommand({ id }, { command: 'status' }))
  await expect.poll(callbacks).toEqual([deferred])
  expect(discord.askedFor('POST', /callback$/)[0]).toMatchObject({
    path: `/interactions/${id}/token-of-${id}/callback`,
    authorization: undefined,
  })
  expect(door.taken).toMatchObject([{ id, deed: { kind: 'said', line: 'status' } }])
  await app.messenger.answer(door.taken[0]?.replyTo ?? '', cardOf('All is well'), true)
  expect(discord.originals.get(`token-of-${id}`)).toMatchObject({ embeds: [{ title: 'All is well' }] })
})

test('takes an interaction that is delivered twice once', async () => {
  await connect()
  const payload = pressedButton({ id: discord.newId() }, 'v1:approve:ap1:1')
  discord.gateway.dispatch('INTERACTION_CREATE', payload)
  discord.gateway.dispatch('INTERACTION_CREATE', payload)
  await expect.poll(callbacks).toEqual([deferred])
  discord.gateway.dispatch('INTERACTION_CREATE', payload)
  // Discord says that it is acknowledged already, which is well
  await expect.poll(callbacks).toEqual([deferred, deferred])
  expect(door.asked).toBe(1)
  expect(notes).toEqual([])
})

test('says within the time that Discord gives that the swarm is slow', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  door.gate = promise
  await connect(20)
  discord.gateway.dispatch('INTERACTION_CREATE', slashCommand({ id: discord.newId() }, {}))
  await expect.poll(callbacks).toMatchObject([{ type: 4, data: { flags: 64 } }])
  resolve()
})

test('completes what is typed', async () => {
  door.choices = [{ name: 'status: how the swarm is', value: 'status' }]
  await connect()
  discord.gateway.dispatch('INTERACTION_CREATE', typedCommand({ id: discord.newId() }, 'st'))
  await expect.poll(callbacks).toEqual([{ type: 8, data: { choices: door.choices } }])
})

test('resumes a connection that broke, and takes what came meanwhile once', async () => {
  await connect()
  discord.gateway.dispatch('INTERACTION_CREATE', slashCommand({ id: discord.newId() }, { command: 'status' }))
  await expect.poll(() => door.taken.length).toBe(1)
  discord.gateway.drop()
  await expect.poll(() => discord.gateway.connected).toBe(0)
  discord.gateway.dispatch('INTERACTION_CREATE', slashCommand({ id: discord.newId() }, { command: 'funds' }))
  await expect.poll(() => discord.gateway.count('resume')).toBe(1)
  await expect
    .poll(() => door.taken.map(({ deed }) => deed))
    .toEqual([
      { kind: 'said', line: 'status' },
      { kind: 'said', line: 'funds' },
    ])
  expect(discord.gateway.count('identify')).toBe(1)
})

test('comes again and resumes where a heartbeat is not acknowledged', async () => {
  discord.gateway.heartbeatMs = 40
  await connect()
  await expect.poll(() => discord.gateway.heartbeats).toBeGreaterThan(1)
  discord.gateway.acknowledges = false
  await expect.poll(() => discord.gateway.connected).toBe(0)
  discord.gateway.acknowledges = true
  await expect.poll(() => discord.gateway.count('resume')).toBeGreaterThan(0)
  discord.gateway.dispatch('INTERACTION_CREATE', slashCommand({ id: discord.newId() }, {}))
  await expect.poll(() => door.taken.length).toBe(1)
  expect(discord.gateway.count('identify')).toBe(1)
})

test('comes again when Discord asks for it', async () => {
  await connect()
  discord.gateway.reconnect()
  await expect.poll(() => discord.gateway.count('resume')).toBe(1)
})

test('does not come again when it was closed while it was coming again', async () => {
  await connect()
  const closed = app
  // another one, which comes again each time, shows that there was time enough to do so
  await connect()
  for (const times of [1, 2]) {
    discord.gateway.drop()
    await expect.poll(() => discord.gateway.connected).toBe(0)
    if (times === 1) await closed.close()
    await expect.poll(() => discord.gateway.count('resume')).toBeGreaterThanOrEqual(times)
  }
  expect([discord.gateway.connected, discord.gateway.count('resume')]).toEqual([1, 2])
})

test('begins anew where its session is forgotten', async () => {
  await connect()
  discord.gateway.forgets = true
  discord.gateway.drop()
  await expect.poll(() => discord.gateway.count('identify')).toBe(2)
  discord.gateway.dispatch('INTERACTION_CREATE', slashCommand({ id: discord.newId() }, {}))
  await expect.poll(() => door.taken.length).toBe(1)
})

test('tries again where Discord is not there when it starts', async () => {
  let away = 1
  discord.instead = ({ path }) =>
    path === '/gateway/bot' && (away -= 1) >= 0 ? { status: 403, body: { code: 0, message: 'away' } } : undefined
  await connect()
  expect(notes.length).toBeGreaterThan(0)
  expect(discord.gateway.count('identify')).toBe(1)
})

test('says that the token is wrong, without saying the token, and can be closed', async () => {
  await connect(undefined, 'a.wrong.token')
  await expect.poll(() => notes.length).toBeGreaterThan(0)
  expect(notes.join()).toMatch(/not reached/)
  expect(notes.join()).not.toContain('a.wrong.token')
})

test('takes a mention and what is written to the bot itself, each once, and answers below it', async () => {
  await connect()
  const [mention, direct] = [discord.newId(), discord.newId()]
  discord.write(channelId, mara, { content: 'x' }, mention)
  discord.gateway.dispatch('MESSAGE_CREATE', writtenMessage(mention, `hey <@${botId}>  show main`))
  discord.gateway.dispatch('MESSAGE_CREATE', writtenMessage(mention, `hey <@${botId}>  show main`))
  discord.gateway.dispatch(
    'MESSAGE_CREATE',
    writtenMessage(direct, 'whoami', { guild_id: undefined, channel_id: '1300000000000000005' }),
  )
  await expect.poll(() => door.taken.length).toBe(2)
  expect(door.asked).toBe(2)
  expect(door.taken).toMatchObject([
    {
      id: mention,
      deed: { line: 'hey show main' },
      from: { user: maraId, workspace: guildId },
      place: { channel: channelId, thread: null },
    },
    { id: direct, deed: { line: 'whoami' }, from: { workspace: '-' } },
  ])
  await app.messenger.answer(door.taken[0]?.replyTo ?? '', cardOf('main'), true)
  expect(discord.written.get(channelId)?.at(-1)).toMatchObject({ message_reference: { message_id: mention } })
})

test('knows a thread that was begun, as the thread of its channel', async () => {
  await connect()
  const thread = discord.newId()
  discord.gateway.dispatch('THREAD_CREATE', { ...threadObject(thread, channelId, 'Buy'), newly_created: true })
  discord.gateway.dispatch('MESSAGE_CREATE', writtenMessage(discord.newId(), `<@${botId}> status`, { channel_id: thread }))
  await expect.poll(() => door.taken.map(({ place }) => place)).toMatchObject([{ channel: channelId, thread }])
})

test('takes nothing that is not said to it', async () => {
  await connect()
  const said = (content: string, more: object = {}): void =>
    discord.gateway.dispatch('MESSAGE_CREATE', writtenMessage(discord.newId(), content, { ...more }))
  said('pause')
  said(`<@${maraId}> pause`)
  said(`<@${botId}> pause`, { author: bot })
  said(`<@${botId}> pause`, { webhook_id: '1800000000000000001' })
  said(`<@${botId}> pause`, { type: 7 })
  said(`<@${botId}> pause`, { guild_id: '1200000000000000009' })
  said(`<@${botId}>`)
  await expect.poll(() => door.taken.length).toBe(1)
  expect(door.taken[0]?.deed).toEqual({ kind: 'said', line: 'help' })
})

test('goes on where Discord sends what nobody knows yet', async () => {
  await connect()
  for (const packet of [{ type: 2 }, { type: 99 }, { ...slashCommand({ id: discord.newId() }, {}), data: { type: 1 } }])
    discord.gateway.dispatch('INTERACTION_CREATE', packet)
  discord.gateway.dispatch('MESSAGE_CREATE', {})
  discord.gateway.dispatch('SOMETHING_NEW', { id: 1 })
  discord.gateway.dispatch('INTERACTION_CREATE', slashCommand({ id: discord.newId() }, {}))
  await expect.poll(() => door.taken.length).toBe(1)
  expect(notes.filter((note) => note.includes('not as it documents'))).toHaveLength(3)
})

test('says below a message that it was not taken', async () => {
  door.refuses = new QuorateError('SHUTTING_DOWN')
  await connect()
  const id = discord.write(channelId, mara, { content: 'x' })
  discord.gateway.dispatch('MESSAGE_CREATE', writtenMessage(id, `<@${botId}> status`))
  await expect
    .poll(() => discord.written.get(channelId)?.at(-1))
    .toMatchObject({ embeds: [{ title: 'Busy' }], message_reference: { message_id: id } })
})
