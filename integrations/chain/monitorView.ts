// What a monitor reads of a chain: its head, what accounts have left, the bucket of losses, the pause, and whether the fund
// traded. It reads and never sends.
import { clawCoreAbi } from '#protocol/abi/ClawCore.ts'
import { fundPolicyAbi } from '#protocol/abi/FundPolicy.ts'
import type { EvmAddress } from '#protocol/address.ts'
import type { FundConfig } from '#protocol/fund.ts'
import type { ChainClient } from './chainClient.ts'

/** The newest block; its time in seconds. */
export async function readHead(client: ChainClient): Promise<{ readonly block: number; readonly time: number }> {
  const { number, timestamp } = await client.getBlock()
  return { block: Number(number), time: Number(timestamp) }
}

/** What the bucket of losses holds and may hold, in base units of the asset; a limit of 0: there is none. */
export async function readLossBucket(
  client: ChainClient,
  { contracts }: FundConfig,
): Promise<{ readonly level: string; readonly limit: string }> {
  const [level, { lossLimit }] = await Promise.all([
    client.readContract({ address: contracts.core, abi: clawCoreAbi, functionName: 'lossLevel' }),
    client.readContract({ address: contracts.policy, abi: fundPolicyAbi, functionName: 'limits' }),
  ])
  return { level: level.toString(), limit: lossLimit.toString() }
}

/** Does the fund's core execute nothing now? */
export async function readPaused(client: ChainClient, { contracts }: FundConfig): Promise<boolean> {
  return client.readContract({ address: contracts.core, abi: clawCoreAbi, functionName: 'paused' })
}

/** What an address holds of the chain's own coin, in whole gwei. */
export async function readBalanceGwei(client: ChainClient, address: EvmAddress): Promise<number> {
  return Number((await client.getBalance({ address })) / 1_000_000_000n)
}

/** How many transactions of an address are in blocks. */
export async function readMinedNonce(client: ChainClient, address: EvmAddress): Promise<number> {
  return client.getTransactionCount({ address, blockTag: 'latest' })
}

/** Public nodes refuse wider questions; what lies further back was looked at or is looked at anyway. */
const blocksMax = 1_000

/** The newest block after `after` and up to `through` in which the fund executed a trade, whoever sent it; null for none. */
export async function lastTradeBetween(
  client: ChainClient,
  { contracts }: FundConfig,
  { after, through }: { readonly after: number; readonly through: number },
): Promise<number | null> {
  if (through <= after) return null
  const events = await client.getContractEvents({
    address: contracts.core,
    abi: clawCoreAbi,
    eventName: 'IntentExecuted',
    fromBlock: BigInt(Math.max(after + 1, through - blocksMax)),
    toBlock: BigInt(through),
  })
  const newest = events.at(-1)
  return newest === undefined ? null : Number(newest.blockNumber)
}
