import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import { once } from 'node:events'
import { recoverTypedDataAddress } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { toEvmAddress } from '#protocol/address.ts'
import { envelopeRequestSchema, envelopeTypedData, hashEnvelopeBody } from '#protocol/envelope.ts'
import { claimFixture, hashFixture } from '#protocol/fixtures.ts'
import { gatewayClient, type GatewayCaller } from './gatewayClient.ts'

interface Seen {
  readonly method: string
  readonly target: string
  readonly headers: IncomingHttpHeaders
  readonly body: unknown
}
let server: Server
let url: string
let seen: Seen[] = []
beforeAll(async () => {
  server = createServer((request, response) => {
    let text = ''
    request.setEncoding('utf8').on('data', (part: string) => (text += part))
    request.on('end', () => {
      const { method = '', url: target = '', headers } = request
      seen.push({ method, target, headers, body: text === '' ? undefined : JSON.parse(text) })
      const refused = target.includes('/nobody/')
      response.writeHead(refused ? 404 : 200, { 'content-type': 'application/json' })
      response.end(JSON.stringify(refused ? { error: { code: 'UNKNOWN_FUND' } } : { openRound: 7 }))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { readonly port: number } // it listens on a port
  url = `http://127.0.0.1:${port}`
})
beforeEach(() => {
  seen = []
})
afterAll(() => server.close())

const account = privateKeyToAccount(`0x${'11'.repeat(32)}`)
const bot: GatewayCaller = {
  reader: {
    address: toEvmAddress(account.address),
    signTypedData: (data) => account.signTypedData(data as never),
  },
  audience: (fundId) => `quorate:1:${fundId}`,
  now: () => 1_760_000_000,
}
/** Who signed what was seen. */
const signerOf = ({ method, target, headers, body }: Seen): Promise<string> => {
  const request = envelopeRequestSchema.parse({
    audience: 'quorate:1:main',
    method,
    target,
    bodyHash: hashEnvelopeBody(body),
    timestamp: Number(headers['quorate-timestamp']),
    nonce: headers['quorate-nonce'],
  })
  return recoverTypedDataAddress({ ...envelopeTypedData(request), signature: headers['quorate-signature'] as `0x${string}` })
}
const status = { params: { path: { fundId: 'main' } } } as const

test('sends a key with every request, and gives what is answered by its type', async () => {
  const { data, response } = await gatewayClient(url, { key: 'qk_a_b' }).GET('/api/v1/funds/{fundId}/status', status)
  expect(data?.openRound).toBe(7)
  expect(response.status).toBe(200)
  expect(seen[0]?.headers.authorization).toBe('Bearer qk_a_b')
})

test('a caller that is nobody sends no proof', async () => {
  await gatewayClient(url).GET('/healthz')
  expect(seen[0]?.headers.authorization).toBeUndefined()
})

test('a refusal is an error of its own, never data', async () => {
  const { data, error } = await gatewayClient(url).GET('/api/v1/funds/{fundId}/status', {
    params: { path: { fundId: 'nobody' } },
  })
  expect(data).toBeUndefined()
  expect(error?.error.code).toBe('UNKNOWN_FUND')
})

test('a bot signs the path with its query, with a new nonce each time', async () => {
  const client = gatewayClient(url, bot)
  const query = { limit: 2, status: 'pending' as const }
  for (let times = 0; times < 2; times += 1)
    await client.GET('/api/v1/funds/{fundId}/claims', { params: { path: { fundId: 'main' }, query } })
  for (const one of seen) {
    expect(one.target).toBe('/api/v1/funds/main/claims?limit=2&status=pending')
    expect(await signerOf(one)).toBe(account.address)
  }
  expect(seen[0]?.headers['quorate-nonce']).not.toBe(seen[1]?.headers['quorate-nonce'])
})

test('a bot signs and sends a body in its normal form', async () => {
  const claim = claimFixture()
  const body = { type: 'claim.submit' as const, claim: { ...claim, crawler: claim.crawler.toLowerCase(), notes: ' spaced ' } }
  await gatewayClient(url, bot).POST('/api/v1/funds/{fundId}/claims', { ...status, body })
  const [sent] = seen
  expect(sent?.body).toEqual({ type: 'claim.submit', claim: { ...claim, notes: 'spaced' } })
  expect(sent && (await signerOf(sent))).toBe(account.address)
})

test('a body that is none is refused before anything is sent', async () => {
  const body = {
    type: 'claim.attest' as const,
    claimHash: hashFixture(1),
    verdict: 'PASS' as const,
    reason: 'OK' as const,
    attestation: null,
  }
  await expect(gatewayClient(url, bot).POST('/api/v1/funds/{fundId}/attestations', { ...status, body })).rejects.toThrow(
    'expected PASS',
  )
  expect(seen).toEqual([])
})
