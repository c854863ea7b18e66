// The fund that tests of deployment make: three verifiers of whom two suffice, one traded token, everybody with a key.
import type { EvmAddress } from '#protocol/address.ts'
import type { TestChain } from './chainFixtures.ts'
import type { NewFund } from './newFund.ts'

/** Of which market it is. */
export interface FixtureMarket {
  readonly asset: EvmAddress
  readonly token: EvmAddress
  readonly adapter: EvmAddress
}

/** The verifiers of a test's fund, by the names of their keys. */
export const verifierNames = ['alpha', 'beta', 'gamma'] as const

/** A new fund named Main, with what a test wants otherwise. */
export function newFundFixture(chain: TestChain, market: FixtureMarket, change: Partial<NewFund> = {}): NewFund {
  const address = (name: string): EvmAddress => chain.keys.signer(name).address
  return {
    name: 'Main',
    symbol: 'qMAIN',
    asset: market.asset,
    claimMode: 'OFFCHAIN',
    roles: {
      owner: address('owner'),
      guardian: address('guardian'),
      strategy: address('strategy'),
      executor: address('executor'),
    },
    verifiers: verifierNames.map((name) => ({ address: address(name), weight: 1 })),
    thresholds: { claim: 2, snapshot: 2, intent: 2 },
    tokens: [market.token],
    adapter: market.adapter,
    risk: { maxIntentWindowS: 1_800, maxSnapshotAgeS: 600, maxSlippageBps: 100 },
    salt: 'main',
    ...change,
  }
}
