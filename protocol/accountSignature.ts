// What an account that signs by its contract (ERC-1271) is asked about: never the digest that a key signs, but one that
// names the account around the whole struct, under the same domain. So a key's signature cannot come back through a
// contract, and no signature for one account speaks for another with the same owner.
import type { EvmAddress } from './address.ts'
import {
  attestationStruct,
  attestationTypes,
  domainSeparator,
  type AttestationPlace,
  type KindOfAttestation,
} from './attestation.ts'
import { envelopeDomainSeparator, envelopeStruct, envelopeTypes, type EnvelopeRequest } from './envelope.ts'
import type { Hash } from './hash.ts'
import { addressWord, digestOf, hashWord, hashWords, textWord, typeString, type Word } from './structHash.ts'

/** Typed data of any struct of this protocol. */
interface TypedData {
  readonly domain: object
  readonly types: object
  readonly primaryType: string
  readonly message: object
}

const outerOf: Readonly<Record<string, readonly [name: string, field: string]>> = {
  Request: ['AccountRequest', 'request'],
  IntentVeto: ['AccountVeto', 'veto'],
}
/** The name of the struct around one of this name, and of its field. */
const aroundOf = (primaryType: string): readonly [name: string, field: string] =>
  outerOf[primaryType] ?? ['AccountAttestation', 'attestation']

/** The same typed data with the account named around it: what the account's owner signs. */
export function forAccount(typed: TypedData, account: EvmAddress): TypedData {
  const { domain, types, primaryType, message } = typed
  const [outer, field] = aroundOf(primaryType)
  return {
    domain,
    types: {
      ...types,
      [outer]: [
        { name: 'account', type: 'address' },
        { name: field, type: primaryType },
      ],
    },
    primaryType: outer,
    message: { account, [field]: message },
  }
}

/** What the verifier's account is asked about when no key signed its attestation. */
export function accountAttestationDigest(of: KindOfAttestation, place: AttestationPlace): Hash {
  const struct = hashWords([attestationWords[of.kind], addressWord(of.attestation.verifier), hashWord(attestationStruct(of))])
  return digestOf(domainSeparator(of.kind, place), struct)
}

/** What an account is asked about when no key signed its envelope. */
export function accountEnvelopeDigest(request: EnvelopeRequest, account: EvmAddress): Hash {
  return digestOf(envelopeDomainSeparator, hashWords([requestWord, addressWord(account), hashWord(envelopeStruct(request))]))
}

function outerWord(inner: string, fields: readonly { readonly name: string; readonly type: string }[]): Word {
  const [outer, field] = aroundOf(inner)
  return textWord(`${outer}(address account,${inner} ${field})${typeString(inner, fields)}`)
}
const attestationWords: Readonly<Record<KindOfAttestation['kind'], Word>> = {
  claim: outerWord('ClaimAttestation', attestationTypes.ClaimAttestation),
  snapshot: outerWord('SnapshotAttestation', attestationTypes.SnapshotAttestation),
  intent: outerWord('IntentAttestation', attestationTypes.IntentAttestation),
}
const requestWord = outerWord('Request', envelopeTypes.Request)
