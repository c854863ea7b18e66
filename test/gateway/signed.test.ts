// Bots at the door: one signature lets one request in, once, at one relayer, for one path and one body.
import { request as ask } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { envelopeAudience, envelopeRequestSchema, envelopeTypedData, hashEnvelopeBody } from '#protocol/envelope.ts'
import { modelSigner, openModelGateway, type ModelGateway } from './openModelGateway.ts'

let open: ModelGateway
let audience: string
beforeAll(async () => {
  open = await openModelGateway()
  const { chainId, contracts } = open.swarm.fund
  audience = envelopeAudience({ chainId, vault: contracts.vault })
  await open.swarm.fact((fact) => fact.type === 'claim.finalized')
}, 60_000)
afterAll(() => open.close())

const now = (): number => Math.floor(Date.now() / 1_000)
const status = '/api/v1/funds/main/status'
const alpha = 1
const stranger = 99
let used = 1_000
const nextNonce = (): string => String((used += 1))

interface Signing {
  readonly signer: number
  readonly audience: string
  readonly method: 'GET' | 'POST'
  readonly target: string
  readonly body: unknown
  readonly timestamp: number
  readonly nonce: string
}
/** Signs what is told, as a good read of the fund's status when nothing is. */
async function signed(change: Partial<Signing> = {}): Promise<Record<string, string>> {
  const one: Signing = {
    signer: alpha,
    audience,
    method: 'GET',
    target: status,
    body: undefined,
    timestamp: now(),
    nonce: nextNonce(),
    ...change,
  }
  const { signer, body, ...rest } = one
  const request = envelopeRequestSchema.parse({ ...rest, bodyHash: hashEnvelopeBody(body) })
  return {
    'quorate-signer': modelSigner(signer).address,
    'quorate-timestamp': String(request.timestamp),
    'quorate-nonce': request.nonce,
    'quorate-signature': await modelSigner(signer).signTypedData(envelopeTypedData(request)),
  }
}
const outcome = ({ status: code, body }: { status: number; body: unknown }): readonly [number, string | undefined] => [
  code,
  (body as { error?: { code: string } }).error?.code,
]
const read = async (headers: Record<string, string>, target = status) => outcome(await open.ask(target, { headers }))

describe('a signed read', () => {
  test('is answered once', async () => {
    const headers = await signed()
    expect(await read(headers)).toEqual([200, undefined])
    expect(await read(headers)).toEqual([401, 'UNAUTHENTICATED'])
  })

  test.each<[string, () => Promise<Record<string, string>>]>([
    ['signed by another than it names', async () => ({ ...(await signed()), 'quorate-signer': modelSigner(2).address })],
    ['signed for another path', () => signed({ target: '/api/v1/funds/main/claims' })],
    ['signed for another query', () => signed({ target: `${status}?limit=1` })],
    ['signed for another chain’s relayer', () => signed({ audience: audience.replace(/^quorate:\d+/, 'quorate:1') })],
    ['signed for another fund of this relayer', () => signed({ audience: audience.replace(/0x.{4}/, '0x1234') })],
    ['signed as a POST', () => signed({ method: 'POST' })],
    ['signed over a body', () => signed({ body: {} })],
    ['too old', () => signed({ timestamp: now() - 302 })],
    ['from the future', () => signed({ timestamp: now() + 302 })],
    ['signed before this gateway began', () => signed({ timestamp: now() - 200 })],
    ['with another time than the signed one', async () => ({ ...(await signed()), 'quorate-timestamp': String(now() - 1) })],
    ['with another nonce than the signed one', async () => ({ ...(await signed()), 'quorate-nonce': nextNonce() })],
    ['with a nonce that is no number', async () => ({ ...(await signed()), 'quorate-nonce': '-1' })],
    ['with a time that is no number', async () => ({ ...(await signed()), 'quorate-timestamp': 'now' })],
    ['with half a signature', async () => ({ ...(await signed()), 'quorate-signature': `0x${'12'.repeat(32)}` })],
  ])('is refused when it is %s', async (_name, headers) => {
    expect(await read(await headers())).toEqual([401, 'UNAUTHENTICATED'])
  })

  test.each(['quorate-timestamp', 'quorate-nonce', 'quorate-signature', 'quorate-signer'])(
    'is refused without %s',
    async (name) => {
      const { [name]: _left, ...rest } = await signed()
      expect(await read(rest)).toEqual([401, 'UNAUTHENTICATED'])
    },
  )

  test('covers its query', async () => {
    const target = '/api/v1/funds/main/claims?limit=1'
    const headers = await signed({ target })
    expect(await read(headers, '/api/v1/funds/main/claims?limit=2')).toEqual([401, 'UNAUTHENTICATED'])
    expect(await read(headers, target)).toEqual([200, undefined])
  })

  test('of a stranger finds no fund, however well it is signed', async () => {
    expect(await read(await signed({ signer: stranger }))).toEqual([404, 'UNKNOWN_FUND'])
  })

  test('opens no door that is for people', async () => {
    expect(await read(await signed({ target: '/api/v1/me' }), '/api/v1/me')).toEqual([401, 'UNAUTHENTICATED'])
    expect(await read(await signed({ target: '/api/v1/funds' }), '/api/v1/funds')).toEqual([401, 'UNAUTHENTICATED'])
  })

  test('does not use its nonce up for others', async () => {
    const nonce = nextNonce()
    expect(await read(await signed({ nonce }))).toEqual([200, undefined])
    expect(await read(await signed({ nonce, signer: 2 }))).toEqual([200, undefined])
  })
})

describe('a signed envelope', () => {
  const target = '/api/v1/funds/main/attestations'
  const verdict = (detail: string): Record<string, unknown> => ({
    type: 'claim.attest',
    claimHash: `0x${'ab'.repeat(32)}`,
    verdict: 'FAIL',
    reason: 'STALE_DATA',
    detail,
    attestation: null,
  })
  const post = (headers: Record<string, string>, body: unknown, path = target) =>
    open.ask(path, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const envelope = (body: unknown, change: Partial<Signing> = {}) => signed({ method: 'POST', target, body, ...change })
  const turnsOf = async (nonce: string): Promise<number> => {
    let count = 0
    for await (const { cause } of open.swarm.host.turns({ after: 0 }))
      if (cause.kind === 'external' && cause.askId === `envelope/${modelSigner(alpha).address}/${nonce}`) count += 1
    return count
  }

  test('sent again is answered the same and heard once', async () => {
    const nonce = nextNonce()
    const body = verdict('old')
    const headers = await envelope(body, { nonce })
    const first = await post(headers, body)
    expect(first.status).toBeLessThan(500)
    expect(outcome(first)[1]).toBeUndefined()
    const second = await post(headers, body)
    expect([second.status, second.body]).toEqual([first.status, first.body])
    expect(await turnsOf(nonce)).toBe(1)
  })

  test('with a used nonce and another body is not heard: the first one’s answer stands', async () => {
    const nonce = nextNonce()
    const first = await post(await envelope(verdict('one'), { nonce }), verdict('one'))
    const other = await post(await envelope(verdict('two'), { nonce }), verdict('two'))
    expect(other.body).toEqual(first.body)
    expect(await turnsOf(nonce)).toBe(1)
  })

  test.each<[string, () => Promise<Record<string, string>>]>([
    ['for another path', () => envelope(verdict('x'), { target: '/api/v1/funds/main/claims' })],
    ['for another relayer', () => envelope(verdict('x'), { audience: audience.replace(/^quorate:\d+/, 'quorate:1') })],
    ['for another fund', () => envelope(verdict('x'), { audience: audience.replace(/0x.{4}/, '0x1234') })],
    ['over another body', () => envelope(verdict('y'))],
    ['by another', async () => ({ ...(await envelope(verdict('x'))), 'quorate-signer': modelSigner(2).address })],
    ['too long ago', () => envelope(verdict('x'), { timestamp: now() - 302 })],
    ['for later', () => envelope(verdict('x'), { timestamp: now() + 302 })],
    ['as a read', () => envelope(verdict('x'), { method: 'GET' })],
  ])('that was signed %s is refused', async (_name, headers) => {
    const before = open.swarm.host.view('relayer:main')?.context
    expect(outcome(await post(await headers(), verdict('x')))).toEqual([401, 'ENVELOPE_REFUSED'])
    expect(before).toBeDefined()
  })

  test('to the wrong path is refused, though its signature is for that path', async () => {
    const path = '/api/v1/funds/main/attestations?x=1'
    const body = verdict('x')
    expect(outcome(await post(await envelope(body, { target: path }), body, path))).toEqual([401, 'ENVELOPE_REFUSED'])
  })

  test('to a fund that is not there says so', async () => {
    const path = '/api/v1/funds/other/attestations'
    const body = verdict('x')
    expect(outcome(await post(await envelope(body, { target: path }), body, path))).toEqual([404, 'UNKNOWN_FUND'])
  })

  test('is judged by the body that was sent, also where its schema has defaults and spellings of its own', async () => {
    const { detail: _left, ...short } = verdict('')
    expect(outcome(await post(await envelope(short), short))[1]).toBeUndefined()
    // decomposed, and with a blank that the schema trims
    const spelled = verdict('cafe\u0301 ')
    expect(outcome(await post(await envelope(spelled), spelled))[1]).toBeUndefined()
    // and by nothing else: what the schema makes of it was not sent
    const filled = await envelope(verdict(''))
    expect(outcome(await post(filled, short))).toEqual([401, 'ENVELOPE_REFUSED'])
  })

  test('that is carried among others is judged by its own body as it was sent', async () => {
    // without `detail`, which its schema fills in
    const short = {
      type: 'intent.attest',
      intentHash: `0x${'ab'.repeat(32)}`,
      verdict: 'FAIL',
      reason: 'STALE_DATA',
      dryRun: 'OK',
      attestation: null,
    }
    const headers = await envelope(short, { target: '/api/v1/funds/main/intents/attestations' })
    const item = {
      signer: headers['quorate-signer'],
      request: {
        audience,
        method: 'POST',
        target: '/api/v1/funds/main/intents/attestations',
        bodyHash: hashEnvelopeBody(short),
        timestamp: Number(headers['quorate-timestamp']),
        nonce: headers['quorate-nonce'],
      },
      signature: headers['quorate-signature'],
      body: short,
    }
    const tampered = { ...item, body: { ...short, dryRun: 'COOLDOWN' } }
    const answer = await post({}, { items: [item, tampered] }, '/api/v1/funds/main/intents/attestations/batch')
    // the trade is not there; the signature was good
    expect(answer).toMatchObject({
      status: 207,
      body: {
        results: [
          { status: 404, detail: /there is no intent/ },
          { status: 401, error: { code: 'ENVELOPE_REFUSED' } },
        ],
      },
    })
  })
})

describe('a Host or an Origin of somebody else', () => {
  /** fetch writes a Host of its own. */
  const asked = (headers: Record<string, string>): Promise<readonly [number | undefined, string]> =>
    new Promise((resolve, reject) => {
      const sent = ask(new URL('/healthz', open.gateway.url), { headers }, (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (part: string) => (text += part))
        response.on('end', () => resolve([response.statusCode, text]))
      })
      sent.on('error', reject)
      sent.end()
    })

  test.each<Record<string, string>>([
    { host: 'evil.example' },
    { host: '127.0.0.1' },
    { origin: 'http://evil.example' },
    { origin: 'null' },
  ])('%j is refused before anything is looked at', async (headers) => {
    const [code, text] = await asked(headers)
    expect(code).toBe(403)
    expect(text).toMatch(/HOST_REFUSED|ORIGIN_REFUSED/)
  })
  test('its own is not', async () => expect((await asked({ origin: open.gateway.url }))[0]).toBe(200))
})
