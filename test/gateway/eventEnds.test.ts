// How a stream of events ends: a place that is not kept, a client that does not read, a key that is revoked.
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { createParser } from 'eventsource-parser'
import { afterEach, expect, test, vi } from 'vitest'
import { listArchive, pruneArchive } from '#runtime/journalArchive.ts'
import { systemDisk } from '#runtime/disk.ts'
import { openModelGateway, type ModelGateway } from './openModelGateway.ts'

let open: ModelGateway | undefined
afterEach(async () => {
  await open?.close()
  open = undefined
})
const as = (key: string): RequestInit => ({ headers: { authorization: `Bearer ${key}` } })

test('behind what the journal keeps the answer is 410 with the earliest id, and from there it goes on', async () => {
  const first = await openModelGateway()
  await first.swarm.fact((fact) => fact.type === 'intent.executed')
  await first.swarm.host.compact()
  await first.close()
  const { directory, chain } = first.swarm
  const journal = join(directory, 'journal')
  pruneArchive(journal, 0, systemDisk)
  expect(listArchive(journal, systemDisk).segments).toEqual([])

  open = await openModelGateway(undefined, { directory, chain })
  const key = await open.key('looker', 'operator')
  for (const path of ['/api/v1/funds/main/events', '/api/v1/events/turns']) {
    const refused = await open.ask(`${path}?after=1`, as(key))
    expect(refused).toMatchObject({ status: 410, body: { error: { code: 'JOURNAL_TRUNCATED', retryable: false } } })
    const { earliest } = (refused.body as { error: { details: { earliest: number } } }).error.details
    const resumed = await fetch(new URL(`${path}?after=${earliest}`, open.gateway.url), {
      headers: { authorization: `Bearer ${key}`, 'last-event-id': String(earliest) },
    })
    expect(resumed.status).toBe(200)
    await resumed.body?.cancel()
  }
})

/** What a raw connection has received after the header, as events. */
function idsIn(text: string): readonly string[] {
  const ids: string[] = []
  const parser = createParser({ onEvent: ({ id }) => id !== undefined && ids.push(id) })
  // chunked: the lengths stand on lines of their own
  parser.feed(
    text
      .slice(text.indexOf('\r\n\r\n') + 4)
      .replaceAll(/\r\n[0-9a-f]+\r\n/g, '')
      .replace(/^[0-9a-f]+\r\n/, ''),
  )
  return ids
}
function received(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let text = ''
    socket.setEncoding('utf8').on('data', (part: string) => (text += part))
    // it was cut, perhaps with a reset
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(text))
    socket.resume()
  })
}

test('a client that does not read is cut, and comes back where it was without a gap', { timeout: 60_000 }, async () => {
  open = await openModelGateway(undefined, { parts: { patienceMs: 200 } })
  const { host } = open.swarm
  const key = await open.key('looker', 'operator')
  // more than the system keeps for a connection that nobody reads
  const funds = Array.from({ length: 1_000 }, (_each, n) => `fund-${n}-${'f'.repeat(20)}`)
  const more = { title: 'large', hash: 'ab', role: 'viewer', funds, by: 'test', lifetimeMs: 3_600_000 }
  for (let at = 0; at < 8; at += 1)
    await Promise.all(
      Array.from({ length: 50 }, (_each, n) => host.spawn('key', `large-${at}-${n}`, { id: `large-${at}-${n}`, ...more })),
    )
  const { port } = open.gateway
  const deaf = connect(port, '127.0.0.1')
  await new Promise((resolve) => deaf.once('connect', resolve))
  deaf.pause()
  deaf.write(`GET /api/v1/events?after=0 HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${key}\r\n\r\n`)
  // it reads on when the gateway has let it go
  await vi.waitFor(() => expect(open?.gateway.listeners().cut).toBe(1), { timeout: 20_000 })
  const seen = idsIn(await received(deaf))
  expect(seen.length).toBeGreaterThan(100)
  const all = open.swarm.facts.map(({ id }) => id)
  expect(seen).toEqual(all.slice(0, seen.length))
  expect(seen.length).toBeLessThan(all.length)
  // and the id that it saw last is where it goes on
  const last = seen.at(-1) ?? ''
  const resumed = await fetch(new URL('/api/v1/events', open.gateway.url), {
    headers: { authorization: `Bearer ${key}`, 'last-event-id': last },
  })
  const reader = (resumed.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  while (!text.includes('\ndata:')) text += (await reader.read()).value ?? ''
  await reader.cancel()
  expect(/^id: (.*)$/m.exec(text)?.[1]).toBe(all[seen.length])
})

test('a stream ends when its key is revoked', { timeout: 30_000 }, async () => {
  open = await openModelGateway()
  const key = await open.key('brief', 'operator')
  const response = await fetch(new URL('/api/v1/events?after=0', open.gateway.url), as(key))
  const reader = (response.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader()
  expect((await reader.read()).done).toBe(false)
  await open.swarm.host.ask('key:brief', { type: 'key.revoke', by: 'test' })
  let text = ''
  for (let part = await reader.read(); !part.done; part = await reader.read()) text += part.value
  expect(text).not.toContain('"type":"key.ended"')
})
