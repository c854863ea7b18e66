// What `explain` answers.
import { z } from 'zod'
import type { Told } from './told.ts'

/** One opinion of a verifier, with the weight it carries. */
export const opinionLineSchema = z.object({
  verifier: z.string(),
  name: z.string(),
  weight: z.int().nullable(),
  verdict: z.string(),
  reason: z.string(),
  detail: z.string(),
  seq: z.int(),
})
export type OpinionLine = Told<typeof opinionLineSchema>
export const quorumLineSchema = z.object({
  opinions: z.array(opinionLineSchema),
  attestedWeight: z.int(),
  thresholdWeight: z.int().nullable(),
})
export type QuorumLine = Told<typeof quorumLineSchema>
export const claimStorySchema = z.object({
  ...quorumLineSchema.shape,
  claimHash: z.string(),
  crawler: z.string(),
  crawlerName: z.string(),
  sourceType: z.string(),
  sourceRef: z.string(),
  extracted: z.string(),
  outcome: z.enum(['final', 'refused', 'open']),
  seq: z.int(),
})
export type ClaimStory = Told<typeof claimStorySchema>
export const intentStorySchema = z.object({
  intentHash: z.string(),
  fundId: z.string(),
  round: z.int().nullable(),
  action: z.enum(['BUY', 'SELL']).nullable(),
  reason: z.string().nullable(),
  outcome: z.enum(['executed', 'approved', 'open', 'dropped', 'expired', 'refused', 'cancelled']),
  claims: z.array(claimStorySchema),
  snapshot: quorumLineSchema
    .extend({
      root: z.string(),
      txHash: z.string().nullable(),
      block: z.int().nullable(),
    })
    .nullable(),
  signatures: quorumLineSchema,
  dryRuns: z.array(
    z.object({
      by: z.string(),
      code: z.string(),
      detail: z.string().nullable(),
      block: z.int().nullable(),
      seq: z.int(),
    }),
  ),
  execution: z
    .object({
      amountIn: z.string(),
      amountOut: z.string(),
      txHash: z.string(),
      block: z.int(),
      seq: z.int(),
    })
    .nullable(),
})
export type IntentStory = Told<typeof intentStorySchema>
export const timelineLineSchema = z.object({
  seq: z.int(),
  at: z.string(),
  actor: z.string(),
  type: z.string(),
  tone: z.enum(['quiet', 'plain', 'good', 'bad']),
  text: z.string(),
})
export type TimelineLine = Told<typeof timelineLineSchema>
export const explainResultSchema = z.object({
  asked: z.string(),
  kind: z.enum(['intent', 'transaction']),
  intent: intentStorySchema.nullable(),
  transactions: z.array(
    z.object({
      txHash: z.string(),
      account: z.string(),
      label: z.string(),
      block: z.int().nullable(),
    }),
  ),
  timeline: z.array(timelineLineSchema),
})
export type ExplainResult = Told<typeof explainResultSchema>
