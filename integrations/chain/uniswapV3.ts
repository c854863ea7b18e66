// Uniswap V3: the real thing from its published bytecode, one pool with a position of ours, and trades up to a price.
import factoryBuild from '@uniswap/v3-core/artifacts/contracts/UniswapV3Factory.sol/UniswapV3Factory.json' with { type: 'json' }
import positionsBuild from '@uniswap/v3-periphery/artifacts/contracts/NonfungiblePositionManager.sol/NonfungiblePositionManager.json' with { type: 'json' }
import routerBuild from '@uniswap/v3-periphery/artifacts/contracts/SwapRouter.sol/SwapRouter.json' with { type: 'json' }
import { encodeFunctionData, parseAbi, type Hex } from 'viem'
import { toEvmAddress, zeroAddress, type EvmAddress } from '#protocol/address.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { ChainAccount } from './chainAccount.ts'
import { askChain, type ChainClient } from './chainClient.ts'
import { squareRoot } from './squareRoot.ts'
import { approve, type PoolSide } from './uniswapV2.ts'

/** Set-up calls carry a deadline only because the contracts want one. */
const neverS = 2n ** 53n
/** Prices are square roots with so many fractional bits. */
const rootBits = 96n
/** Prices beyond which a pool does not go, one inside. */
const lowestRoot = 4_295_128_740n
const highestRoot = 1_461_446_703_485_210_103_287_273_052_203_988_822_378_723_970_341n

/** Ticks between two that a position may begin or end at, at a fee of 3,000 millionths. */
const spacing = 60

/** The contracts of one Uniswap V3. */
export interface UniswapV3 {
  readonly factory: EvmAddress
  readonly router: EvmAddress
  readonly positions: EvmAddress
}

const twoAddresses = parseAbi(['constructor(address factory, address weth)'])
const threeAddresses = parseAbi(['constructor(address factory, address weth, address descriptor)'])
const factoryAbi = parseAbi(['function getPool(address,address,uint24) view returns (address)'])
const poolAbi = parseAbi([
  'function token0() view returns (address)',
  'function slot0() view returns (uint160 sqrtPriceX96, int24 tick, uint16, uint16, uint16, uint8, bool)',
])
const positionsAbi = parseAbi([
  'struct Mint { address token0; address token1; uint24 fee; int24 tickLower; int24 tickUpper; uint256 amount0; uint256 amount1; uint256 least0; uint256 least1; address recipient; uint256 deadline; }',
  'function createAndInitializePoolIfNecessary(address token0, address token1, uint24 fee, uint160 sqrtPriceX96) payable returns (address)',
  'function mint(Mint) payable returns (uint256, uint128, uint256, uint256)',
])
const routerAbi = parseAbi([
  'struct Order { address tokenIn; address tokenOut; uint24 fee; address recipient; uint256 deadline; uint256 amountIn; uint256 amountOutMinimum; uint160 sqrtPriceLimitX96; }',
  'function exactInputSingle(Order) payable returns (uint256)',
])
/** Who traded in a pool, and for whom. */
export const uniswapV3SwapEvent = parseAbi([
  'event Swap(address indexed sender, address indexed recipient, int256 amount0, int256 amount1, uint160 sqrtPriceX96, uint128 liquidity, int24 tick)',
])

// published as text; the prefix is there
const codeOf = (build: { readonly bytecode: string }): Hex => build.bytecode as Hex

/** Deploys the pool factory. @throws as ChainAccount.deploy */
export const deployUniswapV3Factory = (account: ChainAccount): Promise<EvmAddress> =>
  account.deploy({ bytecode: codeOf(factoryBuild), label: 'UniswapV3Factory' })

/** Deploys SwapRouter. @throws as ChainAccount.deploy */
export const deployUniswapV3Router = (account: ChainAccount, factory: EvmAddress, weth: EvmAddress): Promise<EvmAddress> =>
  account.deploy({ bytecode: codeOf(routerBuild), abi: twoAddresses, args: [factory, weth], label: 'UniswapV3 SwapRouter' })

/** Deploys the position manager; without a descriptor its tokens have no picture. @throws as ChainAccount.deploy */
export const deployPositionManager = (account: ChainAccount, factory: EvmAddress, weth: EvmAddress): Promise<EvmAddress> =>
  account.deploy({
    bytecode: codeOf(positionsBuild),
    abi: threeAddresses,
    args: [factory, weth, zeroAddress],
    label: 'NonfungiblePositionManager',
  })

/**
 * Opens a pool at the price of two amounts and mints one position of them, `ticks` to either side of it.
 * @param ticks a multiple of 60; the fee is 3,000 millionths or one whose spacing divides 60
 * @throws as ChainAccount.send
 */
export async function openPosition(
  account: ChainAccount,
  uniswap: UniswapV3,
  position: { readonly sides: readonly [PoolSide, PoolSide]; readonly feePpm: number; readonly ticks: number },
): Promise<EvmAddress> {
  const { feePpm: fee } = position
  const [side0, side1] = inOrder(position.sides)
  const send = (data: Hex, label: string) => account.send({ to: uniswap.positions, data, label })
  for (const { token, amount } of [side0, side1]) await approve(account, token, uniswap.positions, amount)
  const root = squareRoot((side1.amount << (2n * rootBits)) / side0.amount)
  const pair = [side0.token, side1.token, fee] as const
  await send(
    encodeFunctionData({
      abi: positionsAbi,
      functionName: 'createAndInitializePoolIfNecessary',
      args: [...pair, root],
    }),
    'opening a pool of Uniswap V3',
  )
  const pool = await askChain(account.client, 'getPool', () =>
    account.client.readContract({ address: uniswap.factory, abi: factoryAbi, functionName: 'getPool', args: pair }),
  )
  const { tick } = await readSlot(account.client, toEvmAddress(pool))
  const near = Math.round(tick / spacing) * spacing
  const order = {
    token0: side0.token,
    token1: side1.token,
    fee,
    tickLower: near - position.ticks,
    tickUpper: near + position.ticks,
    amount0: side0.amount,
    amount1: side1.amount,
    least0: 0n,
    least1: 0n,
    recipient: account.address,
    deadline: neverS,
  }
  await send(encodeFunctionData({ abi: positionsAbi, functionName: 'mint', args: [order] }), 'minting a position')
  return toEvmAddress(pool)
}

/** A pool's price now, `base` in the other token, times 10^18 in whole tokens. @throws QuorateError POOL_UNUSABLE, RPC_UNREACHABLE */
export async function readUniswapV3Price(client: ChainClient, pool: PricedPool): Promise<bigint> {
  const { root, baseIs0 } = await readPool(client, pool)
  const square = root * root
  const scale = 10n ** BigInt(18 + pool.baseDecimals - pool.quoteDecimals)
  return baseIs0 ? (square * scale) >> (2n * rootBits) : (scale << (2n * rootBits)) / square
}

/** A pool and the decimals its price is told in. */
export interface PricedPool {
  readonly pool: EvmAddress
  readonly base: EvmAddress
  readonly baseDecimals: number
  readonly quoteDecimals: number
}

/**
 * The direction and the limit of a trade that moves a pool to a price. @throws as readUniswapV3Price
 * @returns null when the pool is there already
 */
export async function tradeToPrice(
  client: ChainClient,
  pool: PricedPool,
  priceWad: bigint,
): Promise<{ readonly sellsBase: boolean; readonly limit: bigint } | null> {
  const { root, baseIs0 } = await readPool(client, pool)
  const scale = 10n ** BigInt(18 + pool.baseDecimals - pool.quoteDecimals)
  const square = baseIs0 ? (priceWad << (2n * rootBits)) / scale : (scale << (2n * rootBits)) / priceWad
  const wanted = squareRoot(square)
  const limit = wanted < lowestRoot ? lowestRoot : wanted > highestRoot ? highestRoot : wanted
  // token0 lowers the price when it comes in
  return limit === root ? null : { sellsBase: limit < root === baseIs0, limit }
}

/** Calldata of a swap that stops at a price, for accounts that trade by themselves. */
export const swapToLimitCall = (swap: {
  readonly tokenIn: EvmAddress
  readonly tokenOut: EvmAddress
  readonly feePpm: number
  readonly to: EvmAddress
  readonly amountIn: bigint
  readonly limit: bigint
}): Hex => {
  const { tokenIn, tokenOut, to, amountIn, limit } = swap
  const order = { tokenIn, tokenOut, fee: swap.feePpm, recipient: to, deadline: neverS }
  const amounts = { amountIn, amountOutMinimum: 0n, sqrtPriceLimitX96: limit }
  return encodeFunctionData({ abi: routerAbi, functionName: 'exactInputSingle', args: [{ ...order, ...amounts }] })
}

const inOrder = ([a, b]: readonly [PoolSide, PoolSide]): readonly [PoolSide, PoolSide] =>
  BigInt(a.token) < BigInt(b.token) ? [a, b] : [b, a]

async function readPool(client: ChainClient, { pool, base }: PricedPool): Promise<{ root: bigint; baseIs0: boolean }> {
  const [{ root }, token0] = await Promise.all([
    readSlot(client, pool),
    askChain(client, `pool ${pool}`, () => client.readContract({ address: pool, abi: poolAbi, functionName: 'token0' })),
  ])
  return { root, baseIs0: toEvmAddress(token0) === base }
}

async function readSlot(client: ChainClient, pool: EvmAddress): Promise<{ root: bigint; tick: number }> {
  const [root, tick] = await askChain(client, `pool ${pool}`, () =>
    client.readContract({ address: pool, abi: poolAbi, functionName: 'slot0' }),
  )
  if (root === 0n) throw new QuorateError('POOL_UNUSABLE', { pool, block: 'latest', problem: 'it has no price yet' })
  return { root, tick }
}
