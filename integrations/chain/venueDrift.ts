// Keeps a development chain's second venue near its first, and a little off: above it for two trades of others, then
// below it for two. So whoever compares finds each of them the better one for buying and for selling in turn.
import { parseAbi } from 'viem'
import type { EvmAddress } from '#protocol/address.ts'
import type { FundPool } from '#protocol/fund.ts'
import type { FundVenue } from '#protocol/venue.ts'
import type { ChainAccount } from './chainAccount.ts'
import { askChain } from './chainClient.ts'
import { approve } from './uniswapV2.ts'
import { swapToLimitCall, tradeToPrice, uniswapV3SwapEvent, type PricedPool, type UniswapV3 } from './uniswapV3.ts'

/** More than the fund's own trades move a pool by, less than verifiers shrug at. */
const offPpm = 6_000n
const whole = 1_000_000n
const tradesToASide = 2
/** Blocks that one question about trades may span: public nodes refuse many more. */
const blocksMax = 1_000n

const pairSwapEvent = parseAbi([
  'event Swap(address indexed sender, uint256 amount0In, uint256 amount1In, uint256 amount0Out, uint256 amount1Out, address indexed to)',
])

/** A venue with ticks. */
export type TickVenue = Extract<FundVenue, { kind: 'uniswap-v3' }>

/** Moves the second venue's pool after the first one's. */
export interface VenueDrift {
  /** Trades the pool to its place beside a price of the first venue. @throws QuorateError as ChainAccount.send */
  follow(priceWad: bigint): Promise<void>
}

export function makeVenueDrift(options: {
  readonly account: ChainAccount
  readonly uniswap: UniswapV3
  readonly pool: FundPool
  readonly venue: TickVenue
  readonly decimals: { readonly base: number; readonly quote: number }
  /** Sees to it that the account holds so much. */
  readonly provide: (of: { readonly tokenIn: EvmAddress; readonly amountIn: bigint }) => Promise<void>
  /** The most that one step may spend, by side. */
  readonly purse: { readonly base: bigint; readonly quote: bigint }
}): VenueDrift {
  const { account, pool, venue } = options
  const priced: PricedPool = {
    pool: venue.pool,
    base: pool.base,
    baseDecimals: options.decimals.base,
    quoteDecimals: options.decimals.quote,
  }
  const trades = othersTrades(account, [pool.pair, venue.pool])
  return {
    async follow(priceWad) {
      const isAbove = (await trades()) % (2 * tradesToASide) < tradesToASide
      const wanted = (priceWad * (isAbove ? whole + offPpm : whole - offPpm)) / whole
      const trade = await tradeToPrice(account.client, priced, wanted)
      if (trade === null) return
      const [tokenIn, tokenOut] = trade.sellsBase ? [pool.base, pool.quote] : [pool.quote, pool.base]
      const amountIn = trade.sellsBase ? options.purse.base : options.purse.quote
      await options.provide({ tokenIn, amountIn })
      await approve(account, tokenIn, options.uniswap.router, amountIn)
      const data = swapToLimitCall({
        tokenIn,
        tokenOut,
        feePpm: venue.feePpm,
        to: account.address,
        amountIn,
        limit: trade.limit,
      })
      await account.send({ to: options.uniswap.router, data, label: `moving ${venue.id} after ${pool.id}` })
    },
  }
}

/** Counts the trades in some pools whose proceeds went to others, from the block it is first asked at. */
function othersTrades(
  { client, address }: ChainAccount,
  pools: readonly [pair: EvmAddress, pool: EvmAddress],
): () => Promise<number> {
  let seen: bigint | undefined
  let count = 0
  return async () => {
    const head = await askChain(client, 'the newest block', () => client.getBlockNumber())
    const from = seen === undefined ? head : seen + 1n
    if (from > head) return count
    const [pair, pool] = pools
    const range = { fromBlock: head - from > blocksMax ? head - blocksMax : from, toBlock: head }
    const found = await askChain(client, 'trades', () =>
      Promise.all([
        client.getLogs({ address: pair, event: pairSwapEvent[0], ...range }),
        client.getLogs({ address: pool, event: uniswapV3SwapEvent[0], ...range }),
      ]),
    )
    const [onPair, onPool] = found
    count += onPair.filter(({ args }) => args.to !== address).length
    count += onPool.filter(({ args }) => args.recipient !== address).length
    seen = head
    return count
  }
}
