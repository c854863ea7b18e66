import fc from 'fast-check'
import { hashTypedData } from 'viem/utils'
import { describe, expect, test } from 'vitest'
import { toEvmAddress } from './address.ts'
import {
  claimAttestationDigest,
  claimAttestationSchema,
  claimAttestationTypedData,
  intentAttestationDigest,
  intentAttestationSchema,
  intentAttestationTypedData,
  snapshotAttestationDigest,
  snapshotAttestationSchema,
  snapshotAttestationTypedData,
  type AttestationKind,
  type AttestationPlace,
} from './attestation.ts'
import { attestationArbitrary, claimArbitrary, hashArbitrary, intentArbitrary, placeArbitrary } from './arbitraries.ts'
import { canonicalJson } from './canonicalJson.ts'
import { claimSchema, hashClaim } from './claim.ts'
import { envelopeDigest, envelopeRequestSchema, hashEnvelopeBody } from './envelope.ts'
import { handAttestationDigest, handEnvelopeDigest, handHashClaim, handHashIntent, handMerkleRoot } from './handHash.ts'
import { toHash, type Hash } from './hash.ts'
import { hashIntent, intentSchema } from './intent.ts'
import { merkleRoot } from './snapshot.ts'
import vectors from './vectors.json' with { type: 'json' }

interface Subject {
  subject: string
  round: number
  setEpoch: number
  verifier: string
  expiresAt: number
  nonce: string
}

function attestationDigest(kind: AttestationKind, given: Subject, place: AttestationPlace): Hash {
  const { subject, round, setEpoch, verifier, expiresAt, nonce } = given
  const shared = { setEpoch, verifier, expiresAt, nonce }
  switch (kind) {
    case 'claim':
      return claimAttestationDigest(claimAttestationSchema.parse({ claimHash: subject, round, ...shared }), place)
    case 'snapshot':
      return snapshotAttestationDigest(snapshotAttestationSchema.parse({ root: subject, round, ...shared }), place)
    case 'intent':
      return intentAttestationDigest(intentAttestationSchema.parse({ intentHash: subject, ...shared }), place)
  }
}

describe('fixed vectors', () => {
  test.each(vectors.claims)('claim $hash', ({ claim, hash }) => {
    expect(hashClaim(claimSchema.parse(claim))).toBe(hash)
  })

  test.each(vectors.intents)('intent $hash', ({ intent, hash }) => {
    expect(hashIntent(intentSchema.parse(intent))).toBe(hash)
  })

  test.each(vectors.attestations)('$kind attestation $digest', ({ kind, place, digest, ...given }) => {
    const at = { chainId: place.chainId, book: toEvmAddress(place.book) }
    expect(attestationDigest(kind as AttestationKind, given, at)).toBe(digest)
  })

  test.each(vectors.canonical)('canonical JSON $text', ({ value, text, hash }) => {
    expect(canonicalJson(value)).toBe(text)
    expect(hashEnvelopeBody(value)).toBe(hash)
  })

  test.each(vectors.requests)('request $digest', ({ request, digest }) => {
    expect(envelopeDigest(envelopeRequestSchema.parse(request))).toBe(digest)
  })

  test.each(vectors.snapshots)('snapshot $root', ({ claimHashes, root }) => {
    expect(merkleRoot(claimHashes.map(toHash))).toBe(root)
  })
})

describe('the product and the hand-written encoder agree on random input', () => {
  test('claims', () => {
    fc.assert(fc.property(claimArbitrary, (claim) => hashClaim(claim) === handHashClaim(claim)))
  })

  test('intents', () => {
    fc.assert(fc.property(intentArbitrary, (intent) => hashIntent(intent) === handHashIntent(intent)))
  })

  test('attestations of all three kinds', () => {
    const kinds = fc.constantFrom<AttestationKind>('claim', 'snapshot', 'intent')
    fc.assert(
      fc.property(kinds, attestationArbitrary, placeArbitrary, (kind, given, place) => {
        expect(attestationDigest(kind, given, place)).toBe(handAttestationDigest(kind, given, place))
      }),
    )
  })

  test('a wallet that signs the typed data signs the same digest', () => {
    fc.assert(
      fc.property(attestationArbitrary, placeArbitrary, ({ subject, round, ...shared }, place) => {
        const claim = { claimHash: subject, round, ...shared }
        const snapshot = { root: subject, round, ...shared }
        const intent = { intentHash: subject, ...shared }
        expect(hashTypedData(claimAttestationTypedData(claim, place))).toBe(claimAttestationDigest(claim, place))
        expect(hashTypedData(snapshotAttestationTypedData(snapshot, place))).toBe(snapshotAttestationDigest(snapshot, place))
        expect(hashTypedData(intentAttestationTypedData(intent, place))).toBe(intentAttestationDigest(intent, place))
      }),
    )
  })

  test('roots of up to 40 claims, in any order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(hashArbitrary, { minLength: 1, maxLength: 40 }), (claimHashes) => {
        expect(merkleRoot(claimHashes.toReversed())).toBe(handMerkleRoot(claimHashes))
      }),
    )
  })

  test('requests', () => {
    const requests = fc.record({
      audience: fc.string({ minLength: 1, maxLength: 80 }),
      method: fc.constantFrom('GET' as const, 'POST' as const),
      target: fc.string({ maxLength: 80 }).map((path) => `/${path}`),
      bodyHash: hashArbitrary,
      timestamp: fc.maxSafeNat(),
      nonce: fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }).map(String),
    })
    fc.assert(
      fc.property(requests, (request) => {
        const parsed = envelopeRequestSchema.parse(request)
        expect(envelopeDigest(parsed)).toBe(handEnvelopeDigest(parsed))
      }),
    )
  })
})
