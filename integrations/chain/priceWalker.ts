// Moves a development pool along a price walk, by trades of its own account through the real router.
// It knows nothing of funds and strategies: it looks at the pool's reserves and trades the difference away.
import type { FundPool } from '#protocol/fund.ts'
import type { EvmAddress } from '#protocol/address.ts'
import { readAmmPrice } from './ammPrice.ts'
import type { ChainAccount } from './chainAccount.ts'
import { askChain } from './chainClient.ts'
import { mintToken, wrapEther, type LocalChain } from './localChain.ts'
import { priceWalk, type WalkStep } from './priceWalk.ts'
import { squareRoot } from './squareRoot.ts'
import { erc20Abi } from './uniswapAbi.ts'
import { approve, swapCall } from './uniswapV2.ts'

/** A pool that is nearer to its target than this is left alone: the fee would cost more than the move. */
const closeEnoughBps = 2n

/** What one step did. `traded` is null when the pool was close enough already. */
export interface WalkTrade extends WalkStep {
  readonly traded: { readonly tokenIn: EvmAddress; readonly amountIn: bigint } | null
}

/** Walks one pool, one step at a time. */
export interface PriceWalker {
  /** Takes the next step and trades the pool there. @throws QuorateError as ChainAccount.send; the step counts as taken */
  step(): Promise<WalkTrade>
}

/** A walker for one pool. `from` is the number of steps taken before, so that a restart continues the same walk. */
export function makePriceWalker(options: {
  readonly account: ChainAccount
  readonly local: LocalChain
  readonly pool: FundPool
  readonly seed: number
  /** The price the walk began at: the pool's opening price. */
  readonly startWad: bigint
  readonly from?: number
}): PriceWalker {
  const { account, local, pool } = options
  const walk = priceWalk({ seed: options.seed, salt: pool.id, startWad: options.startWad })
  for (let skipped = 0; skipped < (options.from ?? 0); skipped++) walk.next()
  return {
    step: async () => {
      const target = walk.next().value
      const trade = await tradeTowards(account, pool, target.priceWad)
      if (trade !== null) {
        await provideFor(account, local, trade)
        await approve(account, trade.tokenIn, pool.router, trade.amountIn)
        const path = [trade.tokenIn, trade.tokenIn === pool.base ? pool.quote : pool.base]
        const data = swapCall({ path, amountIn: trade.amountIn, minAmountOut: 0n, to: account.address })
        await account.send({ to: pool.router, data, label: `walking ${pool.id} to step ${target.step}` })
      }
      return { ...target, traded: trade }
    },
  }
}

type Trade = NonNullable<WalkTrade['traded']>

/** The trade that brings a constant-product pool to a price: its quote reserve becomes √(k · price). */
async function tradeTowards(account: ChainAccount, pool: FundPool, targetWad: bigint): Promise<Trade | null> {
  const { price } = await readAmmPrice(account.client, { ...pool, window: { blocks: 0 } })
  const spot = BigInt(price.spotWad)
  const gap = targetWad > spot ? targetWad - spot : spot - targetWad
  if (gap * 10_000n < targetWad * closeEnoughBps) return null
  const [base, quote] = [BigInt(price.reserveBase), BigInt(price.reserveQuote)]
  // reserves scale with the root of the price, so decimals cancel out of the ratio
  if (targetWad > spot) return { tokenIn: pool.quote, amountIn: scaledByRoot(quote, targetWad, spot) - quote }
  return { tokenIn: pool.base, amountIn: scaledByRoot(base, spot, targetWad) - base }
}

const scaledByRoot = (reserve: bigint, numerator: bigint, denominator: bigint): bigint =>
  squareRoot((reserve * reserve * numerator) / denominator)

/** Development money for a trade: minted, or ether wrapped. @throws as ChainAccount.send */
export async function provideFor(account: ChainAccount, local: LocalChain, { tokenIn, amountIn }: Trade): Promise<void> {
  const held = await askChain(account.client, 'balance', () =>
    account.client.readContract({ address: tokenIn, abi: erc20Abi, functionName: 'balanceOf', args: [account.address] }),
  )
  if (held >= amountIn) return
  // ten times what is missing, so that most steps are one transaction
  if (tokenIn === local.uniswap.weth) await wrapEther(account, tokenIn, (amountIn - held) * 10n)
  else await mintToken(account, tokenIn, account.address, (amountIn - held) * 10n)
}
