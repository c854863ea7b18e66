import { gzipSync } from 'node:zlib'
import { keccak256, stringToBytes } from 'viem'
import { expect, test } from 'vitest'
import { extractedCharsMax } from '#protocol/limits.ts'
import { serve } from './hostileServerFixtures.ts'
import { readTextSource } from './textSource.ts'

async function read(body: string | Uint8Array, headers: Record<string, string> = { 'content-type': 'text/plain' }) {
  const host = await serve((_request, response) => response.writeHead(200, headers).end(body))
  return readTextSource({ url: `http://${host}/` }, { allowLoopback: [host] })
}

test('takes a text in its one spelling and the hash of its bytes as they are', async () => {
  const body = '  e\u0301\n'
  expect(await read(gzipSync(body), { 'content-type': 'text/plain; charset=UTF-8', 'content-encoding': 'gzip' })).toMatchObject({
    extracted: 'é',
    responseHash: keccak256(stringToBytes(body)),
  })
})

test.each([
  ['bytes that are not UTF-8', new Uint8Array([0xff, 0x41]), 'text/plain'],
  ['another character set', 'a', 'text/plain; charset="ISO-8859-1"'],
  ['a text that is too long', 'a'.repeat(extractedCharsMax + 1), 'text/plain'],
])('refuses %s', async (_what, body, type) => {
  await expect(read(body, { 'content-type': type })).rejects.toMatchObject({ code: 'SOURCE_NOT_TEXT' })
})

test.each(['application/json', 'application/octet-stream', 'text/plainer'])('refuses the media type %s', async (type) => {
  await expect(read('a', { 'content-type': type })).rejects.toMatchObject({ code: 'FETCH_REFUSED' })
})
