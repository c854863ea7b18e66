// A fund's bounds on chain, and a trade tried against them before it is proposed. It reads and never sends.
import { clawCoreAbi } from '#protocol/abi/ClawCore.ts'
import { fundPolicyAbi } from '#protocol/abi/FundPolicy.ts'
import { intentBookAbi } from '#protocol/abi/IntentBook.ts'
import { dryRunCodeAt } from '#protocol/dryRun.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { FundConfig } from '#protocol/fund.ts'
import type { FundPolicy, Rehearsal } from '#protocol/fundPolicy.ts'
import type { AdapterData, Hash } from '#protocol/hash.ts'
import { inspectionSchema, inspectionWords, liftsInS } from '#protocol/inspection.ts'
import { intentStruct, type Intent } from '#protocol/intent.ts'
import { askChain, urlOf, type ChainClient } from './chainClient.ts'
import { asChainError } from './chainError.ts'

const iso = (seconds: bigint): string => new Date(Number(seconds) * 1_000).toISOString()
/** A limit of 0 is none. */
const boundOf = (amount: bigint): string | null => (amount === 0n ? null : amount.toString())
const numberOf = (value: bigint | number): number | null => (Number(value) === 0 ? null : Number(value))

/** All of one block. @throws QuorateError RPC_UNREACHABLE, RPC_FAILED */
export function readPolicy(client: ChainClient, { contracts }: FundConfig): Promise<FundPolicy> {
  return askChain(client, 'the bounds of the fund', async () => {
    const { number: blockNumber, timestamp } = await client.getBlock()
    const policy = { address: contracts.policy, abi: fundPolicyAbi, blockNumber } as const
    const core = { address: contracts.core, abi: clawCoreAbi, blockNumber } as const
    const [risk, limits, notionalSpent, lossLevel, lastExecutedAt] = await Promise.all([
      client.readContract({ ...policy, functionName: 'risk' }),
      client.readContract({ ...policy, functionName: 'limits' }),
      client.readContract({ ...core, functionName: 'notionalSpent' }),
      client.readContract({ ...core, functionName: 'lossLevel' }),
      client.readContract({ ...core, functionName: 'lastExecutedAt' }),
    ])
    return {
      block: Number(blockNumber),
      at: iso(timestamp),
      maxSlippageBps: risk.maxSlippageBps,
      maxIntentWindowS: Number(risk.maxIntentWindow),
      maxSnapshotAgeS: Number(risk.maxSnapshotAge),
      maxNotional: boundOf(limits.maxNotional),
      dailyNotionalCap: boundOf(limits.dailyNotionalCap),
      notionalSpent: notionalSpent.toString(),
      lossLimit: boundOf(limits.lossLimit),
      lossWindowS: numberOf(limits.lossWindow),
      lossLevel: lossLevel.toString(),
      maxPriceDeviationBps: numberOf(limits.maxPriceDeviationBps),
      cooldownS: numberOf(limits.cooldown),
      lastExecutedAt: lastExecutedAt === 0n ? null : iso(lastExecutedAt),
      challengeDelayS: numberOf(limits.challengeDelay),
    }
  })
}

/** A trade, and the route that was signed with it. */
export interface RehearsedTrade {
  readonly intent: Intent
  readonly intentHash: Hash
  readonly adapterData: AdapterData
}

/**
 * What the contracts would say if the trade were proposed in the next block and verifiers had signed it. One that is on
 * chain is not proposed again.
 * @throws QuorateError RPC_UNREACHABLE, RPC_FAILED also for a node that cannot simulate
 */
export function rehearse(client: ChainClient, fund: FundConfig, trade: RehearsedTrade): Promise<Rehearsal> {
  return askChain(client, 'the rehearsal of a trade', async () => {
    const { intentBook, core } = fund.contracts
    const { intent, intentHash, adapterData } = trade
    const block = await client.getBlockNumber()
    const book = { to: intentBook, abi: intentBookAbi } as const
    const asked = { to: core, abi: clawCoreAbi, functionName: 'inspectAs', args: [intentHash, adapterData, true] } as const
    const isThere =
      (await client.readContract({ address: intentBook, abi: intentBookAbi, functionName: 'statusOf', args: [intentHash] })) !== 0
    const proposal = {
      ...book,
      from: fund.accounts.strategy,
      functionName: 'proposeIntent',
      args: [intentStruct(intent)],
    } as const
    const [simulated] = await client.simulateBlocks({
      blockNumber: block,
      blocks: [{ calls: isThere ? [asked] : [proposal, asked] }],
    })
    const calls = simulated?.calls ?? []
    const refused = calls.slice(0, -1).find(({ status }) => status === 'failure')
    if (refused !== undefined) {
      const { message } = asChainError(refused.error, { url: urlOf(client), label: 'proposing it' })
      return { block: Number(block), code: null, detail: message, waits: false }
    }
    const last = calls.at(-1)
    if (last === undefined || last.status === 'failure')
      throw last?.error ?? new QuorateError('RPC_FAILED', { method: 'eth_simulateV1', problem: 'it answered no call' })
    const [index, actual, bound] = last.result as readonly [number, bigint, bigint] // as the ABI has it
    const inspection = inspectionSchema.parse({
      code: dryRunCodeAt(index),
      actual: actual.toString(),
      bound: bound.toString(),
    })
    return {
      block: Number(block),
      code: inspection.code,
      detail: inspectionWords(inspection),
      waits: liftsInS(inspection) !== null,
    }
  })
}

/** Both, over one client. */
export const policyOn = (
  client: ChainClient,
): {
  readonly policy: {
    bounds(fund: FundConfig): Promise<FundPolicy>
    rehearse(fund: FundConfig, trade: RehearsedTrade): Promise<Rehearsal>
  }
} => ({ policy: { bounds: (fund) => readPolicy(client, fund), rehearse: (fund, trade) => rehearse(client, fund, trade) } })
