// A pool's price at a block: what anyone with a node computes to the same digits. Spot comes from the reserves, the
// time-weighted price from the pair's own cumulative prices at two blocks, both carried on to their block's time.
import { keccak256, stringToBytes } from 'viem'
import { toEvmAddress, type EvmAddress } from '#protocol/address.ts'
import { priceWad, toAmount, toWad } from '#protocol/amounts.ts'
import { canonicalJson } from '#protocol/canonicalJson.ts'
import { QuorateError } from '#protocol/errors.ts'
import { toHash, type Hash } from '#protocol/hash.ts'
import type { AmmPrice } from '#protocol/source.ts'
import { askChain, type ChainClient } from './chainClient.ts'
import { erc20Abi, uniswapPairAbi } from './uniswapAbi.ts'

/** Uniswap's fixed point: 112 fractional bits. */
const q112 = 2n ** 112n
const uint32 = 2n ** 32n
const uint256 = 2n ** 256n

/** Which price: of `base` in `quote`, over `windowS` seconds (or, instead, over a number of blocks). */
export interface AmmPriceQuery {
  readonly pair: EvmAddress
  readonly base: EvmAddress
  readonly quote: EvmAddress
  /** Absent: the newest. */
  readonly block?: number
  readonly window: { readonly seconds: number } | { readonly blocks: number }
}

/** The price and the block it is true at; `responseHash` is over the canonical JSON of `price`. */
export interface AmmPriceReading {
  readonly block: number
  readonly blockHash: Hash
  readonly price: AmmPrice
  readonly extracted: string
  readonly responseHash: Hash
}

/**
 * Reads a pool's price at a block. `twapWad` is null when the pair had no liquidity at the window's beginning.
 * @throws QuorateError POOL_UNUSABLE (no such pair, other tokens, no liquidity), HISTORY_UNAVAILABLE, RPC_UNREACHABLE
 */
export async function readAmmPrice(client: ChainClient, query: AmmPriceQuery): Promise<AmmPriceReading> {
  const end = await readBlock(client, query.block)
  const [pool, last] = await Promise.all([readPool(client, query, end.number), readCumulative(client, query.pair, end)])
  if (last === undefined || last.reserve0 === 0n || last.reserve1 === 0n) throw unusable(query, end.number, 'it has no liquidity')
  const first = await windowStart(client, query.window, end)
  const begin = first === undefined ? undefined : await readCumulative(client, query.pair, first)
  const [reserveBase, reserveQuote] = pool.baseIs0 ? [last.reserve0, last.reserve1] : [last.reserve1, last.reserve0]
  const price: AmmPrice = {
    base: query.base,
    quote: query.quote,
    reserveBase: toAmount(reserveBase),
    reserveQuote: toAmount(reserveQuote),
    spotWad: toWad(priceWad({ baseAmount: reserveBase, quoteAmount: reserveQuote, ...pool })),
    twapWad:
      first === undefined || begin === undefined ? null : timeWeighted(pool, { begin, last, seconds: end.time - first.time }),
    windowS: first === undefined ? 0 : end.time - first.time,
    blockTime: end.time,
  }
  if ('seconds' in query.window) Object.assign(price, { windowS: query.window.seconds })
  const extracted = canonicalJson(price)
  return { block: end.number, blockHash: end.hash, price, extracted, responseHash: toHash(keccak256(stringToBytes(extracted))) }
}

interface Pool {
  readonly baseIs0: boolean
  readonly baseDecimals: number
  readonly quoteDecimals: number
}
interface BlockAt {
  readonly number: number
  readonly hash: Hash
  readonly time: number
}
interface Cumulative {
  readonly reserve0: bigint
  readonly reserve1: bigint
  readonly price0: bigint
  readonly price1: bigint
}

function timeWeighted(
  pool: Pool,
  span: { readonly begin: Cumulative; readonly last: Cumulative; readonly seconds: number },
): AmmPrice['twapWad'] {
  if (span.seconds === 0 || span.begin.reserve0 === 0n) return null
  const [from, to] = pool.baseIs0 ? [span.begin.price0, span.last.price0] : [span.begin.price1, span.last.price1]
  // the counter wraps at 2^256 by design, so the difference does too
  const average = ((to - from + uint256) % uint256) / BigInt(span.seconds)
  return toWad((average * 10n ** BigInt(18 + pool.baseDecimals)) / 10n ** BigInt(pool.quoteDecimals) / q112)
}

/** The last block that is at least the window older than `end`; undefined when the chain is younger. */
async function windowStart(client: ChainClient, window: AmmPriceQuery['window'], end: BlockAt): Promise<BlockAt | undefined> {
  if ('blocks' in window) return end.number < window.blocks ? undefined : readBlock(client, end.number - window.blocks)
  const wanted = end.time - window.seconds
  let low = await readBlock(client, 0)
  if (low.time > wanted) return undefined
  let high = end.number
  while (high - low.number > 1) {
    const middle = await readBlock(client, low.number + Math.floor((high - low.number) / 2))
    if (middle.time <= wanted) low = middle
    else high = middle.number
  }
  return low
}

async function readBlock(client: ChainClient, number: number | undefined): Promise<BlockAt> {
  const block = await askChain(client, `block ${number ?? 'latest'}`, () =>
    client.getBlock(number === undefined ? { blockTag: 'latest' } : { blockNumber: BigInt(number) }),
  )
  return { number: Number(block.number), hash: toHash(block.hash), time: Number(block.timestamp) }
}

async function readPool(client: ChainClient, query: AmmPriceQuery, block: number): Promise<Pool> {
  const of = { address: query.pair, abi: uniswapPairAbi } as const
  const [token0, token1, baseDecimals, quoteDecimals] = await askChain(client, 'a pool', () =>
    Promise.all([
      client.readContract({ ...of, functionName: 'token0' }),
      client.readContract({ ...of, functionName: 'token1' }),
      client.readContract({ address: query.base, abi: erc20Abi, functionName: 'decimals' }),
      client.readContract({ address: query.quote, abi: erc20Abi, functionName: 'decimals' }),
    ]),
  ).catch((error: unknown) => {
    if (error instanceof QuorateError && error.code !== 'RPC_UNREACHABLE')
      throw unusable(query, block, 'there is no such pair of tokens', error)
    throw error
  })
  const tokens: readonly EvmAddress[] = [toEvmAddress(token0), toEvmAddress(token1)]
  if (!tokens.includes(query.base) || !tokens.includes(query.quote) || query.base === query.quote) {
    throw unusable(query, block, `it trades ${tokens.join(' and ')}`)
  }
  return { baseIs0: tokens[0] === query.base, baseDecimals, quoteDecimals }
}

/** The pair's counters at a block, carried on to that block's time; undefined when the pair was not there yet. */
async function readCumulative(client: ChainClient, pair: EvmAddress, at: BlockAt): Promise<Cumulative | undefined> {
  const of = { address: pair, abi: uniswapPairAbi, blockNumber: BigInt(at.number) } as const
  const [code, counters] = await askChain(client, `pool ${pair} at block ${at.number}`, async () => {
    const found = await client.getCode({ address: pair, blockNumber: of.blockNumber })
    if (found === undefined) return [found, undefined] as const
    return [
      found,
      await Promise.all([
        client.readContract({ ...of, functionName: 'getReserves' }),
        client.readContract({ ...of, functionName: 'price0CumulativeLast' }),
        client.readContract({ ...of, functionName: 'price1CumulativeLast' }),
      ]),
    ] as const
  })
  if (code === undefined || counters === undefined) return undefined
  const [[reserve0, reserve1, updatedAt], price0, price1] = counters
  if (reserve0 === 0n || reserve1 === 0n) return { reserve0, reserve1, price0, price1 }
  const elapsed = (BigInt(at.time) - BigInt(updatedAt) + uint32) % uint32
  return {
    reserve0,
    reserve1,
    price0: (price0 + ((reserve1 * q112) / reserve0) * elapsed) % uint256,
    price1: (price1 + ((reserve0 * q112) / reserve1) * elapsed) % uint256,
  }
}

const unusable = (query: AmmPriceQuery, block: number, problem: string, cause?: unknown): QuorateError =>
  new QuorateError('POOL_UNUSABLE', { pool: query.pair, block, problem }, { cause })
