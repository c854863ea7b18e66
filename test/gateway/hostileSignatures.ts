// Hostile requests of bots: signatures that are wrong, used, late, or for somebody or something else.
import { envelopeAudience, envelopeRequestSchema, envelopeTypedData, hashEnvelopeBody } from '#protocol/envelope.ts'
import type { FundConfig } from '#protocol/fund.ts'
import { by, type HostileGround, type HostileRow } from './hostileGround.ts'
import { modelSigner } from './openModelGateway.ts'
import type { RawRequest } from './rawRequest.ts'

const attestations = '/api/v1/funds/main/attestations'
const status = '/api/v1/funds/main/status'
const now = (): number => Math.floor(Date.now() / 1_000)
let nonces = 5_000
const audienceOf = ({ chainId, contracts }: FundConfig): string => envelopeAudience({ chainId, vault: contracts.vault })

interface Signing {
  readonly key: number
  readonly audience: string
  readonly method: 'GET' | 'POST'
  readonly target: string
  readonly body: unknown
  readonly timestamp: number
  readonly nonce: string
}

/** A verdict that would reach the relayer, and be on record, were there nothing wrong with it. */
export const verdict = (on: HostileGround, change: Record<string, unknown> = {}): Record<string, unknown> => ({
  type: 'claim.attest',
  claimHash: on.claimHash,
  verdict: 'FAIL',
  reason: 'STALE_DATA',
  detail: '',
  attestation: null,
  ...change,
})

/** The headers of a signature over what is told; a good verdict of verifier alpha where nothing is. */
export async function signed(on: HostileGround, change: Partial<Signing> = {}): Promise<Record<string, string>> {
  const one: Signing = {
    key: 1,
    audience: audienceOf(on.fund),
    method: 'POST',
    target: attestations,
    body: verdict(on),
    timestamp: now(),
    nonce: String((nonces += 1)),
    ...change,
  }
  const { key, body, ...rest } = one
  const request = envelopeRequestSchema.parse({ ...rest, bodyHash: hashEnvelopeBody(body) })
  return {
    'Quorate-Signer': modelSigner(key).address,
    'Quorate-Timestamp': String(request.timestamp),
    'Quorate-Nonce': request.nonce,
    'Quorate-Signature': await modelSigner(key).signTypedData(envelopeTypedData(request)),
  }
}

/** A signed verdict: `sign` bends what is signed, `send` the headers that are sent, `body` what is sent. */
async function post(
  on: HostileGround,
  {
    sign = {},
    send = {},
    body = verdict(on),
    target = attestations,
  }: { sign?: Partial<Signing>; send?: Record<string, string>; body?: unknown; target?: string },
): Promise<RawRequest> {
  return { method: 'POST', target, headers: { ...(await signed(on, sign)), ...send }, body: JSON.stringify(body) }
}
const read = async (on: HostileGround, sign: Partial<Signing>, target = status): Promise<RawRequest> => ({
  target,
  headers: await signed(on, { method: 'GET', target, body: undefined, ...sign }),
})
const otherSignature = `0x${'11'.repeat(32)}${'22'.repeat(32)}1b`
/** The same signature with the curve's order minus s: as valid to whoever does not look. */
const malleated = (signature: string): string => {
  const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
  const s = (order - BigInt(`0x${signature.slice(66, 130)}`)).toString(16).padStart(64, '0')
  return `${signature.slice(0, 66)}${s}${signature.slice(130) === '1b' ? '1c' : '1b'}`
}
const attestation = (on: HostileGround, change: Record<string, unknown> = {}): Record<string, unknown> => ({
  claimHash: on.claimHash,
  round: 1,
  setEpoch: on.fund.setEpoch,
  verifier: modelSigner(1).address,
  expiresAt: now() + 600,
  nonce: String((nonces += 1)),
  signature: otherSignature,
  ...change,
})
const passing = (on: HostileGround, change: Record<string, unknown>): Record<string, unknown> =>
  verdict(on, { verdict: 'PASS', reason: 'OK', attestation: attestation(on, change) })

/** Signatures that are wrong, used, late, or for somebody or something else. */
export const signatureRows: readonly HostileRow[] = [
  [
    'a verdict without a signature',
    400,
    'REQUEST_INVALID',
    (on) => ({ method: 'POST', target: attestations, body: JSON.stringify(verdict(on)) }),
  ],
  [
    'an API key instead of a signature',
    400,
    'REQUEST_INVALID',
    (on) => ({ method: 'POST', target: attestations, headers: by(on.operator), body: JSON.stringify(verdict(on)) }),
  ],
  [
    'a signature of another verifier’s key',
    401,
    'ENVELOPE_REFUSED',
    (on) => post(on, { send: { 'Quorate-Signer': modelSigner(2).address } }),
  ],
  ['a signature over another path', 401, 'ENVELOPE_REFUSED', (on) => post(on, { sign: { target: '/api/v1/funds/main/claims' } })],
  [
    'a signature over another fund’s path',
    401,
    'ENVELOPE_REFUSED',
    (on) => post(on, { sign: { target: '/api/v1/funds/second/attestations' } }),
  ],
  ['a path with a query that was not signed', 401, 'ENVELOPE_REFUSED', (on) => post(on, { target: `${attestations}?round=2` })],
  ['a signature over a GET', 401, 'ENVELOPE_REFUSED', (on) => post(on, { sign: { method: 'GET' } })],
  [
    'a signature for the relayer of another fund',
    401,
    'ENVELOPE_REFUSED',
    (on) => post(on, { sign: { audience: audienceOf(on.fund).replace(/0x.{8}/, '0x12345678') } }),
  ],
  [
    'a signature for another chain',
    401,
    'ENVELOPE_REFUSED',
    (on) => post(on, { sign: { audience: audienceOf(on.fund).replace(/^quorate:\d+/, 'quorate:1') } }),
  ],
  [
    'a signature over another body',
    401,
    'ENVELOPE_REFUSED',
    (on) => post(on, { body: verdict(on, { reason: 'HASH_MISMATCH' }) }),
  ],
  ['a signature of six minutes ago', 401, 'ENVELOPE_REFUSED', (on) => post(on, { sign: { timestamp: now() - 360 } })],
  ['a signature from the future', 401, 'ENVELOPE_REFUSED', (on) => post(on, { sign: { timestamp: now() + 360 } })],
  ['a time that is none', 401, 'ENVELOPE_REFUSED', (on) => post(on, { send: { 'Quorate-Timestamp': 'soon' } })],
  ['a time in hexadecimal', 401, 'ENVELOPE_REFUSED', (on) => post(on, { send: { 'Quorate-Timestamp': '0x10' } })],
  ['another nonce than the signed one', 401, 'ENVELOPE_REFUSED', (on) => post(on, { send: { 'Quorate-Nonce': '7' } })],
  ['a nonce below nothing', 401, 'ENVELOPE_REFUSED', (on) => post(on, { send: { 'Quorate-Nonce': '-1' } })],
  ['a nonce over 2^256', 401, 'ENVELOPE_REFUSED', (on) => post(on, { send: { 'Quorate-Nonce': '9'.repeat(78) } })],
  ['an empty signature', 401, 'ENVELOPE_REFUSED', (on) => post(on, { send: { 'Quorate-Signature': '0x' } })],
  ['a signature of zeros', 401, 'ENVELOPE_REFUSED', (on) => post(on, { send: { 'Quorate-Signature': `0x${'00'.repeat(65)}` } })],
  [
    'a compact signature',
    401,
    'ENVELOPE_REFUSED',
    async (on) => {
      const made = await signed(on)
      return {
        method: 'POST',
        target: attestations,
        headers: { ...made, 'Quorate-Signature': made['Quorate-Signature']?.slice(0, 130) ?? '' },
        body: JSON.stringify(verdict(on)),
      }
    },
  ],
  [
    'a malleated signature',
    401,
    'ENVELOPE_REFUSED',
    async (on) => {
      const made = await signed(on)
      return {
        method: 'POST',
        target: attestations,
        headers: { ...made, 'Quorate-Signature': malleated(made['Quorate-Signature'] ?? '') },
        body: JSON.stringify(verdict(on)),
      }
    },
  ],
  [
    'two signatures',
    401,
    'ENVELOPE_REFUSED',
    async (on) => {
      const made = await signed(on)
      return {
        method: 'POST',
        target: attestations,
        headers: { ...made, 'Quorate-Signature': [made['Quorate-Signature'] ?? '', otherSignature] },
        body: JSON.stringify(verdict(on)),
      }
    },
  ],
  [
    'an attestation that nobody signed',
    401,
    'ENVELOPE_REFUSED',
    (on) => post(on, { sign: { body: passing(on, {}) }, body: passing(on, {}) }),
  ],
  [
    'an attestation in another’s name',
    401,
    'ENVELOPE_REFUSED',
    (on) => {
      const body = passing(on, { verifier: modelSigner(2).address })
      return post(on, { sign: { body }, body })
    },
  ],
  [
    'an attestation of another claim',
    400,
    'REQUEST_INVALID',
    (on) => {
      const body = passing(on, { claimHash: `0x${'ab'.repeat(32)}` })
      return post(on, { sign: { body }, body })
    },
  ],
  [
    'a trade where a verdict belongs',
    400,
    'REQUEST_INVALID',
    (on) => {
      const body = { type: 'claim.submit' }
      return post(on, { sign: { body }, body })
    },
  ],
  [
    'a report of somebody who is not the executor',
    403,
    undefined,
    (on) => {
      const body = {
        type: 'execution.report',
        intentHash: on.claimHash,
        outcome: 'failed',
        txHash: null,
        block: null,
        code: null,
        detail: '',
      }
      const target = '/api/v1/funds/main/executions'
      return post(on, { sign: { body, target }, body, target })
    },
  ],
  [
    'a verdict for a fund that is not there',
    404,
    'UNKNOWN_FUND',
    (on) => {
      const target = '/api/v1/funds/second/attestations'
      return post(on, { sign: { target }, target })
    },
  ],
  ['a read signed for another path', 401, 'UNAUTHENTICATED', (on) => read(on, { target: '/api/v1/funds/main/claims' })],
  ['a read of six minutes ago', 401, 'UNAUTHENTICATED', (on) => read(on, { timestamp: now() - 360 })],
  ['a read signed for another fund', 401, 'UNAUTHENTICATED', (on) => read(on, { audience: 'quorate:1:other' })],
  ['a bot that wants what is for people', 401, 'UNAUTHENTICATED', (on) => read(on, {}, '/api/v1/events')],
  ['a stranger that signs well', 404, 'UNKNOWN_FUND', (on) => read(on, { key: 99 })],
]
