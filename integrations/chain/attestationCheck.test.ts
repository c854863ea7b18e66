import fc from 'fast-check'
import { concat, hexToBytes, numberToHex, toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { expect, test } from 'vitest'
import {
  claimAttestationDigest,
  claimAttestationSchema,
  intentAttestationDigest,
  intentAttestationSchema,
  snapshotAttestationDigest,
  snapshotAttestationSchema,
} from '#protocol/attestation.ts'
import { addressFixture, hashFixture } from '#protocol/fixtures.ts'
import { hashSchema, toHash, type Hash } from '#protocol/hash.ts'
import { attestationDigest, isAttestedBy, isSignedBy, recoverNative, recoverPure, recoverSigner } from './attestationCheck.ts'

const account = privateKeyToAccount(`0x${'11'.repeat(32)}`)
const place = { chainId: 31_337, book: addressFixture(9) }
const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n

const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => hashSchema.parse(toHex(bytes)))
const fields = fc.record({
  subject: hash,
  round: fc.maxSafeNat(),
  setEpoch: fc.maxSafeNat(),
  expiresAt: fc.maxSafeNat(),
  nonce: fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }).map(String),
  chainId: fc.integer({ min: 1, max: 2 ** 31 }),
})

test('its digests are those of the general encoder, for random attestations of every kind', () => {
  fc.assert(
    fc.property(fields, ({ subject, round, chainId, ...rest }) => {
      const at = { chainId, book: addressFixture(3) }
      const common = { ...rest, verifier: account.address }
      const claim = claimAttestationSchema.parse({ claimHash: subject, round, ...common })
      const snapshot = snapshotAttestationSchema.parse({ root: subject, round, ...common })
      const intent = intentAttestationSchema.parse({ intentHash: subject, ...common })
      expect(attestationDigest({ kind: 'claim', attestation: claim }, at)).toBe(claimAttestationDigest(claim, at))
      expect(attestationDigest({ kind: 'snapshot', attestation: snapshot }, at)).toBe(snapshotAttestationDigest(snapshot, at))
      expect(attestationDigest({ kind: 'intent', attestation: intent }, at)).toBe(intentAttestationDigest(intent, at))
    }),
    { numRuns: 100 },
  )
})

test('native and pure recovery give the same answer, also for damaged signatures', async () => {
  expect(recoverNative).not.toBe(recoverPure) // this platform has a prebuilt binary
  const signature = await account.sign({ hash: hashFixture(1) })
  fc.assert(
    fc.property(
      hash,
      fc.uint8Array({ minLength: 64, maxLength: 64 }),
      fc.constantFrom(27, 28, 0, 29),
      fc.boolean(),
      (digest, noise, v, damaged) => {
        const candidate = damaged ? concat([toHex(noise), numberToHex(v, { size: 1 })]) : signature
        expect(recoverSigner(digest, candidate, recoverNative)).toBe(recoverSigner(digest, candidate, recoverPure))
      },
    ),
    { numRuns: 100 },
  )
  expect(recoverSigner(hashFixture(1), signature, recoverPure)).toBe(account.address)
})

test('accepts an attestation of the verifier it names, and of nobody else', async () => {
  const attestation = intentAttestationSchema.parse({
    intentHash: hashFixture(1),
    setEpoch: 1,
    verifier: account.address,
    expiresAt: 2,
    nonce: '3',
  })
  const given = { kind: 'intent', attestation } as const
  const signature = await account.sign({ hash: attestationDigest(given, place) })
  expect(isAttestedBy(given, place, signature)).toBe(true)
  expect(isAttestedBy(given, { ...place, chainId: 1 }, signature)).toBe(false)
  expect(isAttestedBy({ kind: 'intent', attestation: { ...attestation, setEpoch: 2 } }, place, signature)).toBe(false)
  expect(isAttestedBy({ kind: 'intent', attestation: { ...attestation, verifier: addressFixture(1) } }, place, signature)).toBe(
    false,
  )
})

test('refuses the twin of a signature, a compact one and a malformed one', async () => {
  const digest: Hash = toHash(hashFixture(5))
  const signature = await account.sign({ hash: digest })
  expect(isSignedBy(digest, signature, recoverSigner(digest, signature) ?? addressFixture(0))).toBe(true)
  const [r, s, v] = [signature.slice(2, 66), BigInt(`0x${signature.slice(66, 130)}`), Number(`0x${signature.slice(130)}`)]
  const twin = concat([`0x${r}`, numberToHex(order - s, { size: 32 }), numberToHex(v === 27 ? 28 : 27, { size: 1 })])
  for (const bad of [
    twin,
    signature.slice(0, 130),
    '0x',
    `0x${'00'.repeat(65)}`,
    `${signature}00`,
    signature.slice(0, 130).concat('00'),
  ]) {
    expect(recoverSigner(digest, bad as `0x${string}`)).toBeUndefined()
  }
  expect(hexToBytes(twin)).toHaveLength(65)
})
