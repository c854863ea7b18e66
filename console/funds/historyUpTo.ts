// A fund's history as it was told up to a moment. Pure.
import type { FundHistory } from '#console/data/shapes.ts'

/** @param seq of the journal. What became of a claim later is not known then: none is refused yet */
export function historyUpTo({ prices, trades, worth }: FundHistory, seq: number): FundHistory {
  const isTold = (point: { readonly seq: number }): boolean => point.seq <= seq
  return {
    prices: prices.filter(isTold).map((price) => ({ ...price, status: price.status === 'refused' ? 'pending' : price.status })),
    trades: trades.filter(isTold),
    worth: worth.filter(isTold),
  }
}
