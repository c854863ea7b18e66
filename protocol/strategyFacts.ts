// What is told of a strategy: what it decided and why, what a person asked it for, and what came of that.
import { z } from 'zod'
import { wadSchema } from './amounts.ts'
import { tradeAskerSchema } from './askedTrade.ts'
import { decisionRuleSchema } from './decision.ts'
import { intentActionSchema } from './intent.ts'
import { personSchema } from './person.ts'
import { labelSchema, noteSchema, slugSchema } from './text.ts'
import { uint64Schema } from './uint.ts'

const { requestId, principal } = tradeAskerSchema.shape
const inRound = { fundId: slugSchema, round: uint64Schema }

/** Of a fact that a person's request is behind; both are absent where the strategy's own rules are. */
export const askedByShape = {
  askedBy: personSchema.optional().describe('who asked for it; absent: its rules decided'),
  requestId: requestId.optional().describe('of the request that it was asked with'),
} as const

const asked = {
  fundId: slugSchema,
  requestId,
  askedBy: personSchema,
  principal,
  action: intentActionSchema,
  amountIn: z.string().max(78).describe('of what is given away, base units; `all` of what is held'),
}

/** Rows of `factSchemas`. */
export const strategyFacts = {
  'strategy.decided': z.object({
    ...inRound,
    ...askedByShape,
    action: z.enum(['BUY', 'SELL', 'HOLD']),
    rule: decisionRuleSchema,
    explanation: noteSchema,
    priceWad: wadSchema.nullable(),
  }),
  'strategy.failed': z.object({ ...inRound, ...askedByShape, code: labelSchema, detail: noteSchema }),
  'strategy.asked': z.object(asked),
  'strategy.refused': z.object({ ...asked, code: labelSchema, detail: noteSchema }),
} as const
