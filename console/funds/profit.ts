// What a fund holds and won. Amounts are base units of the base asset, as decimal strings.
import { percentOf } from '#console/parts/figures.ts'
import type { FundStatus } from '#console/data/shapes.ts'

/** An open position, valued as the fund's books value it. */
export interface OpenPosition {
  readonly quantity: string
  readonly cost: string
  readonly value: string
  /** May be negative. */
  readonly profit: string
  /** Of its cost, in hundredths of a per cent; may be negative. */
  readonly profitBps: number
  readonly percent: string
}

/** Null while the fund is flat, or until it was valued. */
export function openPosition({
  position,
  totalAssets,
  idle,
}: Pick<FundStatus, 'position' | 'totalAssets' | 'idle'>): OpenPosition | null {
  if (position === null || totalAssets === null || idle === null) return null
  const value = BigInt(totalAssets) - BigInt(idle)
  const cost = BigInt(position.costBasis)
  const profit = value - cost
  return {
    quantity: position.quantity,
    cost: cost.toString(),
    value: value.toString(),
    profit: profit.toString(),
    profitBps: cost === 0n ? 0 : Number((profit * 10_000n) / cost),
    percent: percentOf(profit.toString(), cost.toString()) ?? '0',
  }
}

/** How near something is to its limit: 0 far away, 1 there. */
export const nearness = (value: number, limit: number): number => (limit <= 0 ? 1 : Math.min(1, Math.max(0, value / limit)))
