// What a fund's roster must know before it changes the verifier set: the open set with its revoked members, the delay that
// the owner's changes have, and whether a change waits already. Reads only.
import { fundPolicyAbi } from '#protocol/abi/FundPolicy.ts'
import { verifierSetAbi } from '#protocol/abi/VerifierSet.ts'
import { toEvmAddress, type EvmAddress } from '#protocol/address.ts'
import type { FundConfig } from '#protocol/fund.ts'
import type { ChainClient } from './chainClient.ts'

/** The open verifier set, its revoked members among them. Times in seconds. */
export interface RosterSet {
  readonly setEpoch: number
  readonly members: readonly {
    readonly address: EvmAddress
    readonly weight: number
    readonly erc1271: boolean
    readonly revoked: boolean
  }[]
  readonly thresholds: { readonly claim: number; readonly snapshot: number; readonly intent: number }
  readonly totalWeight: number
  readonly configDelayS: number
  /** Of the candidates, those that are revoked. */
  readonly revoked: readonly string[]
}

/** A change of the fund's configuration, as its policy knows it. */
export interface PolicyChange {
  readonly status: 'unknown' | 'waiting' | 'ready'
  readonly readyAt: number
  readonly waitS: number
}

/** The set at the newest block. @param candidates addresses that may be revoked without being members */
export async function readRosterSet(
  client: ChainClient,
  fund: FundConfig,
  candidates: readonly EvmAddress[],
): Promise<RosterSet> {
  const at = { address: fund.contracts.verifierSet, abi: verifierSetAbi } as const
  const setEpoch = await client.readContract({ ...at, functionName: 'currentEpoch' })
  const [info, verifiers, { configDelay }] = await Promise.all([
    client.readContract({ ...at, functionName: 'epochInfo', args: [setEpoch] }),
    client.readContract({ ...at, functionName: 'verifiersOf', args: [setEpoch] }),
    client.readContract({ address: fund.contracts.policy, abi: fundPolicyAbi, functionName: 'limits' }),
  ])
  const isRevoked = (address: `0x${string}`): Promise<boolean> =>
    client.readContract({ ...at, functionName: 'isRevoked', args: [address] })
  const [ofMembers, ofCandidates] = await Promise.all([
    Promise.all(verifiers.map(({ signer }) => isRevoked(signer))),
    Promise.all(candidates.map(isRevoked)),
  ])
  const { claim, snapshot, intent } = info.thresholds
  return {
    setEpoch: Number(setEpoch),
    members: verifiers.map(({ signer, weight, erc1271 }, index) => ({
      address: toEvmAddress(signer),
      weight: Number(weight),
      erc1271,
      revoked: ofMembers[index] === true,
    })),
    thresholds: { claim: Number(claim), snapshot: Number(snapshot), intent: Number(intent) },
    totalWeight: Number(info.totalWeight),
    configDelayS: Number(configDelay),
    revoked: candidates.filter((_, index) => ofCandidates[index] === true),
  }
}

/** One change at the newest block; an expired one is unknown again. */
export async function readPolicyChange(
  client: ChainClient,
  fund: FundConfig,
  { target, data, salt }: { readonly target: EvmAddress; readonly data: `0x${string}`; readonly salt: `0x${string}` },
): Promise<PolicyChange> {
  const of = { address: fund.contracts.policy, abi: fundPolicyAbi } as const
  const changeId = await client.readContract({ ...of, functionName: 'hashChange', args: [target, data, salt] })
  const [{ readyAt, expiresAt }, { timestamp }] = await Promise.all([
    client.readContract({ ...of, functionName: 'changeOf', args: [changeId] }),
    client.getBlock(),
  ])
  if (readyAt === 0n || timestamp > expiresAt) return { status: 'unknown', readyAt: 0, waitS: 0 }
  const waitS = Number(readyAt > timestamp ? readyAt - timestamp : 0n)
  return { status: waitS === 0 ? 'ready' : 'waiting', readyAt: Number(readyAt), waitS }
}
