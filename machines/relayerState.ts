// What a relayer knows of its fund's round.
import type { Address } from '#runtime/authoring.ts'
import type { SignedClaimAttestation, SignedSnapshotAttestation } from '#protocol/attestation.ts'
import type { Claim } from '#protocol/claim.ts'
import type { AccountConfirmed, AccountFailed, RoundOpen } from '#protocol/messages.ts'
import type { ClaimSubmitted, ClaimVerdict, IntentProposal, OpenSet, SnapshotVerdict } from '#protocol/relay.ts'
import type { Ballot } from './quorum.ts'

export interface ClaimProgress {
  readonly claimHash: string
  readonly claim: Claim
  readonly state: 'open' | 'finalized' | 'refused'
  readonly ballot: Ballot<SignedClaimAttestation>
}
export interface Round {
  readonly round: number
  readonly setEpoch: number
  readonly thresholdClaim: number
  readonly claims: readonly ClaimProgress[]
  /** requests of the account that finalize claims on chain */
  readonly posting: readonly string[]
  readonly root: string | null
  readonly claimHashes: readonly string[]
  readonly ballot: Ballot<SignedSnapshotAttestation>
}

export interface RelayerInput {
  readonly fundId: string
  readonly chainId: number
  readonly account: Address
  /** the fund's guardian, who may cancel an intent that will not be traded */
  readonly guardianAccount: Address
  /** who may submit claims: the fund's configured crawlers */
  readonly crawlers: readonly string[]
  /** who alone may propose trades */
  readonly strategy: string
  readonly claimMode: 'OFFCHAIN' | 'ONCHAIN'
  readonly claimBook: string
  readonly snapshotBook: string
  readonly intentBook: string
  /** claims a full round has: one per crawler */
  readonly expectedClaims: number
  readonly collectMs: number
  readonly snapshotMs: number
}
export interface RelayerContext extends RelayerInput {
  readonly round: Round | null
  /** the newest round asked for while another was still open */
  readonly next: number | null
  readonly set: OpenSet | null
  readonly intents: readonly string[]
  readonly reason: string
}
export type RelayerEvent =
  | RoundOpen
  | ClaimSubmitted
  | ClaimVerdict
  | SnapshotVerdict
  | IntentProposal
  | AccountConfirmed
  | AccountFailed
/** The open round. @throws when there is none, which is a fault of the machine */
export function roundOf(context: RelayerContext): Round {
  if (context.round === null) throw new Error('a relayer at work has a round')
  return context.round
}
