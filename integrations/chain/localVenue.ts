// The development market's second venue: a real Uniswap V3 beside V2, one pool with liquidity of its own, its adapter.
import type { EvmAddress } from '#protocol/address.ts'
import type { ChainAccount } from './chainAccount.ts'
import { deployOnce } from './create2.ts'
import { uniswapV3AdapterCreation } from './deployFund.ts'
import type { LocalChainPart } from './localChainRecord.ts'
import {
  deployPositionManager,
  deployUniswapV3Factory,
  deployUniswapV3Router,
  openPosition,
  type UniswapV3,
} from './uniswapV3.ts'
import type { TickVenue } from './venueDrift.ts'

/** The fee of the first venue, so that neither is always the cheaper one. */
const feePpm = 3_000
/** From 0.41 to 2.46 times the opening price: the walk turns within a quarter of it. */
const ticks = 9_000
/** 3,000 USDC per WETH, as on the first venue. In its range it is as deep as 1.6 million on both sides of all prices. */
const liquidity = { weth: 200n * 10n ** 18n, usdc: 600_000n * 10n ** 6n }

type Given = (part: LocalChainPart) => EvmAddress

/** The parts of the second venue, each standing on those before. `pay` gives the account what the position takes. */
export const secondVenueSteps = (
  account: ChainAccount,
  pay: (given: Given, amounts: typeof liquidity) => Promise<void>,
): readonly (readonly [part: LocalChainPart, make: (given: Given) => Promise<EvmAddress>])[] => [
  ['v3Factory', () => deployUniswapV3Factory(account)],
  ['v3Router', (given) => deployUniswapV3Router(account, given('v3Factory'), given('weth'))],
  ['v3Positions', (given) => deployPositionManager(account, given('v3Factory'), given('weth'))],
  ['v3Adapter', (given) => deployOnce(account, uniswapV3AdapterCreation(given('v3Router')))],
  [
    'v3WethUsdc',
    async (given) => {
      await pay(given, liquidity)
      const sides = [
        { token: given('weth'), amount: liquidity.weth },
        { token: given('usdc'), amount: liquidity.usdc },
      ] as const
      return openPosition(account, uniswapV3Of(given), { sides, feePpm, ticks })
    },
  ],
]

/** Its contracts. */
export const uniswapV3Of = (given: Given): UniswapV3 => ({
  factory: given('v3Factory'),
  router: given('v3Router'),
  positions: given('v3Positions'),
})

/** The venue that funds on `weth-usdc` may trade on beside the first. */
export const secondVenueOf = (given: Given): TickVenue => ({
  id: 'uniswap-v3',
  kind: 'uniswap-v3',
  adapter: given('v3Adapter'),
  pool: given('v3WethUsdc'),
  feePpm,
})
