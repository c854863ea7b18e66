// The stream of turns: every turn of the bots that are there for one, once and in order, across reconnections.
import { createParser } from 'eventsource-parser'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { turnNewsSchema, type TurnNews } from '#gateway/turnNews.ts'
import { openTradedGateway, type TradedGateway } from './tradedGateway.ts'

let open: TradedGateway['open']
let viewer: string
let tenant: string
let stranger: string
let journal: TradedGateway['journal']
beforeAll(async () => {
  ;({ open, viewer, tenant, stranger, journal } = await openTradedGateway())
}, 60_000)
afterAll(() => open.close())

interface Heard {
  readonly id: string
  readonly event: string
  readonly news: TurnNews
}

/** Reads so many turns of the stream, or what there is until something else comes. */
async function turns(key: string, count: number, { query = '', headers = {} } = {}): Promise<readonly Heard[]> {
  const ending = new AbortController()
  const response = await fetch(new URL(`/api/v1/events/turns${query}`, open.gateway.url), {
    headers: { authorization: `Bearer ${key}`, ...headers },
    signal: ending.signal,
  })
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream'])
  const heard: Heard[] = []
  const parser = createParser({
    onEvent: ({ id = '', event = '', data }) => heard.push({ id, event, news: turnNewsSchema.strict().parse(JSON.parse(data)) }),
  })
  const decoder = new TextDecoder()
  for await (const part of response.body as ReadableStream<Uint8Array>) {
    parser.feed(decoder.decode(part, { stream: true }))
    if (heard.length >= count) break
  }
  ending.abort()
  return heard.slice(0, count)
}

test('from the beginning every turn of the journal is told, once and in order, as it was', async () => {
  const heard = await turns(viewer, journal.length, { query: '?after=0' })
  expect(heard.map(({ id }) => id)).toEqual(journal.map(({ seq }) => String(seq)))
  expect(new Set(heard.map(({ event }) => event))).toEqual(new Set(['turn']))
  expect(heard.map(({ news }) => [news.actor, news.event, news.value])).toEqual(
    journal.map(({ actor, event, to }) => [actor, event.type, to]),
  )
})

test('one that comes back goes on behind what it saw, by header or by query, and from a list’s `through`', async () => {
  const tenth = journal[9]?.seq ?? 0
  const expected = journal.slice(10, 30).map(({ seq }) => seq)
  const seqs = (heard: readonly Heard[]): readonly number[] => heard.map(({ news }) => news.seq)
  expect(seqs(await turns(viewer, 20, { headers: { 'last-event-id': String(tenth) } }))).toEqual(expected)
  expect(seqs(await turns(viewer, 20, { query: `?after=${tenth}` }))).toEqual(expected)
  const { body } = await open.ask('/api/v1/bots', { headers: { authorization: `Bearer ${viewer}` } })
  const { through } = body as { through: number }
  const news = turns(viewer, 1, { query: `?after=${through}` })
  await open.key('newcomer', 'viewer')
  expect((await news)[0]?.news.seq).toBeGreaterThan(through)
})

test('who sees one fund hears its bots alone; of another fund’s there is nothing to hear', async () => {
  const ofFund = journal.filter(({ snapshot }) => (snapshot as { context?: { fundId?: string } }).context?.fundId === 'main')
  expect(ofFund.length).toBeLessThan(journal.length)
  const heard = await turns(tenant, ofFund.length, { query: '?after=0' })
  expect(heard.map(({ news }) => news.seq)).toEqual(ofFund.map(({ seq }) => seq))
  expect(new Set(heard.map(({ news }) => news.fundId))).toEqual(new Set(['main']))
  const response = await fetch(`${open.gateway.url}/api/v1/events/turns?after=0`, {
    headers: { authorization: `Bearer ${stranger}` },
  })
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  const { value } = await reader.read()
  await reader.cancel()
  expect(new TextDecoder().decode(value)).toBe('retry: 1000\n: from 0/1000000\n\n')
})

test('a place that is none is refused before the stream begins', async () => {
  const authorization = `Bearer ${viewer}`
  expect((await open.ask('/api/v1/events/turns?after=x', { headers: { authorization } })).status).toBe(400)
  expect((await open.ask('/api/v1/events/turns')).status).toBe(401)
})
