// Random documents for property tests (fast-check), tests only. All of them are valid and already parsed.
import fc from 'fast-check'
import { toEvmAddress } from './address.ts'
import { claimSchema, sourceTypeSchema } from './claim.ts'
import { toHash } from './hash.ts'
import { intentActions, intentSchema } from './intent.ts'
import { toNonce } from './uint.ts'

const hexOf = (bytes: number) =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((all) => `0x${Buffer.from(all).toString('hex')}`)

export const addressArbitrary = hexOf(20).map(toEvmAddress)
export const hashArbitrary = hexOf(32).map(toHash)
export const uint64Arbitrary = fc.maxSafeNat()
export const uint256Arbitrary = fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }).map(String)
export const nonceArbitrary = fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }).map(toNonce)
/** Unicode of all planes, decomposed and with spaces around, so that normalising matters. */
const text = fc.string({ unit: 'grapheme', maxLength: 60 })

export const claimArbitrary = fc
  .record({
    fund: addressArbitrary,
    round: uint64Arbitrary,
    schemaId: text,
    sourceType: fc.constantFrom(...sourceTypeSchema.options),
    sourceRef: text,
    selector: text,
    extracted: text,
    extractedType: text,
    timestamp: uint64Arbitrary,
    responseHash: hashArbitrary,
    evidenceType: text,
    evidenceURI: text,
    crawler: addressArbitrary,
    notes: text,
  })
  .map((claim) => claimSchema.parse(claim))

export const intentArbitrary = fc
  .record({
    fund: addressArbitrary,
    setEpoch: uint64Arbitrary,
    action: fc.constantFrom(...intentActions),
    tokens: fc.uniqueArray(addressArbitrary, { minLength: 2, maxLength: 2 }),
    amountIn: uint256Arbitrary,
    minAmountOut: uint256Arbitrary,
    quoteAmountOut: uint256Arbitrary,
    maxSlippageBps: fc.nat(10_000),
    times: fc.uniqueArray(uint64Arbitrary, { minLength: 2, maxLength: 2 }).map((times) => times.toSorted((a, b) => a - b)),
    snapshotRoot: hashArbitrary,
    round: uint64Arbitrary,
    adapter: addressArbitrary,
    adapterDataHash: hashArbitrary,
    nonce: nonceArbitrary,
  })
  .map(({ tokens: [tokenIn, tokenOut], times: [validAfter, deadline], ...rest }) =>
    intentSchema.parse({ ...rest, tokenIn, tokenOut, validAfter, deadline }),
  )

/** The fields that all three attestations share, with a subject and a round. */
export const attestationArbitrary = fc.record({
  subject: hashArbitrary,
  round: uint64Arbitrary,
  setEpoch: uint64Arbitrary,
  verifier: addressArbitrary,
  expiresAt: uint64Arbitrary,
  nonce: nonceArbitrary,
})

export const placeArbitrary = fc.record({ chainId: fc.integer({ min: 1 }), book: addressArbitrary })
