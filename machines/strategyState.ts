// What a strategy knows of its fund and remembers of its position, and how it reads it.
import type { Address } from '#runtime/authoring.ts'
import type { TradeAsker } from '#protocol/askedTrade.ts'
import type { Intent } from '#protocol/intent.ts'
import type { StrategyRules } from '#protocol/strategyRules.ts'
import type { DecideTask } from '#protocol/tasks.ts'
import { strategyLimits } from './limits.ts'
import type { Choice, Position } from './strategyRules.ts'

export interface StrategyInput {
  readonly fundId: string
  readonly account: Address
  readonly rules: StrategyRules
}
/** The vault as the chain accounts for it; entry round and best price are the strategy's own memory. */
export interface Holdings {
  readonly baseFree: string
  /** `cost`: what the quantity cost, base units of the base asset */
  readonly held: { readonly quantity: string; readonly entryPriceWad: string; readonly cost: string } | null
}
/** A person asks for a trade. */
export interface StrategyAsk extends TradeAsker {
  readonly type: 'strategy.ask'
  readonly action: 'BUY' | 'SELL'
  /** of what is given away, base units; `all` of a position */
  readonly amountIn: string
  /** set by the runtime when the event was asked */
  readonly askId?: string
}
/** What was asked, and by which name it is answered. */
export interface Asked extends Omit<StrategyAsk, 'type' | 'askId'> {
  readonly askId: string
}
/** A decision worked out to the exact trade. */
export interface Proposal {
  readonly intent: Intent
  readonly intentHash: string
  readonly adapterData: string
  /** what each venue would have given, for the explanation; absent in proposals from before there were several */
  readonly quotes?: readonly { readonly venue: string; readonly amountOut: string | null }[]
  /** the one that is proposed */
  readonly venue?: string
  /** people have to approve it before it goes on chain; absent: nobody has to */
  readonly asks?: true
  readonly to: string
  /** calldata of `proposeIntent` */
  readonly data: string
}
export interface StrategyContext extends StrategyInput {
  readonly cursor: string
  readonly task: DecideTask | null
  readonly pricesWad: readonly string[]
  readonly lastSaleRound: number | null
  readonly baseFree: string
  readonly position: Position | null
  readonly choice: Choice | null
  readonly proposal: Proposal | null
  readonly proposeTxHash: string | null
  /** what a person asked for, until its end; null: the rules alone decide */
  readonly asked: Asked | null
}
/** The round at work. @throws between rounds */
export function taskOf(context: StrategyContext): DecideTask {
  if (context.task === null) throw new Error('a strategy at work has a task')
  return context.task
}

/** @throws before a decision is reached */
export function choiceOf(context: StrategyContext): Choice {
  if (context.choice === null) throw new Error('a decision is reached before it is used')
  return context.choice
}

/** @throws before a trade is routed */
export function proposalOf(context: StrategyContext): Proposal {
  if (context.proposal === null) throw new Error('a proposal is routed before it is used')
  return context.proposal
}

/** The newest prices, this snapshot's included. */
export function withPrice(pricesWad: readonly string[], task: DecideTask): readonly string[] {
  return task.priceWad === null ? pricesWad : [...pricesWad, task.priceWad].slice(-strategyLimits.series)
}

/** What is remembered of a snapshot that passed while an intent was open: its price, and whether it was the position's best. */
export function withMissed(
  context: Pick<StrategyContext, 'pricesWad' | 'position'>,
  task: DecideTask,
): Pick<StrategyContext, 'pricesWad' | 'position'> {
  const { position } = context
  const isBest = task.priceWad !== null && position !== null && BigInt(task.priceWad) > BigInt(position.peakPriceWad)
  return {
    pricesWad: withPrice(context.pricesWad, task),
    position: isBest ? { ...position, peakPriceWad: task.priceWad } : position,
  }
}

/** The position as the chain has it, with what only the strategy remembers of it. */
export function positionOf(context: StrategyContext, { held }: Holdings): Position | null {
  if (held === null) return null
  const now = context.pricesWad.at(-1) ?? held.entryPriceWad
  const best = context.position?.peakPriceWad ?? held.entryPriceWad
  return {
    ...held,
    openedRound: context.position?.openedRound ?? taskOf(context).round,
    peakPriceWad: BigInt(now) > BigInt(best) ? now : best,
  }
}
