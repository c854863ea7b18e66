// The prices that were claimed of a fund's tokens, what it traded at them, and what it was worth: read from the journal's
// facts, for a chart.
import { z } from 'zod'
import type { Fact } from '#protocol/facts.ts'

/** A price as a crawler claimed it. */
export interface PricePoint {
  /** Of the claim. */
  readonly seq: number
  readonly at: string
  readonly round: number
  readonly claimHash: string
  readonly crawler: string
  /** Whose price in what: addresses of tokens. */
  readonly base: string
  readonly quote: string
  /** 18 decimals. */
  readonly spotWad: string
  readonly twapWad: string | null
  readonly status: 'pending' | 'finalized' | 'refused'
}
/** An executed trade; amounts in base units. */
export interface TradePoint {
  readonly seq: number
  readonly at: string
  readonly intentHash: string
  readonly action: 'BUY' | 'SELL'
  readonly amountIn: string
  readonly amountOut: string
  readonly txHash: string
  readonly block: number
}
/** What the fund was worth after a round; base units of the base asset. */
export interface WorthPoint {
  readonly seq: number
  readonly at: string
  readonly round: number
  readonly value: string
  readonly realisedProfit: string
}

/** Points of each kind that are kept; older ones are in the journal. */
const pointsMax = 5_000

/** One fund's. */
export interface FundHistory {
  readonly prices: Map<string, PricePoint>
  readonly trades: Map<string, TradePoint>
  readonly worth: Map<string, WorthPoint>
}
export const emptyHistory = (): FundHistory => ({ prices: new Map(), trades: new Map(), worth: new Map() })

// the parts of protocol/source.ts's amm-price that a chart shows; other claims are no prices
const priceSchema = z.object({ base: z.string(), quote: z.string(), spotWad: z.string(), twapWad: z.string().nullable() })

/** Takes a fact into the history of its fund. */
export function noteHistory(
  history: FundHistory,
  fact: Extract<Fact, { fundId: string }>,
  when: { readonly seq: number; readonly at: string },
): void {
  switch (fact.type) {
    case 'claim.submitted': {
      const { claimHash, crawler, round, claim } = fact
      const price = claim.sourceType === 'amm-price' ? priceSchema.safeParse(jsonOf(claim.extracted)).data : undefined
      if (price === undefined) return
      return keep(history.prices, claimHash, { ...when, round, claimHash, crawler, ...price, status: 'pending' })
    }
    case 'claim.finalized':
    case 'claim.refused': {
      const known = history.prices.get(fact.claimHash)
      const status = fact.type === 'claim.finalized' ? 'finalized' : 'refused'
      if (known !== undefined) history.prices.set(fact.claimHash, { ...known, status })
      return
    }
    case 'intent.executed': {
      const { intentHash, action, amountIn, amountOut, txHash, block } = fact
      return keep(history.trades, intentHash, { ...when, intentHash, action, amountIn, amountOut, txHash, block })
    }
    case 'fund.valued': {
      const { round, value, realisedProfit } = fact
      return keep(history.worth, String(when.seq), { ...when, round, value, realisedProfit })
    }
    default:
  }
}

/** The newest of them, oldest first. @param count 1 or more */
export const newestOf = <Point>(points: ReadonlyMap<string, Point>, count: number): Point[] => [...points.values()].slice(-count)

/** What a crawler wrote may be anything. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A Map's first key is its oldest. */
function keep<Point>(points: Map<string, Point>, key: string, point: Point): void {
  points.set(key, point)
  if (points.size > pointsMax) points.delete(points.keys().next().value as string)
}
