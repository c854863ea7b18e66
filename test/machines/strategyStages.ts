// A strategy bot at each stage of one proposal.
import { expect } from 'vitest'
import { adapterDataFixture, addressFixture, fundFixture, hashFixture, intentFixture } from '#protocol/fixtures.ts'
import { hashIntent } from '#protocol/intent.ts'
import type { AccountConfirmed, AccountFailed } from '#protocol/messages.ts'
import type { DecideTask, Next, OutcomeTask } from '#protocol/tasks.ts'
import type { StrategyAsk } from '#machines/strategyState.ts'
import { drive, type Driver } from './driver.ts'
import { strategyMachine, type Holdings, type Proposal, type StrategyInput } from '#machines/strategy.ts'

export const rules = {
  ...fundFixture().strategy,
  entry: { rule: 'momentum' as const, windowRounds: 1, thresholdBps: 100 },
  cooldownRounds: 3,
}
export const input: StrategyInput = { fundId: 'main', account: `account:31337-${addressFixture(61)}`, rules }
export const wad = (units: number): string => `${units}0000000000000000`
export const decide = (ofRound: number, priceWad: string | null): Next<DecideTask> => ({
  cursor: `${ofRound}/0`,
  task: { kind: 'decide', round: ofRound, root: hashFixture(ofRound), priceWad },
})
export const flat: Holdings = { baseFree: '1000000', held: null }
export const holding: Holdings = { baseFree: '0', held: { quantity: '500', entryPriceWad: wad(100), cost: '1000' } }
export const intentHash = hashIntent(intentFixture())
export const proposal: Proposal = {
  intent: intentFixture(),
  intentHash,
  adapterData: adapterDataFixture,
  to: addressFixture(6),
  data: '0x02',
}
export const outcome = (of: 'executed' | 'dropped' | 'expired'): Next<OutcomeTask> => ({
  cursor: '99/0',
  task: { kind: 'outcome', intentHash, outcome: of, reason: '' },
})
export const confirmed = (hash: string = intentHash): AccountConfirmed => ({
  type: 'account.confirmed',
  requestId: `propose/${hash}`,
  txHash: hashFixture(9),
  block: 30,
  gasUsed: '1',
})
export const failed = (hash: string = intentHash): AccountFailed => ({
  type: 'account.failed',
  requestId: `propose/${hash}`,
  stage: 'estimate',
  code: 'StaleSnapshot',
  message: 'too old',
  txHash: null,
})

export const ask: StrategyAsk = {
  type: 'strategy.ask',
  askId: 'propose/r-1',
  requestId: 'r-1',
  principal: 'key:mara',
  person: 'mara',
  action: 'BUY',
  amountIn: '400',
}
export const sale: StrategyAsk = { ...ask, action: 'SELL', amountIn: 'all' }

export type Strategy = Driver<typeof strategyMachine>
export function round(bot: Strategy, number: number, priceWad: string | null, holdings: Holdings): void {
  bot.answer('strategy.nextTask', decide(number, priceWad))
  bot.answer('strategy.observe', holdings)
}
/** The same for the snapshot that somebody waits for. */
export function snapshot(bot: Strategy, number: number, priceWad: string | null, holdings: Holdings): void {
  bot.answer('strategy.awaitSnapshot', decide(number, priceWad))
  bot.answer('strategy.observe', holdings)
}
/** Two rounds of rising prices: a buy is due. */
export function routing(): Strategy {
  const bot = drive(strategyMachine, input)
  round(bot, 1, wad(100), flat)
  round(bot, 2, wad(102), flat)
  return bot
}
/** A position that has reached its target: a sale is due. */
export function selling(): Strategy {
  const bot = drive(strategyMachine, input)
  round(bot, 1, wad(110), holding)
  return bot
}
export function awaitingProposal(bot = routing()): Strategy {
  bot.answer('strategy.route', proposal)
  return bot
}
export function submitting(bot = routing()): Strategy {
  awaitingProposal(bot).send(confirmed())
  return bot
}
export function awaitingOutcome(bot = routing()): Strategy {
  submitting(bot).answer('strategy.submitIntent', { status: 202 })
  return bot
}
/** Somebody asked, the vault has it, and the next snapshot is waited for. */
export function awaitingSnapshot(asked: StrategyAsk = ask, holdings: Holdings = flat): Strategy {
  const bot = drive(strategyMachine, input)
  bot.send(asked)
  bot.answer('strategy.weigh', holdings)
  return bot
}
/** The next snapshot came, and the vault was read again. */
export function weighed(
  asked: StrategyAsk,
  { priceWad = wad(100), holdings = flat }: { readonly priceWad?: string | null; readonly holdings?: Holdings } = {},
): Strategy {
  const bot = awaitingSnapshot(asked, holdings)
  snapshot(bot, 1, priceWad, holdings)
  return bot
}
export const atRest = (bot: Strategy): void => {
  expect(bot.pending).toEqual(['strategy.nextTask'])
  expect(bot.context).toMatchObject({ task: null, choice: null, proposal: null, proposeTxHash: null, asked: null })
}
