// The parameters of a fund's strategy. The rules themselves are pure code in machines/.
import { z } from 'zod'
import { amountSchema } from './amounts.ts'
import { intentWindowSMax } from './limits.ts'
import { bpsSchema } from './uint.ts'

const roundsSchema = z.int().min(1).max(10_000)

/** When to buy: the price moved by `thresholdBps` over `windowRounds`; up for momentum, down for mean reversion. */
export const entryRuleSchema = z.strictObject({
  rule: z.enum(['momentum', 'mean-reversion']),
  windowRounds: roundsSchema.max(64).describe('prices kept in the state of the bot: at most 64'),
  thresholdBps: bpsSchema.min(1),
})

/** When to sell; the first that holds wins, in this order. Drawdown is measured from the position's best price. */
export const exitRulesSchema = z.strictObject({
  stopLossBps: bpsSchema.min(1),
  takeProfitBps: z.int().min(1).max(1_000_000),
  drawdownBps: bpsSchema.min(1),
  timeStopRounds: roundsSchema,
})

/** How much of the fund one position takes: a share of the base asset, capped. */
export const sizingRuleSchema = z.strictObject({
  shareBps: bpsSchema.min(1),
  maxAmountIn: amountSchema,
})

export const strategyRulesSchema = z.strictObject({
  entry: entryRuleSchema,
  exit: exitRulesSchema,
  sizing: sizingRuleSchema,
  maxSlippageBps: bpsSchema.max(2_000),
  cooldownRounds: z.int().min(0).max(10_000).describe('rounds to stand still after a sale'),
  intentTtlS: z.int().min(30).max(intentWindowSMax).describe('deadline - validAfter; the contract bounds it too'),
})
export type StrategyRules = z.output<typeof strategyRulesSchema>
