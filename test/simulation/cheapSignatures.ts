// Signatures that cost two hashes instead of two curve multiplications. They cannot be forged inside a simulation, where
// nobody tries to find a collision, and whoever signs is remembered.
import { createHash } from 'node:crypto'
import type { EvmAddress } from '#protocol/address.ts'
import {
  claimAttestationDigest,
  intentAttestationDigest,
  snapshotAttestationDigest,
  type ClaimAttestation,
  type IntentAttestation,
  type SnapshotAttestation,
} from '#protocol/attestation.ts'
import { envelopeDigest, type EnvelopeRequest } from '#protocol/envelope.ts'
import type { Hash } from '#protocol/hash.ts'
import type { Signer } from '#actors/world.ts'

const sha = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The signature of an address over a digest: 65 bytes. */
export const cheapSignature = (digest: Hash, address: EvmAddress): `0x${string}` =>
  `0x${sha(`r ${digest} ${address}`)}${sha(`s ${digest} ${address}`)}1b`

/** Did this address sign the digest? */
export const isCheaplySigned = (digest: Hash, signature: `0x${string}`, address: EvmAddress): boolean =>
  signature === cheapSignature(digest, address)

/** A signer; `signed` is told each digest. */
export function cheapSigner(address: EvmAddress, signed: (digest: Hash) => void): Signer {
  return {
    address,
    signTypedData: (typed) => {
      const digest = digestOf(typed)
      signed(digest)
      return Promise.resolve(cheapSignature(digest, address))
    },
  }
}

/** The digest by the protocol's own quick ways; equal to the general encoder's, as protocol's tests show. */
function digestOf({ domain, primaryType, message }: { domain: object; primaryType: string; message: object }): Hash {
  const said = plain(message)
  if (primaryType === 'Request') return envelopeDigest(said as unknown as EnvelopeRequest)
  // the books' domains name their chain and contract
  const { chainId, verifyingContract } = domain as { readonly chainId: number; readonly verifyingContract: EvmAddress }
  const place = { chainId, book: verifyingContract }
  if (primaryType === 'ClaimAttestation') return claimAttestationDigest(said as unknown as ClaimAttestation, place)
  if (primaryType === 'SnapshotAttestation') return snapshotAttestationDigest(said as unknown as SnapshotAttestation, place)
  if (primaryType === 'IntentAttestation') return intentAttestationDigest(said as unknown as IntentAttestation, place)
  throw new Error(`nobody signs a ${primaryType} here`)
}

/** As the protocol's documents write numbers: a nonce as decimal text, all others as numbers. */
function plain(message: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(message).map(([key, value]) => [
      key,
      typeof value !== 'bigint' ? value : key === 'nonce' ? value.toString() : Number(value),
    ]),
  )
}
