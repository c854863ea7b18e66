// Who signed? The hot path of a relayer: every envelope and every attestation in it passes here, with a digest from
// protocol/. Recovery is native where a prebuilt binary fits; the pure one gives the same answers.
import { secp256k1 as pureCurve } from '@noble/curves/secp256k1.js'
import { createRequire } from 'node:module'
import { getAddress, hexToBytes } from 'viem'
import type { EvmAddress } from '#protocol/address.ts'
import type { Hash, Hex } from '#protocol/hash.ts'
import { keccak } from '#protocol/keccak.ts'

/** Recovers the uncompressed public key (65 bytes) of a 64-byte signature; throws when there is none. */
type Recover = (signature: Uint8Array, recovery: number, digest: Uint8Array) => Uint8Array

/** Pure JavaScript: always there, some 20 times slower. */
export const recoverPure: Recover = (signature, recovery, digest) =>
  pureCurve.Signature.fromBytes(signature, 'compact').addRecoveryBit(recovery).recoverPublicKey(digest).toBytes(false)

/** The native library's recovery, or the pure one where it has no binary. */
export const recoverNative: Recover = loadNative() ?? recoverPure

/** Half the curve's order: a signature with a higher s has a twin, and contracts refuse it. */
const sMax = hexToBytes('0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0')

/**
 * The address whose key made this 65-byte signature over a digest; undefined for a malformed, compact, high-s or
 * otherwise unusable one, exactly where the contracts refuse it.
 */
export function recoverSigner(digest: Hash, signature: Hex, recover: Recover = recoverNative): EvmAddress | undefined {
  const address = recoverLowerCase(digest, signature, recover)
  return address && (getAddress(address) as EvmAddress) // computed, checksummed: what the brand means
}

/** Did `signer` sign this digest? */
export const isSignedBy = (digest: Hash, signature: Hex, signer: EvmAddress, recover: Recover = recoverNative): boolean =>
  recoverLowerCase(digest, signature, recover) === signer.toLowerCase()

/** Without the checksum, which costs a hash and tells a comparison nothing. */
function recoverLowerCase(digest: Hash, signature: Hex, recover: Recover): Hex | undefined {
  if (!/^0x[0-9a-fA-F]{130}$/.test(signature)) return undefined
  const bytes = hexToBytes(signature)
  const v = bytes[64]
  if (v !== 27 && v !== 28) return undefined
  if (Buffer.compare(bytes.subarray(32, 64), sMax) > 0) return undefined
  let key: Uint8Array
  try {
    key = recover(bytes.subarray(0, 64), v - 27, hexToBytes(digest))
  } catch {
    return undefined // r or s is out of range, or no point has this r
  }
  return `0x${keccak(key.subarray(1)).slice(-40)}`
}

interface NativeCurve {
  ecdsaRecover(signature: Uint8Array, recovery: number, digest: Uint8Array, compressed: boolean): Uint8Array
}

function loadNative(): Recover | undefined {
  try {
    // its ES entry falls back to JavaScript by itself and silently; the binding says whether it is native
    const native = createRequire(import.meta.url)('secp256k1/bindings.js') as NativeCurve // the package has no types
    return (signature, recovery, digest) => native.ecdsaRecover(signature, recovery, digest, false)
  } catch {
    return undefined
  }
}
