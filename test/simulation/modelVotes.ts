// Which attestations of a batch count in the model's books, and what they weigh.
import type { EvmAddress } from '#protocol/address.ts'
import type { FundConfig } from '#protocol/fund.ts'
import type { Hash } from '#protocol/hash.ts'
import type { Nonce } from '#protocol/uint.ts'
import { isCheaplySigned } from './cheapSignatures.ts'

/** An attestation as the books take it. */
export interface Attested {
  readonly verifier: `0x${string}`
  readonly expiresAt: bigint
  readonly nonce: bigint
  readonly signature: `0x${string}`
}

/** The numbers of one as its digest takes them. */
export const numbersOf = (one: Attested): { readonly expiresAt: number; readonly nonce: Nonce } => ({
  expiresAt: Number(one.expiresAt),
  nonce: one.nonce.toString() as Nonce,
})

/** Whose signatures are theirs and not expired. */
export function signersOf(
  fund: FundConfig,
  attested: readonly Attested[],
  time: number,
  digest: (one: Attested) => Hash,
): readonly string[] {
  return attested.flatMap((one) =>
    Number(one.expiresAt) >= time &&
    fund.verifiers.some(({ address }) => address === one.verifier) &&
    isCheaplySigned(digest(one), one.signature, one.verifier as EvmAddress)
      ? [one.verifier]
      : [],
  )
}
/** What they weigh together. */
export const weightOf = (fund: FundConfig, signers: readonly string[]): number =>
  fund.verifiers.reduce((sum, { address, weight }) => sum + (signers.includes(address) ? weight : 0), 0)
