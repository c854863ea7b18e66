// What a fund's policy knows of the changes that wait. Reads only.
import { numberToHex } from 'viem'
import { clawCoreAbi } from '#protocol/abi/ClawCore.ts'
import { fundPolicyAbi } from '#protocol/abi/FundPolicy.ts'
import { unpauseCall } from '#protocol/calls.ts'
import type { FundConfig } from '#protocol/fund.ts'
import { toHash, type Hash } from '#protocol/hash.ts'
import { askChain, type ChainClient } from './chainClient.ts'

/** A change that may wait: nobody announced it (or it expired), it waits, or its time has come. Times in seconds. */
export type WaitingChange =
  | { readonly status: 'unknown'; readonly salt: Hash }
  | {
      readonly status: 'waiting' | 'ready'
      readonly salt: Hash
      readonly readyAtS: number
      readonly expiresAtS: number
    }

/**
 * The unpause of a fund's core at the newest block; null where changes do not wait. Each pause has an unpause of its own:
 * when the pause began is the salt, so one that was announced before it is never taken for one that counts.
 * @throws QuorateError RPC_UNREACHABLE, RPC_FAILED
 */
export async function readUnpause(client: ChainClient, fund: FundConfig): Promise<WaitingChange | null> {
  return askChain(client, 'the fund\u2019s changes', async () => {
    const { core, policy } = fund.contracts
    const of = { address: policy, abi: fundPolicyAbi } as const
    const { configDelay } = await client.readContract({ ...of, functionName: 'limits' })
    if (configDelay === 0n) return null
    const pausedAt = await client.readContract({ address: core, abi: clawCoreAbi, functionName: 'pausedAt' })
    const salt = toHash(numberToHex(pausedAt, { size: 32 }))
    const changeId = await client.readContract({ ...of, functionName: 'hashChange', args: [core, unpauseCall(), salt] })
    const [{ readyAt, expiresAt }, { timestamp }] = await Promise.all([
      client.readContract({ ...of, functionName: 'changeOf', args: [changeId] }),
      client.getBlock(),
    ])
    if (readyAt === 0n || timestamp > expiresAt) return { status: 'unknown', salt }
    const status = timestamp >= readyAt ? 'ready' : 'waiting'
    return { status, salt, readyAtS: Number(readyAt), expiresAtS: Number(expiresAt) }
  })
}
