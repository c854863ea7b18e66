import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { privateKeyToAccount, generatePrivateKey } from 'viem/accounts'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { executeIntentCall } from '#protocol/calls.ts'
import { hashFixture } from '#protocol/fixtures.ts'
import { callRpc } from '#integrations/anvil/rpc.ts'
import { startFaultProxy, type FaultProxy } from './faultProxy.ts'
import type { SentTransaction } from './sentTransaction.ts'

/** A node that takes everything and notes it. */
let node: Server
let proxy: FaultProxy
let asked: string[]
let bytes: `0x${string}`
beforeAll(async () => {
  node = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => (body += String(part)))
    request.on('end', () => {
      const { id, method } = JSON.parse(body) as { id: number; method: string }
      asked.push(method)
      response.end(JSON.stringify({ jsonrpc: '2.0', id, result: method === 'eth_blockNumber' ? '0x14' : null }))
    })
  }).listen(0, '127.0.0.1')
  await once(node, 'listening')
  const { port } = node.address() as AddressInfo
  proxy = await startFaultProxy(() => `http://127.0.0.1:${port}`)
  bytes = await privateKeyToAccount(generatePrivateKey()).signTransaction({
    type: 'eip1559',
    chainId: 31_337,
    nonce: 4,
    to: '0x0000000000000000000000000000000000000001',
    data: executeIntentCall(hashFixture(7) as `0x${string}`, '0x01'),
    gas: 21_000n,
    maxFeePerGas: 1n,
    maxPriorityFeePerGas: 1n,
  })
})
beforeEach(() => {
  asked = []
  Object.assign(proxy, { judgeSend: null, onSent: null, staleAt: null })
})
afterAll(async () => {
  await proxy.end()
  node.close()
})
const ask = (method: string, ...params: unknown[]): Promise<unknown> => callRpc(proxy.url, method, params)

test('passes everything on while nothing is to go wrong, and tells what was sent', async () => {
  const seen: SentTransaction[] = []
  proxy.onSent = (sent) => seen.push(sent)
  await ask('eth_sendRawTransaction', bytes)
  expect(await ask('eth_blockNumber')).toBe('0x14')
  expect(asked).toEqual(['eth_sendRawTransaction', 'eth_blockNumber'])
  expect(seen).toMatchObject([{ step: 'execute', intentHash: hashFixture(7), nonce: 4, raw: bytes }])
})

test('swallows bytes: the sender has an answer, the node knows nothing', async () => {
  proxy.judgeSend = () => 'swallow'
  expect(await ask('eth_sendRawTransaction', bytes)).toMatch(/^0x\w{64}$/)
  expect(asked).toEqual([])
})

test('withholds bytes: whoever looks for them is told that they wait', async () => {
  proxy.judgeSend = () => 'withhold'
  const hash = await ask('eth_sendRawTransaction', bytes)
  expect(await ask('eth_getTransactionByHash', hash)).toEqual({ hash, blockHash: null, blockNumber: null })
  expect(asked).toEqual([])
})

test('cuts the line after the node took the bytes', async () => {
  proxy.judgeSend = () => 'cutAfter'
  await expect(ask('eth_sendRawTransaction', bytes)).rejects.toMatchObject({ code: 'RPC_UNREACHABLE' })
  expect(asked).toEqual(['eth_sendRawTransaction'])
})

test('answers from the past, and counts what it changed', async () => {
  const before = proxy.faults()
  proxy.staleAt = 10
  expect(await ask('eth_blockNumber')).toBe('0xa')
  expect(proxy.faults()).toBe(before + 1)
})
