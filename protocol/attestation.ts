// A verifier's signature over a claim, a snapshot's root or an intent. The domain binds it to one chain and one
// book of one fund; the nonce is single-use per verifier and book, in any order.
import { z } from 'zod'
import { evmAddressSchema, type EvmAddress } from './address.ts'
import { hashSchema, signatureSchema, type Hash, type Hex } from './hash.ts'
import {
  addressWord,
  decimalWord,
  digestOf,
  hashWord,
  hashWords,
  numberWord,
  textWord,
  typeString,
  type Word,
} from './structHash.ts'
import { nonceSchema, secondsSchema, uint64Schema } from './uint.ts'

const common = {
  setEpoch: uint64Schema.describe('the open set epoch; for a trade the one that it names'),
  verifier: evmAddressSchema.describe('who signs: the signer of the request'),
  expiresAt: secondsSchema.describe('Unix time in seconds after which the signature counts no more'),
  nonce: nonceSchema.describe('single-use for this verifier and book, in any order, as a decimal string'),
}

export const claimAttestationSchema = z.strictObject({ claimHash: hashSchema, round: uint64Schema, ...common })
export const snapshotAttestationSchema = z.strictObject({ root: hashSchema, round: uint64Schema, ...common })
export const intentAttestationSchema = z.strictObject({ intentHash: hashSchema, ...common })

export type ClaimAttestation = z.output<typeof claimAttestationSchema>
export type SnapshotAttestation = z.output<typeof snapshotAttestationSchema>
export type IntentAttestation = z.output<typeof intentAttestationSchema>

const signature = { signature: signatureSchema }
const about = (kind: string): string => `A verifier’s EIP-712 signature over ${kind}, in the domain of the fund’s own book.`
export const signedClaimAttestationSchema = claimAttestationSchema
  .extend(signature)
  .meta({ id: 'ClaimAttestation', description: about('a claim') })
export const signedSnapshotAttestationSchema = snapshotAttestationSchema
  .extend(signature)
  .meta({ id: 'SnapshotAttestation', description: about('the root of a round’s snapshot') })
export const signedIntentAttestationSchema = intentAttestationSchema
  .extend(signature)
  .meta({ id: 'IntentAttestation', description: about('a trade') })

export type SignedClaimAttestation = z.output<typeof signedClaimAttestationSchema>
export type SignedSnapshotAttestation = z.output<typeof signedSnapshotAttestationSchema>
export type SignedIntentAttestation = z.output<typeof signedIntentAttestationSchema>

/** Where a signature counts: the chain, and the fund's own book of that kind. */
export interface AttestationPlace {
  readonly chainId: number
  readonly book: EvmAddress
}

/** The EIP-712 structs of all three kinds. */
export const attestationTypes = {
  ClaimAttestation: [
    { name: 'claimHash', type: 'bytes32' },
    { name: 'round', type: 'uint64' },
    { name: 'setEpoch', type: 'uint64' },
    { name: 'verifier', type: 'address' },
    { name: 'expiresAt', type: 'uint64' },
    { name: 'nonce', type: 'uint256' },
  ],
  SnapshotAttestation: [
    { name: 'root', type: 'bytes32' },
    { name: 'round', type: 'uint64' },
    { name: 'setEpoch', type: 'uint64' },
    { name: 'verifier', type: 'address' },
    { name: 'expiresAt', type: 'uint64' },
    { name: 'nonce', type: 'uint256' },
  ],
  IntentAttestation: [
    { name: 'intentHash', type: 'bytes32' },
    { name: 'setEpoch', type: 'uint64' },
    { name: 'verifier', type: 'address' },
    { name: 'expiresAt', type: 'uint64' },
    { name: 'nonce', type: 'uint256' },
  ],
} as const

/** The names of the books' EIP-712 domains. */
export const attestationDomainNames = { claim: 'ClawClaimBook', snapshot: 'ClawSnapshotBook', intent: 'ClawIntentBook' } as const
export type AttestationKind = keyof typeof attestationDomainNames

/** The EIP-712 domain of one book. */
export interface AttestationDomain {
  readonly name: (typeof attestationDomainNames)[AttestationKind]
  readonly version: '2'
  readonly chainId: number
  readonly verifyingContract: EvmAddress
}

/** The EIP-712 domain of a fund's book. */
export function attestationDomain(kind: AttestationKind, place: AttestationPlace): AttestationDomain {
  return { name: attestationDomainNames[kind], version: '2', chainId: place.chainId, verifyingContract: place.book }
}

/** An attestation as EIP-712 typed data; `Subject` is what it is over. */
export interface AttestationTypedData<Name extends keyof typeof attestationTypes, Subject> {
  readonly domain: AttestationDomain
  readonly types: Pick<typeof attestationTypes, Name>
  readonly primaryType: Name
  readonly message: Subject & CommonMessage
}
type CommonFields = Pick<IntentAttestation, 'setEpoch' | 'verifier' | 'expiresAt' | 'nonce'>
/** What every message of a verifier ends with. */
export interface CommonMessage {
  readonly setEpoch: bigint
  readonly verifier: EvmAddress
  readonly expiresAt: bigint
  readonly nonce: bigint
}

/** What a verifier signs over a claim. */
export function claimAttestationTypedData(
  attestation: ClaimAttestation,
  place: AttestationPlace,
): AttestationTypedData<'ClaimAttestation', { readonly claimHash: Hash; readonly round: bigint }> {
  return {
    domain: attestationDomain('claim', place),
    types: { ClaimAttestation: attestationTypes.ClaimAttestation },
    primaryType: 'ClaimAttestation',
    message: { claimHash: attestation.claimHash, round: BigInt(attestation.round), ...commonMessage(attestation) },
  }
}

/** What a verifier signs over a snapshot's root. */
export function snapshotAttestationTypedData(
  attestation: SnapshotAttestation,
  place: AttestationPlace,
): AttestationTypedData<'SnapshotAttestation', { readonly root: Hash; readonly round: bigint }> {
  return {
    domain: attestationDomain('snapshot', place),
    types: { SnapshotAttestation: attestationTypes.SnapshotAttestation },
    primaryType: 'SnapshotAttestation',
    message: { root: attestation.root, round: BigInt(attestation.round), ...commonMessage(attestation) },
  }
}

/** What a verifier signs over an intent. */
export function intentAttestationTypedData(
  attestation: IntentAttestation,
  place: AttestationPlace,
): AttestationTypedData<'IntentAttestation', { readonly intentHash: Hash }> {
  return {
    domain: attestationDomain('intent', place),
    types: { IntentAttestation: attestationTypes.IntentAttestation },
    primaryType: 'IntentAttestation',
    message: { intentHash: attestation.intentHash, ...commonMessage(attestation) },
  }
}

/** One attestation with its kind. */
export type KindOfAttestation =
  | { readonly kind: 'claim'; readonly attestation: ClaimAttestation }
  | { readonly kind: 'snapshot'; readonly attestation: SnapshotAttestation }
  | { readonly kind: 'intent'; readonly attestation: IntentAttestation }

/** The EIP-712 hash of the struct, without a domain. */
export function attestationStruct(of: KindOfAttestation): Hash {
  const words = (...subject: Word[]): Hash => hashWords([typeWords[of.kind], ...subject, ...commonWords(of.attestation)])
  switch (of.kind) {
    case 'claim':
      return words(hashWord(of.attestation.claimHash), numberWord(of.attestation.round))
    case 'snapshot':
      return words(hashWord(of.attestation.root), numberWord(of.attestation.round))
    case 'intent':
      return words(hashWord(of.attestation.intentHash))
  }
}

/** The EIP-712 digest that the signature of a key is over. */
export const attestationDigest = (of: KindOfAttestation, place: AttestationPlace): Hash =>
  digestOf(domainSeparator(of.kind, place), attestationStruct(of))

/** The EIP-712 digest that the signature is over. */
export const claimAttestationDigest = (attestation: ClaimAttestation, place: AttestationPlace): Hash =>
  attestationDigest({ kind: 'claim', attestation }, place)
/** The EIP-712 digest that the signature is over. */
export const snapshotAttestationDigest = (attestation: SnapshotAttestation, place: AttestationPlace): Hash =>
  attestationDigest({ kind: 'snapshot', attestation }, place)
/** The EIP-712 digest that the signature is over. */
export const intentAttestationDigest = (attestation: IntentAttestation, place: AttestationPlace): Hash =>
  attestationDigest({ kind: 'intent', attestation }, place)

const typeWords: Readonly<Record<AttestationKind, Word>> = {
  claim: textWord(typeString('ClaimAttestation', attestationTypes.ClaimAttestation)),
  snapshot: textWord(typeString('SnapshotAttestation', attestationTypes.SnapshotAttestation)),
  intent: textWord(typeString('IntentAttestation', attestationTypes.IntentAttestation)),
}
/** What every domain of the contracts hashes first. */
export const domainTypeWord = textWord('EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)')
/** The version in every domain. */
export const domainVersionWord = textWord('2')
/** Domain separators by place: a process serves few funds. */
const domains = new Map<string, Hex>()
const domainsMax = 256

/** What `domainSeparator()` of the fund's book answers. */
export function domainSeparator(kind: AttestationKind, place: AttestationPlace): Hex {
  const key = `${kind}:${place.chainId}:${place.book}`
  const known = domains.get(key)
  if (known !== undefined) return known
  const nameWord = textWord(attestationDomainNames[kind])
  const made = hashWords([domainTypeWord, nameWord, domainVersionWord, numberWord(place.chainId), addressWord(place.book)])
  if (domains.size >= domainsMax) domains.clear()
  domains.set(key, made)
  return made
}

/** What every struct of a verifier ends with. */
export function commonWords(attestation: CommonFields): Word[] {
  return [
    numberWord(attestation.setEpoch),
    addressWord(attestation.verifier),
    numberWord(attestation.expiresAt),
    decimalWord(attestation.nonce),
  ]
}

/** The same as a message. */
export function commonMessage(attestation: CommonFields): CommonMessage {
  return {
    setEpoch: BigInt(attestation.setEpoch),
    verifier: attestation.verifier,
    expiresAt: BigInt(attestation.expiresAt),
    nonce: BigInt(attestation.nonce),
  }
}
