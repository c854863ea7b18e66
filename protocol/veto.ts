// A verifier's signature that stops an intent. A quorum of them ends it for good: `ClawCore.vetoIntent`. The domain binds
// it to one chain and one fund's core, so that no attestation can be taken for a veto, nor a veto for an attestation.
import { z } from 'zod'
import { evmAddressSchema, type EvmAddress } from './address.ts'
import { hashSchema, signatureSchema, type Hash } from './hash.ts'
import { addressWord, decimalWord, digestOf, hashWord, hashWords, numberWord, textWord, typeString } from './structHash.ts'
import { nonceSchema, secondsSchema, uint64Schema } from './uint.ts'

export const intentVetoSchema = z.strictObject({
  intentHash: hashSchema,
  setEpoch: uint64Schema,
  verifier: evmAddressSchema,
  expiresAt: secondsSchema,
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
export const intentVetoTypes = {
  IntentVeto: [
    { name: 'intentHash', type: 'bytes32' },
    { name: 'setEpoch', type: 'uint64' },
    { name: 'verifier', type: 'address' },
    { name: 'expiresAt', type: 'uint64' },
    { name: 'nonce', type: 'uint256' },
  ],
} as const

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
  readonly message: {
    readonly intentHash: Hash
    readonly setEpoch: bigint
    readonly verifier: EvmAddress
    readonly expiresAt: bigint
    readonly nonce: bigint
  }
}

/** What a verifier signs to stop an intent. */
export function intentVetoTypedData(veto: IntentVeto, { chainId, core }: VetoPlace): IntentVetoTypedData {
  return {
    domain: { name: 'ClawCore', version: '2', chainId, verifyingContract: core },
    types: intentVetoTypes,
    primaryType: 'IntentVeto',
    message: {
      intentHash: veto.intentHash,
      setEpoch: BigInt(veto.setEpoch),
      verifier: veto.verifier,
      expiresAt: BigInt(veto.expiresAt),
      nonce: BigInt(veto.nonce),
    },
  }
}

const domainTypeWord = textWord('EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)')
const nameWord = textWord('ClawCore')
const versionWord = textWord('2')
const typeWord = textWord(typeString('IntentVeto', intentVetoTypes.IntentVeto))

/** The EIP-712 digest that the signature is over: what `ClawCore.vetoDigest` answers. */
export function intentVetoDigest(veto: IntentVeto, { chainId, core }: VetoPlace): Hash {
  const domain = hashWords([domainTypeWord, nameWord, versionWord, numberWord(chainId), addressWord(core)])
  const struct = hashWords([
    typeWord,
    hashWord(veto.intentHash),
    numberWord(veto.setEpoch),
    addressWord(veto.verifier),
    numberWord(veto.expiresAt),
    decimalWord(veto.nonce),
  ])
  return digestOf(domain, struct)
}
