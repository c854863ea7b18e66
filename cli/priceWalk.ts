// Moves the development market: a walker trades through the real router along a seeded path of prices. It knows
// nothing of the funds, and nothing of a fund's strategy.
import { makeChainAccount, type ChainAccount } from '#integrations/chain/chainAccount.ts'
import { readAmmPrice } from '#integrations/chain/ammPrice.ts'
import { mintToken, wrapEther, type LocalChain } from '#integrations/chain/localChain.ts'
import { approve, swapCall } from '#integrations/chain/uniswapV2.ts'
import type { KeyRing } from '#integrations/keys/keyRing.ts'
import type { RunningChain } from './chainStart.ts'
import type { Settings } from './settings.ts'

/** Enough to move the pool to any price of the path and back. */
const purse = { quote: 3_000_000n * 10n ** 6n, wei: 1_000n * 10n ** 18n }

/** Begins the walk; returns what ends it. A trade that fails is the chain's trouble and is tried again a step later. */
export function startPriceWalk(
  {
    settings: { chain: walk },
    chain,
    keys,
  }: { readonly settings: Settings; readonly chain: RunningChain; readonly keys: KeyRing },
  local: LocalChain,
): () => void {
  const account = makeChainAccount(chain.client, keys.signer('walker'))
  const path = pricePath(walk.seed)
  let timer: NodeJS.Timeout | undefined
  let ended = false
  let filled = false
  const step = async (): Promise<void> => {
    if (!filled) await fillPurse(account, local)
    filled = true
    await moveTo(account, local, path())
  }
  const next = (): void => {
    timer = setTimeout(() => {
      step()
        .catch(() => undefined) // see above
        .finally(() => {
          if (!ended) next()
        })
    }, walk.walkIntervalMs)
  }
  next()
  return () => {
    ended = true
    clearTimeout(timer)
  }
}

async function fillPurse(account: ChainAccount, { tokens }: LocalChain): Promise<void> {
  await mintToken(account, tokens.usdc.address, account.address, purse.quote)
  await wrapEther(account, tokens.weth.address, purse.wei)
}

/** One trade that brings WETH to the wanted price (in 10^-6 of the opening price), as far as a trade without fee would. */
async function moveTo(account: ChainAccount, { pools: [pool], uniswap, tokens }: LocalChain, micro: bigint): Promise<void> {
  const { price } = await readAmmPrice(account.client, { ...pool, window: { seconds: 0 } })
  const base = BigInt(price.reserveBase)
  const quote = BigInt(price.reserveQuote)
  // opening price: 3,000 USDC (6 decimals) per WETH (18 decimals)
  const wantedQuote = squareRoot((base * quote * 3_000n * micro) / 10n ** 18n)
  const buys = wantedQuote > quote
  const wantedBase = (base * quote) / wantedQuote
  const amountIn = buys ? wantedQuote - quote : wantedBase - base
  const from = buys ? tokens.usdc.address : tokens.weth.address
  if (amountIn <= 0n) return
  await approve(account, from, uniswap.router, amountIn)
  const path = buys ? [tokens.usdc.address, tokens.weth.address] : [tokens.weth.address, tokens.usdc.address]
  await account.send({
    to: uniswap.router,
    data: swapCall({ path, amountIn, minAmountOut: 0n, to: account.address }),
    label: 'price walk',
  })
}

/** Prices in 10^-6 of the opening one: trends of some steps, up and down, within 30 % of where it began. */
export function pricePath(seed: number): () => bigint {
  const random = mulberry32(seed)
  let at = 1
  let trend = 0
  let left = 0
  return () => {
    if (left === 0) {
      left = 6 + Math.floor(random() * 12)
      trend = (random() - 0.5) * 0.007 + (1 - at) * 0.005
    }
    left -= 1
    at = Math.min(1.3, Math.max(0.7, at * (1 + trend + (random() - 0.5) * 0.002)))
    return BigInt(Math.round(at * 1_000_000))
  }
}

/** A small seeded generator (public domain, by its author's name): equal seeds, equal walks. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d_2b_79_f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Whole part of a square root, by Newton. */
function squareRoot(value: bigint): bigint {
  if (value < 2n) return value
  let root = 1n << (BigInt(value.toString(2).length + 1) / 2n)
  for (;;) {
    const better = (root + value / root) / 2n
    if (better >= root) return root
    root = better
  }
}
