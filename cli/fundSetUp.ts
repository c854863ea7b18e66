// Puts the funds where they belong: takes those that are on chain already, makes those that are not. Only a development
// chain is built on; on any other the settings say where each fund is.
import { join } from 'node:path'
import type { FundAdoption, FundRequest } from '#chat/commands/fundDesk.ts'
import type { EvmAddress } from '#protocol/address.ts'
import { parseAmount } from '#protocol/amounts.ts'
import { approvalRulesOf } from '#protocol/approval.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { FundConfig } from '#protocol/fund.ts'
import { makeChainAccount, type ChainAccount } from '#integrations/chain/chainAccount.ts'
import { createFund, depositIntoFund } from '#integrations/chain/deployFund.ts'
import { deployGuard, guardAddress } from '#integrations/chain/deployGuard.ts'
import { hasCode } from '#integrations/chain/create2.ts'
import { mintToken, setUpLocalChain, type LocalChain } from '#integrations/chain/localChain.ts'
import { factoryConfig, type NewFund } from '#integrations/chain/newFund.ts'
import type { KeyRing } from '#integrations/keys/keyRing.ts'
import { defaultFund } from './defaultSettings.ts'
import { fundConfigOf } from './fundConfigOf.ts'
import { newFundOf, tradePoolOf } from './newFundOf.ts'
import { adoptFund } from './adoptFund.ts'
import { readFundRecord, writeFundRecord } from './fundRecord.ts'
import { FundShelf } from './fundShelf.ts'
import { shownPath } from './instance.ts'
import { startPriceWalk } from './priceWalk.ts'
import type { FundSettings } from './settings.ts'
import type { SwarmParts } from './swarmParts.ts'

export interface FundSetUp {
  readonly byId: ReadonlyMap<string, FundConfig>
  /** Puts one more fund on a development chain and into the settings. @throws FUND_EXISTS, NOT_SUPPORTED */
  make(request: FundRequest, requestId?: string): Promise<FundConfig>
  /** Takes over one that is on the chain. @throws FUND_EXISTS, FUND_DIFFERS, NO_CONTRACT, UNKNOWN_FUND */
  adopt(request: FundAdoption, requestId?: string): Promise<FundConfig>
  /** Begins the development price walk, on a development chain. */
  walk(): void
  rest(): void
}

/** What the operator of a development chain has beside the first deposit, to deposit more: 100,000 of the base asset. */
const pocketMoney = 100_000n

type Given = SwarmParts & { readonly keys: KeyRing }
interface Market {
  readonly local: LocalChain
  readonly deployer: ChainAccount
}

/** @throws SETTINGS_INVALID, DEPLOYMENT_FAILED, CALL_REVERTED */
export async function setUpFunds(given: Given): Promise<FundSetUp> {
  const { settings, folders, step } = given
  const market = settings.chain.kind === 'local' || settings.chain.developmentMarket ? await setUpMarket(given) : null
  const byId = new Map(readFundRecord(folders.storage).map((fund) => [fund.fundId, fund]))
  for (const fund of settings.funds) {
    const config = byId.get(fund.fundId)
    if (config !== undefined && (await hasCode(given.chain.client, config.contracts.vault))) {
      // when trades wait for people is not of the contracts: what the operator says now holds
      byId.set(fund.fundId, withApprovalRules(config, fund))
      continue
    }
    byId.set(fund.fundId, await placeFund(given, market, fund))
    step(`fund ${fund.fundId}: vault ${byId.get(fund.fundId)?.contracts.vault ?? ''}`)
    writeFundRecord(folders.storage, [...byId.values()])
  }
  let rest = (): void => undefined
  const shelf = new FundShelf(given, byId)
  return {
    byId,
    make: (request, requestId) =>
      shelf.add(request.fundId, requestId, async () => {
        if (market === null)
          throw new QuorateError('NOT_SUPPORTED', {
            what: 'a daemon makes funds on a throw-away chain only; stop it, then: ./quorate fund create <fund> --rpc <url>',
          })
        const base = market.local.tokens.usdc
        const words = defaultFund(request.fundId, request.name, parseAmount(request.deposit, base.decimals))
        const fund = { ...words, keys: settings.funds[0]?.keys ?? words.keys }
        return { settings: fund, config: await createOn(given, market, fund) }
      }),
    adopt: (request, requestId) =>
      shelf.add(request.fundId, requestId, () => {
        const same = [...byId.values()].find(({ contracts }) => contracts.vault === request.vault)
        if (same !== undefined && same.fundId !== request.fundId) throw new QuorateError('FUND_EXISTS', { fundId: same.fundId })
        const like = shelf.like(request.like)
        return adoptFund(request, {
          client: given.chain.client,
          like,
          address: addressesOf(given),
          file: shownPath(folders.settingsFile),
        })
      }),
    walk() {
      if (market !== null) rest = startPriceWalk(given, market.local)
    },
    rest: () => rest(),
  }
}

async function setUpMarket({ folders, keys, chain, step }: Given): Promise<Market> {
  const deployer = makeChainAccount(chain.client, keys.signer('deployer'))
  step('setting up the development market: tokens, Uniswap V2 and V3, their pools, the fund factory')
  return { deployer, local: await setUpLocalChain(deployer, join(folders.chain, 'local-chain.json')) }
}

async function placeFund(given: Given, market: Market | null, fund: FundSettings): Promise<FundConfig> {
  const file = shownPath(given.folders.settingsFile)
  const { chainId } = given.chain
  if (fund.deployed !== undefined) return fundConfigOf(fund, { chainId, setEpoch: 1, ...fund.deployed }, addressesOf(given), file)
  if (market === null) {
    throw new QuorateError('SETTINGS_INVALID', {
      file,
      problem: `fund ${fund.fundId} has no \`deployed\` contracts, and chain ${chainId} is not built on; for a throw-away chain set chain.developmentMarket, for any other put it there: ./quorate fund create ${fund.fundId}`,
    })
  }
  const config = await createOn(given, market, fund)
  // the owner's account bot is not there yet: nobody else uses its nonces
  const owner = makeChainAccount(given.chain.client, given.keys.signer(fund.keys.owner))
  if (BigInt(fund.deposit) > 0n) await depositIntoFund(owner, config.contracts.vault, config.baseAsset, BigInt(fund.deposit))
  return config
}

/** The fund as it was made, with the approvals that the settings want now. */
function withApprovalRules(config: FundConfig, settings: FundSettings): FundConfig {
  const { approvalAboveValue: _one, twoPersonsAboveValue: _two, approvers: _approvers, proposer: _proposer, ...made } = config
  return { ...made, ...approvalRulesOf(settings) }
}

/** Makes the guard that the settings want, and gives back the fund that names it; the fund as it is where they want none. */
async function guarded({ deployer, local }: Market, fund: NewFund, settings: FundSettings): Promise<NewFund> {
  const { priceGuard: wanted, tradePool } = settings
  const pool = local.pools.find(({ id }) => id === tradePool)
  if (wanted === undefined || pool === undefined) return fund
  const { maxPriceDeviationBps, ...source } = wanted
  const priceGuard = guardAddress(deployer.address, factoryConfig(fund))
  const named = { ...fund, limits: { ...fund.limits, priceGuard, maxPriceDeviationBps } }
  const guard = { minWindowS: wanted.windowS, priced: [{ token: pool.base, pool: pool.pair, ...source }] }
  await deployGuard(deployer, local.fundFactory, named, guard)
  return named
}

/** The same settings give the same addresses: what an interrupted start made is found, not made twice. */
async function createOn({ keys, settings, chain, folders }: Given, market: Market, fund: FundSettings): Promise<FundConfig> {
  const { local, deployer } = market
  const { usdc } = local.tokens
  const file = shownPath(folders.settingsFile)
  const pool = tradePoolOf(fund, local.pools, file)
  const venues = (local.venues[pool.id] ?? []).filter(({ id }) => fund.venues.includes(id))
  const address = addressesOf({ keys, settings })
  const wanted = newFundOf(fund, { pools: local.pools, adapter: local.adapter, venues }, address, file)
  const contracts = await createFund(deployer, local.fundFactory, await guarded(market, wanted, fund))
  await mintToken(
    deployer,
    usdc.address,
    address(fund.keys.owner),
    BigInt(fund.deposit) + pocketMoney * 10n ** BigInt(usdc.decimals),
  )
  const { tokens, pools } = local
  const place = { chainId: chain.chainId, contracts, tokens: Object.values(tokens), pools, venues, setEpoch: 1 }
  return fundConfigOf(fund, place, address, file)
}

/** The address of a key by its name; of one that is elsewhere, what the settings say. */
function addressesOf({ keys, settings }: Pick<Given, 'keys' | 'settings'>): (key: string) => EvmAddress {
  return (key) => settings.keysElsewhere[key] ?? keys.signer(key).address
}
