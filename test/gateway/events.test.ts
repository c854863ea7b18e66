// The event streams: whole, in order, resumable from the journal, and each at its own pace.
import { connect } from 'node:net'
import { createParser } from 'eventsource-parser'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openModelGateway, type ModelGateway } from './openModelGateway.ts'

let open: ModelGateway
let key: string
beforeAll(async () => {
  open = await openModelGateway()
  key = await open.key('looker', 'operator')
  await open.swarm.fact((fact) => fact.type === 'intent.executed')
}, 60_000)
afterAll(() => open.close())

interface Seen {
  readonly id: string
  readonly event: string
  readonly data: { readonly type: string; readonly seq: number }
}

/** Reads so many events of a stream. */
async function events(target: string, count: number, headers: Record<string, string> = {}): Promise<readonly Seen[]> {
  const ending = new AbortController()
  const response = await fetch(new URL(target, open.gateway.url), {
    headers: { authorization: `Bearer ${key}`, ...headers },
    signal: ending.signal,
  })
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  const seen: Seen[] = []
  const parser = createParser({
    onEvent: ({ id = '', event = '', data }) => seen.push({ id, event, data: JSON.parse(data) as Seen['data'] }),
  })
  const decoder = new TextDecoder()
  for await (const part of response.body as ReadableStream<Uint8Array>) {
    parser.feed(decoder.decode(part, { stream: true }))
    if (seen.length >= count) break
  }
  ending.abort()
  return seen.slice(0, count)
}

test('a stream from the beginning gives every fact of the fund, in order, once', async () => {
  const seen = await events('/api/v1/funds/main/events?after=0', 40)
  const known = open.swarm.facts.filter(({ data }) => data['fundId'] === 'main').slice(0, 40)
  expect(seen.map(({ id }) => id)).toEqual(known.map(({ id }) => id))
})

test('one that comes back goes on behind what it saw, by header or by query', async () => {
  const all = await events('/api/v1/funds/main/events?after=0', 20)
  const fifth = all[4]?.id ?? ''
  const resumed = await events('/api/v1/funds/main/events', 15, { 'last-event-id': fifth })
  expect(resumed.map(({ id }) => id)).toEqual(all.slice(5).map(({ id }) => id))
  // a sequence alone: all of it was seen
  const [seq = ''] = fifth.split('/')
  const behind = await events(`/api/v1/funds/main/events?after=${seq}`, 3)
  expect(behind.every(({ data }) => data.seq > Number(seq))).toBe(true)
})

test('a stream of one side has that side only, under the names of the founding documents', async () => {
  const claims = await events('/api/v1/funds/main/events/claims?after=0', 20)
  expect(new Set(claims.map(({ event }) => event.split(':')[0]))).toEqual(new Set(['round', 'claim', 'snapshot']))
  expect(claims.some(({ event }) => event === 'claim:attested')).toBe(true)
  expect(claims.some(({ event }) => event === 'snapshot:finalized')).toBe(true)
  const intents = await events('/api/v1/funds/main/events/intents?after=0', 5)
  expect(intents.every(({ event }) => event.startsWith('intent:'))).toBe(true)
})

test('the stream of the whole journal has what no fund has too', async () => {
  const seen = await events('/api/v1/events?after=0', 3)
  expect(seen[0]?.data.type).toBe('swarm.changed')
})

test('a place that never was, and one that is not a place, are refused before the stream begins', async () => {
  const authorization = `Bearer ${key}`
  expect((await open.ask('/api/v1/funds/main/events?after=x', { headers: { authorization } })).status).toBe(400)
  expect((await open.ask('/api/v1/funds/main/events', { headers: { authorization, 'last-event-id': '1/2/3' } })).status).toBe(400)
})

test('a client that never reads keeps nobody waiting', async () => {
  const { port } = open.gateway
  const deaf = connect(port, '127.0.0.1')
  await new Promise((resolve) => deaf.once('connect', resolve))
  deaf.pause()
  deaf.write(`GET /api/v1/funds/main/events?after=0 HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${key}\r\n\r\n`)
  const seen = await events('/api/v1/funds/main/events?after=0', 60)
  expect(seen).toHaveLength(60)
  deaf.destroy()
})
