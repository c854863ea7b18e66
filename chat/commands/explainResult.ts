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
/** The signed fields of a trade that people look at; amounts in base units. */
const tradeSchema = z.object({
  action: z.enum(['BUY', 'SELL']),
  amountIn: z.string(),
  minAmountOut: z.string(),
  quoteAmountOut: z.string(),
  maxSlippageBps: z.int(),
  setEpoch: z.int(),
  deadline: z.int().describe('chain time, s'),
})
const approvalStorySchema = z.object({
  approvalId: z.string(),
  quorum: z.int().describe('persons'),
  value: z.string().describe('of the trade, base units of the base asset'),
  above: z.string().describe('the bound that it is over'),
  state: z.enum(['pending', 'granted', 'used', 'rejected', 'expired', 'withdrawn']),
  detail: z.string().describe('why it ended unused; else empty'),
  votes: z.array(
    z.object({ verdict: z.enum(['approve', 'reject']), person: z.string(), by: z.string(), reason: z.string(), seq: z.int() }),
  ),
  seq: z.int(),
})
export const intentStorySchema = z.object({
  intentHash: z.string(),
  fundId: z.string(),
  round: z.int().nullable(),
  action: z.enum(['BUY', 'SELL']).nullable(),
  reason: z.string().nullable(),
  trade: tradeSchema.nullable().describe('null when its proposal is not in the journal that is read'),
  decision: z
    .object({ rule: z.string(), explanation: z.string(), figures: z.record(z.string(), z.string()) })
    .nullable()
    .describe('of the strategy; null before it is proposed on chain'),
  askedBy: z.string().nullable().describe('the person who asked for it; null: the strategy’s rules decided'),
  proposed: z
    .object({ txHash: z.string().nullable(), seq: z.int() })
    .nullable()
    .describe('on chain; null while it waits for people'),
  approval: approvalStorySchema.nullable().describe('by people; null where none was asked for'),
  approved: z
    .object({ signers: z.array(z.string()), txHash: z.string().nullable(), seq: z.int() })
    .nullable()
    .describe('on chain, by the weight of its verifiers'),
  ending: z
    .object({ outcome: z.string(), code: z.string().nullable(), detail: z.string(), seq: z.int() })
    .nullable()
    .describe('of one that was not executed'),
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
      paid: z.string().describe('amountIn in whole tokens, with its name; in base units where the fund is not known here'),
      got: z.string().describe('amountOut, likewise'),
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
export const explainResultSchema = z
  .object({
    asked: z.string(),
    kind: z.enum(['intent', 'transaction']),
    intent: intentStorySchema.nullable(),
    transactions: z.array(
      z.object({
        txHash: z.string(),
        account: z.string(),
        label: z.string(),
        block: z.int().nullable().describe('once it has its confirmations'),
        seq: z.int().describe('of the newest turn that told of it'),
      }),
    ),
    timeline: z.array(timelineLineSchema),
  })
  .meta({ id: 'ExplainResult', description: 'The story of a trade or a transaction, as `explain --json` prints it.' })
export type ExplainResult = Told<typeof explainResultSchema>
