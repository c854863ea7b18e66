// A fund as its bots know it, from what the operator configured and where its contracts are.
import type { EvmAddress } from '#protocol/address.ts'
import { approvalRulesOf } from '#protocol/approval.ts'
import { QuorateError } from '#protocol/errors.ts'
import { fundConfigSchema, type FundConfig, type FundContracts, type FundPool, type FundToken } from '#protocol/fund.ts'
import type { FundVenue } from '#protocol/venue.ts'
import type { FundSettings } from './settings.ts'

/** Where a fund is on its chain. */
export interface FundPlace {
  readonly chainId: number
  readonly contracts: FundContracts
  readonly tokens: readonly FundToken[]
  readonly pools: readonly FundPool[]
  /** Where it trades beside the adapter of its contracts. */
  readonly venues: readonly FundVenue[]
  /** The open verifier set. */
  readonly setEpoch: number
}

/** @param address of a key by its name @throws SETTINGS_INVALID when they contradict each other, and what `address` throws */
export function fundConfigOf(
  settings: FundSettings,
  place: FundPlace,
  address: (key: string) => EvmAddress,
  file: string,
): FundConfig {
  const pool = place.pools.find(({ id }) => id === settings.tradePool)
  const parsed = fundConfigSchema.safeParse({
    fundId: settings.fundId,
    name: settings.name,
    chainId: place.chainId,
    contracts: place.contracts,
    baseAsset: pool?.quote,
    tradedToken: pool?.base,
    tradePool: settings.tradePool,
    tokens: place.tokens,
    pools: place.pools,
    venues: place.venues,
    claimMode: settings.claimMode,
    setEpoch: place.setEpoch,
    thresholds: settings.thresholds,
    verifiers: settings.verifiers.map(({ name, key, weight, account }) => ({
      name,
      weight,
      ...(account === undefined ? { address: address(key) } : { address: account, signsWith: address(key) }),
    })),
    crawlers: settings.crawlers.map(({ name, key, source }) => ({ name, source, address: address(key) })),
    accounts: Object.fromEntries(Object.entries(settings.keys).map(([role, key]) => [role, address(key)])),
    strategy: settings.strategy,
    rounds: settings.rounds,
    keeper: settings.keeper,
    ...approvalRulesOf(settings),
  })
  if (parsed.success) return parsed.data
  const problem = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the whole'}: ${issue.message}`).join('; ')
  throw new QuorateError('SETTINGS_INVALID', { file, problem: `fund ${settings.fundId}: ${problem}`.slice(0, 2_000) })
}
