// Both directions over one connection: the events of the journal, resumable and filtered, and the paths of the API.
import { connect } from 'node:net'
import { randomBytes } from 'node:crypto'
import { afterEach, expect, test, vi } from 'vitest'
import { envelopeAudience } from '#protocol/envelope.ts'
import { signedHeaders } from '#client/signedHeaders.ts'
import { modelSigner, openModelGateway, type ModelGateway } from './openModelGateway.ts'

let open: ModelGateway | undefined
const clients: WebSocket[] = []
afterEach(async () => {
  for (const client of clients.splice(0)) client.close()
  await open?.close()
  open = undefined
})
async function opened(...given: Parameters<typeof openModelGateway>): Promise<ModelGateway> {
  open = await openModelGateway(...given)
  await open.swarm.fact((fact) => fact.type === 'intent.executed')
  return open
}

interface Said {
  readonly type: string
  readonly [name: string]: unknown
}
interface Client {
  readonly said: Said[]
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>
  say(message: object): void
  /** The first message of this kind, waited for. */
  hears(wants: (said: Said) => boolean): Promise<Said>
}
function connected(at: ModelGateway, headers: Record<string, string>, path = '/api/v1/socket'): Promise<Client> {
  // Node's own client takes headers where a browser's does not
  const socket = new WebSocket(`${at.gateway.url.replace('http', 'ws')}${path}`, { headers } as never)
  clients.push(socket)
  const said: Said[] = []
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.addEventListener('close', ({ code, reason }) => resolve({ code, reason })),
  )
  socket.addEventListener('message', ({ data }) => said.push(JSON.parse(String(data)) as Said))
  return new Promise((resolve, reject) => {
    socket.addEventListener('error', () => reject(new Error('it is refused')))
    socket.addEventListener('open', () =>
      resolve({
        said,
        closed,
        say: (message) => socket.send(JSON.stringify(message)),
        hears: (wants) =>
          vi.waitFor(
            () => {
              const found = said.find(wants)
              if (found === undefined) throw new Error(`not yet: ${said.map(({ type }) => type).join(' ')}`)
              return found
            },
            { timeout: 30_000, interval: 5 },
          ),
      }),
    )
  })
}
const bearer = (key: string): Record<string, string> => ({ authorization: `Bearer ${key}` })
/** The status with which an upgrade is refused. */
function refusal(at: ModelGateway, headers: Record<string, string>, path = '/api/v1/socket'): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(at.gateway.port, '127.0.0.1')
    const all = {
      host: `127.0.0.1:${at.gateway.port}`,
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': randomBytes(16).toString('base64'),
      ...headers,
    }
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
    socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
    socket.once('data', (part) => {
      resolve(String(part).split('\r\n')[0] ?? '')
      socket.destroy()
    })
  })
}

test('a fund is followed from its beginning, in order, and from where one was', { timeout: 60_000 }, async () => {
  const at = await opened()
  const one = await connected(at, bearer(await at.key('looker', 'viewer')))
  one.say({ type: 'subscribe', stream: 'all', fund: 'main', after: '0' })
  const known = await vi.waitFor(
    () => {
      const ids = at.swarm.facts.filter(({ data }) => data['fundId'] === 'main').map(({ id }) => id)
      if (ids.length < 40) throw new Error(`only ${ids.length} yet`)
      return ids
    },
    { timeout: 30_000 },
  )
  const fortieth = known[39] ?? ''
  await one.hears(({ type, id }) => type === 'event' && id === fortieth)
  const heard = one.said.filter(({ type }) => type === 'event').map(({ id }) => id)
  expect(heard.slice(0, 40)).toEqual(known.slice(0, 40))
  one.say({ type: 'subscribe', stream: 'later', fund: 'main', kind: 'claims', after: fortieth })
  const first = await one.hears(({ type, stream }) => type === 'event' && stream === 'later')
  const behind = at.swarm.facts.slice(at.swarm.facts.findIndex(({ id }) => id === fortieth) + 1)
  const next = behind.find(({ type, data }) => data['fundId'] === 'main' && /^(claim|round|snapshot)\./.test(type))
  expect(first['id']).toBe(next?.id)
  one.say({ type: 'unsubscribe', stream: 'later' })
  await one.hears(({ type }) => type === 'unsubscribed')
})

test('whoever may not is refused before there is a connection', { timeout: 60_000 }, async () => {
  const at = await opened()
  const key = await at.key('looker', 'viewer')
  expect(await refusal(at, bearer(key))).toContain(' 101 ')
  expect(await refusal(at, {})).toContain(' 401 ')
  expect(await refusal(at, bearer('nonsense'))).toContain(' 401 ')
  expect(await refusal(at, { ...bearer(key), host: 'evil.example' })).toContain(' 403 ')
  expect(await refusal(at, { ...bearer(key), origin: 'http://evil.example' })).toContain(' 403 ')
  const stranger = await at.key('stranger', 'admin', ['other'])
  const other = await connected(at, bearer(stranger))
  other.say({ type: 'subscribe', stream: 's', fund: 'main', after: '0' })
  expect(await other.hears(({ type }) => type === 'refused')).toMatchObject({ error: { code: 'UNKNOWN_FUND' } })
  const viewer = await connected(at, bearer(key))
  viewer.say({ type: 'subscribe', stream: 's', after: '0' })
  expect(await viewer.hears(({ type }) => type === 'refused')).toMatchObject({ error: { code: 'NOT_PERMITTED' } })
})

test('a session’s cookie opens it for pages of this door only', { timeout: 60_000 }, async () => {
  const at = await opened()
  const admin = await at.key('boss', 'admin', 'all', 'mara')
  const { url: origin } = at.gateway
  const json = { 'content-type': 'application/json' }
  const made = await at.ask('/api/v1/commands/session.open', {
    method: 'POST',
    headers: { ...json, ...bearer(admin) },
    body: '{}',
  })
  const token = /#token=(.*)$/.exec((made.body as { url: string }).url)?.[1]
  const signedIn = await at.ask('/api/v1/sessions', {
    method: 'POST',
    headers: { ...json, origin },
    body: JSON.stringify({ token }),
  })
  const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  expect(await refusal(at, { cookie, origin })).toContain(' 101 ')
  expect(await refusal(at, { cookie })).toContain(' 403 ')
  expect(await refusal(at, { cookie, origin: 'http://127.0.0.1:9' })).toContain(' 403 ')
})

test('what is asked goes through the same door, and is done once', { timeout: 60_000 }, async () => {
  const at = await opened()
  const one = await connected(at, bearer(await at.key('desk', 'operator', ['main'])))
  const ask = (id: string, more: object): void => one.say({ type: 'ask', id, ...more })
  const answer = (id: string): Promise<Said> => one.hears((said) => said.type === 'answer' && said['id'] === id)
  ask('me', { method: 'GET', target: '/api/v1/me' })
  expect(await answer('me')).toMatchObject({ status: 200, body: { principal: 'key:desk' } })
  const pause = { target: '/api/v1/commands/fund.pause', headers: { 'idempotency-key': 'p-1' }, body: { fund: 'main' } }
  ask('first', pause)
  const first = await answer('first')
  expect(first['status']).toBe(200)
  ask('second', pause)
  expect((await answer('second'))['body']).toEqual(first['body'])
  ask('unpause', { target: '/api/v1/commands/fund.unpause', body: { fund: 'main' } })
  expect(await answer('unpause')).toMatchObject({ status: 403, body: { error: { code: 'NOT_PERMITTED' } } })
  await at.swarm.host.ask('key:desk', { type: 'key.revoke', by: 'test' })
  ask('later', { method: 'GET', target: '/api/v1/me' })
  expect(await answer('later')).toMatchObject({ status: 401 })
})

test('a bot of the fund comes in by its signature, and hears its fund only', { timeout: 60_000 }, async () => {
  const at = await opened()
  const { chainId, contracts } = at.swarm.fund
  const by = {
    audience: () => envelopeAudience({ chainId, vault: contracts.vault }),
    reader: modelSigner(1),
    now: () => Math.floor(Date.now() / 1_000),
  }
  const path = '/api/v1/funds/main/socket'
  const headers = await signedHeaders(by, 'main', { method: 'GET', target: path })
  const bot = await connected(at, headers, path)
  bot.say({ type: 'subscribe', stream: 's', after: '0' })
  await bot.hears(({ type }) => type === 'event')
  bot.say({ type: 'subscribe', stream: 't', fund: 'other', after: '0' })
  expect(await bot.hears(({ type }) => type === 'refused')).toMatchObject({ error: { code: 'UNKNOWN_FUND' } })
  // the signature was for one connection
  expect(await refusal(at, headers, path)).toContain(' 401 ')
  expect(
    await refusal(at, await signedHeaders({ ...by, reader: modelSigner(99) }, 'main', { method: 'GET', target: path }), path),
  ).toContain(' 404 ')
})

test.each([
  ['no JSON', '{'],
  ['a key that reaches a prototype', '{"type":"ask","id":"x","target":"/api/v1/me","__proto__":{}}'],
  ['an unknown message', '{"type":"shout"}'],
  ['a path elsewhere', '{"type":"ask","id":"x","target":"/openapi.json"}'],
  ['a path that signs in', '{"type":"ask","id":"x","target":"/api/v1/sessions"}'],
  ['a header of its own', '{"type":"ask","id":"x","target":"/api/v1/me","headers":{"authorization":"Bearer x"}}'],
])('%s is refused, and the connection goes on', { timeout: 60_000 }, async (_name, text) => {
  const at = await opened()
  const one = await connected(at, bearer(await at.key('looker', 'viewer')))
  clients.at(-1)?.send(text)
  expect(await one.hears(({ type }) => type === 'refused')).toMatchObject({ error: { code: /REQUEST_INVALID|BODY_REFUSED/ } })
  one.say({ type: 'ask', id: 'me', method: 'GET', target: '/api/v1/me' })
  expect(await one.hears(({ type }) => type === 'answer')).toMatchObject({ status: 200 })
})

test('a key that is revoked is cut', { timeout: 60_000 }, async () => {
  const at = await opened()
  const one = await connected(at, bearer(await at.key('brief', 'operator')))
  one.say({ type: 'subscribe', stream: 's', after: '0' })
  await one.hears(({ type }) => type === 'subscribed')
  await at.swarm.host.ask('key:brief', { type: 'key.revoke', by: 'test' })
  expect(await one.closed).toEqual({ code: 4401, reason: 'no longer let in' })
  expect(one.said.filter(({ event }) => event === 'key:ended')).toEqual([])
})

test('one that does not read is cut, others are not', { timeout: 60_000 }, async () => {
  const at = await opened(undefined, { parts: { patienceMs: 200 } })
  const key = await at.key('looker', 'operator')
  const funds = Array.from({ length: 1_000 }, (_each, n) => `fund-${n}-${'f'.repeat(20)}`)
  const more = { title: 'large', hash: 'ab', role: 'viewer', funds, by: 'test', lifetimeMs: 3_600_000 }
  for (let n = 0; n < 8; n += 1)
    await Promise.all(
      Array.from({ length: 50 }, (_each, m) => at.swarm.host.spawn('key', `large-${n}-${m}`, { id: `large-${n}-${m}`, ...more })),
    )
  const deaf = connect(at.gateway.port, '127.0.0.1')
  const lines = [
    'GET /api/v1/socket HTTP/1.1',
    `host: 127.0.0.1:${at.gateway.port}`,
    `authorization: Bearer ${key}`,
    'connection: Upgrade',
    'upgrade: websocket',
    'sec-websocket-version: 13',
    `sec-websocket-key: ${randomBytes(16).toString('base64')}`,
  ]
  deaf.write(`${lines.join('\r\n')}\r\n\r\n`)
  await new Promise((resolve) => deaf.once('data', resolve))
  deaf.pause()
  const text = Buffer.from(JSON.stringify({ type: 'subscribe', stream: 's', after: '0' }))
  // a frame of a client is masked; with zeros it stays readable
  deaf.write(Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), text]))
  const other = await connected(at, bearer(key))
  other.say({ type: 'subscribe', stream: 's', fund: 'main' })
  await vi.waitFor(() => expect(at.gateway.listeners().cut).toBe(1), { timeout: 30_000 })
  await other.hears(({ type }) => type === 'event')
  deaf.destroy()
})
