// Nonces without a counter: derived from what is said, so that saying it again is the same saying.
import { hashEnvelopeBody } from '#protocol/envelope.ts'
import { toNonce, type Nonce } from '#protocol/uint.ts'

/** The nonce of one request by one effect. */
export function envelopeNonce(signer: string, effectId: string): Nonce {
  return toNonce(BigInt(hashEnvelopeBody({ signer, effectId })))
}

/** The nonce of a verifier's signature over one subject in one set epoch; consumed once per verifier and book. */
export function attestationNonce(verifier: string, subject: string, setEpoch: number): Nonce {
  return toNonce(BigInt(hashEnvelopeBody({ verifier, subject, setEpoch })))
}
