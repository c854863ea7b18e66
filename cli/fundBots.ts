// A fund's bots as data: who lives under the root, with which input. The one place that knows which bot has which account.
import type { EvmAddress } from '#protocol/address.ts'
import { totalWeight, type FundConfig } from '#protocol/fund.ts'
import type { AccountInput } from '#machines/account.ts'
import type { CrawlerInput } from '#machines/crawler.ts'
import type { ExecutorInput } from '#machines/executor.ts'
import type { FundInput } from '#machines/fund.ts'
import type { KeeperInput } from '#machines/keeper.ts'
import type { RelayerInput } from '#machines/relayer.ts'
import type { RosterInput } from '#machines/roster.ts'
import type { StrategyInput } from '#machines/strategy.ts'
import type { VerifierInput } from '#machines/verifier.ts'
import type { Address } from '#runtime/authoring.ts'

/** One child of the root; `start`'s params. */
export interface FundBot {
  readonly role: string
  readonly id: string
  readonly input:
    | AccountInput
    | CrawlerInput
    | ExecutorInput
    | FundInput
    | KeeperInput
    | RelayerInput
    | RosterInput
    | StrategyInput
    | VerifierInput
}

export const accountId = (chainId: number, address: EvmAddress): string => `${chainId}-${address.toLowerCase()}`
export const accountAddress = (fund: FundConfig, address: EvmAddress): Address => `account:${accountId(fund.chainId, address)}`

/**
 * Every bot of one fund, accounts first: they reconcile their nonces before anyone asks them to send. The fund itself
 * is last: its first round finds the others there.
 */
export function fundBots(fund: FundConfig): FundBot[] {
  const { fundId } = fund
  const owner = fund.accounts.owner ?? fund.accounts.relayer
  const guardian = guardianOf(fund)
  const keeper = keeperOf(fund)
  const acting = [fund.accounts.relayer, fund.accounts.strategy, fund.accounts.executor, owner, guardian, keeper]
  const senders = [...new Set(acting)].filter((address) => address !== null)
  return [
    ...senders.map((address) => ({
      role: 'account',
      id: accountId(fund.chainId, address),
      input: { chainId: fund.chainId, address, confirmations: fund.rounds.confirmations },
    })),
    { role: 'relayer', id: fundId, input: relayerInput(fund) },
    { role: 'roster', id: fundId, input: rosterInput(fund, owner, guardian) },
    ...fund.verifiers.map(({ name }) => ({ role: 'verifier', id: `${fundId}.${name}`, input: { fundId, name } })),
    ...fund.crawlers.map(({ name }) => ({ role: 'crawler', id: `${fundId}.${name}`, input: { fundId, name } })),
    {
      role: 'strategy',
      id: fundId,
      input: { fundId, account: accountAddress(fund, fund.accounts.strategy), rules: fund.strategy },
    },
    { role: 'executor', id: fundId, input: { fundId, account: accountAddress(fund, fund.accounts.executor), delayScale: 1 } },
    ...(keeper === null ? [] : [{ role: 'keeper', id: fundId, input: keeperInput(fund, keeper) }]),
    {
      role: 'fund',
      id: fundId,
      input: {
        fundId,
        chainId: fund.chainId,
        core: fund.contracts.core,
        vault: fund.contracts.vault,
        asset: fund.baseAsset,
        accounts: { owner: accountAddress(fund, owner), guardian: accountAddress(fund, guardian) },
        intervalMs: fund.rounds.intervalMs,
        roundMs: fund.rounds.claimsMs + fund.rounds.snapshotMs + 60_000, // and a minute for the publication itself
      },
    },
  ]
}

/** A fund without a guardian of its own is guarded by its owner. */
export const guardianOf = ({ accounts }: FundConfig): EvmAddress => accounts.guardian ?? accounts.owner ?? accounts.relayer

/** Who observes prices: a fund that has a guard and names nobody has its owner do it. Null: the fund needs no keeper. */
const keeperOf = ({ accounts, contracts }: FundConfig): EvmAddress | null =>
  accounts.keeper ?? (contracts.priceGuard === null ? null : (accounts.owner ?? accounts.relayer))

function keeperInput(fund: FundConfig, keeper: EvmAddress): KeeperInput {
  const traded = fund.tokens.find(({ address }) => address === fund.tradedToken)
  return {
    fundId: fund.fundId,
    account: accountAddress(fund, keeper),
    token: fund.tradedToken,
    symbol: traded?.symbol ?? fund.tradedToken,
    gasPerDay: fund.keeper.gasPerDay,
  }
}

function rosterInput(fund: FundConfig, owner: EvmAddress, guardian: EvmAddress): RosterInput {
  return {
    fundId: fund.fundId,
    verifierSet: fund.contracts.verifierSet,
    policy: fund.contracts.policy,
    owner: accountAddress(fund, owner),
    guardian: accountAddress(fund, guardian),
    configured: fund.verifiers.map(({ name, address }) => ({ name, address })),
    thresholds: { ...fund.thresholds, total: totalWeight(fund.verifiers) },
  }
}

function relayerInput(fund: FundConfig): RelayerInput {
  return {
    fundId: fund.fundId,
    chainId: fund.chainId,
    account: accountAddress(fund, fund.accounts.relayer),
    guardianAccount: accountAddress(fund, guardianOf(fund)),
    crawlers: fund.crawlers.map((crawler) => crawler.address),
    strategy: fund.accounts.strategy,
    claimMode: fund.claimMode,
    claimBook: fund.contracts.claimBook,
    snapshotBook: fund.contracts.snapshotBook,
    intentBook: fund.contracts.intentBook,
    expectedClaims: fund.crawlers.length,
    collectMs: fund.rounds.claimsMs,
    snapshotMs: fund.rounds.snapshotMs,
  }
}
