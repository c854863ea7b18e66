// What `explain` answers.
import type { Tone } from './style.ts'

/** One opinion of a verifier, with the weight it carries. */
export interface OpinionLine {
  readonly verifier: string
  readonly name: string
  readonly weight: number | null
  readonly verdict: string
  readonly reason: string
  readonly detail: string
  readonly seq: number
}
export interface QuorumLine {
  readonly opinions: readonly OpinionLine[]
  readonly attestedWeight: number
  readonly thresholdWeight: number | null
}
export interface ClaimStory extends QuorumLine {
  readonly claimHash: string
  readonly crawler: string
  readonly crawlerName: string
  readonly sourceType: string
  readonly sourceRef: string
  readonly extracted: string
  readonly outcome: 'final' | 'refused' | 'open'
  readonly seq: number
}
export interface IntentStory {
  readonly intentHash: string
  readonly fundId: string
  readonly round: number | null
  readonly action: 'BUY' | 'SELL' | null
  readonly reason: string | null
  readonly outcome: 'executed' | 'approved' | 'open' | 'dropped' | 'expired' | 'refused' | 'cancelled'
  readonly claims: readonly ClaimStory[]
  readonly snapshot:
    | (QuorumLine & { readonly root: string; readonly txHash: string | null; readonly block: number | null })
    | null
  readonly signatures: QuorumLine
  readonly dryRuns: readonly {
    readonly by: string
    readonly code: string
    readonly detail: string | null
    readonly block: number | null
    readonly seq: number
  }[]
  readonly execution: {
    readonly amountIn: string
    readonly amountOut: string
    readonly txHash: string
    readonly block: number
    readonly seq: number
  } | null
}
export interface TimelineLine {
  readonly seq: number
  readonly at: string
  readonly actor: string
  readonly type: string
  readonly tone: Tone
  readonly text: string
}
export interface ExplainResult {
  readonly asked: string
  readonly kind: 'intent' | 'transaction'
  readonly intent: IntentStory | null
  readonly transactions: readonly {
    readonly txHash: string
    readonly account: string
    readonly label: string
    readonly block: number | null
  }[]
  readonly timeline: readonly TimelineLine[]
}
