import { generateKeyPairSync, sign } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { cardOf } from '#chat/cards/card.ts'
import { discordApp, type DiscordApp } from './discordApp.ts'
import { DiscordStandIn } from './fixtures/discordStandIn.ts'
import { documentedCallback } from './fixtures/documentedRoutes.ts'
import { ping, pressedButton, slashCommand } from './fixtures/payloads.ts'
import { RecordingDoor } from './fixtures/recordingDoor.ts'
import { applicationId, guildId, type Json } from './fixtures/standInShapes.ts'
import { discordSettingsSchema } from './discordSettings.ts'
import type { DiscordMount } from './interactionListener.ts'

const { publicKey, privateKey } = generateKeyPairSync('ed25519')
/** as the developer portal shows it */
const publicHex = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex')
const now = 1_795_370_000_000
const id = '1700000000000000001'

let discord: DiscordStandIn
let app: DiscordApp
let server: Server
let door: RecordingDoor
let notes: string[]
let mount: DiscordMount | undefined

beforeEach(async () => {
  discord = await new DiscordStandIn().open()
  door = new RecordingDoor()
  notes = []
  const settings = discordSettingsSchema.parse({
    mode: 'http',
    applicationId,
    publicKey: publicHex,
    guilds: [{ id: guildId, greatestRole: 'operator' }],
    apiUrl: discord.url,
  })
  app = discordApp({ settings, token: discord.token, note: (note) => notes.push(note), now: () => now })
  mount = app.hear(door).mounts[0]
  server = createServer((request, response) => mount?.listen(request, response))
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
})
afterEach(async () => {
  await app.close()
  await new Promise((resolve) => {
    server.close(resolve)
    server.closeAllConnections()
  })
  await discord.close()
})

interface Sent {
  readonly timestamp?: number
  readonly key?: typeof privateKey
  /** What is sent in the place of what was signed. */
  readonly instead?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly method?: string
}

/** Posts as Discord does: the timestamp and the body as sent are signed. */
async function post(payload: Json, sent: Sent = {}): Promise<{ readonly status: number; readonly body: Json }> {
  const text = JSON.stringify(payload)
  const timestamp = String(sent.timestamp ?? Math.floor(now / 1_000))
  const signature = sign(null, Buffer.from(timestamp + text), sent.key ?? privateKey).toString('hex')
  const headers = {
    'content-type': 'application/json',
    'x-signature-ed25519': signature,
    'x-signature-timestamp': timestamp,
    ...sent.headers,
  }
  // it listens on a port, so its address is an object
  const { port } = server.address() as AddressInfo
  const method = sent.method ?? 'POST'
  const response = await fetch(`http://127.0.0.1:${port}/`, {
    method,
    headers,
    ...(method === 'POST' ? { body: sent.instead ?? text } : {}),
  })
  return { status: response.status, body: (await response.json()) as Json }
}

test('is mounted where the developer portal is told to post', () => {
  expect(mount).toMatchObject({ method: 'POST', path: '/api/v1/discord/interactions' })
})

test('answers the ping that Discord checks the address with', async () => {
  expect(await post(ping(id))).toEqual({ status: 200, body: { type: 1 } })
})

test('takes an interaction and acknowledges it as documented', async () => {
  const { status, body } = await post(slashCommand({ id }, { command: 'status' }))
  expect({ status, body }).toEqual({ status: 200, body: { type: 5, data: { flags: 64 } } })
  expect(documentedCallback.parse(body)).toEqual(body)
  expect(door.taken.map(({ deed }) => deed)).toEqual([{ kind: 'said', line: 'status' }])
})

test('takes what comes three times once', async () => {
  const payload = pressedButton({ id }, 'v1:approve:ap1:1')
  for (let time = 0; time < 3; time += 1) expect(await post(payload)).toMatchObject({ status: 200, body: { type: 5 } })
  expect(door.taken).toHaveLength(1)
})

const stranger = generateKeyPairSync('ed25519').privateKey
test.each<[string, Sent]>([
  ['signed by somebody else', { key: stranger }],
  ['changed on the way', { instead: JSON.stringify(slashCommand({ id }, { command: 'resume' })) }],
  ['without a signature', { headers: { 'x-signature-ed25519': '' } }],
  ['with half a signature', { headers: { 'x-signature-ed25519': 'ab' } }],
  ['with another timestamp than was signed', { headers: { 'x-signature-timestamp': String(Math.floor(now / 1_000) - 1) } }],
  ['with a timestamp that is none', { headers: { 'x-signature-timestamp': 'now' } }],
  ['replayed after the window', { timestamp: Math.floor(now / 1_000) - 301 }],
  ['of a clock that is ahead', { timestamp: Math.floor(now / 1_000) + 301 }],
])('refuses what is %s', async (_what, sent) => {
  expect(await post(slashCommand({ id }, { command: 'pause' }), sent)).toMatchObject({ status: 401 })
  expect(door.asked).toBe(0)
})

test('takes what is just within the window', async () => {
  expect(await post(slashCommand({ id }, {}), { timestamp: Math.floor(now / 1_000) - 300 })).toMatchObject({ status: 200 })
})

test.each<[string, Json]>([
  ['is no interaction', { type: 99 }],
  ['is of another application', { ...slashCommand({ id }, {}), application_id: '1100000000000000009' }],
])('refuses what %s though it is signed, and says so to who operates it', async (_what, payload) => {
  expect(await post(payload)).toMatchObject({ status: 400 })
  expect(notes).toHaveLength(1)
  expect(door.asked).toBe(0)
})

test('refuses what is no JSON though it is signed', async () => {
  const timestamp = String(Math.floor(now / 1_000))
  const signature = sign(null, Buffer.from(`${timestamp}nonsense`), privateKey).toString('hex')
  const headers = { 'x-signature-ed25519': signature, 'x-signature-timestamp': timestamp }
  expect(await post({}, { instead: 'nonsense', headers })).toMatchObject({ status: 400 })
})

test('refuses what is too large, and other methods', async () => {
  expect(await post({ text: 'x'.repeat(300_000) })).toMatchObject({ status: 413 })
  expect(await post({}, { method: 'PUT' })).toMatchObject({ status: 405 })
})

test('answers where it acknowledged, also if the answer is there before Discord has read the acknowledgement', async () => {
  let early = 1
  discord.instead = ({ path }) =>
    path.startsWith('/webhooks/') && (early -= 1) >= 0
      ? { status: 404, body: { code: 10_015, message: 'Unknown Webhook' } }
      : undefined
  const payload = slashCommand({ id: discord.newId(now) }, { command: 'status' })
  const { body } = await post(payload)
  discord.acknowledged(String(payload['token']), body)
  await app.messenger.answer(door.taken[0]?.replyTo ?? '', cardOf('All is well'), true)
  expect(discord.originals.get(String(payload['token']))).toMatchObject({ embeds: [{ title: 'All is well' }] })
})
