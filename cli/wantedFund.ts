// What a fund that is on a chain should be, out of its settings: what `fund check` and `fund adopt` compare it with.
import { scaledThresholds } from '#machines/rosterState.ts'
import { toEvmAddress, type EvmAddress } from '#protocol/address.ts'
import type { FundContracts, FundPool } from '#protocol/fund.ts'
import type { FundVenue } from '#protocol/venue.ts'
import type { WantedFund } from '#integrations/chain/checkFund.ts'
import { factoryConfig, type NewFund } from '#integrations/chain/newFund.ts'
import { newFundOf } from './newFundOf.ts'
import type { FundSettings } from './settings.ts'

/** A fund's settings, and where it is. */
export interface PlacedFund {
  readonly settings: FundSettings
  readonly contracts: FundContracts
  readonly pools: readonly FundPool[]
  /** Where it trades beside the adapter of its contracts. */
  readonly venues: readonly FundVenue[]
  /** No event of it is older. */
  readonly block: number
}

/** @param address of a key by its name @throws SETTINGS_INVALID, and what `address` throws */
export function wantedFund(fund: PlacedFund, address: (key: string) => EvmAddress, file: string): WantedFund {
  const { contracts, pools, venues, block } = fund
  const place = { pools, venues, adapter: contracts.adapter, priceGuard: contracts.priceGuard }
  const planned = newFundOf(fund.settings, place, address, file)
  const config = factoryConfig({ ...planned, limits: { ...planned.limits, ...marketGuard(fund) } })
  return { parts: contracts, factory: contracts.factory, config, fromBlock: BigInt(block) }
}

/** With those who joined by registration, and the thresholds that a set of their weight has. */
export function withSeats(
  wanted: WantedFund,
  seats: readonly { readonly address: string; readonly weight: number }[],
): WantedFund {
  const { config } = wanted
  if (config === null || seats.length === 0) return wanted
  const joined = seats.map(({ address, weight }) => ({
    signer: toEvmAddress(address.toLowerCase()),
    weight: BigInt(weight),
    erc1271: false,
  }))
  const [before, verifiers] = [weightOf(config.verifiers), [...config.verifiers, ...joined]]
  const { claim, snapshot, intent } = config.thresholds
  const stated = { claim: Number(claim), snapshot: Number(snapshot), intent: Number(intent), total: before }
  const scaled = scaledThresholds(stated, weightOf(verifiers))
  const thresholds = { claim: BigInt(scaled.claim), snapshot: BigInt(scaled.snapshot), intent: BigInt(scaled.intent) }
  return { ...wanted, config: { ...config, verifiers, thresholds } }
}
const weightOf = (verifiers: readonly { readonly weight: bigint }[]): number =>
  verifiers.reduce((sum, { weight }) => sum + Number(weight), 0)

/** A development market makes the guard that the settings want, and names it in the fund's limits. */
function marketGuard({ settings, contracts }: PlacedFund): Partial<NewFund['limits']> {
  const { priceGuard } = contracts
  if (priceGuard === null || settings.priceGuard === undefined || settings.deployment?.guard !== undefined) return {}
  return { priceGuard, maxPriceDeviationBps: settings.priceGuard.maxPriceDeviationBps }
}
