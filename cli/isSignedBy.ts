// Is a signature over a digest by an address? One spelling per signature: 65 bytes, low s, v 27 or 28 (EIP-2).
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { hexToBytes, keccak256 } from 'viem/utils'
import type { EvmAddress } from '#protocol/address.ts'
import type { Hash } from '#protocol/hash.ts'

const halfOrder = secp256k1.Point.CURVE().n / 2n

/** False for whatever is not a plain valid signature; it never throws. */
export function isSignedBy(digest: Hash, signature: `0x${string}`, address: EvmAddress): boolean {
  const bytes = hexToBytes(signature)
  const v = bytes[64]
  if (bytes.length !== 65 || (v !== 27 && v !== 28)) return false
  try {
    const parsed = secp256k1.Signature.fromBytes(bytes.subarray(0, 64), 'compact').addRecoveryBit(v - 27)
    if (parsed.s > halfOrder) return false
    const key = parsed.recoverPublicKey(hexToBytes(digest)).toBytes(false)
    return `0x${keccak256(key.subarray(1)).slice(-40)}` === address.toLowerCase()
  } catch {
    // not a point of the curve: nobody signed this
    return false
  }
}
