// What a strategy decided and by which rule. "No trade" is a decision like the others and says why.
import { z } from 'zod'
import { labelSchema, noteSchema } from './text.ts'

/** The rules of entry and exit, and the reasons for standing still. */
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
] as const
export const decisionRuleSchema = z.enum(decisionRules)
export type DecisionRule = z.output<typeof decisionRuleSchema>

/** The rule that decided, in words a person can check, and the figures it looked at. */
export const decisionSchema = z.strictObject({
  rule: decisionRuleSchema,
  explanation: noteSchema,
  figures: z.record(labelSchema, z.string().max(128)).default({}),
})
export type Decision = z.output<typeof decisionSchema>
