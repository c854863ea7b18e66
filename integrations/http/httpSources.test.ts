import { keccak256, stringToBytes } from 'viem'
import { expect, test } from 'vitest'
import { serve, serveJson } from './hostileServerFixtures.ts'
import { makeHttpSources } from './httpSources.ts'

test('reads JSON and text of an allowed port, and gives no more than a claim needs', async () => {
  const json = await serveJson('{"price":"3000.5"}')
  const text = await serve((_request, response) => response.writeHead(200, { 'content-type': 'text/plain' }).end('calm'))
  const sources = makeHttpSources({ allowLoopback: [json, text] })
  expect(await sources.json({ url: `http://${json}/`, jsonPath: '$.price' })).toEqual({
    extracted: '3000.5',
    responseHash: keccak256(stringToBytes('{"price":"3000.5"}')),
  })
  expect(await sources.text({ url: `http://${text}/` })).toEqual({
    extracted: 'calm',
    responseHash: keccak256(stringToBytes('calm')),
  })
})

test('opens nothing that is not listed', async () => {
  const host = await serveJson('{"price":"1"}')
  const sources = makeHttpSources({ allowLoopback: [] })
  await expect(sources.json({ url: `http://${host}/`, jsonPath: '$.price' })).rejects.toMatchObject({ code: 'FETCH_REFUSED' })
  await expect(sources.text({ url: `http://${host}/` })).rejects.toMatchObject({ code: 'FETCH_REFUSED' })
})

test('resolves by the given resolver', async () => {
  const sources = makeHttpSources({ allowLoopback: [], resolve: async () => ['192.168.1.1'] })
  await expect(sources.text({ url: 'http://router.example/' })).rejects.toMatchObject({ code: 'FETCH_REFUSED' })
})

test('stops when the caller stops', async () => {
  const stop = new AbortController()
  const host = await serve(() => stop.abort())
  const reading = makeHttpSources({ allowLoopback: [host] }).text({ url: `http://${host}/`, signal: stop.signal })
  await expect(reading).rejects.toMatchObject({ code: 'FETCH_FAILED', retryable: true })
})
