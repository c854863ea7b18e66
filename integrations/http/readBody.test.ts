import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { pour, serve, serveJson, serveRaw } from './hostileServerFixtures.ts'
import { safeFetch, type FetchedBody, type SafeFetchOptions } from './safeFetch.ts'

const get = (host: string, options: Partial<SafeFetchOptions> = {}): Promise<FetchedBody> =>
  safeFetch(`http://${host}/`, { accept: ['application/json'], allowLoopback: [host], ...options })
const text = (body: Uint8Array): string => new TextDecoder().decode(body)

test.each([
  ['gzip', gzipSync],
  ['br', brotliCompressSync],
  ['deflate', deflateSync],
])('reads %s', async (encoding, compress) => {
  const host = await serveJson(compress('{"price":"1"}'), { 'content-encoding': encoding })
  expect(text((await get(host)).body)).toBe('{"price":"1"}')
})

test.each([
  ['gzip', gzipSync],
  ['br', brotliCompressSync],
  ['deflate', deflateSync],
])('stops a %s bomb', async (encoding, compress) => {
  const host = await serveJson(compress(Buffer.alloc(10_000_000)), { 'content-encoding': encoding })
  await expect(get(host)).rejects.toMatchObject({ code: expect.stringMatching(/^FETCH_(REFUSED|TOO_LARGE)$/) as string })
})

test('stops a body that expands within the size limit but beyond its ratio', async () => {
  const host = await serveJson(gzipSync(Buffer.alloc(900_000)), { 'content-encoding': 'gzip' })
  await expect(get(host)).rejects.toMatchObject({ code: 'FETCH_REFUSED' })
})

test('stops a body that is too large only after decompression', async () => {
  const plain = Array.from({ length: 20_000 }, (_, index) => index).join(',')
  const sent = gzipSync(plain)
  const limits = { bodyBytes: sent.length + 1 }
  expect(plain.length).toBeGreaterThan(limits.bodyBytes)
  await expect(get(await serveJson(sent, { 'content-encoding': 'gzip' }), { limits })).rejects.toMatchObject({
    code: 'FETCH_TOO_LARGE',
    details: { what: 'after decompression' },
  })
})

test('stops a body that is too large only before decompression', async () => {
  const empty = gzipSync('')
  const host = await serve((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
    for (let sent = 0; sent < 100_000; sent += empty.length) response.write(empty)
    response.end(gzipSync('{}'))
  })
  await expect(get(host, { limits: { bodyBytes: 50_000 } })).rejects.toMatchObject({
    code: 'FETCH_TOO_LARGE',
    details: { limit: 50_000, what: 'on the wire' },
  })
})

test('stops an endless body', async () => {
  const host = await serveRaw(pour('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n', ' '.repeat(65_536)))
  await expect(get(host)).rejects.toMatchObject({ code: 'FETCH_TOO_LARGE' })
})

test('refuses a length that is too large without reading', async () => {
  const host = await serve((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '99999999' }).write(' ')
  })
  await expect(get(host)).rejects.toMatchObject({ code: 'FETCH_TOO_LARGE' })
})

test('refuses an encoding it does not know', async () => {
  await expect(get(await serveJson('{}', { 'content-encoding': 'compress' }))).rejects.toMatchObject({ code: 'FETCH_REFUSED' })
})

test('does not read past the length a server declares', async () => {
  const answer = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}'
  const host = await serveRaw((socket) => socket.write(`${answer}{"more":1}`))
  expect(text((await get(host)).body)).toBe('{}')
})
