// A trade that a quorum signed and that is bad all the same: the pool's price was pushed up by a tenth before it.
import { encodeFunctionData, erc20Abi } from 'viem'
import { clawCoreAbi } from '#protocol/abi/ClawCore.ts'
import { hashFixture } from '#protocol/fixtures.ts'
import { mintToken } from '#integrations/chain/localChain.ts'
import type { ProposedTrade, TestFund } from '#integrations/chain/fundFixtures.ts'
import { swapCall } from '#integrations/chain/uniswapV2.ts'

/** 1,000 of the base asset: a tenth of it is lost. */
export const tradeSize = 1_000_000_000n
/** Twentieth of the pool: its price rises by a tenth. */
const push = 75_000_000_000n

/** Everything but its execution. */
export async function approveBadTrade({ chain, fund, publish, propose, approve }: TestFund): Promise<ProposedTrade> {
  const walker = chain.account('walker')
  const pool = fund.pools.find(({ id }) => id === fund.tradePool)
  if (pool === undefined) throw new Error('the fund trades on a pool')
  await mintToken(walker, pool.quote, walker.address, push)
  const allow = encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [pool.router, push] })
  await walker.send({ to: pool.quote, data: allow, label: 'approve' })
  const swap = { path: [pool.quote, pool.base], amountIn: push, minAmountOut: 0n, to: walker.address }
  await walker.send({ to: pool.router, data: swapCall(swap), label: 'push the price' })
  const root = await publish(1, [hashFixture(1)])
  const trade = await propose({ action: 'BUY', amountIn: tradeSize.toString(), round: 1, root })
  await approve(trade.intentHash)
  return trade
}

/** Every pause of the fund's core, with its block. */
export async function pausesOf({ chain, fund }: TestFund): Promise<readonly { readonly by: string; readonly block: number }[]> {
  const at = { address: fund.contracts.core, abi: clawCoreAbi, eventName: 'Paused', fromBlock: 0n } as const
  const events = await chain.client.getContractEvents({ ...at, strict: true })
  return events.map(({ args, blockNumber }) => ({ by: args.by, block: Number(blockNumber) }))
}
