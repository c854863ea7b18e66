import { githubHere } from './githubHere.ts'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addressFixture, fundFixture, hashFixture } from '#protocol/fixtures.ts'
import { QuorateError } from '#protocol/errors.ts'
import { fundMonitorSchema, monitorPlan } from '#protocol/monitorRules.ts'
import type { EvmAddress } from '#protocol/address.ts'
import type { Host } from '#runtime/host.ts'
import { quietMessengers } from '../test/chat/quietMessengers.ts'
import { noChat } from '#actors/fixtures.ts'
import { makeWorld, type WorldParts } from './world.ts'

const fund = fundFixture()
const addressOf: Readonly<Record<string, EvmAddress>> = {
  'verifier:main.alpha': addressFixture(40),
  'verifier:main.charlie': addressFixture(42),
  'crawler:main.second': addressFixture(51),
  'strategy:main': addressFixture(61),
  'executor:main': addressFixture(62),
}
function parts(change: Partial<WorldParts> = {}): WorldParts {
  return {
    chainId: 31_337,
    rpcUrlOf: () => 'http://127.0.0.1:1',
    funds: new Map([['main', fund]]),
    host: () => ({ view: () => undefined }) as unknown as Host, // the relay looks at bots only
    signerOf: (address) => ({ address }) as ReturnType<WorldParts['signerOf']>, // nothing is signed here
    isSignedBy: () => false,
    http: {
      json: () => Promise.reject(new Error('no web')),
      text: () => Promise.resolve({ extracted: 'words', responseHash: hashFixture(1) }),
    },
    faults: new Map([['crawler:main.pool', 'lie']]),
    maxDeviationBps: 250,
    outgoing: quietMessengers(),
    planOf: () => monitorPlan(fundMonitorSchema.parse({})),
    chat: noChat,
    github: githubHere({}, {}),
    ...change,
  }
}

test.each(Object.entries(addressOf))('%s signs with the address that the fund names for it', (bot, address) => {
  expect(makeWorld(parts()).signer(bot).address).toBe(address)
})

test.each(['verifier:main.nobody', 'crawler:main.alpha', 'relayer:main', 'fund:main', 'nonsense:main', 'verifier:main'])(
  '%s signs nothing',
  (bot) => {
    expect(() => makeWorld(parts()).signer(bot)).toThrow(expect.objectContaining({ code: 'UNKNOWN_BOT' }))
  },
)

test('knows the funds it was given, and is told of none besides', () => {
  const world = makeWorld(parts())
  expect(world.fund('main')).toBe(fund)
  expect(() => world.fund('other')).toThrow(QuorateError)
  expect(() => world.signer('verifier:other.alpha')).toThrow(expect.objectContaining({ code: 'UNKNOWN_FUND' }))
})

test('only a bot that was given a fault has one', () => {
  const world = makeWorld(parts())
  expect([world.fault('crawler:main.pool'), world.fault('crawler:main.second')]).toEqual(['lie', 'none'])
})

test('carries sources and limits as given, and a clock in whole seconds', async () => {
  const world = makeWorld(parts())
  expect(world.maxDeviationBps).toBe(250)
  expect(await world.http.text({ url: 'https://example.com' })).toMatchObject({ extracted: 'words' })
  expect(Number.isInteger(world.now())).toBe(true)
  expect(Math.abs(world.now() - Date.now() / 1_000)).toBeLessThan(5)
})

test('its relay is the door of this process', async () => {
  expect(await makeWorld(parts()).relay().isOpen('main', { round: 1 })).toBe(false)
})

/** A node that says which time it is, and counts who asked. */
function node(timestamp: number): Promise<{ server: Server; url: string; asked: () => number }> {
  let asked = 0
  const server = createServer((request, response) => {
    request.resume()
    request.on('end', () => {
      asked += 1
      const block = { number: '0x1', timestamp: `0x${timestamp.toString(16)}`, hash: hashFixture(1), transactions: [] }
      response.end(JSON.stringify({ jsonrpc: '2.0', id: 1, result: block }))
    })
  })
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () =>
      resolve({ server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked: () => asked }),
    ),
  )
}
let honest: Awaited<ReturnType<typeof node>>
let lying: Awaited<ReturnType<typeof node>>
beforeAll(async () => {
  ;[honest, lying] = await Promise.all([node(1_000), node(9_000)])
})
afterAll(async () => {
  for (const { server } of [honest, lying]) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

test('each bot looks through its own node: a lying one fools that bot only', async () => {
  const world = makeWorld(parts({ rpcUrlOf: (bot) => (bot === 'verifier:main.charlie' ? lying.url : honest.url) }))
  expect(await world.view('verifier:main.alpha').chainTime()).toBe(1_000)
  expect(await world.view('verifier:main.charlie').chainTime()).toBe(9_000)
  expect([honest.asked(), lying.asked()]).toEqual([1, 1])
  expect(world.view('verifier:main.alpha')).toBe(world.view('verifier:main.alpha'))
})
