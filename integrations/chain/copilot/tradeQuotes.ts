// What each venue would give for a trade now, and the best of them.
import { parseAbi } from 'viem'
import { adapterAbi } from '#protocol/abi/Adapter.ts'
import type { EvmAddress } from '#protocol/address.ts'
import { toAmount } from '#protocol/amounts.ts'
import type { CopilotVenue, TradeQuote } from '#protocol/copilotPlan.ts'
import { QuorateError } from '#protocol/errors.ts'
import { routeOn } from '#protocol/venue.ts'
import { askChain, type ChainClient } from '#integrations/chain/chainClient.ts'

const routerAbi = parseAbi([
  'function getAmountsOut(uint256 amountIn, address[] path) view returns (uint256[])',
  'function getAmountsIn(uint256 amountOut, address[] path) view returns (uint256[])',
])

/** A trade of tokens; the chain's own coin is its wrapper here. */
export interface QuotedTrade {
  readonly tokenIn: EvmAddress
  readonly tokenOut: EvmAddress
  readonly side: 'in' | 'out'
  /** base units of that side */
  readonly amount: bigint
}

/** In the venues' order. @throws QuorateError RPC_UNREACHABLE, RPC_FAILED */
export const readTradeQuotes = (
  client: ChainClient,
  venues: readonly CopilotVenue[],
  trade: QuotedTrade,
): Promise<readonly TradeQuote[]> =>
  Promise.all(
    venues.map(async (venue): Promise<TradeQuote> => {
      try {
        const amount = await quoteOn(client, venue, trade)
        return amount === 0n
          ? { venue: venue.id, amount: null, problem: 'it would give nothing' }
          : { venue: venue.id, amount: toAmount(amount), problem: '' }
      } catch (failure) {
        // a venue that says no has answered; a node that is away has not
        if (failure instanceof QuorateError && (failure.code === 'CALL_REVERTED' || failure.code === 'NO_ROUTE'))
          return { venue: venue.id, amount: null, problem: failure.message.slice(0, 300) }
        throw failure
      }
    }),
  )

/** The one that gives most, or takes least; the first of equals. Undefined where none gives a quote. */
export function bestQuote(
  quotes: readonly TradeQuote[],
  side: QuotedTrade['side'],
): { readonly venue: string; readonly amount: bigint } | undefined {
  const given = quotes.flatMap(({ venue, amount }) => (amount === null ? [] : [{ venue, amount: BigInt(amount) }]))
  const isBetter = (one: bigint, other: bigint): boolean => (side === 'in' ? one > other : one < other)
  return given.reduce<(typeof given)[number] | undefined>(
    (best, each) => (best === undefined || isBetter(each.amount, best.amount) ? each : best),
    undefined,
  )
}

async function quoteOn(
  client: ChainClient,
  venue: CopilotVenue,
  { tokenIn, tokenOut, side, amount }: QuotedTrade,
): Promise<bigint> {
  const label = `a quote of ${venue.id}`
  if (venue.kind === 'uniswap-v2') {
    const about = { address: venue.router, abi: routerAbi, args: [amount, [tokenIn, tokenOut]] } as const
    const functionName = side === 'in' ? 'getAmountsOut' : 'getAmountsIn'
    const amounts = await askChain(client, label, () => client.readContract({ ...about, functionName }))
    return (side === 'in' ? amounts.at(-1) : amounts[0]) ?? 0n
  }
  if (side === 'out') throw new QuorateError('NO_ROUTE', { venue: venue.id, problem: 'it quotes no trade by what it gives' })
  const route = routeOn(
    { id: venue.id, kind: 'uniswap-v3', adapter: venue.quoter, pool: venue.quoter, feePpm: venue.feePpm },
    { tokenIn, tokenOut },
  )
  const args = [tokenIn, tokenOut, amount, route] as const
  return askChain(client, label, () =>
    client.readContract({ address: venue.quoter, abi: adapterAbi, functionName: 'quote', args }),
  )
}
