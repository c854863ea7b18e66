// What a fund's limits let pass: a second, dull reading of contracts/base/TradeLimits.sol. Amounts in the asset's base units.
import { amountSchema } from '#protocol/amounts.ts'
import type { DryRunCode } from '#protocol/dryRun.ts'
import type { Inspection } from '#protocol/inspection.ts'
import { priceStatuses } from '#protocol/priceStatus.ts'
import { consult, type ModelGuard, type PooledPrice } from './modelGuard.ts'

/** Times in seconds. */
export interface ModelLimits {
  readonly maxNotional: bigint
  readonly dailyNotionalCap: bigint
  readonly cooldownS: number
  readonly challengeS: number
  readonly maxPriceDeviationBps: bigint
  readonly lossLimit: bigint
  readonly lossWindowS: bigint
}
/** A trade in the light of a price: what it pays and what it gets. */
export interface Judged {
  readonly action: 'BUY' | 'SELL'
  readonly amountIn: bigint
  readonly minAmountOut: bigint
  /** what the venue would give */
  readonly quote: bigint
}
/** What was charged for a trade that happened. */
export interface Charge {
  readonly time: number
  readonly notional: bigint
  readonly shortfall: bigint
}

const bps = 10_000n
const hourS = 3_600

/** An answer of the contract's `inspect`. */
export const inspection = (code: DryRunCode, actual: number | bigint = 0, bound: number | bigint = 0): Inspection => ({
  code,
  actual: amountSchema.parse(String(actual)),
  bound: amountSchema.parse(String(bound)),
})

/** The first limit that the trade would break in this block; OK if none. */
export function inspectLimits(
  limits: ModelLimits,
  guard: ModelGuard,
  charges: readonly Charge[],
  trade: Judged,
  at: PooledPrice,
): Inspection {
  const rested = (charges.at(-1)?.time ?? 0) + limits.cooldownS
  if (at.time < rested) return inspection('COOLDOWN', at.time, rested)
  const { status, priceWad } = consult(guard, at)
  if (status !== 'KNOWN') return inspection('PRICE_UNAVAILABLE', priceStatuses.indexOf(status))
  const { notional } = charged(trade, priceWad, trade.quote)
  if (notional > limits.maxNotional) return inspection('MAX_NOTIONAL_EXCEEDED', notional, limits.maxNotional)
  const total = notional + spent(charges, at.time)
  if (total > limits.dailyNotionalCap) return inspection('DAILY_NOTIONAL_EXCEEDED', total, limits.dailyNotionalCap)
  return inspectPrice(limits, charges, trade, { time: at.time, priceWad })
}

function inspectPrice(
  limits: ModelLimits,
  charges: readonly Charge[],
  trade: Judged,
  { time, priceWad }: { readonly time: number; readonly priceWad: bigint },
): Inspection {
  const [paid, worst] = worths(trade, priceWad, trade.minAmountOut)
  const least = (paid * (bps - limits.maxPriceDeviationBps) + bps - 1n) / bps
  if (worst < least) return inspection('PRICE_DEVIATION', worst, least)
  const [, got] = worths(trade, priceWad, trade.quote)
  const most = (paid * (bps + limits.maxPriceDeviationBps)) / bps
  if (got > most) return inspection('PRICE_DEVIATION', got, most)
  const level = lossLevel(limits, charges, time) + charged(trade, priceWad, trade.quote).shortfall
  return level > limits.lossLimit ? inspection('LOSS_LIMIT', level, limits.lossLimit) : inspection('OK')
}

/** What a trade that gives this is charged with, by the guard's price in this block. */
export function charged(trade: Judged, priceWad: bigint, amountOut: bigint): Omit<Charge, 'time'> {
  const [paid, got] = worths(trade, priceWad, amountOut)
  return { notional: paid, shortfall: paid > got ? paid - got : 0n }
}

/** Has the bucket of losses no room for another trade like the last? Then the fund pauses itself. */
export function isFull(limits: ModelLimits, charges: readonly Charge[]): boolean {
  const last = charges.at(-1)
  if (last === undefined || last.shortfall === 0n) return false
  return lossLevel(limits, charges, last.time) + last.shortfall > limits.lossLimit
}

/** Counted by the hour: the one that runs and the 24 before it. */
function spent(charges: readonly Charge[], time: number): bigint {
  const hour = Math.floor(time / hourS)
  return charges.reduce((sum, one) => (Math.floor(one.time / hourS) >= hour - 24 ? sum + one.notional : sum), 0n)
}

function lossLevel({ lossLimit, lossWindowS }: ModelLimits, charges: readonly Charge[], time: number): bigint {
  let [level, since] = [0n, 0]
  const sunk = (until: number): bigint => {
    const left = level - (lossLimit * BigInt(until - since)) / lossWindowS
    return left > 0n ? left : 0n
  }
  for (const one of charges) {
    if (one.shortfall === 0n) continue
    level = sunk(one.time) + one.shortfall
    since = one.time
  }
  return sunk(time)
}

/** What is paid and what is got for it, both in the asset. The asset has 6 decimals, the traded token 18. */
function worths({ action, amountIn }: Judged, priceWad: bigint, amountOut: bigint): readonly [bigint, bigint] {
  const worth = (quantity: bigint): bigint => (quantity * priceWad) / 10n ** 30n
  return action === 'BUY' ? [amountIn, worth(amountOut)] : [worth(amountIn), amountOut]
}
