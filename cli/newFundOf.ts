// What the contracts of a fund are made from, out of its settings: making it and checking it begin with the same words.
import { zeroAddress, type EvmAddress } from '#protocol/address.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { FundPool } from '#protocol/fund.ts'
import type { FundVenue } from '#protocol/venue.ts'
import type { NewFund } from '#integrations/chain/newFund.ts'
import { deploymentSchema, limitsOf } from './deploymentSettings.ts'
import type { FundSettings } from './settings.ts'

/** Where a fund trades. */
export interface TradePlace {
  readonly pools: readonly FundPool[]
  readonly adapter: EvmAddress
  /** Where it trades beside that. */
  readonly venues: readonly FundVenue[]
  /** The guard that was made with the fund. */
  readonly priceGuard?: EvmAddress | null
}

/** The pool that a fund trades on. @throws SETTINGS_INVALID when there is none of that name */
export function tradePoolOf(fund: FundSettings, pools: readonly FundPool[], file: string): FundPool {
  const pool = pools.find(({ id }) => id === fund.tradePool)
  if (pool === undefined) throw new QuorateError('SETTINGS_INVALID', { file, problem: `there is no pool ${fund.tradePool}` })
  return pool
}

/** @param address of a key by its name @throws SETTINGS_INVALID, and what `address` throws */
export function newFundOf(fund: FundSettings, place: TradePlace, address: (key: string) => EvmAddress, file: string): NewFund {
  const pool = tradePoolOf(fund, place.pools, file)
  const deployment = fund.deployment ?? deploymentSchema.parse({})
  const { symbol = `q${fund.fundId.toUpperCase()}`.slice(0, 11), maxIntentWindowS, maxSnapshotAgeS } = deployment
  const owner = deployment.owner ?? address(fund.keys.owner)
  return {
    name: fund.name,
    symbol,
    asset: pool.quote,
    claimMode: fund.claimMode,
    roles: {
      owner,
      guardian: deployment.guardian ?? address(fund.keys.guardian),
      strategy: address(fund.keys.strategy),
      executor: address(fund.keys.executor),
      keeper: deployment.keeper ?? (fund.keys.keeper === undefined ? owner : address(fund.keys.keeper)),
    },
    verifiers: fund.verifiers.map(({ key, weight, account }) => ({
      address: account ?? address(key),
      weight,
      ...(account !== undefined && { erc1271: true }),
    })),
    thresholds: fund.thresholds,
    tokens: [pool.base],
    adapter: place.adapter,
    otherAdapters: [...new Set(place.venues.map(({ adapter }) => adapter))],
    risk: { maxIntentWindowS, maxSnapshotAgeS, maxSlippageBps: fund.strategy.maxSlippageBps },
    limits: {
      ...limitsOf(deployment),
      ...(deployment.guard === undefined ? {} : { priceGuard: place.priceGuard ?? zeroAddress }),
    },
    salt: deployment.salt ?? fund.fundId,
  }
}

/** The keys whose addresses a fund's contracts hold; those that its `deployment` gives as addresses are not asked for. */
export function keysInContracts({ keys, verifiers, deployment }: FundSettings): readonly string[] {
  const named = [
    keys.strategy,
    keys.executor,
    ...verifiers.map(({ key }) => key),
    ...(deployment?.owner === undefined ? [keys.owner] : []),
    ...(deployment?.guardian === undefined ? [keys.guardian] : []),
    ...(deployment?.keeper === undefined && keys.keeper !== undefined ? [keys.keeper] : []),
  ]
  return [...new Set(named)]
}
