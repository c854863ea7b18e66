// Two recoveries and viem's, asked about the same signatures: what is taken is what the contracts take.
import { secp256k1 } from '@noble/curves/secp256k1.js'
import fc from 'fast-check'
import { bytesToHex, concat, numberToHex, recoverAddress } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { describe, expect, test } from 'vitest'
import { toEvmAddress, type EvmAddress } from '#protocol/address.ts'
import { hashArbitrary } from '#protocol/arbitraries.ts'
import { intentAttestationDigest, intentAttestationSchema, type AttestationPlace } from '#protocol/attestation.ts'
import { addressFixture, hashFixture } from '#protocol/fixtures.ts'
import { hashSchema, type Hash, type Hex } from '#protocol/hash.ts'
import { isSignedBy, recoverNative, recoverPure, recoverSigner } from './attestationCheck.ts'

const order = secp256k1.Point.CURVE().n
const field = secp256k1.Point.CURVE().p
const account = privateKeyToAccount(`0x${'11'.repeat(32)}`)
const nobody = addressFixture(0)
const word = (value: bigint): Hex => numberToHex(value, { size: 32 })
const signatureOf = (r: bigint, s: bigint, v: number): Hex => concat([word(r), word(s), numberToHex(v, { size: 1 })])

/** Random numbers, and those where a check goes wrong by one. */
const scalarArbitrary = fc.oneof(
  fc.bigInt({ min: 1n, max: order - 1n }),
  fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }),
  fc.constantFrom(0n, 1n, order / 2n, order / 2n + 1n, order - 1n, order, order + 1n, field - 1n, field, 2n ** 256n - 1n),
)
const digestArbitrary = fc.oneof(
  hashArbitrary,
  scalarArbitrary.map(word).map((hex) => hashSchema.parse(hex)),
)
const vArbitrary = fc.oneof(fc.constantFrom(27, 28, 0, 1), fc.nat(255))
const keyArbitrary = fc.bigInt({ min: 1n, max: order - 1n }).map(word)

/** A true signature, or one that differs from a true one in one way, or noise, with any length. */
const caseArbitrary = fc
  .record({
    digest: digestArbitrary,
    key: keyArbitrary,
    noise: fc.tuple(scalarArbitrary, scalarArbitrary, vArbitrary),
    damage: fc.constantFrom('none', 'noise', 'v', 'r', 's', 'twin', 'bit', 'length', 'letters', 'upper case'),
    at: fc.nat(64 * 8 - 1),
    length: fc.nat(200),
  })
  .map(({ digest, key, noise: [r, s, v], damage, at, length }) => {
    const signed = secp256k1.sign(Buffer.from(digest.slice(2), 'hex'), Buffer.from(key.slice(2), 'hex'), {
      prehash: false,
      format: 'recovered',
    })
    const { r: trueR, s: trueS, recovery = 0 } = secp256k1.Signature.fromBytes(signed, 'recovered')
    const trueV = 27 + recovery
    const whole = signatureOf(trueR, trueS, trueV)
    const damaged: Readonly<Record<typeof damage, () => string>> = {
      none: () => whole,
      noise: () => signatureOf(r, s, v),
      v: () => signatureOf(trueR, trueS, v),
      r: () => signatureOf(r, trueS, trueV),
      s: () => signatureOf(trueR, s, trueV),
      twin: () => signatureOf(trueR, order - trueS, trueV === 27 ? 28 : 27),
      bit: () => flipped(whole, at),
      length: () => whole.padEnd(202, '7').slice(0, length),
      letters: () => `${whole.slice(0, 2 + (at % 130))}g${whole.slice(3 + (at % 130))}`,
      'upper case': () => `0x${whole.slice(2).toUpperCase()}`,
    }
    return { digest, signature: damaged[damage]() as Hex } // a string of any kind, as a careless caller gives it
  })

function flipped(signature: Hex, bit: number): Hex {
  const bytes = Buffer.from(signature.slice(2), 'hex')
  bytes.writeUInt8(bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
  return bytesToHex(bytes)
}

/** What the contracts take: 65 bytes, v of 27 or 28, the lower s. Within that, viem is asked. */
async function byViem(digest: Hash, signature: Hex): Promise<EvmAddress | undefined> {
  if (!/^0x[0-9a-fA-F]{128}(?:1b|1c|1B|1C)$/.test(signature)) return undefined
  if (BigInt(`0x${signature.slice(66, 130)}`) > order / 2n) return undefined
  return await recoverAddress({ hash: digest, signature }).then(toEvmAddress, () => undefined)
}

describe('native, pure and viem', () => {
  test('give the same answer for true, damaged and made-up signatures of any length', async () => {
    expect(recoverNative).not.toBe(recoverPure) // this platform has a prebuilt binary
    let taken = 0
    const property = fc.asyncProperty(caseArbitrary, async ({ digest, signature }) => {
      const expected = await byViem(digest, signature)
      taken += expected === undefined ? 0 : 1
      expect(recoverSigner(digest, signature, recoverNative)).toBe(expected)
      expect(recoverSigner(digest, signature, recoverPure)).toBe(expected)
      for (const recover of [recoverNative, recoverPure]) {
        expect(isSignedBy(digest, signature, account.address as EvmAddress, recover)).toBe(expected === account.address)
        expect(isSignedBy(digest, signature, expected ?? nobody, recover)).toBe(expected !== undefined)
      }
    })
    await fc.assert(property, { numRuns: 600 })
    expect(taken).toBeGreaterThan(60) // nothing is shown by 600 refusals
  })

  test('refuse the signature whose key would be the point at infinity', async () => {
    // R = kG and z = s·k: then sR - zG is nothing at all
    const k = 12_345n
    const { x, y } = secp256k1.Point.BASE.multiply(k).toAffine()
    const s = 678n
    const digest = hashSchema.parse(word((s * k) % order))
    const signature = signatureOf(x, s, y % 2n === 0n ? 27 : 28)
    expect(await byViem(digest, signature)).toBeUndefined()
    expect(recoverSigner(digest, signature, recoverNative)).toBeUndefined()
    expect(recoverSigner(digest, signature, recoverPure)).toBeUndefined()
  })
})

test('takes an attestation of the verifier it names, and of nobody else', async () => {
  const place: AttestationPlace = { chainId: 31_337, book: addressFixture(9) }
  const verifier = toEvmAddress(account.address)
  const attestation = intentAttestationSchema.parse({
    intentHash: hashFixture(1),
    setEpoch: 1,
    verifier,
    expiresAt: 2,
    nonce: '3',
  })
  const signature = await account.sign({ hash: intentAttestationDigest(attestation, place) })
  const taken = (given: Partial<typeof attestation>, at = place): boolean => {
    const whole = { ...attestation, ...given }
    return isSignedBy(intentAttestationDigest(whole, at), signature, whole.verifier)
  }
  expect(taken({})).toBe(true)
  expect(taken({}, { ...place, chainId: 1 })).toBe(false)
  expect(taken({}, { ...place, book: addressFixture(8) })).toBe(false)
  expect(taken({ setEpoch: 2 })).toBe(false)
  expect(taken({ verifier: addressFixture(1) })).toBe(false)
})

test('refuses the twin of a signature, a compact one and a malformed one', async () => {
  const digest = hashFixture(5)
  const signature = await account.sign({ hash: digest })
  expect(recoverSigner(digest, signature)).toBe(account.address)
  const [r, s, v] = [BigInt(signature.slice(0, 66)), BigInt(`0x${signature.slice(66, 130)}`), Number(`0x${signature.slice(130)}`)]
  const refused = {
    twin: signatureOf(r, order - s, v === 27 ? 28 : 27),
    'v of 0 or 1': signatureOf(r, s, v - 27),
    compact: signature.slice(0, 130),
    nothing: '0x',
    zeros: `0x${'00'.repeat(65)}`,
    'a byte too many': `${signature}00`,
    'no prefix': signature.slice(2),
  }
  for (const [what, bad] of Object.entries(refused)) expect.soft(recoverSigner(digest, bad as Hex), what).toBeUndefined()
})
