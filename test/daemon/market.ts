// The market under a drill's fund: trades through the real router from an account of Anvil's, and blocks made by hand.
import { setTimeout as delay } from 'node:timers/promises'
import { getAbiItem, toFunctionSelector, type Hex } from 'viem'
import { readFundRecord } from '#cli/fundRecord.ts'
import { callRpc } from '#integrations/anvil/rpc.ts'
import { makeChainAccount, type ChainAccount } from '#integrations/chain/chainAccount.ts'
import { connectChain } from '#integrations/chain/chainClient.ts'
import { mintToken } from '#integrations/chain/localChain.ts'
import { uniswapRouterAbi } from '#integrations/chain/uniswapAbi.ts'
import { approve, swapCall } from '#integrations/chain/uniswapV2.ts'
import { loadKeyRing } from '#integrations/keys/keyRing.ts'
import { intentBookAbi } from '#protocol/abi/IntentBook.ts'
import type { FundConfig, FundPool } from '#protocol/fund.ts'

/** More than any drill spends, of a token that anyone may mint. */
const purse = 1_000_000n * 10n ** 6n
const lookEveryMs = 10
const attestIntent = toFunctionSelector(getAbiItem({ abi: intentBookAbi, name: 'attestIntent' }))
const swap = toFunctionSelector(getAbiItem({ abi: uniswapRouterAbi, name: 'swapExactTokensForTokens' }))

export interface Market {
  readonly fund: FundConfig
  /** Buys the traded token for so many whole units of the base asset: the price rises. Resolves when it is in a block. */
  buy(whole: number): Promise<void>
  /**
   * Makes blocks by hand until the signal aborts: one as soon as a transaction waits. A block that would approve an
   * intent is held until the swap that `before` sends is in it too.
   */
  mineByHand(before: () => void, signal: AbortSignal): Promise<void>
}

/**
 * @param storage the instance's; its only fund is the one whose pool is moved
 * @param key of the account that trades; absent: one of Anvil's, on chain 31337
 */
export async function openMarket(url: string, storage: string, key?: Hex): Promise<Market> {
  const [fund] = readFundRecord(storage)
  const pool = fund?.pools.find(({ id }) => id === fund.tradePool)
  if (fund === undefined || pool === undefined) throw new Error('the instance has a fund with a pool')
  const client = await connectChain({ url, chainId: fund.chainId, pollingMs: lookEveryMs })
  const keys = await loadKeyRing(['mover'], {
    environment: { QUORATE_KEY_MOVER: key },
    development: { chainId: fund.chainId, url, accounts: { mover: 11 } },
  })
  const mover = makeChainAccount(client, keys.signer('mover'))
  await mintToken(mover, pool.quote, mover.address, purse)
  await approve(mover, pool.quote, pool.router, purse)
  return {
    fund,
    buy: (whole) => buy(mover, pool, BigInt(whole) * 10n ** 6n),
    mineByHand: (before, signal) => mineByHand(url, before, signal),
  }
}

async function buy(mover: ChainAccount, pool: FundPool, amountIn: bigint): Promise<void> {
  const data = swapCall({ path: [pool.quote, pool.base], amountIn, minAmountOut: 0n, to: mover.address })
  await mover.send({ to: pool.router, data, label: 'moving the price' })
}

async function mineByHand(url: string, before: () => void, signal: AbortSignal): Promise<void> {
  await callRpc(url, 'evm_setAutomine', [false])
  let asked = false
  while (!signal.aborted) {
    const waiting = await waitingCalls(url)
    const approves = waiting.some((input) => input.startsWith(attestIntent))
    if (approves && !asked) before()
    asked ||= approves
    const isHeld = approves && !waiting.some((input) => input.startsWith(swap))
    if (waiting.length > 0 && !isHeld) await callRpc(url, 'evm_mine')
    else await delay(lookEveryMs)
  }
  await callRpc(url, 'evm_setAutomine', [true])
  await callRpc(url, 'evm_mine')
}

/** Calldata of every transaction that waits for a block. */
async function waitingCalls(url: string): Promise<readonly string[]> {
  // Anvil's answer: sender to nonce to transaction
  const { pending } = (await callRpc(url, 'txpool_content')) as { pending: Record<string, Record<string, { input: string }>> }
  return Object.values(pending).flatMap((ofSender) => Object.values(ofSender).map(({ input }) => input))
}
