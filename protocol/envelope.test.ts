import { describe, expect, test } from 'vitest'
import {
  envelopeAudience,
  envelopeDigest,
  envelopeProblem,
  envelopeRequest,
  envelopeRoute,
  envelopeSchema,
  hashEnvelopeBody,
  type Envelope,
} from './envelope.ts'
import { envelopeBodySchema, envelopeScopes, type EnvelopeBody } from './envelopeBody.ts'
import { adapterDataFixture, addressFixture, claimFixture, hashFixture, intentFixture } from './fixtures.ts'
import { signatureSchema } from './hash.ts'
import { envelopeWindowS } from './limits.ts'

const now = 1_760_000_000
const audience = envelopeAudience({ chainId: 31_337, vault: addressFixture(1) })
const door = { audience, fundId: 'main', now }
const signature = signatureSchema.parse(`0x${'11'.repeat(65)}`)

function envelope(body: EnvelopeBody = { type: 'claim.submit', claim: claimFixture() }, timestamp = now): Envelope {
  const request = envelopeRequest({ audience, fundId: 'main', body, timestamp, nonce: '5' })
  return envelopeSchema.parse({ signer: addressFixture(50), request, signature, body })
}

const signed = { setEpoch: 1, verifier: addressFixture(40), expiresAt: now + 60, nonce: '3', signature }
const pass = { verdict: 'PASS', reason: 'OK', detail: '' } as const
const bodies: readonly EnvelopeBody[] = [
  { type: 'claim.submit', claim: claimFixture() },
  { type: 'claim.attest', claimHash: hashFixture(1), ...pass, attestation: { claimHash: hashFixture(1), round: 7, ...signed } },
  {
    type: 'snapshot.attest',
    round: 7,
    root: hashFixture(2),
    ...pass,
    attestation: { root: hashFixture(2), round: 7, ...signed },
  },
  {
    type: 'intent.propose',
    intent: intentFixture(),
    adapterData: adapterDataFixture,
    reason: 'momentum of 60 bps',
    decision: { rule: 'momentum', explanation: 'the price rose 60 bps over 4 rounds', figures: { changeBps: '60' } },
    proposeTxHash: hashFixture(3),
  },
  {
    type: 'intent.attest',
    intentHash: hashFixture(4),
    ...pass,
    dryRun: 'INTENT_NOT_APPROVED',
    attestation: { intentHash: hashFixture(4), ...signed },
  },
  {
    type: 'execution.report',
    intentHash: hashFixture(4),
    outcome: 'executed',
    txHash: hashFixture(5),
    block: 9,
    code: 'OK',
    detail: '',
  },
].map((body) => envelopeBodySchema.parse(body))

describe('envelopeProblem', () => {
  test.each(bodies)('finds nothing wrong with an honest $type', (body) => {
    expect(envelopeProblem(envelope(body), door)).toBeNull()
  })

  test('refuses an envelope for another relayer', () => {
    const elsewhere = envelopeAudience({ chainId: 1, vault: addressFixture(1) })
    expect(envelopeProblem(envelope(), { ...door, audience: elsewhere })).toMatch(/it is for quorate:31337/)
  })

  test('refuses an envelope that was signed for another path', () => {
    expect(envelopeProblem(envelope(), { ...door, fundId: 'other' })).toMatch(/funds\/main\/claims.*funds\/other\/claims/)
  })

  test('refuses a body that is not the signed one', () => {
    const honest = envelope()
    const swapped = { ...honest, body: { type: 'claim.submit' as const, claim: claimFixture({ round: 8 }) } }
    expect(envelopeProblem(swapped, door)).toBe('its body is not the signed one')
  })

  test('refuses a body that is larger than any honest one', () => {
    const figures = Object.fromEntries(Array.from({ length: 600 }, (_, n) => [`figure${n}`, 'x'.repeat(128)]))
    const decision = { rule: 'momentum', explanation: 'because', figures }
    const body = envelopeBodySchema.parse({ ...bodies[3], decision })
    expect(envelopeProblem(envelope(body), door)).toMatch(/its body has \d+ bytes, the most is 65536/)
  })

  test('takes the edges of its window and refuses a second more', () => {
    const problems = [-envelopeWindowS - 1, -envelopeWindowS, envelopeWindowS, envelopeWindowS + 1].map((off) =>
      envelopeProblem(envelope(bodies[0], now + off), door),
    )
    expect(problems.map((problem) => problem === null)).toEqual([false, true, true, false])
  })
})

describe('the digest changes with', () => {
  const request = envelope().request
  test.each([
    ['audience', 'quorate:1:x'],
    ['method', 'GET'],
    ['target', '/api/v1/funds/main/claims?x=1'],
    ['bodyHash', hashFixture(9)],
    ['timestamp', now + 1],
    ['nonce', '6'],
  ])('%s', (field, value) => {
    expect(envelopeDigest({ ...request, [field]: value })).not.toBe(envelopeDigest(request))
  })
})

test('a body hashes the same after a trip through JSON', () => {
  for (const body of bodies) {
    const travelled = envelopeBodySchema.parse(JSON.parse(JSON.stringify(body)))
    expect(hashEnvelopeBody(travelled)).toBe(hashEnvelopeBody(body))
  }
})

describe('envelopeBodySchema refuses', () => {
  const claimAttest = {
    type: 'claim.attest',
    claimHash: hashFixture(1),
    ...pass,
    attestation: { claimHash: hashFixture(1), round: 7, ...signed },
  }
  test.each([
    ['a PASS without a signature', { ...claimAttest, attestation: null }],
    ['a FAIL with a signature', { ...claimAttest, verdict: 'FAIL', reason: 'STALE_DATA' }],
    ['a PASS with a reason against', { ...claimAttest, reason: 'STALE_DATA' }],
    ['a FAIL that is OK', { ...claimAttest, verdict: 'FAIL', attestation: null }],
    ['a signature over another claim', { ...claimAttest, claimHash: hashFixture(2) }],
    ['a route whose hash the intent does not name', { ...bodies[3], adapterData: '0x00' }],
    ['an execution without its transaction', { ...bodies[5], txHash: null }],
    ['a body of a kind nobody knows', { type: 'fund.drain' }],
    ['a field it does not know', { ...claimAttest, weight: 99 }],
  ])('%s', (_, body) => {
    expect(envelopeBodySchema.safeParse(body).success).toBe(false)
  })
})

test('paths and scopes of all bodies are pinned', () => {
  expect(bodies.map(({ type }) => `${envelopeRoute(type, 'main').target} ${envelopeScopes[type]}`)).toMatchInlineSnapshot(`
    [
      "/api/v1/funds/main/claims claims.submit",
      "/api/v1/funds/main/attestations claims.attest",
      "/api/v1/funds/main/snapshots/attestations claims.attest",
      "/api/v1/funds/main/intents/propose intents.propose",
      "/api/v1/funds/main/intents/attestations intents.attest",
      "/api/v1/funds/main/executions executions.report",
    ]
  `)
})

test('adapter data that is no hex is refused, never thrown over', () => {
  const body = { type: 'intent.propose', intent: intentFixture(), reason: '', proposeTxHash: hashFixture(1) }
  const decision = { rule: 'momentum', explanation: '', figures: {} }
  for (const adapterData of ['', '0x0', 'zz', '💥'.repeat(9_000), 7, null])
    expect(envelopeBodySchema.safeParse({ ...body, decision, adapterData }).success).toBe(false)
})
