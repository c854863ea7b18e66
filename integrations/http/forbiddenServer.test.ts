// A forbidden server is a real one that listens: the tests are about what reaches it.
import { expect, test, vi } from 'vitest'
import { countConnections, serve, serveJson } from './hostileServerFixtures.ts'
import { safeFetch, type SafeFetchOptions } from './safeFetch.ts'

const fetchJson = (url: string, options: Partial<SafeFetchOptions>): Promise<unknown> =>
  safeFetch(url, { accept: ['application/json'], ...options }).catch((error: unknown) => error)

const spellings = [
  'http://127.0.0.1:PORT/',
  'http://localhost:PORT/',
  'http://localhost.:PORT/',
  'http://127.0.0.1.:PORT/',
  'http://127.1:PORT/',
  'http://2130706433:PORT/',
  'http://0177.0.0.1:PORT/',
  'http://0x7f.0.0.1:PORT/',
  'http://0.0.0.0:PORT/',
  'http://0:PORT/',
  'http://[::1]:PORT/',
  'http://[::]:PORT/',
  'http://[::ffff:127.0.0.1]:PORT/',
  'http://[::127.0.0.1]:PORT/',
  'http://ALLOWED@127.0.0.1:PORT/',
  'http://127.0.0.1:PORT\\@ALLOWED/',
  '//127.0.0.1:PORT/',
  'https://127.0.0.1:PORT/',
  'ftp://127.0.0.1:PORT/',
] as const

test('a server counts who reaches it', async () => {
  const server = await countConnections()
  const host = `127.0.0.1:${server.port}`
  expect(await fetchJson(`http://${host}/`, { allowLoopback: [host] })).toMatchObject({ code: 'FETCH_FAILED' })
  expect(server.connections()).toBe(1)
})

test.each(spellings)('reaches no forbidden server by %s, named or redirected to', async (spelling) => {
  const forbidden = await countConnections()
  const to = (allowed: string): string => spelling.replace('PORT', String(forbidden.port)).replace('ALLOWED', allowed)
  const start = await serve((_request, response) => response.writeHead(302, { location: to(start) }).end())
  const policy = { allowLoopback: [start], resolve: async () => ['127.0.0.1'] }
  expect(await fetchJson(to(start), policy)).toMatchObject({ code: 'FETCH_REFUSED' })
  expect(await fetchJson(`http://${start}/`, policy)).toMatchObject({ code: 'FETCH_REFUSED' })
  expect(forbidden.connections()).toBe(0)
})

test('judges a name anew after a redirect: it may have moved', async () => {
  const forbidden = await countConnections()
  const start = await serve((_request, response) => response.writeHead(302, { location: '/again' }).end())
  const port = start.split(':')[1]
  const resolve = vi.fn<() => Promise<string[]>>().mockResolvedValueOnce(['127.0.0.1']).mockResolvedValue(['10.0.0.1'])
  const error = await fetchJson(`http://moving.example:${port}/`, { allowLoopback: [`moving.example:${port}`], resolve })
  expect(error).toMatchObject({ code: 'FETCH_REFUSED', details: { problem: '10.0.0.1 is in the private range' } })
  expect(resolve).toHaveBeenCalledTimes(2)
  expect(forbidden.connections()).toBe(0)
})

test('connects to no port of an allowed host but the allowed one', async () => {
  const forbidden = await countConnections()
  const error = await fetchJson(`http://127.0.0.1:${forbidden.port}/`, {
    allowLoopback: ['127.0.0.1', `127.0.0.1:${forbidden.port}0`, '127.0.0.1:*'],
  })
  expect(error).toMatchObject({ code: 'FETCH_REFUSED' })
  expect(forbidden.connections()).toBe(0)
})

test('uses no proxy of the environment', async () => {
  const proxy = await countConnections()
  for (const name of ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'])
    vi.stubEnv(name, `http://127.0.0.1:${proxy.port}`)
  vi.stubEnv('NODE_USE_ENV_PROXY', '1')
  const host = await serveJson('{}')
  expect(await fetchJson(`http://${host}/`, { allowLoopback: [host] })).toMatchObject({ status: 200 })
  expect(proxy.connections()).toBe(0)
  vi.unstubAllEnvs()
})

test('connects nowhere when it is stopped before it starts, even with a resolver that never answers', async () => {
  const forbidden = await countConnections()
  const host = `127.0.0.1:${forbidden.port}`
  const signal = AbortSignal.abort()
  expect(await fetchJson(`http://${host}/`, { allowLoopback: [host], signal })).toMatchObject({ code: 'FETCH_FAILED' })
  const resolve = (): Promise<string[]> => new Promise(() => undefined)
  expect(await fetchJson('http://name.example/', { resolve, signal })).toMatchObject({ code: 'FETCH_FAILED' })
  expect(forbidden.connections()).toBe(0)
})
