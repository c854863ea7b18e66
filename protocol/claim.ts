// A crawler's statement about data. Its hash covers the fund, so equal data in two funds never collide.
import { z } from 'zod'
import { evmAddressSchema } from './address.ts'
import { hashSchema, type Hash } from './hash.ts'
import { extractedCharsMax, referenceCharsMax } from './limits.ts'
import { addressWord, hashWord, hashWords, numberWord, textWord, typeString } from './structHash.ts'
import { labelSchema, noteSchema, textSchema } from './text.ts'
import { secondsSchema, uint64Schema } from './uint.ts'

/** Where a claim's data can come from. `amm-price` can be reproduced by anyone with a node; `manual` by nobody. */
export const sourceTypeSchema = z.enum(['amm-price', 'http-json', 'http-text', 'manual'])

const reference = textSchema(referenceCharsMax)

/** A claim as JSON; parsing normalises its text (NFC, trimmed) and addresses, so parse before you hash. */
export const claimSchema = z
  .strictObject({
    fund: evmAddressSchema.describe("the fund's vault"),
    round: uint64Schema.describe('data cycle of the fund: openRound of its status'),
    schemaId: labelSchema.describe('what `extracted` means, for example `amm-price/1`'),
    sourceType: sourceTypeSchema.describe('amm-price can be reproduced by anyone with a node; manual by nobody'),
    sourceRef: reference.describe('a URL, or a pool and block; see source.ts'),
    selector: reference.describe('what was taken from the source, for example a JSONPath'),
    extracted: textSchema(extractedCharsMax).describe('what was read'),
    extractedType: labelSchema.describe('type of `extracted`, for example `amm-price/1` or `text`'),
    timestamp: secondsSchema.describe('when the data was true at the source'),
    responseHash: hashSchema.describe('keccak256 of the raw answer'),
    evidenceType: labelSchema.describe('`none` when there is none'),
    evidenceURI: reference.describe('where the raw answer is kept; empty when nowhere'),
    crawler: evmAddressSchema.describe('who claims it: the signer of the request'),
    notes: noteSchema.describe('empty when there are none'),
  })
  .meta({
    id: 'Claim',
    description: 'A crawler’s statement about data. Its claimHash is the EIP-712 struct hash of these fields.',
  })
/** A parsed claim. */
export type Claim = z.output<typeof claimSchema>

/** The EIP-712 struct; its string is what both sides hash. */
export const claimTypes = {
  Claim: [
    { name: 'fund', type: 'address' },
    { name: 'round', type: 'uint64' },
    { name: 'schemaId', type: 'string' },
    { name: 'sourceType', type: 'string' },
    { name: 'sourceRef', type: 'string' },
    { name: 'selector', type: 'string' },
    { name: 'extracted', type: 'string' },
    { name: 'extractedType', type: 'string' },
    { name: 'timestamp', type: 'uint64' },
    { name: 'responseHash', type: 'bytes32' },
    { name: 'evidenceType', type: 'string' },
    { name: 'evidenceURI', type: 'string' },
    { name: 'crawler', type: 'address' },
    { name: 'notes', type: 'string' },
  ],
} as const

/** A claim as EIP-712 typed data. */
export interface ClaimTypedData {
  readonly types: typeof claimTypes
  readonly primaryType: 'Claim'
  readonly message: Omit<Claim, 'round' | 'timestamp'> & { readonly round: bigint; readonly timestamp: bigint }
}

/** The claim as EIP-712 typed data without a domain: a claim is hashed, not signed (attestations are signed). */
export function claimTypedData(claim: Claim): ClaimTypedData {
  return {
    types: claimTypes,
    primaryType: 'Claim',
    message: { ...claim, round: BigInt(claim.round), timestamp: BigInt(claim.timestamp) },
  }
}

const typeWord = textWord(typeString('Claim', claimTypes.Claim))

/** The EIP-712 struct hash of a parsed claim; `ClaimBook.hashClaim` gives the same. */
export function hashClaim(claim: Claim): Hash {
  return hashWords([
    typeWord,
    addressWord(claim.fund),
    numberWord(claim.round),
    textWord(claim.schemaId),
    textWord(claim.sourceType),
    textWord(claim.sourceRef),
    textWord(claim.selector),
    textWord(claim.extracted),
    textWord(claim.extractedType),
    numberWord(claim.timestamp),
    hashWord(claim.responseHash),
    textWord(claim.evidenceType),
    textWord(claim.evidenceURI),
    addressWord(claim.crawler),
    textWord(claim.notes),
  ])
}
