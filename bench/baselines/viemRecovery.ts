// The same question asked with viem's own typed-data hash and recovery.
import { recoverTypedDataAddress } from 'viem'
import { intentAttestationTypedData } from '#protocol/attestation.ts'
import type { Open } from '../contender.ts'
import { place, signAttestations } from '../workload/signedAttestations.ts'
import { timeEach } from '../workload/timeEach.ts'

const signatures = 200

export const open: Open = async () => {
  const signed = await signAttestations(signatures)
  return {
    sample: async () => [
      await timeEach(signed, async ({ attestation, signature }) => {
        const signer = await recoverTypedDataAddress({ ...intentAttestationTypedData(attestation, place), signature })
        if (signer !== attestation.verifier) throw new Error('a true signature was refused')
      }),
    ],
    close: async () => undefined,
  }
}
