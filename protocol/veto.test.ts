import fc from 'fast-check'
import { hashTypedData } from 'viem'
import { expect, test } from 'vitest'
import { attestationArbitrary, placeArbitrary } from './arbitraries.ts'
import { intentAttestationDigest } from './attestation.ts'
import { intentVetoDigest, intentVetoSchema, intentVetoTypedData, signedIntentVetoSchema } from './veto.ts'

const vetoArbitrary = attestationArbitrary.map(({ subject, setEpoch, verifier, expiresAt, nonce }) => ({
  intentHash: subject,
  setEpoch,
  verifier,
  expiresAt,
  nonce,
}))

test('the digest is that of the typed data, for any veto and place', () => {
  const property = fc.property(vetoArbitrary, placeArbitrary, (veto, { chainId, book }) => {
    const place = { chainId, core: book }
    expect(intentVetoDigest(veto, place)).toBe(hashTypedData(intentVetoTypedData(veto, place)))
  })
  fc.assert(property)
})

test('a veto is never an attestation of the same intent', () => {
  const property = fc.property(vetoArbitrary, placeArbitrary, (veto, { chainId, book }) => {
    expect(intentVetoDigest(veto, { chainId, core: book })).not.toBe(intentAttestationDigest(veto, { chainId, book }))
  })
  fc.assert(property)
})

test('a veto without its signature, or with a field too many, is refused where a signed one is wanted', () => {
  const [veto] = fc.sample(vetoArbitrary, { numRuns: 1, seed: 3 })
  expect(intentVetoSchema.safeParse(veto).success).toBe(true)
  expect(signedIntentVetoSchema.safeParse(veto).success).toBe(false)
  const signed = { ...veto, signature: `0x${'11'.repeat(65)}` }
  expect(signedIntentVetoSchema.safeParse(signed).success).toBe(true)
  expect(signedIntentVetoSchema.safeParse({ ...signed, round: 1 }).success).toBe(false)
})
