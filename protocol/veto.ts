// A verifier's signature that stops an intent. A quorum of them ends it for good: `ClawCore.vetoIntent`. The domain binds
// it to one chain and one fund's core, so that no attestation can be taken for a veto, nor a veto for an attestation.
import type { z } from 'zod'
import type { EvmAddress } from './address.ts'
import {
  attestationTypes,
  commonMessage,
  commonWords,
  domainTypeWord,
  domainVersionWord,
  intentAttestationSchema,
  type CommonMessage,
} from './attestation.ts'
import { signatureSchema, type Hash } from './hash.ts'
import { addressWord, digestOf, hashWord, hashWords, numberWord, textWord, typeString } from './structHash.ts'
import { nonceSchema } from './uint.ts'

/** An attestation's fields; its nonce only tells equal vetoes apart, nothing consumes it. */
export const intentVetoSchema = intentAttestationSchema.extend({
  nonce: nonceSchema.describe('tells equal vetoes apart; it is not consumed'),
})
export type IntentVeto = z.output<typeof intentVetoSchema>

export const signedIntentVetoSchema = intentVetoSchema.extend({ signature: signatureSchema })
export type SignedIntentVeto = z.output<typeof signedIntentVetoSchema>

/** Where a veto counts: the chain, and the fund's core. */
export interface VetoPlace {
  readonly chainId: number
  readonly core: EvmAddress
}

/** The EIP-712 struct. */
export const intentVetoTypes = { IntentVeto: attestationTypes.IntentAttestation } as const

/** A veto as EIP-712 typed data, for signers that show what they sign. */
export interface IntentVetoTypedData {
  readonly domain: {
    readonly name: 'ClawCore'
    readonly version: '2'
    readonly chainId: number
    readonly verifyingContract: EvmAddress
  }
  readonly types: typeof intentVetoTypes
  readonly primaryType: 'IntentVeto'
  readonly message: { readonly intentHash: Hash } & CommonMessage
}

/** What a verifier signs to stop an intent. */
export function intentVetoTypedData(veto: IntentVeto, { chainId, core }: VetoPlace): IntentVetoTypedData {
  return {
    domain: { name: 'ClawCore', version: '2', chainId, verifyingContract: core },
    types: intentVetoTypes,
    primaryType: 'IntentVeto',
    message: { intentHash: veto.intentHash, ...commonMessage(veto) },
  }
}

const nameWord = textWord('ClawCore')
const typeWord = textWord(typeString('IntentVeto', intentVetoTypes.IntentVeto))

/** The EIP-712 digest that the signature is over: what `ClawCore.vetoDigest` answers. */
export function intentVetoDigest(veto: IntentVeto, { chainId, core }: VetoPlace): Hash {
  const domain = hashWords([domainTypeWord, nameWord, domainVersionWord, numberWord(chainId), addressWord(core)])
  const struct = hashWords([typeWord, hashWord(veto.intentHash), ...commonWords(veto)])
  return digestOf(domain, struct)
}
