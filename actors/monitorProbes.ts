// How each rule is measured: from the fund, the world and the moment to values with their subjects.
import type { EvmAddress } from '#protocol/address.ts'
import { formatAmount } from '#protocol/amounts.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { FundConfig } from '#protocol/fund.ts'
import type { RuleId } from '#protocol/monitorRules.ts'
import { monitorLimits } from '#machines/limits.ts'
import type { Head, Sample } from '#machines/monitor.ts'
import type { World } from './world.ts'

/** What one look has to go by. */
export interface Look {
  readonly world: World
  readonly at: number
  /** Of this look; null when the node did not answer. */
  readonly head: Head | null
  /** Of an earlier one. */
  readonly lastHead: Head | null
}
type Measured = Omit<Sample, 'rule'>
type Probe = (look: Look, fund: FundConfig) => Promise<readonly Measured[]>

/** The rules of a fund. @throws what the chain or the journal is asked in vain for */
export const fundProbes: Partial<Readonly<Record<RuleId, Probe>>> = {
  'stuck-intent': async ({ world, at }, { fundId }) => {
    const { openTrades } = await world.gauges.signs(fundId)
    return worst(
      openTrades.map(({ intentHash, since }) => ({
        subject: intentHash,
        value: Math.max(0, at - since),
        detail: `open for ${Math.max(0, at - since)} s`,
      })),
    )
  },
  'quorum-missing': async ({ world }, { fundId }) => {
    const { lostRounds, lostBy } = await world.gauges.signs(fundId)
    const detail = lostRounds === 0 ? 'the last round was published' : `the last of them: ${lostBy}`.slice(0, detailChars)
    return [{ subject: fundId, value: lostRounds, detail }]
  },
  'verifier-silent': async ({ world }, { fundId, verifiers }) => {
    const signs = await world.gauges.signs(fundId)
    return worst(
      verifiers.map((verifier) => {
        const value = signs.silence(verifier)
        return { subject: verifier.name, value, detail: value === 0 ? 'speaks' : `silent for ${value} rounds` }
      }),
    )
  },
  'loss-bucket': async ({ world }, fund) => {
    const { level, limit } = await world.gauges.lossBucket(fund)
    if (BigInt(limit) === 0n) return [{ subject: fund.fundId, value: null, detail: 'the fund has no loss limit' }]
    const value = Number((BigInt(level) * 10_000n) / BigInt(limit)) / 100
    return [{ subject: fund.fundId, value, detail: `${level} of ${limit} base units` }]
  },
  'price-deviation': priceDeviation,
  'nonce-drift': async ({ world }, fund) =>
    Promise.all(
      actingAccounts(fund).map(async ([role, address]) => {
        const value = await world.gauges.nonceDrift(address)
        return { subject: address, value, detail: `${role}: ${value} nonces from the chain’s count` }
      }),
    ),
  'low-balance': async ({ world }, fund) =>
    Promise.all(
      actingAccounts(fund).map(async ([role, address]) => {
        const value = await world.gauges.balanceGwei(address)
        return { subject: address, value, detail: `${role} has ${value} gwei` }
      }),
    ),
}

/** The rules of the swarm as a whole. */
export const swarmProbes: Partial<Readonly<Record<RuleId, (look: Look) => Promise<readonly Measured[]>>>> = {
  'chain-lagging': async ({ at, head, lastHead }) => {
    const newest = head ?? lastHead
    if (newest === null) throw new QuorateError('RPC_UNREACHABLE', { url: 'the node', problem: 'no block was ever seen' })
    const value = Math.max(0, at - newest.time)
    const why = head === null ? 'the node does not answer; ' : ''
    return [{ subject: 'chain', value, detail: `${why}block ${newest.block} is ${value} s old` }]
  },
  'bots-quarantined': async ({ world }) => {
    const all = world.gauges.quarantined()
    const named = all.slice(0, monitorLimits.subjects).join(', ')
    return [{ subject: 'swarm', value: all.length, detail: all.length === 0 ? 'every bot runs' : named.slice(0, detailChars) }]
  },
}

/** A line of a monitor's state. */
const detailChars = 200

/** A growing list must not grow a monitor's state. */
const worst = <Listed extends { readonly value: number }>(all: readonly Listed[]): readonly Listed[] =>
  all.toSorted((a, b) => b.value - a.value).slice(0, monitorLimits.subjects)

/** Those who send transactions, once each, with what they do. */
function actingAccounts({ accounts }: FundConfig): readonly (readonly [string, EvmAddress])[] {
  const roles = new Map<EvmAddress, string>()
  for (const [role, address] of Object.entries(accounts)) {
    if (address === null) continue
    const known = roles.get(address)
    roles.set(address, known === undefined ? role : `${known} and ${role}`)
  }
  return [...roles].map(([address, role]) => [role, address])
}

/** A price for people: rounded down to 6 decimals. */
const shownPrice = (wad: bigint): string => formatAmount(wad / 10n ** 12n, 6)

/** The pool's spot against the guard's price; against the pool's own average where the fund has no guard. */
async function priceDeviation({ world }: Look, fund: FundConfig): Promise<readonly Measured[]> {
  const view = world.view(`monitor:${fund.fundId}`)
  const pool = fund.pools.find(({ id }) => id === fund.tradePool)
  const quote = fund.tokens.find(({ address }) => address === fund.baseAsset)
  if (pool === undefined || quote === undefined) throw new QuorateError('NO_ROUTE', { problem: 'the fund has no trade pool' })
  const { base, quote: priced, pair } = pool
  const keeper = fund.accounts.keeper ?? fund.accounts.relayer
  const [{ price }, guard] = await Promise.all([
    view.ammPrice({ pair, base, quote: priced, windowS: fund.rounds.twapWindowS, at: null }),
    view.guard(fund, { token: fund.tradedToken, keeper }),
  ])
  const subject = fund.tradedToken
  const average =
    guard.guard === null
      ? price.twapWad
      : guard.status === 'KNOWN'
        ? (BigInt(guard.value) * 10n ** BigInt(18 - quote.decimals)).toString()
        : null
  if (average === null || BigInt(average) === 0n)
    return [{ subject, value: null, detail: guard.guard === null ? 'the pair is too young' : `the guard says ${guard.status}` }]
  const [spot, mean] = [BigInt(price.spotWad), BigInt(average)]
  const apart = spot > mean ? spot - mean : mean - spot
  return [
    { subject, value: Number((apart * 10_000n) / mean), detail: `spot ${shownPrice(spot)}, time-weighted ${shownPrice(mean)}` },
  ]
}
