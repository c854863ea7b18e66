// A Uniswap V2 pair's price at one block: reserves, spot, and the time-weighted price over a window that ends there.
// Two readers of the same chain get the same bytes, so that a claim can be reproduced.
import { erc20Abi, parseAbi } from 'viem'
import { toEvmAddress, type EvmAddress } from '#protocol/address.ts'
import { QuorateError } from '#protocol/errors.ts'
import { ammPriceSchema, ammPriceRefSchema, type AmmPrice, type AmmPriceRef } from '#protocol/source.ts'
import type { ChainClient } from './chainClient.ts'

const pairAbi = parseAbi([
  'function token0() view returns (address)',
  'function getReserves() view returns (uint112 reserve0, uint112 reserve1, uint32 blockTimestampLast)',
  'function price0CumulativeLast() view returns (uint256)',
  'function price1CumulativeLast() view returns (uint256)',
])
/** Uniswap's cumulative prices are UQ112x112 sums that wrap at 2^256; timestamps wrap at 2^32. */
const q112 = 2n ** 112n
const uint256 = 2n ** 256n
const uint32 = 2n ** 32n

export interface AmmPriceQuestion {
  readonly chainId: number
  readonly pair: EvmAddress
  readonly base: EvmAddress
  readonly quote: EvmAddress
  /** seconds; 0 asks for no time-weighted price */
  readonly windowS: number
  /** null is the newest block */
  readonly at: AmmPriceRef | null
}

/**
 * Reads the price. The returned ref names the block by number and hash, as this client has it.
 * @throws SOURCE_UNAVAILABLE when the block is not there or the pair has no liquidity
 */
export async function ammPriceAt(
  client: ChainClient,
  question: AmmPriceQuestion,
): Promise<{ ref: AmmPriceRef; price: AmmPrice }> {
  const { pair, base, quote, windowS, at } = question
  const block = await client.getBlock(at === null ? {} : { blockNumber: BigInt(at.block) }).catch((cause: unknown) => {
    throw new QuorateError(
      'SOURCE_UNAVAILABLE',
      { source: pair, problem: `block ${at?.block ?? 'latest'} cannot be read` },
      { cause },
    )
  })
  const token0 = await client.readContract({ address: pair, abi: pairAbi, functionName: 'token0' })
  const isBase0 = toEvmAddress(token0) === base
  const [state, baseDecimals, quoteDecimals] = await Promise.all([
    readPair(client, pair, isBase0, block.number, block.timestamp),
    client.readContract({ address: base, abi: erc20Abi, functionName: 'decimals' }),
    client.readContract({ address: quote, abi: erc20Abi, functionName: 'decimals' }),
  ])
  if (state === null)
    throw new QuorateError('SOURCE_UNAVAILABLE', { source: pair, problem: `the pair has no liquidity at block ${block.number}` })
  // quote units per base unit, to quote per whole base, times 10^18
  const scale = 10n ** BigInt(18 + baseDecimals - quoteDecimals)
  const twapQ112 =
    windowS === 0
      ? null
      : await twap(client, pair, isBase0, {
          number: block.number,
          timestamp: block.timestamp,
          windowS,
          cumulative: state.cumulative,
        })
  return {
    ref: ammPriceRefSchema.parse({ chainId: question.chainId, pair, block: Number(block.number), blockHash: block.hash }),
    price: ammPriceSchema.parse({
      base,
      quote,
      reserveBase: state.reserveBase.toString(),
      reserveQuote: state.reserveQuote.toString(),
      spotWad: ((state.reserveQuote * scale) / state.reserveBase).toString(),
      twapWad: twapQ112 === null ? null : ((twapQ112 * scale) / q112).toString(),
      windowS,
      blockTime: Number(block.timestamp),
    }),
  }
}

interface PairState {
  readonly reserveBase: bigint
  readonly reserveQuote: bigint
  /** quote per base, carried to the block's own time */
  readonly cumulative: bigint
}

/** A pair that has no code or no liquidity at the block gives null. */
async function readPair(
  client: ChainClient,
  pair: EvmAddress,
  isBase0: boolean,
  blockNumber: bigint,
  timestamp: bigint,
): Promise<PairState | null> {
  const at = { address: pair, abi: pairAbi, blockNumber } as const
  const read = await Promise.all([
    client.readContract({ ...at, functionName: 'getReserves' }),
    client.readContract({ ...at, functionName: isBase0 ? 'price0CumulativeLast' : 'price1CumulativeLast' }),
  ]).catch(async (cause: unknown) => {
    if ((await client.getCode({ address: pair, blockNumber })) === undefined) return null
    throw cause
  })
  if (read === null) return null
  const [[reserve0, reserve1, last], stored] = read
  const [reserveBase, reserveQuote] = isBase0 ? [reserve0, reserve1] : [reserve1, reserve0]
  if (reserveBase === 0n || reserveQuote === 0n) return null
  const elapsed = (timestamp - BigInt(last) + uint32) % uint32
  return { reserveBase, reserveQuote, cumulative: (stored + ((reserveQuote * q112) / reserveBase) * elapsed) % uint256 }
}

interface End {
  readonly number: bigint
  readonly timestamp: bigint
  readonly windowS: number
  readonly cumulative: bigint
}

async function twap(client: ChainClient, pair: EvmAddress, isBase0: boolean, end: End): Promise<bigint | null> {
  const start = await blockAtOrBefore(client, end.timestamp - BigInt(end.windowS), end.number)
  if (start === null) return null
  const state = await readPair(client, pair, isBase0, start.number, start.timestamp)
  if (state === null) return null
  return ((end.cumulative - state.cumulative + uint256) % uint256) / (end.timestamp - start.timestamp)
}

/** The newest block whose time is not after `timestamp`: exponential, then binary search back from `from`. */
async function blockAtOrBefore(
  client: ChainClient,
  timestamp: bigint,
  from: bigint,
): Promise<{ number: bigint; timestamp: bigint } | null> {
  let above = from
  let step = 8n
  let below: { number: bigint; timestamp: bigint } | null = null
  while (below === null) {
    const number = above > step ? above - step : 0n
    const block = await client.getBlock({ blockNumber: number })
    if (block.timestamp <= timestamp) below = block
    else if (number === 0n) return null
    else above = number
    step *= 2n
  }
  while (above - below.number > 1n) {
    const block: { number: bigint; timestamp: bigint } = await client.getBlock({ blockNumber: (above + below.number) / 2n })
    if (block.timestamp <= timestamp) below = block
    else above = block.number
  }
  return { number: below.number, timestamp: below.timestamp }
}
