// What the price guard says of a token's price.
import { z } from 'zod'

/** In the order of the Solidity enum `PriceStatus`: the index is the number on the wire. New ones are only appended. */
export const priceStatuses = ['KNOWN', 'NO_SOURCE', 'TOO_FEW_OBSERVATIONS', 'STALE', 'THIN_RESERVES'] as const

export const priceStatusSchema = z.enum(priceStatuses)
export type PriceStatus = z.output<typeof priceStatusSchema>

/** The name of a status from the chain. @throws ZodError for a number the contract does not have. */
export const priceStatusAt = (index: number): PriceStatus => priceStatusSchema.parse(priceStatuses[index])

/** What each means for trades, as a sentence's end: `the price of WETH …`. */
export const priceStatusWords: Readonly<Record<PriceStatus, string>> = {
  KNOWN: 'is known',
  NO_SOURCE: 'has no source in the guard',
  TOO_FEW_OBSERVATIONS: 'is not known yet: two observations a window apart are needed',
  STALE: 'is stale: its observations are too old or too far apart',
  THIN_RESERVES: 'is not trusted: the pool holds too little',
}
