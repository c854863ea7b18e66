// Uniswap V2: the real thing from its published bytecode, its pools, routes and quotes.
import factoryBuild from '@uniswap/v2-core/build/UniswapV2Factory.json' with { type: 'json' }
import routerBuild from '@uniswap/v2-periphery/build/UniswapV2Router02.json' with { type: 'json' }
import wethBuild from '@uniswap/v2-periphery/build/WETH9.json' with { type: 'json' }
import { encodeAbiParameters, encodeFunctionData, maxUint256, parseAbi, type Hex } from 'viem'
import { toEvmAddress, zeroAddress, type EvmAddress } from '#protocol/address.ts'
import { adapterDataSchema, type AdapterData } from '#protocol/hash.ts'
import type { ChainAccount } from './chainAccount.ts'
import { askChain, type ChainClient } from './chainClient.ts'
import { erc20Abi, uniswapFactoryAbi, uniswapRouterAbi } from './uniswapAbi.ts'

/** Set-up calls carry a deadline only because the router wants one. */
const neverS = 2n ** 53n

/** The contracts of one Uniswap V2. */
export interface UniswapV2 {
  readonly factory: EvmAddress
  readonly router: EvmAddress
  readonly weth: EvmAddress
}

const routerConstructor = parseAbi(['constructor(address factory, address weth)'])
const factoryConstructor = parseAbi(['constructor(address feeToSetter)'])
// the build files write the code without a prefix
const codeOf = (build: { readonly bytecode: string }): Hex => `0x${build.bytecode.replace(/^0x/, '')}`

/** Deploys WETH9. @throws as ChainAccount.deploy */
export const deployWeth = (account: ChainAccount): Promise<EvmAddress> =>
  account.deploy({ bytecode: codeOf(wethBuild), label: 'WETH9' })

/** Deploys the pair factory, without a protocol fee. @throws as ChainAccount.deploy */
export const deployUniswapFactory = (account: ChainAccount): Promise<EvmAddress> =>
  account.deploy({ bytecode: codeOf(factoryBuild), abi: factoryConstructor, args: [account.address], label: 'UniswapV2Factory' })

/** Deploys Router02. @throws as ChainAccount.deploy */
export const deployUniswapRouter = (account: ChainAccount, factory: EvmAddress, weth: EvmAddress): Promise<EvmAddress> =>
  account.deploy({ bytecode: codeOf(routerBuild), abi: routerConstructor, args: [factory, weth], label: 'UniswapV2Router02' })

/** The pair of two tokens; undefined when there is none. @throws QuorateError RPC_UNREACHABLE, RPC_FAILED */
export async function findPair(
  client: ChainClient,
  factory: EvmAddress,
  tokens: readonly [EvmAddress, EvmAddress],
): Promise<EvmAddress | undefined> {
  const pair = await askChain(client, 'getPair', () =>
    client.readContract({ address: factory, abi: uniswapFactoryAbi, functionName: 'getPair', args: tokens }),
  )
  return pair === zeroAddress ? undefined : toEvmAddress(pair)
}

/** One side of a new pool's liquidity, in base units; the account must hold it. */
export interface PoolSide {
  readonly token: EvmAddress
  readonly amount: bigint
}

/** Adds liquidity (creating the pair when absent) and answers the pair. @throws as ChainAccount.send */
export async function addLiquidity(
  account: ChainAccount,
  uniswap: UniswapV2,
  sides: readonly [PoolSide, PoolSide],
): Promise<EvmAddress> {
  const [a, b] = sides
  await approve(account, a.token, uniswap.router, a.amount)
  await approve(account, b.token, uniswap.router, b.amount)
  const args = [a.token, b.token, a.amount, b.amount, 0n, 0n, account.address, neverS] as const
  await account.send({
    to: uniswap.router,
    data: encodeFunctionData({ abi: uniswapRouterAbi, functionName: 'addLiquidity', args }),
    label: 'adding liquidity',
  })
  const pair = await findPair(account.client, uniswap.factory, [a.token, b.token])
  return pair ?? toEvmAddress(zeroAddress) // cannot be: addLiquidity has just made it
}

/** Lets `spender` take tokens of a development account, once and for ever. */
export async function approve(account: ChainAccount, token: EvmAddress, spender: EvmAddress, atLeast: bigint): Promise<void> {
  const allowed = await askChain(account.client, 'allowance', () =>
    account.client.readContract({ address: token, abi: erc20Abi, functionName: 'allowance', args: [account.address, spender] }),
  )
  if (allowed >= atLeast) return
  const data = encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [spender, maxUint256] })
  await account.send({ to: token, data, label: `approving ${token}` })
}

/** What a swap along `path` would give now, or at a block, in base units of its last token. @throws QuorateError CALL_REVERTED, RPC_UNREACHABLE */
export async function quoteSwap(
  client: ChainClient,
  swap: { readonly router: EvmAddress; readonly path: readonly EvmAddress[]; readonly amountIn: bigint; readonly block?: number },
): Promise<bigint> {
  const amounts = await askChain(client, 'getAmountsOut', () =>
    client.readContract({
      address: swap.router,
      abi: uniswapRouterAbi,
      functionName: 'getAmountsOut',
      args: [swap.amountIn, [...swap.path]],
      ...(swap.block === undefined ? {} : { blockNumber: BigInt(swap.block) }),
    }),
  )
  return amounts.at(-1) ?? 0n
}

/** Calldata of a direct swap through the router, for accounts that trade by themselves. */
export const swapCall = (swap: {
  readonly path: readonly EvmAddress[]
  readonly amountIn: bigint
  readonly minAmountOut: bigint
  readonly to: EvmAddress
  readonly deadline?: number
}): Hex =>
  encodeFunctionData({
    abi: uniswapRouterAbi,
    functionName: 'swapExactTokensForTokens',
    args: [
      swap.amountIn,
      swap.minAmountOut,
      [...swap.path],
      swap.to,
      swap.deadline === undefined ? neverS : BigInt(swap.deadline),
    ],
  })

/** The route as `UniswapV2Adapter` takes it: the ABI encoding of the path. */
export const encodeRoute = (path: readonly EvmAddress[]): AdapterData =>
  adapterDataSchema.parse(encodeAbiParameters([{ type: 'address[]' }], [[...path]]))
