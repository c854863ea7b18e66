// A trade against what its fund's contracts hold it to, one bound after the other. Pure.
import type { Approval, FundPolicy } from '#console/data/shapes.ts'

/** The signed fields that bounds are about. */
type BoundTrade = Pick<NonNullable<Approval['trade']>, 'action' | 'amountIn' | 'minAmountOut' | 'quoteAmountOut'>
/** One bound and how the trade stands to it. `amount`: base units of the base asset; `bps`: hundredths of a per cent. */
export interface Bound {
  readonly name: string
  readonly actual: string
  readonly bound: string
  readonly unit: 'amount' | 'bps'
  readonly holds: boolean
}

/** Those that the policy sets and that the trade's own fields tell of. */
export function boundsOf(trade: BoundTrade, policy: FundPolicy): readonly Bound[] {
  const { amountIn, minAmountOut, quoteAmountOut, action } = trade
  const { maxNotional, dailyNotionalCap, notionalSpent, maxSlippageBps } = policy
  // of a sale, the contracts take the price guard's word for what it is worth: the quote is the nearest that is known here
  const worth = BigInt(action === 'BUY' ? amountIn : quoteAmountOut)
  const quote = BigInt(quoteAmountOut)
  // rounded down, as whoever proposes rounds the minimum up
  const slippage = quote === 0n ? 0n : ((quote - BigInt(minAmountOut)) * 10_000n) / quote
  const bounds: readonly (Bound | null)[] = [
    bound('gives way from its quote', slippage, BigInt(maxSlippageBps), 'bps'),
    maxNotional === null ? null : bound('worth of one trade', worth, BigInt(maxNotional), 'amount'),
    dailyNotionalCap === null
      ? null
      : bound('worth of the trades of 24 hours, with it', BigInt(notionalSpent) + worth, BigInt(dailyNotionalCap), 'amount'),
  ]
  return bounds.filter((one) => one !== null)
}

const bound = (name: string, actual: bigint, most: bigint, unit: Bound['unit']): Bound => ({
  name,
  actual: actual.toString(),
  bound: most.toString(),
  unit,
  holds: actual <= most,
})
