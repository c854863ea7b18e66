// What each of a fund's venues would give now, through the adapters that its vault allows.
import { adapterAbi } from '#protocol/abi/Adapter.ts'
import type { EvmAddress } from '#protocol/address.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { FundConfig } from '#protocol/fund.ts'
import type { AdapterData } from '#protocol/hash.ts'
import { routeOn, venuesOf, type FundVenue } from '#protocol/venue.ts'
import { askChain, type ChainClient } from './chainClient.ts'

/** A trade to be quoted, in base units of what is given away. */
export interface Quoted {
  readonly tokenIn: EvmAddress
  readonly tokenOut: EvmAddress
  readonly amountIn: string
}

/** What one venue said. */
export interface VenueQuote {
  readonly venue: string
  readonly adapter: EvmAddress
  /** The route it was asked for. */
  readonly adapterData: AdapterData
  /** Base units; null when it gives no quote: no pool, too little liquidity, a price it cannot know. */
  readonly amountOut: string | null
  /** Why there is none, in the contract's words. */
  readonly problem?: string
}

/** Every venue's quote, in the fund's order. @throws QuorateError as askChain, when the node does not answer */
export const readQuotes = (client: ChainClient, fund: FundConfig, of: Quoted): Promise<readonly VenueQuote[]> =>
  Promise.all(
    venuesOf(fund).map(async (venue): Promise<VenueQuote> => {
      const about = { venue: venue.id, adapter: venue.adapter, adapterData: routeOn(venue, of) }
      try {
        return { ...about, amountOut: await readQuote(client, venue, of) }
      } catch (failure) {
        // an adapter that says no has answered; a node that is away has not
        if (failure instanceof QuorateError && failure.code === 'CALL_REVERTED')
          return { ...about, amountOut: null, problem: failure.message }
        throw failure
      }
    }),
  )

/** One venue's quote in base units. @throws QuorateError CALL_REVERTED when it gives none, and as askChain */
export async function readQuote(client: ChainClient, venue: FundVenue, of: Quoted): Promise<string> {
  const args = [of.tokenIn, of.tokenOut, BigInt(of.amountIn), routeOn(venue, of)] as const
  const amountOut = await askChain(client, `a quote of ${venue.id}`, () =>
    client.readContract({ address: venue.adapter, abi: adapterAbi, functionName: 'quote', args }),
  )
  return amountOut.toString()
}
