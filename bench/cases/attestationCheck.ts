// Did this verifier sign this attestation? Digest, recovery and comparison. With `pure: 1` without the native library.
import { intentAttestationDigest } from '#protocol/attestation.ts'
import { isSignedBy, recoverNative, recoverPure } from '#integrations/chain/attestationCheck.ts'
import type { Open } from '../contender.ts'
import { timeEach } from '../workload/timeEach.ts'
import { place, signAttestations } from '../workload/signedAttestations.ts'

const signatures = 1_000

export const open: Open = async ({ options }) => {
  const signed = await signAttestations(signatures)
  const recover = options['pure'] === 1 ? recoverPure : recoverNative
  return {
    sample: async () => [
      await timeEach(signed, ({ attestation, signature }) => {
        if (!isSignedBy(intentAttestationDigest(attestation, place), signature, attestation.verifier, recover))
          throw new Error('a true signature was refused')
      }),
    ],
    close: async () => undefined,
  }
}
