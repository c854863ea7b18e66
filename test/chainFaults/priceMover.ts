// Keeps a pool's price moving up and down around where it began, so that the strategy always has a reason to trade.
// It sends and forgets: what a fault takes from it, its next move makes good.
import { encodeFunctionData, parseAbi, type Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { FundPool } from '#protocol/fund.ts'
import { makeChainAccount } from '#integrations/chain/chainAccount.ts'
import { connectChain } from '#integrations/chain/chainClient.ts'
import { mintToken, wrapEther } from '#integrations/chain/localChain.ts'
import { approve, swapCall } from '#integrations/chain/uniswapV2.ts'
import { loadKeyRing } from '#integrations/keys/keyRing.ts'
import type { FaultChain } from './faultChain.ts'

/** More than a campaign spends: of USDC, and of wrapped ether. */
const purse = { quote: 50_000_000n * 10n ** 6n, base: 4_000n * 10n ** 18n }
/** A third of a percent of the pool: the price moves by two thirds. */
const move = { quote: 5_000n * 10n ** 6n, base: (5_000n * 10n ** 18n) / 3_000n }
const moveMs = 400
/** Above every fee that a fault asks for: the market does not stand still in a spike. */
const feeWei = 2_000_000_000_000n
const pairAbi = parseAbi([
  'function getReserves() view returns (uint112, uint112, uint32)',
  'function token0() view returns (address)',
])

export interface PriceMover {
  stop(): void
}

/** Fills the mover's purse, while the chain still mines at once. Moves begin with `start`. */
export async function openPriceMover(chain: FaultChain, pool: FundPool, key: Hex): Promise<{ start(): PriceMover }> {
  const client = await connectChain({ url: chain.url, chainId: 31_337, pollingMs: 20 })
  const keys = await loadKeyRing(['mover'], { environment: { QUORATE_KEY_MOVER: key } })
  const account = makeChainAccount(client, keys.signer('mover'))
  await mintToken(account, pool.quote, account.address, purse.quote)
  await wrapEther(account, pool.base, purse.base)
  await approve(account, pool.quote, pool.router, purse.quote)
  await approve(account, pool.base, pool.router, purse.base)
  const signer = privateKeyToAccount(key)
  const isBaseFirst =
    (await client.readContract({ address: pool.pair, abi: pairAbi, functionName: 'token0' })).toLowerCase() ===
    pool.base.toLowerCase()
  const opening = await priceOf(chain, pool, isBaseFirst)
  const once = async (): Promise<void> => {
    const isHigh = (await priceOf(chain, pool, isBaseFirst)) > opening
    const swap = isHigh
      ? { path: [pool.base, pool.quote], amountIn: move.base }
      : { path: [pool.quote, pool.base], amountIn: move.quote }
    const nonce = Number(await chain.call('eth_getTransactionCount', [account.address, 'latest']))
    const raw = await signer.signTransaction({
      type: 'eip1559',
      chainId: 31_337,
      nonce,
      to: pool.router,
      data: swapCall({ ...swap, minAmountOut: 0n, to: account.address }),
      gas: 300_000n,
      maxFeePerGas: feeWei,
      maxPriorityFeePerGas: 1_000_000_000n,
    })
    await chain.call('eth_sendRawTransaction', [raw])
  }
  return {
    start() {
      // a node that is away, or that has the last move still waiting: the next one is tried at its time
      const timer = setInterval(() => void once().catch(() => undefined), moveMs)
      return { stop: () => clearInterval(timer) }
    },
  }
}

/** Quote per base, scaled; only compared with itself. */
async function priceOf(chain: FaultChain, pool: FundPool, isBaseFirst: boolean): Promise<bigint> {
  const data = encodeFunctionData({ abi: pairAbi, functionName: 'getReserves' })
  const words = String(await chain.call('eth_call', [{ to: pool.pair, data }, 'latest']))
  const [first, second] = [BigInt(words.slice(0, 66)), BigInt(`0x${words.slice(66, 130)}`)]
  const [base, quote] = isBaseFirst ? [first, second] : [second, first]
  return (quote * 10n ** 18n) / base
}
