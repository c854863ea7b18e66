// Who signed? The hot path of a relayer: every attestation of every verifier passes here. Digests are put together
// from fixed words (all fields of an attestation are static), recovery is native where a prebuilt binary fits.
import { secp256k1 as pureCurve } from '@noble/curves/secp256k1.js'
import { createRequire } from 'node:module'
import { bytesToHex, domainSeparator as hashDomain, getAddress, hexToBytes, keccak256, stringToBytes } from 'viem'
import type { EvmAddress } from '#protocol/address.ts'
import {
  attestationDomain,
  attestationTypes,
  type AttestationKind,
  type AttestationPlace,
  type ClaimAttestation,
  type IntentAttestation,
  type SnapshotAttestation,
} from '#protocol/attestation.ts'
import type { Hash, Hex } from '#protocol/hash.ts'

/** An attestation and what kind it is. */
export type AnyAttestation =
  | { readonly kind: 'claim'; readonly attestation: ClaimAttestation }
  | { readonly kind: 'snapshot'; readonly attestation: SnapshotAttestation }
  | { readonly kind: 'intent'; readonly attestation: IntentAttestation }

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
  const address = bytesToHex(keccak256(key.subarray(1), 'bytes').subarray(12))
  return getAddress(address) as EvmAddress // computed, checksummed: what the brand means
}

/** Did `signer` sign this digest? Addresses are compared checksummed. */
export const isSignedBy = (digest: Hash, signature: Hex, signer: EvmAddress): boolean =>
  recoverSigner(digest, signature) === signer

/** Did the verifier that an attestation names sign it, for this chain and book? */
export const isAttestedBy = (given: AnyAttestation, place: AttestationPlace, signature: Hex): boolean =>
  isSignedBy(attestationDigest(given, place), signature, given.attestation.verifier)

/** The EIP-712 digest of an attestation; equal to protocol's `…AttestationDigest`, without its general encoder. */
export function attestationDigest(given: AnyAttestation, place: AttestationPlace): Hash {
  const { kind, attestation } = given
  const words: (string | number)[] = [
    given.kind === 'claim'
      ? given.attestation.claimHash
      : given.kind === 'snapshot'
        ? given.attestation.root
        : given.attestation.intentHash,
    ...(given.kind === 'intent' ? [] : [given.attestation.round]),
    attestation.setEpoch,
    attestation.verifier,
    attestation.expiresAt,
    attestation.nonce,
  ]
  const struct = keccak256(`${typeHashes[kind]}${words.map(word).join('')}`, 'bytes')
  const message = new Uint8Array(66)
  message.set([0x19, 0x01])
  message.set(domainSeparator(kind, place), 2)
  message.set(struct, 34)
  return keccak256(message) as Hash // a keccak256 in lower-case hex
}

/** One static field as 64 hex digits. */
function word(value: string | number): string {
  if (typeof value === 'string' && value.startsWith('0x')) return value.slice(2).toLowerCase().padStart(64, '0')
  return BigInt(value).toString(16).padStart(64, '0')
}

const structNames = { claim: 'ClaimAttestation', snapshot: 'SnapshotAttestation', intent: 'IntentAttestation' } as const

const typeHash = (kind: AttestationKind): Hex => {
  const fields = attestationTypes[structNames[kind]].map(({ name, type }) => `${type} ${name}`)
  return keccak256(stringToBytes(`${structNames[kind]}(${fields.join(',')})`))
}
const typeHashes = { claim: typeHash('claim'), snapshot: typeHash('snapshot'), intent: typeHash('intent') } as const

/** Books of all funds a process serves: a few each; the cache is emptied rather than grown. */
const domainsMax = 1_024
const domains = new Map<string, Uint8Array>()

function domainSeparator(kind: AttestationKind, place: AttestationPlace): Uint8Array {
  const key = `${kind}:${place.chainId}:${place.book}`
  const known = domains.get(key)
  if (known !== undefined) return known
  const separator = hexToBytes(hashDomain({ domain: attestationDomain(kind, place) }))
  if (domains.size >= domainsMax) domains.clear()
  domains.set(key, separator)
  return separator
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
