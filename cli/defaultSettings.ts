// The settings of an instance that nobody configured: one fund on a local chain that trades within minutes.
import { developmentRules } from '#machines/defaultRules.ts'
import { parseSettings, type FundSettings, type Settings } from './settings.ts'

/** A person watches: a round every few seconds, and confirmations at once since one node makes every block. */
const rounds = { intervalMs: 1_000, claimsMs: 8_000, snapshotMs: 12_000, attestationTtlS: 600, twapWindowS: 10, confirmations: 1 }

/** A short window asks for an observation every few seconds, and gas costs nothing here. */
const keeper = { gasPerDay: 5_000_000_000 }
/** A trend of the walk moves 6 % within two windows, and an intent's slippage comes on top; the pool holds 1,500,000 USDC. */
const priceGuard = { windowS: 5, maxAgeS: 60, minReserve: '100000000000', maxPriceDeviationBps: 1_500 }

/** Accounts of Anvil's published mnemonic. */
const developmentKeys = {
  owner: 0,
  guardian: 1,
  relayer: 2,
  strategy: 3,
  executor: 4,
  'verifier-alpha': 5,
  'verifier-beta': 6,
  'verifier-gamma': 7,
  'crawler-weth': 8,
  deployer: 9,
  walker: 10,
  keeper: 13,
}

/** What a fund begins with when only its name is known. @param fundId a lower-case name */
export function defaultFund(fundId: string, name: string, deposit: string): FundSettings {
  const [fund] = parseSettings(
    { version: 1, chain: { kind: 'local' }, developmentKeys, funds: [fundWords(fundId, name, deposit)] },
    'defaults',
  ).funds
  if (fund === undefined) throw new Error('one fund was given')
  return fund
}

/** @param chain what differs from the local chain's defaults */
export function defaultSettings(chain: Readonly<Record<string, unknown>> = {}): Settings {
  return parseSettings(
    { version: 1, chain: { kind: 'local', ...chain }, developmentKeys, funds: [fundWords('main', 'Main fund', '10000000000')] },
    'defaults',
  )
}

function fundWords(fundId: string, name: string, deposit: string): object {
  return {
    fundId,
    name,
    deposit,
    claimMode: 'OFFCHAIN',
    thresholds: { claim: 2, snapshot: 2, intent: 2 },
    verifiers: [
      { name: 'alpha', key: 'verifier-alpha', weight: 1 },
      { name: 'beta', key: 'verifier-beta', weight: 1 },
      { name: 'gamma', key: 'verifier-gamma', weight: 1 },
    ],
    crawlers: [{ name: 'weth', key: 'crawler-weth', source: { type: 'amm-price', pool: 'weth-usdc' } }],
    keys: {
      owner: 'owner',
      guardian: 'guardian',
      relayer: 'relayer',
      strategy: 'strategy',
      executor: 'executor',
      keeper: 'keeper',
    },
    strategy: developmentRules,
    rounds,
    keeper,
    priceGuard,
  }
}
