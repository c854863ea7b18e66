import { expect, test } from 'vitest'
import { pour, serve, serveRaw } from './hostileServerFixtures.ts'
import { safeFetch, type FetchLimits } from './safeFetch.ts'

const get = (host: string, limits: Partial<FetchLimits>): Promise<unknown> =>
  safeFetch(`http://${host}/`, { accept: ['application/json'], allowLoopback: [host], limits })
const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n'
const silence = { idleMs: 150, timeoutMs: 15_000 }

test.each([
  ['says nothing at all', ''],
  ['stops within its headers', head],
  ['stops after its headers', `${head}content-length: 2\r\n\r\n`],
  ['stops within its body', `${head}content-length: 2\r\n\r\n{`],
  ['stops between chunks', `${head}transfer-encoding: chunked\r\n\r\n1\r\n{\r\n`],
])('ends a server that %s', async (_what, says) => {
  const host = await serveRaw((socket) => socket.write(says))
  await expect(get(host, silence)).rejects.toMatchObject({
    code: 'FETCH_TIMEOUT',
    details: { timeoutMs: 150, what: 'to send anything more' },
  })
})

test('lets a slow server speak as long as it is heard from', async () => {
  const host = await serve((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    let left = 10
    const drip = setInterval(() => {
      if (left-- > 0) return void response.write(' ')
      clearInterval(drip)
      response.end('{}')
    }, 50)
  })
  expect(await get(host, { idleMs: 400, timeoutMs: 15_000 })).toMatchObject({ status: 200 })
})

test.each([
  ['interim answers', '', 'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(1_000)],
  ['chunk extensions', `${head}transfer-encoding: chunked\r\n\r\n1;`, 'a'.repeat(65_536)],
  ['chunks of one byte', `${head}transfer-encoding: chunked\r\n\r\n`, '1\r\n \r\n'.repeat(10_000)],
  ['trailers', `${head}transfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n`, 'a: b\r\n'.repeat(10_000)],
  ['headers', head, 'a: b\r\n'.repeat(10_000)],
])('stops a flood of %s', async (_what, first, then) => {
  const host = await serveRaw(pour(first, then))
  await expect(get(host, { wireBytes: 200_000, timeoutMs: 15_000 })).rejects.toMatchObject({ code: 'FETCH_TOO_LARGE' })
})
