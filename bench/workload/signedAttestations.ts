// Attestations of intents with their signatures: each is another text under another signature, so that no cache helps.
import { privateKeyToAccount } from 'viem/accounts'
import { toEvmAddress } from '#protocol/address.ts'
import {
  intentAttestationSchema,
  intentAttestationTypedData,
  type AttestationPlace,
  type IntentAttestation,
} from '#protocol/attestation.ts'
import type { Hex } from '#protocol/hash.ts'

/** A book of a local chain. */
export const place: AttestationPlace = { chainId: 31_337, book: toEvmAddress(`0x${'b0'.repeat(20)}`) }

/** An attestation and what its verifier signed it with. */
export interface Signed {
  readonly attestation: IntentAttestation
  readonly signature: Hex
}

const verifiers = Array.from({ length: 3 }, (_, n) => privateKeyToAccount(`0x${String(n + 1).repeat(64)}`))

/** So many signed attestations, by three verifiers in turn. */
export async function signAttestations(count: number): Promise<readonly Signed[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const verifier = verifiers[n % verifiers.length] as (typeof verifiers)[number] // within its length
      const attestation = intentAttestationSchema.parse({
        intentHash: `0x${n.toString(16).padStart(64, '0')}`,
        setEpoch: 1,
        verifier: verifier.address,
        expiresAt: 1_900_000_000,
        nonce: String(n),
      })
      return { attestation, signature: await verifier.signTypedData(intentAttestationTypedData(attestation, place)) }
    }),
  )
}
