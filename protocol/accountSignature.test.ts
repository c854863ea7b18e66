// viem's general encoder says the same of nested structs as the words by hand.
import fc from 'fast-check'
import { hashTypedData, type TypedDataDefinition } from 'viem'
import { expect, test } from 'vitest'
import { accountAttestationDigest, accountEnvelopeDigest, forAccount } from './accountSignature.ts'
import { attestationArbitrary } from './arbitraries.ts'
import {
  attestationDigest,
  claimAttestationTypedData,
  intentAttestationTypedData,
  snapshotAttestationTypedData,
} from './attestation.ts'
import { envelopeDigest, envelopeRequestSchema, envelopeTypedData } from './envelope.ts'
import { addressFixture, hashFixture } from './fixtures.ts'

const place = { chainId: 31_337, book: addressFixture(9) }
// of any primary type: viem checks it against the types itself
const byViem = (typed: object): string => hashTypedData(typed as TypedDataDefinition)

test('an account is asked about its attestation as nested typed data, whatever the fields', () => {
  const property = fc.property(attestationArbitrary, ({ subject, round, ...shared }) => {
    const claim = { claimHash: subject, round, ...shared }
    const snapshot = { root: subject, round, ...shared }
    const intent = { intentHash: subject, ...shared }
    const said = [
      accountAttestationDigest({ kind: 'claim', attestation: claim }, place),
      accountAttestationDigest({ kind: 'snapshot', attestation: snapshot }, place),
      accountAttestationDigest({ kind: 'intent', attestation: intent }, place),
    ]
    expect(said).toEqual([
      byViem(forAccount(claimAttestationTypedData(claim, place), shared.verifier)),
      byViem(forAccount(snapshotAttestationTypedData(snapshot, place), shared.verifier)),
      byViem(forAccount(intentAttestationTypedData(intent, place), shared.verifier)),
    ])
    expect(said).not.toContain(attestationDigest({ kind: 'intent', attestation: intent }, place))
    const other = { ...intent, verifier: addressFixture(77) }
    expect(said).not.toContain(accountAttestationDigest({ kind: 'intent', attestation: other }, place))
  })
  fc.assert(property, { numRuns: 50 })
})

test('an account is asked about its envelope as nested typed data too', () => {
  const account = addressFixture(5)
  const request = envelopeRequestSchema.parse({
    audience: `quorate:1:${addressFixture(1)}`,
    method: 'POST',
    target: '/api/v1/funds/main/attestations',
    bodyHash: hashFixture(2),
    timestamp: 1_800_000_000,
    nonce: '7',
  })
  expect(accountEnvelopeDigest(request, account)).toBe(byViem(forAccount(envelopeTypedData(request), account)))
  expect(accountEnvelopeDigest(request, account)).not.toBe(envelopeDigest(request))
  expect(accountEnvelopeDigest(request, account)).not.toBe(accountEnvelopeDigest(request, addressFixture(6)))
})
