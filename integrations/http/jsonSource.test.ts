import { keccak256, stringToBytes } from 'viem'
import { expect, test } from 'vitest'
import { readJsonSource } from './jsonSource.ts'
import { serveJson } from './hostileServerFixtures.ts'

async function read(body: string | Uint8Array, jsonPath = '$.price') {
  const host = await serveJson(body)
  return readJsonSource({ url: `http://${host}/`, jsonPath }, { allowLoopback: [host] })
}

test('takes one value and the hash of the whole answer', async () => {
  const body = '{"price": "3000.5", "at": 1}'
  expect(await read(body)).toMatchObject({ extracted: '3000.5', responseHash: keccak256(stringToBytes(body)) })
})

test.each([
  ['$.a[0]', '1.5'],
  ['$.a[?@.b == 2].b', '2'],
  ['$.a[1]', '{"b":2,"c":[true,null]}'],
  ['$["text"]', 'é'],
])('writes what %s selects in one spelling', async (path, extracted) => {
  expect((await read('{"a":[1.50,{"c":[true,null],"b":2}],"text":" e\\u0301 "}', path)).extracted).toBe(extracted)
})

test.each([
  ['what is not JSON', 'price: 1'],
  ['an empty answer', ''],
  ['JSON that is nested too deep', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
  ['too many values', `[${'1,'.repeat(100_001)}1]`],
  ['a key that reaches prototypes', '{"__proto__":{"price":"1"}}'],
  ['bytes that are not UTF-8', new Uint8Array([0x22, 0xff, 0x22])],
])('refuses %s', async (_what, body) => {
  await expect(read(body)).rejects.toMatchObject({ code: 'SOURCE_NOT_JSON' })
})

test.each([['$.none'], ['$.a[*]']])('refuses %s, which does not select one value', async (path) => {
  await expect(read('{"a":[1,2]}', path)).rejects.toMatchObject({ code: 'SELECTOR_NO_MATCH' })
})

test('refuses a wrong selector before it fetches', async () => {
  await expect(readJsonSource({ url: 'http://10.0.0.1/', jsonPath: '$[' })).rejects.toMatchObject({ code: 'SELECTOR_INVALID' })
})
