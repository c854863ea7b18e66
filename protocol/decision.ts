// What a strategy decided and by which rule. "No trade" is a decision like the others and says why.
import { z } from 'zod'
import { labelSchema, noteSchema } from './text.ts'

/** The rules of entry and exit, the reasons for standing still, and `asked`: a person asked for exactly this trade. */
export const decisionRules = [
  'momentum',
  'mean-reversion',
  'take-profit',
  'stop-loss',
  'time-stop',
  'drawdown',
  'no-signal',
  'holding',
  'cooldown',
  'insufficient-data',
  'insufficient-funds',
  'asked',
] as const
export const decisionRuleSchema = z.enum(decisionRules)
export type DecisionRule = z.output<typeof decisionRuleSchema>

/** The rule that decided, in words a person can check, and the figures it looked at. */
export const decisionSchema = z
  .strictObject({
    rule: decisionRuleSchema.describe('the rule that decided'),
    explanation: noteSchema.describe('in words'),
    figures: z.record(labelSchema, z.string().max(128)).default({}).describe('name and value of what it looked at'),
  })
  .meta({
    id: 'Decision',
    description: 'The rule that decided, in words that a person can check, and the figures that it looked at.',
  })
export type Decision = z.output<typeof decisionSchema>
