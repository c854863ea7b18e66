import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { discordCode, discordRest, type DiscordRest } from './discordRest.ts'
import { DiscordStandIn } from './fixtures/discordStandIn.ts'
import { botId } from './fixtures/standInShapes.ts'

const me = { method: 'GET', route: '/users/@me', answer: z.object({ id: z.string() }) } as const
let discord: DiscordStandIn
let rest: DiscordRest

beforeEach(async () => {
  discord = await new DiscordStandIn().open()
  rest = discordRest({ apiUrl: discord.url }, discord.token)
})
afterEach(async () => {
  rest.close()
  await discord.close()
})

const limited = (seconds: number, scope = 'user'): ReturnType<DiscordStandIn['instead']> => ({
  status: 429,
  body: { message: 'You are being rate limited.', retry_after: seconds, global: scope === 'global' },
  headers: {
    'retry-after': String(seconds),
    'x-ratelimit-limit': '5',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset-after': String(seconds),
    'x-ratelimit-bucket': 'abcd1234',
    'x-ratelimit-scope': scope,
    ...(scope === 'global' ? { 'x-ratelimit-global': 'true' } : {}),
  },
})

test('asks with the token of the bot, and reads what it knows of the answer', async () => {
  expect(await rest.ask(me)).toEqual({ id: botId })
  expect(discord.asked[0]?.authorization).toBe(`Bot ${discord.token}`)
})

test('sits a short limit out', async () => {
  discord.instead = () => (discord.asked.length === 1 ? limited(0.05) : undefined)
  expect(await rest.ask(me)).toEqual({ id: botId })
  expect(discord.asked).toHaveLength(2)
})

test.each(['user', 'global'])('tells of a long limit instead of sleeping through it: %s', async (scope) => {
  discord.instead = () => limited(60, scope)
  const failure = await rest.ask(me).catch((error: unknown) => error)
  expect(failure).toMatchObject({ code: 'MESSENGER_LIMITED', retryable: true, details: { messenger: 'discord' } })
  // 60 s, and what discord.js adds for clocks that differ
  expect(failure).toMatchObject({ details: { retryAfterMs: expect.toSatisfy((ms: number) => ms > 59_000 && ms <= 60_100) } })
  expect(discord.asked).toHaveLength(1)
})

test('does not ask again before a limit is over', async () => {
  discord.instead = () => limited(60)
  for (let attempt = 0; attempt < 3; attempt += 1) await expect(rest.ask(me)).rejects.toMatchObject({ code: 'MESSENGER_LIMITED' })
  // the first refusal names the bucket, the second is the first of it
  expect(discord.asked).toHaveLength(2)
})

test('tells of a queue that is too long, without having sent what stood in it', async () => {
  rest.close()
  rest = discordRest({ apiUrl: discord.url }, discord.token, 250)
  const headers = { 'x-ratelimit-limit': '1', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset-after': '0.1' }
  discord.instead = () => ({ status: 200, body: { id: botId }, headers })
  const all = await Promise.allSettled(Array.from({ length: 12 }, () => rest.ask(me)))
  const refused = all.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
  expect(refused.length).toBeGreaterThan(6)
  for (const one of refused) expect(one).toMatchObject({ code: 'MESSENGER_LIMITED', details: { retryAfterMs: 250 } })
  expect(discord.asked).toHaveLength(all.length - refused.length)
})

test.each([
  [401, 0, 'MESSENGER_REFUSED', /DISCORD_BOT_TOKEN/],
  [404, 10_003, 'MESSENGER_REFUSED', /no such channel/],
  [404, 10_004, 'MESSENGER_GONE', /has removed the app/],
  [403, 50_001, 'MESSENGER_REFUSED', /View Channels, Send Messages/],
  [403, 50_007, 'MESSENGER_REFUSED', /direct messages/],
  [403, 50_013, 'MESSENGER_REFUSED', /needs Send Messages/],
  [400, 50_035, 'MESSENGER_REFUSED', /as Discord says it \(400, code 50035\)/],
])('says %d with code %d as %s', async (status, code, expected, words) => {
  discord.instead = () => ({ status, body: { code, message: 'as Discord says it' } })
  const failure = await rest.ask({ ...me, needs: 'Send Messages', workspace: '1' }).catch((error: unknown) => error)
  expect(failure).toMatchObject({ code: expected, message: expect.stringMatching(words) })
  expect(discordCode(failure)).toBe(code)
})

test('asks again with its token after Discord once refused it', async () => {
  discord.instead = () =>
    discord.asked.length === 1 ? { status: 401, body: { code: 0, message: '401: Unauthorized' } } : undefined
  await expect(rest.ask(me)).rejects.toMatchObject({ code: 'MESSENGER_REFUSED' })
  expect(await rest.ask(me)).toEqual({ id: botId })
})

test('says that Discord is not there where it fails, and tries twice', async () => {
  discord.instead = () => ({ status: 503, body: {} })
  await expect(rest.ask(me)).rejects.toMatchObject({
    code: 'MESSENGER_UNREACHABLE',
    retryable: true,
    message: expect.stringContaining('503'),
  })
  expect(discord.asked).toHaveLength(2)
})

test('says that Discord is not there where nothing listens', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  // it listens on a port, so its address is an object
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  const nobody = discordRest({ apiUrl: `http://127.0.0.1:${port}/api` }, 'a.token')
  await expect(nobody.ask(me)).rejects.toMatchObject({
    code: 'MESSENGER_UNREACHABLE',
    message: expect.stringContaining('ECONNREFUSED'),
  })
  nobody.close()
})

test('says that an answer is not as documented', async () => {
  discord.instead = () => ({ status: 200, body: { id: 5 } })
  await expect(rest.ask(me)).rejects.toMatchObject({ code: 'MESSENGER_UNREACHABLE', message: expect.stringContaining('GET') })
})

test('carries no token in a failure, not even one that stands in an address', async () => {
  const failure = await rest
    .ask({
      method: 'PATCH',
      route: '/webhooks/1/a-secret-token/messages/@original',
      body: {},
      answer: z.unknown(),
      proof: 'none',
    })
    .catch((error: unknown) => error)
  expect(failure).toMatchObject({ code: 'MESSENGER_REFUSED' })
  const { message, stack, cause } = failure as Error
  expect(JSON.stringify([failure, message, stack, cause])).not.toMatch(/a-secret-token|the\.token/)
})
