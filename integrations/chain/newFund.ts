// What a fund is made from, in this program's words and in the factory's. Making a fund and checking one both read it,
// so a field that one of them forgot is a difference that the other finds.
import type { ContractFunctionArgs } from 'viem'
import type { fundFactoryAbi } from '#protocol/abi/FundFactory.ts'
import { zeroAddress, type EvmAddress } from '#protocol/address.ts'
import { hashEnvelopeBody } from '#protocol/envelope.ts'
import type { FundConfig } from '#protocol/fund.ts'

/** A configuration as the factory takes it. */
export type FactoryConfig = ContractFunctionArgs<typeof fundFactoryAbi, 'nonpayable', 'createFund'>[0]
/** Limits as the contracts hold them; 0 and the zero address mean none. */
export type FundLimits = FactoryConfig['limits']

/** What a fund is made from; weights are whole numbers, times are seconds. */
export interface NewFund {
  readonly name: string
  /** ticker of the shares */
  readonly symbol: string
  readonly asset: EvmAddress
  readonly claimMode: FundConfig['claimMode']
  readonly roles: {
    readonly owner: EvmAddress
    readonly guardian: EvmAddress
    readonly strategy: EvmAddress
    readonly executor: EvmAddress
    /** Absent: the owner. */
    readonly keeper?: EvmAddress
  }
  readonly verifiers: readonly { readonly address: EvmAddress; readonly weight: number; readonly erc1271?: boolean }[]
  readonly thresholds: FundConfig['thresholds']
  /** the tokens it may trade, apart from the asset */
  readonly tokens: readonly EvmAddress[]
  /** the venue it trades on first */
  readonly adapter: EvmAddress
  /** further venues that its vault allows */
  readonly otherAdapters?: readonly EvmAddress[]
  readonly risk: { readonly maxIntentWindowS: number; readonly maxSnapshotAgeS: number; readonly maxSlippageBps: number }
  /** Absent fields mean no limit. */
  readonly limits?: Partial<FundLimits>
  /** one creator makes one fund per salt */
  readonly salt: string
}

/** A fund without any limit. */
export const noLimits: FundLimits = {
  maxNotional: 0n,
  dailyNotionalCap: 0n,
  cooldown: 0n,
  priceGuard: zeroAddress,
  maxPriceDeviationBps: 0,
  lossLimit: 0n,
  lossWindow: 0n,
  performanceFeeBps: 0,
  feeRecipient: zeroAddress,
  configDelay: 0n,
  challengeDelay: 0n,
  maxQueueTime: 0n,
}

/** The factory's argument for a fund. */
export function factoryConfig(fund: NewFund): FactoryConfig {
  return {
    salt: hashEnvelopeBody({ salt: fund.salt }),
    name: fund.name,
    symbol: fund.symbol,
    asset: fund.asset,
    claimMode: fund.claimMode === 'ONCHAIN' ? 1 : 0,
    roles: { ...fund.roles, keeper: fund.roles.keeper ?? fund.roles.owner },
    // the contract wants them ascending, so that a duplicate shows
    verifiers: fund.verifiers
      .map(({ address, weight, erc1271 }) => ({ signer: address, weight: BigInt(weight), erc1271: erc1271 ?? false }))
      .toSorted((a, b) => (BigInt(a.signer) < BigInt(b.signer) ? -1 : 1)),
    thresholds: {
      claim: BigInt(fund.thresholds.claim),
      snapshot: BigInt(fund.thresholds.snapshot),
      intent: BigInt(fund.thresholds.intent),
    },
    tokens: [...fund.tokens],
    adapters: [fund.adapter, ...(fund.otherAdapters ?? [])],
    risk: {
      maxIntentWindow: BigInt(fund.risk.maxIntentWindowS),
      maxSnapshotAge: BigInt(fund.risk.maxSnapshotAgeS),
      maxSlippageBps: fund.risk.maxSlippageBps,
    },
    limits: { ...noLimits, ...fund.limits },
  }
}
