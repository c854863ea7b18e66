// The verifier set of the model chain: its epochs, as the fund's own contract would keep them.
import { decodeFunctionData } from 'viem'
import { fundPolicyAbi } from '#protocol/abi/FundPolicy.ts'
import { verifierSetAbi } from '#protocol/abi/VerifierSet.ts'
import { toEvmAddress, type EvmAddress } from '#protocol/address.ts'
import type { FundConfig } from '#protocol/fund.ts'
import type { OpenSet } from '#protocol/relay.ts'
import type { PolicyChange, RosterSet } from '#integrations/chain/rosterView.ts'

export class ModelSet {
  setEpoch = 1
  /** s; over 0 the owner's changes go through the policy */
  configDelayS = 0
  members: RosterSet['members'] | null = null
  thresholds: OpenSet['thresholds'] | null = null
  readonly revoked = new Set<string>()
  /** when each announced change may be made, by its calldata and salt; s */
  readonly announced = new Map<string, number>()

  apply(fund: FundConfig, to: string, data: `0x${string}`, now: number): void {
    if (to === fund.contracts.policy) this.#changed(fund, data, now)
    if (to !== fund.contracts.verifierSet) return
    const { functionName, args } = decodeFunctionData({ abi: verifierSetAbi, data })
    if (functionName === 'revoke') this.revoked.add(args[0].toLowerCase())
    if (functionName !== 'openEpoch') return
    this.setEpoch += 1
    this.members = args[0].map(({ signer, weight, erc1271 }) => {
      return { address: toEvmAddress(signer), weight: Number(weight), erc1271, revoked: false }
    })
    this.thresholds = { claim: Number(args[1].claim), snapshot: Number(args[1].snapshot), intent: Number(args[1].intent) }
  }

  #changed(fund: FundConfig, data: `0x${string}`, now: number): void {
    const { functionName, args } = decodeFunctionData({ abi: fundPolicyAbi, data })
    if (functionName === 'scheduleChange') this.announced.set(`${args[1]}/${args[2]}`, now + this.configDelayS)
    if (functionName !== 'executeChange') return
    this.announced.delete(`${args[1]}/${args[2]}`)
    this.apply(fund, toEvmAddress(args[0]), args[1], now)
  }

  change({ data, salt }: { data: string; salt: string }, now: number): PolicyChange {
    const readyAt = this.announced.get(`${data}/${salt}`)
    if (readyAt === undefined) return { status: 'unknown', readyAt: 0, waitS: 0 }
    return { status: now >= readyAt ? 'ready' : 'waiting', readyAt, waitS: Math.max(0, readyAt - now) }
  }

  read(fund: FundConfig, candidates: readonly EvmAddress[] = []): RosterSet {
    const all = this.members ?? fund.verifiers.map(({ address, weight }) => ({ address, weight, erc1271: false, revoked: false }))
    const isRevoked = (address: string): boolean => this.revoked.has(address.toLowerCase())
    return {
      setEpoch: this.setEpoch,
      members: all.map((one) => ({ ...one, revoked: isRevoked(one.address) })),
      thresholds: this.thresholds ?? fund.thresholds,
      totalWeight: all.reduce((sum, { weight }) => sum + weight, 0),
      configDelayS: this.configDelayS,
      revoked: candidates.filter(isRevoked),
    }
  }

  open(fund: FundConfig): OpenSet {
    const { setEpoch, members, thresholds, totalWeight } = this.read(fund)
    const nameOf = (address: string): string => fund.verifiers.find((one) => one.address === address)?.name ?? address
    const open = members.filter(({ revoked }) => !revoked)
    return {
      setEpoch,
      members: open.map(({ address, weight }) => ({ address, weight, name: nameOf(address) })),
      totalWeight,
      thresholds,
    }
  }
}
