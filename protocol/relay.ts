// What the relayer's door hands to the relayer and the intent bots once an envelope's signature and schema are checked,
// and what they answer. `from` is the proven signer.
import type { TradeAsker } from './askedTrade.ts'
import type { SignedClaimAttestation, SignedIntentAttestation, SignedSnapshotAttestation } from './attestation.ts'
import type { Claim } from './claim.ts'
import type { Decision } from './decision.ts'
import type { DryRunCode } from './dryRun.ts'
import type { Intent } from './intent.ts'
import type { IntentReason, Verdict, VerdictReason } from './verdict.ts'

interface FromBot {
  readonly from: string
  /** set by the runtime when the event was asked */
  readonly askId?: string
}
export interface ClaimSubmitted extends FromBot {
  readonly type: 'claim.submit'
  readonly claim: Claim
  readonly claimHash: string
}
export interface ClaimVerdict extends FromBot {
  readonly type: 'claim.attest'
  readonly claimHash: string
  readonly verdict: Verdict
  readonly reason: VerdictReason
  readonly detail: string
  readonly attestation: SignedClaimAttestation | null
}
export interface SnapshotVerdict extends FromBot {
  readonly type: 'snapshot.attest'
  readonly round: number
  readonly root: string
  readonly verdict: Verdict
  readonly reason: VerdictReason
  readonly detail: string
  readonly attestation: SignedSnapshotAttestation | null
}
export interface IntentProposal extends FromBot {
  readonly type: 'intent.propose'
  readonly intent: Intent
  readonly intentHash: string
  readonly adapterData: string
  readonly reason: string
  readonly decision: Decision
  /** null: the trade waits for people before it goes on chain */
  readonly proposeTxHash: string | null
  /** absent: the strategy's rules decided */
  readonly asked?: TradeAsker
}
export interface IntentVerdict extends FromBot {
  readonly type: 'intent.attest'
  readonly intentHash: string
  readonly verdict: Verdict
  readonly reason: IntentReason
  readonly detail: string
  readonly attestation: SignedIntentAttestation | null
  readonly dryRun: DryRunCode | null
}
/** A bot asks to take part; `from` is the address it would act with. */
export interface BotRegister extends FromBot {
  readonly type: 'bot.register'
  readonly role: 'verifier'
  readonly name: string
  readonly weight: number
  readonly title: string
}
/** A bot leaves. */
export interface BotRetire extends FromBot {
  readonly type: 'bot.retire'
  readonly botId: string
}
export interface ExecutionReport extends FromBot {
  readonly type: 'execution.report'
  readonly intentHash: string
  readonly outcome: 'executed' | 'failed' | 'dropped'
  readonly txHash: string | null
  readonly block: number | null
  readonly code: DryRunCode | null
  readonly detail: string
}

/** How far something is towards its quorum, as every surface reports it. */
export interface Tally {
  readonly attestedWeight: number
  readonly thresholdWeight: number
  readonly totalWeight: number
  readonly finalized: boolean
}
/** 200 finalized, 202 pending, 403 outside the set, 404 unknown, 409 duplicate or closed. */
export interface RelayAnswer extends Partial<Tally> {
  readonly status: 200 | 202 | 403 | 404 | 409
  readonly detail: string
  /** of a registration: its id within the fund */
  readonly botId?: string
}

export interface SetMember {
  readonly address: string
  readonly name: string
  readonly weight: number
  /** it signs by its contract (ERC-1271) where its key does not */
  readonly erc1271?: boolean
}
/** The open verifier set as the chain has it: revoked members are left out, thresholds never change. */
export interface OpenSet {
  readonly setEpoch: number
  readonly members: readonly SetMember[]
  /** of the epoch at its opening; revocation lowers what is reachable, never this */
  readonly totalWeight: number
  readonly thresholds: { readonly claim: number; readonly snapshot: number; readonly intent: number }
}
