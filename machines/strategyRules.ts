// The strategy's mind: pure, deterministic, explained. Exits come before entries, and "no trade" is a decision too.
import type { Decision, DecisionRule } from '#protocol/decision.ts'
import type { StrategyRules } from '#protocol/strategyRules.ts'

/** An open position as the vault accounts for it; the round and the best price are the strategy's own memory. */
export interface Position {
  /** base units of the traded token, decimal */
  readonly quantity: string
  /** base asset per whole token, times 10^18 */
  readonly entryPriceWad: string
  /** what it cost, base units of the base asset */
  readonly cost: string
  readonly openedRound: number
  readonly peakPriceWad: string
}

export interface Situation {
  readonly round: number
  readonly position: Position | null
  /** free base asset of the vault, base units */
  readonly baseFree: string
  /** claimed prices of the traded token, newest last */
  readonly pricesWad: readonly string[]
  readonly lastSaleRound: number | null
}

export interface Choice {
  readonly action: 'BUY' | 'SELL' | 'HOLD'
  /** of the token that is given away, base units; '0' when holding */
  readonly amountIn: string
  readonly priceWad: string | null
  readonly decision: Decision
}

const bpsInWhole = 10_000n

/** What to do now and why. */
export function choose(situation: Situation, rules: StrategyRules): Choice {
  const price = situation.pricesWad.at(-1)
  if (price === undefined) return hold('insufficient-data', 'this snapshot has no price for the traded token', null, {})
  return situation.position === null
    ? chooseEntry(situation, price, rules)
    : chooseExit(situation.round, situation.position, price, rules)
}

function chooseExit(round: number, position: Position, price: string, { exit }: StrategyRules): Choice {
  const gain = moveBps(position.entryPriceWad, price)
  const peak = BigInt(position.peakPriceWad) > BigInt(price) ? position.peakPriceWad : price
  const fall = -moveBps(peak, price)
  const held = round - position.openedRound
  const figures = { gainBps: String(gain), fallFromPeakBps: String(fall), heldRounds: String(held) }
  const sell = (rule: DecisionRule, explanation: string): Choice => ({
    action: 'SELL',
    amountIn: position.quantity,
    priceWad: price,
    decision: { rule, explanation, figures },
  })
  if (gain <= -exit.stopLossBps)
    return sell('stop-loss', `price is ${percent(-gain)} below entry; the limit is ${percent(exit.stopLossBps)}`)
  if (gain >= exit.takeProfitBps)
    return sell('take-profit', `price is ${percent(gain)} above entry; the target is ${percent(exit.takeProfitBps)}`)
  // a fall from the entry price itself is the stop-loss's business
  if (BigInt(peak) > BigInt(position.entryPriceWad) && fall >= exit.drawdownBps) {
    return sell('drawdown', `price fell ${percent(fall)} from its best since entry; the limit is ${percent(exit.drawdownBps)}`)
  }
  if (held >= exit.timeStopRounds) return sell('time-stop', `held for ${rounds(held)}; the limit is ${exit.timeStopRounds}`)
  return hold('holding', `${percent(gain)} from entry after ${rounds(held)}; no exit is due`, price, figures)
}

function chooseEntry(situation: Situation, price: string, rules: StrategyRules): Choice {
  const { entry, cooldownRounds } = rules
  const since = situation.lastSaleRound === null ? null : situation.round - situation.lastSaleRound
  if (since !== null && since <= cooldownRounds) {
    return hold('cooldown', `${rounds(since)} since the last sale; it stands still for ${cooldownRounds}`, price, {
      sinceSaleRounds: String(since),
    })
  }
  const then = situation.pricesWad.at(-1 - entry.windowRounds)
  if (then === undefined) {
    const known = situation.pricesWad.length
    return hold(
      'insufficient-data',
      `${counted(known, 'price is', 'prices are')} known; the entry compares over ${rounds(entry.windowRounds)}`,
      price,
      {
        known: String(known),
      },
    )
  }
  const move = moveBps(then, price)
  const figures = { moveBps: String(move), windowRounds: String(entry.windowRounds) }
  const signal = entry.rule === 'momentum' ? move : -move
  const direction = entry.rule === 'momentum' ? 'rose' : 'fell'
  if (signal < entry.thresholdBps) {
    return hold(
      'no-signal',
      `price moved ${percent(move)} over ${rounds(entry.windowRounds)}; it enters once it ${direction} ${percent(entry.thresholdBps)}`,
      price,
      figures,
    )
  }
  const amountIn = positionSize(situation.baseFree, rules)
  if (amountIn === 0n) return hold('insufficient-funds', `the vault has ${situation.baseFree} base units free`, price, figures)
  return {
    action: 'BUY',
    amountIn: amountIn.toString(),
    priceWad: price,
    decision: {
      rule: entry.rule,
      explanation: `price ${direction} ${percent(signal)} over ${rounds(entry.windowRounds)}; it enters from ${percent(entry.thresholdBps)}`,
      figures,
    },
  }
}

function positionSize(baseFree: string, { sizing }: StrategyRules): bigint {
  const share = (BigInt(baseFree) * BigInt(sizing.shareBps)) / bpsInWhole
  const most = BigInt(sizing.maxAmountIn)
  return share < most ? share : most
}

function hold(rule: DecisionRule, explanation: string, priceWad: string | null, figures: Record<string, string>): Choice {
  return { action: 'HOLD', amountIn: '0', priceWad, decision: { rule, explanation, figures } }
}

/** Change between two wad prices in basis points, rounded towards zero; 0 when there is nothing to compare with. */
export function moveBps(fromWad: string, toWad: string): number {
  const from = BigInt(fromWad)
  return from === 0n ? 0 : Number(((BigInt(toWad) - from) * bpsInWhole) / from)
}

const counted = (count: number, one: string, more: string): string => `${count} ${count === 1 ? one : more}`
const rounds = (count: number): string => counted(count, 'round', 'rounds')

function percent(bps: number): string {
  return `${(bps / 100).toFixed(2)} %`
}
