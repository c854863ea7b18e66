import { once } from 'node:events'
import { createServer as createTlsServer } from 'node:tls'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { keccak256, stringToBytes } from 'viem'
import { safeFetch, type SafeFetchOptions } from './safeFetch.ts'
import { listening, pour, serve, serveJson, serveRaw } from './hostileServerFixtures.ts'

const get = (host: string, options: Partial<SafeFetchOptions> = {}) =>
  safeFetch(host.includes('://') ? host : `http://${host}/`, { accept: ['application/json'], allowLoopback: [host], ...options })

test('fetches JSON from an allowed loopback port', async () => {
  const host = await serveJson('{"price":"1"}')
  expect(await get(host)).toMatchObject({
    status: 200,
    headers: { 'content-type': 'application/json' },
    finalUrl: `http://${host}/`,
    responseHash: keccak256(stringToBytes('{"price":"1"}')),
  })
})

// nothing listens on any of these: a refusal must come before a connection
test.each([
  ['loopback that nobody allowed', 'http://127.0.0.1:8080/'],
  ['loopback by another of its names', 'http://127.9.9.9/'],
  ['a private address', 'http://10.0.0.1/'],
  ['a private address of class B', 'http://172.31.255.1/'],
  ['a home network', 'http://192.168.1.1/'],
  ['the metadata service of clouds', 'http://169.254.169.254/latest/meta-data'],
  ['carrier-grade NAT', 'http://100.64.0.1/'],
  ['the unspecified address', 'http://0.0.0.0/'],
  ['multicast', 'http://224.0.0.1/'],
  ['broadcast', 'http://255.255.255.255/'],
  ['IPv6 loopback', 'http://[::1]/'],
  ['a unique local IPv6 address', 'http://[fd00::1]/'],
  ['a link-local IPv6 address', 'http://[fe80::1]/'],
  ['loopback mapped into IPv6', 'http://[::ffff:127.0.0.1]/'],
  ['a private address mapped into IPv6', 'http://[::ffff:a00:1]/'],
  ['a private address behind NAT64', 'http://[64:ff9b::10.0.0.1]/'],
  ['a private address behind 6to4', 'http://[2002:0a00:0001::]/'],
  ['a decimal address', 'http://2130706433/'],
  ['an octal address', 'http://0177.0.0.1/'],
  ['a hexadecimal address', 'http://0x7f.1/'],
  ['a loopback address with a trailing dot', 'http://127.0.0.1./'],
  ['credentials', 'http://user:secret@example.org/'],
  ['a user part that looks like a host', 'http://example.org@127.0.0.1/'],
  ['a file', 'file:///etc/passwd'],
  ['data', 'data:application/json,{}'],
  ['ftp', 'ftp://example.org/'],
  ['a port of another protocol', 'http://example.org:25/'],
  ['no URL', 'http://'],
  ['an endless URL', `http://example.org/${'a'.repeat(3_000)}`],
])('refuses %s', async (_what, url) => {
  const error: unknown = await safeFetch(url, { accept: ['application/json'], resolve: async () => ['203.0.113.1'] }).catch(
    (thrown: unknown) => thrown,
  )
  expect(error).toMatchObject({ code: 'FETCH_REFUSED' })
  expect(JSON.stringify(error)).not.toContain('secret')
})

test('refuses a name that resolves to a private address', async () => {
  await expect(get('http://evil.example/', { resolve: async () => ['192.168.0.5'] })).rejects.toMatchObject({
    code: 'FETCH_REFUSED',
  })
})

test('refuses a name with a trailing dot that resolves to loopback', async () => {
  await expect(get('http://localhost./', { resolve: async () => ['127.0.0.1'] })).rejects.toMatchObject({ code: 'FETCH_REFUSED' })
})

test('refuses a name of which only one address is private', async () => {
  await expect(get('http://evil.example/', { resolve: async () => ['93.184.215.14', '127.0.0.1'] })).rejects.toMatchObject({
    code: 'FETCH_REFUSED',
  })
})

test('asks the resolver once and connects to what it checked, so a rebinding name gains nothing', async () => {
  let asked = 0
  const host = await serveJson('{}')
  const port = host.split(':')[1]
  const name = `rebind.example:${port}`
  // the second answer is never asked for: a client that resolves again would fail on it
  const resolve = async () => (++asked === 1 ? ['127.0.0.1'] : ['10.0.0.1'])
  await get(name, { resolve })
  expect(asked).toBe(1)
})

test('refuses an allowed name that now points elsewhere', async () => {
  await expect(get('cache.example:9000', { resolve: async () => ['203.0.113.9'] })).rejects.toMatchObject({
    code: 'FETCH_REFUSED',
  })
})

test.each([
  'http://10.0.0.1/',
  'http://127.0.0.1:1/',
  'http://[::ffff:169.254.169.254]/',
  'file:///etc/passwd',
  'http://user:pw@example.org/',
  'http://',
])('refuses a redirect to %s', async (location) => {
  const host = await serve((_request, response) => response.writeHead(302, { location }).end())
  await expect(get(host)).rejects.toMatchObject({ code: 'FETCH_REFUSED' })
})

test('follows a redirect to another allowed place and says where the answer came from', async () => {
  const end = await serveJson('{"at":"end"}')
  const start = await serve((_request, response) => response.writeHead(307, { location: `http://${end}/end` }).end())
  expect(await get(start, { allowLoopback: [start, end] })).toMatchObject({ finalUrl: `http://${end}/end` })
})

test('refuses a redirect loop after three hops', async () => {
  let hops = 0
  const host = await serve((_request, response) => {
    hops++
    response.writeHead(302, { location: '/again' }).end()
  })
  await expect(get(host)).rejects.toMatchObject({ code: 'FETCH_REFUSED' })
  expect(hops).toBe(4)
})

test('ends a body that drips slower than the time limit', async () => {
  const host = await serve((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    const drip = setInterval(() => response.write(' '), 20)
    response.on('close', () => clearInterval(drip))
  })
  await expect(get(host, { limits: { timeoutMs: 200 } })).rejects.toMatchObject({ code: 'FETCH_TIMEOUT' })
})

test('ends a server that never answers, and a resolver that never does', async () => {
  const host = await serveRaw(() => undefined)
  await expect(get(host, { limits: { timeoutMs: 100 } })).rejects.toMatchObject({ code: 'FETCH_TIMEOUT' })
  const never = new Promise<string[]>(() => undefined)
  await expect(get('http://slow.example/', { resolve: () => never, limits: { timeoutMs: 100 } })).rejects.toMatchObject({
    code: 'FETCH_TIMEOUT',
  })
})

test('stops headers that are too large', async () => {
  const host = await serveRaw((socket) =>
    socket.write(`HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nx: ${'a'.repeat(100_000)}\r\n\r\n{}`),
  )
  await expect(get(host)).rejects.toMatchObject({ code: 'FETCH_TOO_LARGE' })
})

test.each([['text/html'], [''], ['image/png'], ['application/jsonp']])('refuses the media type %j', async (type) => {
  const host = await serve((_request, response) => response.writeHead(200, type === '' ? {} : { 'content-type': type }).end('{}'))
  await expect(get(host)).rejects.toMatchObject({ code: 'FETCH_REFUSED' })
})

test.each([
  [
    'an error status',
    () => serve((_request, response) => response.writeHead(500, { 'content-type': 'application/json' }).end('{}')),
  ],
  [
    'a body that is cut off',
    () => serveRaw((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{')),
  ],
  [
    'chunks that are garbage',
    () =>
      serveRaw((socket) =>
        socket.end(
          'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n',
        ),
      ),
  ],
  [
    'two lengths',
    () =>
      serveRaw((socket) =>
        socket.end('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\ncontent-length: 4\r\n\r\n{}{}'),
      ),
  ],
  [
    'a length beside chunks',
    () =>
      serveRaw((socket) =>
        socket.end(
          'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n',
        ),
      ),
  ],
  ['compressed data that is cut off', () => serveJson(gzipSync('{"price":"1"}').subarray(0, 20), { 'content-encoding': 'gzip' })],
  ['what is not HTTP', () => serveRaw((socket) => socket.end('SSH-2.0-OpenSSH\r\n'))],
  ['compressed data that is damaged', () => serveJson('not gzip at all', { 'content-encoding': 'gzip' })],
])('fails on %s', async (_what, start) => {
  await expect(get(await start())).rejects.toMatchObject({ code: 'FETCH_FAILED' })
})

test('says that a name does not resolve', async () => {
  const resolve = () => Promise.reject(new Error('ENOTFOUND'))
  await expect(get('http://nowhere.example/', { resolve })).rejects.toMatchObject({ code: 'FETCH_FAILED' })
})

test('sends no cookie, credential or referrer, not even after a redirect', async () => {
  const seen: string[] = []
  const host = await serve((request, response) => {
    seen.push(...Object.keys(request.headers))
    if (request.url === '/') response.writeHead(302, { location: '/next', 'set-cookie': 'a=b' }).end()
    else response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  await get(host)
  expect([...new Set(seen)].toSorted()).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent'])
})

test('names the host that was asked for, whatever address it has', async () => {
  let asked: string | undefined
  const host = await serve((request, response) => {
    asked = request.headers.host
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  const name = `feed.example:${host.split(':')[1]}`
  await get(name, { resolve: async () => ['127.0.0.1'] })
  expect(asked).toBe(name)
})

test('names the host in TLS too, and takes no answer without a certificate', async () => {
  const names: string[] = []
  const server = createTlsServer({
    SNICallback: (name, done) => {
      names.push(name)
      done(new Error('no certificate'))
    },
  })
  const port = await listening(server)
  const name = `feed.example:${port}`
  const error = get(`https://${name}/`, { allowLoopback: [name], resolve: async () => ['127.0.0.1'] })
  await expect(error).rejects.toMatchObject({ code: 'FETCH_FAILED' })
  expect(names).toEqual(['feed.example'])
})

test('keeps no connection', async () => {
  const ended: Promise<unknown>[] = []
  const host = await serve((request, response) => {
    ended.push(once(request.socket, 'close'))
    expect(request.headers.connection).toBe('close')
    response.writeHead(200, { 'content-type': 'application/json', connection: 'keep-alive' }).end('{}')
  })
  await get(host)
  await get(host)
  expect(ended).toHaveLength(2)
  await Promise.all(ended)
})

test('leaves an answer it does not want while it is still being sent', async () => {
  const ended: Promise<unknown>[] = []
  const host = await serveRaw((socket) => {
    ended.push(new Promise((resolve) => socket.once('close', resolve)))
    pour(
      'HTTP/1.1 302 Found\r\nlocation: ftp://a.example/\r\nconnection: keep-alive\r\ncontent-length: 999999999\r\n\r\n',
      ' '.repeat(65_536),
    )(socket)
  })
  await expect(get(host)).rejects.toMatchObject({ code: 'FETCH_REFUSED' })
  await Promise.all(ended)
})
