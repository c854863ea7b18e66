// The price guard as a small state machine: a second, dull reading of contracts/PriceGuard.sol.
import type { PriceStatus } from '#protocol/priceStatus.ts'

/** Where time-weighted prices come from: the pool's price summed over seconds, as a block has it. */
export interface PooledPrice {
  readonly time: number
  /** sum of price (wad) times seconds, up to this block's time */
  readonly priceSum: bigint
}
interface Observation {
  readonly sum: bigint
  readonly at: number
}

/** Never changed: each observation makes the next one, so that a reorg takes up an older one. */
export interface ModelGuard {
  readonly windowS: number
  readonly maxAgeS: number
  readonly older: Observation | null
  readonly newer: Observation | null
}

/** A guard that has seen nothing. */
export const newGuard = (windowS: number, maxAgeS: number): ModelGuard => ({ windowS, maxAgeS, older: null, newer: null })

/** The error an observation would meet in this block; null when it would go through. */
export const obstacleTo = ({ newer, windowS }: ModelGuard, { time }: PooledPrice): string | null =>
  newer !== null && time < newer.at + windowS ? 'ObservedTooSoon' : null

/** The guard after an observation that nothing stood against. */
export const observed = (guard: ModelGuard, { time, priceSum }: PooledPrice): ModelGuard => ({
  ...guard,
  older: guard.newer,
  newer: { sum: priceSum, at: time },
})

/** What it says of the price in this block; the price is 0 unless KNOWN. */
export function consult(guard: ModelGuard, { time }: PooledPrice): { readonly status: PriceStatus; readonly priceWad: bigint } {
  const { older, newer, maxAgeS } = guard
  if (older === null || newer === null) return { status: 'TOO_FEW_OBSERVATIONS', priceWad: 0n }
  const span = newer.at - older.at
  if (time - newer.at > maxAgeS || span > maxAgeS) return { status: 'STALE', priceWad: 0n }
  return { status: 'KNOWN', priceWad: (newer.sum - older.sum) / BigInt(span) }
}
