// What the relayer's feed hands to bots that may live elsewhere. A cursor is the id of the last fact seen.
import type { SignedClaimAttestation } from './attestation.ts'
import type { Claim } from './claim.ts'
import type { Intent } from './intent.ts'

/** The answer of every `<role>.nextTask`: `task` is null when the wait ended without one. */
export interface Next<Task> {
  readonly cursor: string
  readonly task: Task | null
}

export interface CrawlTask {
  readonly kind: 'crawl'
  readonly round: number
}

export interface ClaimTask {
  readonly kind: 'claim'
  readonly round: number
  readonly setEpoch: number
  readonly claimHash: string
  readonly claim: Claim
}
export interface SnapshotTask {
  readonly kind: 'snapshot'
  readonly round: number
  readonly setEpoch: number
  readonly root: string
  readonly claimHashes: readonly string[]
  /** per claim, the signatures that finalized it */
  readonly evidence: readonly { readonly claimHash: string; readonly attestations: readonly SignedClaimAttestation[] }[]
}
export interface IntentTask {
  readonly kind: 'intent'
  readonly setEpoch: number
  readonly intentHash: string
  readonly intent: Intent
  readonly adapterData: string
}
export type VerifierTask = ClaimTask | SnapshotTask | IntentTask

/** A published snapshot, and what its claims say of the traded token. */
export interface DecideTask {
  readonly kind: 'decide'
  readonly round: number
  readonly root: string
  /** base asset per whole token, times 10^18; null when no claim of the snapshot prices it */
  readonly priceWad: string | null
}
export interface ExecuteTask {
  readonly kind: 'execute'
  readonly intentHash: string
  readonly intent: Intent
  readonly adapterData: string
}
/** What became of an intent, for the strategy that proposed it. Snapshots published meanwhile come before it, in order. */
export interface OutcomeTask {
  readonly kind: 'outcome'
  readonly intentHash: string
  readonly outcome: 'executed' | 'dropped' | 'expired'
  readonly reason: string
}
/** People approved an intent that waited for them: it may go on chain. */
export interface ClearedTask {
  readonly kind: 'cleared'
  readonly intentHash: string
}
