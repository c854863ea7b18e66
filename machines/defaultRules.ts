// The rules of a fund that nobody configured, on the development market. They are chosen so that a person who watches
// sees every kind of decision within minutes; they are no advice for a real market.
import { strategyRulesSchema, type StrategyRules } from '#protocol/strategyRules.ts'

/**
 * Rules for the development price walk, whose trends run 8 to 24 steps of about 0.35 %. Over its seeds 1 to 20 all four
 * exits and "no trade" occur, whether a round sees one step of the walk or three (test/machines/priceSeeds.test.ts).
 */
export const developmentRules: StrategyRules = strategyRulesSchema.parse({
  // two steps of a trend: noise alone moves 0.2 % a step and rarely gets there, a trend does within four rounds
  entry: { rule: 'momentum', windowRounds: 3, thresholdBps: 60 },
  exit: {
    // a trend that turned: three steps down. The pool's fee and the trade's own impact already cost 0.4 %
    stopLossBps: 120,
    // the better part of a trend that was entered early, so that the shorter ones end by another rule
    takeProfitBps: 300,
    // a spike gives back 0.55 % a step: out after three of them, before the stop-loss
    drawdownBps: 130,
    // calm follows a trend for 8 steps or more: capital is free again before the next one
    timeStopRounds: 6,
  },
  // ten trades of a vault, at most 1,000 USDC each (6 decimals): moves the development pool by a tenth of a percent
  sizing: { shareBps: 1_000, maxAmountIn: '1000000000' },
  // the walk may move twice between quote and execution
  maxSlippageBps: 300,
  // one round without the price that caused the sale
  cooldownRounds: 1,
  // many times what verifiers and executor need on a chain that mines at once
  intentTtlS: 300,
})
