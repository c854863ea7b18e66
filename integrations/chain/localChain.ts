// Makes an empty development chain a place to trade: tokens, a real Uniswap V2 and V3, pools with liquidity, the fund
// factory and the venues' adapters.
// Told again after a restart, it keeps what is there and adds what is missing.
import { encodeFunctionData } from 'viem'
import type { EvmAddress } from '#protocol/address.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { FundPool, FundToken } from '#protocol/fund.ts'
import { devTokenAbi } from '#protocol/abi/DevToken.ts'
import { devTokenBytecode } from '#protocol/bytecode/DevToken.ts'
import type { ChainAccount } from './chainAccount.ts'
import type { ChainClient } from './chainClient.ts'
import { hasCode } from './create2.ts'
import { deployAdapter, deployFundFactory } from './deployFund.ts'
import { readLocalChainRecord, writeLocalChainRecord, type LocalChainPart, type LocalChainParts } from './localChainRecord.ts'
import { secondVenueOf, secondVenueSteps, uniswapV3Of } from './localVenue.ts'
import { mintAbi, wethAbi } from './uniswapAbi.ts'
import { addLiquidity, deployUniswapFactory, deployUniswapRouter, deployWeth, type UniswapV2 } from './uniswapV2.ts'
import type { UniswapV3 } from './uniswapV3.ts'
import type { TickVenue } from './venueDrift.ts'

/** Opening liquidity: 3,000 USDC per WETH, 60,000 per WBTC; deep enough that a 1,000 USDC trade moves a price by 0.1 %. */
const wethLiquidity = { base: 500n * 10n ** 18n, quote: 1_500_000n * 10n ** 6n }
const wbtcLiquidity = { base: 25n * 10n ** 8n, quote: 1_500_000n * 10n ** 6n }

/** A real Uniswap V2 and V3 with tokens and liquidity. */
export interface Venue {
  readonly uniswap: UniswapV2
  readonly tokens: { readonly usdc: FundToken; readonly weth: FundToken; readonly wbtc: FundToken }
  /** `weth-usdc` and `wbtc-usdc`. */
  readonly pools: readonly [FundPool, FundPool]
  readonly uniswapV3: UniswapV3
  /** The venues beside the first one, by the pool whose tokens they trade. */
  readonly venues: { readonly [pool: string]: readonly TickVenue[] }
}

/** A development chain that is ready for funds. */
export interface LocalChain extends Venue {
  readonly fundFactory: EvmAddress
  /** The venue adapter for this Uniswap. */
  readonly adapter: EvmAddress
}

type Step = readonly [part: LocalChainPart, make: (parts: LocalChainParts) => Promise<EvmAddress>]

/**
 * Sets a development chain up, once. `account` pays for everything and needs some 800 ether.
 * @throws QuorateError DEPLOYMENT_FAILED, CHAIN_RECORD_DAMAGED, RPC_UNREACHABLE
 */
export async function setUpLocalChain(account: ChainAccount, recordFile: string): Promise<LocalChain> {
  const parts = await runSteps(account.client, recordFile, [...venueSteps(account), ...fundSteps(account)])
  return { ...describe(parts), fundFactory: part(parts, 'fundFactory'), adapter: part(parts, 'adapter') }
}

/** A place to trade, as on a chain that has never heard of funds. @throws as setUpLocalChain */
export async function setUpVenue(account: ChainAccount, recordFile: string): Promise<Venue> {
  return describe(await runSteps(account.client, recordFile, venueSteps(account)))
}

/** Mints a development token, for deposits and tests. @throws as ChainAccount.send */
export async function mintToken(account: ChainAccount, token: EvmAddress, to: EvmAddress, amount: bigint): Promise<void> {
  const data = encodeFunctionData({ abi: mintAbi, functionName: 'mint', args: [to, amount] })
  await account.send({ to: token, data, label: `minting ${token}` })
}

/** Wraps ether of the account. @throws as ChainAccount.send */
export async function wrapEther(account: ChainAccount, weth: EvmAddress, amountWei: bigint): Promise<void> {
  const data = encodeFunctionData({ abi: wethAbi, functionName: 'deposit' })
  await account.send({ to: weth, data, value: amountWei, label: 'wrapping ether' })
}

function venueSteps(account: ChainAccount): readonly Step[] {
  const token = (name: string, symbol: string, decimals: number): Promise<EvmAddress> =>
    account.deploy({ bytecode: devTokenBytecode, abi: devTokenAbi, args: [name, symbol, decimals], label: symbol })
  const secondVenue = secondVenueSteps(account, async (given, { weth, usdc }) => {
    await wrapEther(account, given('weth'), weth)
    await mintToken(account, given('usdc'), account.address, usdc)
  })
  return [
    ['weth', () => deployWeth(account)],
    ['usdc', () => token('Development USD Coin', 'USDC', 6)],
    ['wbtc', () => token('Development Wrapped Bitcoin', 'WBTC', 8)],
    ['uniswapFactory', () => deployUniswapFactory(account)],
    ['router', (parts) => deployUniswapRouter(account, part(parts, 'uniswapFactory'), part(parts, 'weth'))],
    [
      'wethUsdc',
      async (parts) => {
        await wrapEther(account, part(parts, 'weth'), wethLiquidity.base)
        return fillPool(account, parts, 'weth', wethLiquidity)
      },
    ],
    [
      'wbtcUsdc',
      async (parts) => {
        await mintToken(account, part(parts, 'wbtc'), account.address, wbtcLiquidity.base)
        return fillPool(account, parts, 'wbtc', wbtcLiquidity)
      },
    ],
    ...secondVenue.map(([name, make]): Step => [name, (parts) => make((of) => part(parts, of))]),
  ]
}

const fundSteps = (account: ChainAccount): readonly Step[] => [
  ['fundFactory', () => deployFundFactory(account)],
  ['adapter', (parts) => deployAdapter(account, part(parts, 'router'))],
]

async function fillPool(
  account: ChainAccount,
  parts: LocalChainParts,
  base: 'weth' | 'wbtc',
  liquidity: { readonly base: bigint; readonly quote: bigint },
): Promise<EvmAddress> {
  const usdc = part(parts, 'usdc')
  await mintToken(account, usdc, account.address, liquidity.quote)
  return addLiquidity(account, uniswapOf(parts), [
    { token: part(parts, base), amount: liquidity.base },
    { token: usdc, amount: liquidity.quote },
  ])
}

/** Later parts stand on earlier ones, so after the first that is missing everything is made anew. */
async function runSteps(client: ChainClient, recordFile: string, steps: readonly Step[]): Promise<LocalChainParts> {
  const known = readLocalChainRecord(recordFile)
  let parts: LocalChainParts = {}
  let intact = true
  for (const [name, make] of steps) {
    const before = known[name]
    intact &&= before !== undefined && (await hasCode(client, before))
    parts = { ...parts, [name]: intact && before !== undefined ? before : await makeStep(name, () => make(parts)) }
    if (!intact) writeLocalChainRecord(recordFile, parts)
  }
  return parts
}

async function makeStep(label: string, make: () => Promise<EvmAddress>): Promise<EvmAddress> {
  try {
    return await make()
  } catch (cause) {
    if (cause instanceof QuorateError && cause.code === 'RPC_UNREACHABLE') throw cause
    const problem = cause instanceof Error ? cause.message : String(cause)
    throw new QuorateError('DEPLOYMENT_FAILED', { label, problem }, { cause })
  }
}

function describe(parts: LocalChainParts): Venue {
  const uniswap = uniswapOf(parts)
  const usdc = part(parts, 'usdc')
  const pool = (id: string, pair: EvmAddress, base: EvmAddress): FundPool => ({
    id,
    pair,
    router: uniswap.router,
    base,
    quote: usdc,
  })
  const given = (name: LocalChainPart): EvmAddress => part(parts, name)
  return {
    uniswap,
    uniswapV3: uniswapV3Of(given),
    venues: { 'weth-usdc': [secondVenueOf(given)] },
    tokens: {
      usdc: { symbol: 'USDC', address: usdc, decimals: 6 },
      weth: { symbol: 'WETH', address: uniswap.weth, decimals: 18 },
      wbtc: { symbol: 'WBTC', address: part(parts, 'wbtc'), decimals: 8 },
    },
    pools: [
      pool('weth-usdc', part(parts, 'wethUsdc'), uniswap.weth),
      pool('wbtc-usdc', part(parts, 'wbtcUsdc'), part(parts, 'wbtc')),
    ],
  }
}

const uniswapOf = (parts: LocalChainParts): UniswapV2 => ({
  factory: part(parts, 'uniswapFactory'),
  router: part(parts, 'router'),
  weth: part(parts, 'weth'),
})

function part(parts: LocalChainParts, name: LocalChainPart): EvmAddress {
  const address = parts[name]
  if (address === undefined) throw new QuorateError('DEPLOYMENT_FAILED', { label: name, problem: 'a part before it is missing' })
  return address
}
