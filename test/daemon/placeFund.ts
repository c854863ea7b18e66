// Puts a market and a fund on a chain before any daemon looks at it, as an operator does on a chain that is not his own.
import { join } from 'node:path'
import type { Hex } from 'viem'
import { newFundOf } from '#cli/newFundOf.ts'
import type { FundSettings, Settings } from '#cli/settings.ts'
import { makeChainAccount } from '#integrations/chain/chainAccount.ts'
import { connectChain } from '#integrations/chain/chainClient.ts'
import { createFund, depositIntoFund } from '#integrations/chain/deployFund.ts'
import { mintToken, setUpLocalChain } from '#integrations/chain/localChain.ts'
import { loadKeyRing, type KeyRing } from '#integrations/keys/keyRing.ts'
import type { EvmAddress } from '#protocol/address.ts'

export interface PlacedFund {
  /** For the settings. */
  readonly deployed: NonNullable<FundSettings['deployed']>
}

/** Deploys everything and makes the first deposit. @param folder for the record of what was deployed */
export async function placeFund(given: {
  readonly url: string
  readonly chainId: number
  readonly settings: Settings
  readonly keys: ReadonlyMap<string, Hex>
  readonly folder: string
}): Promise<PlacedFund> {
  const [fund] = given.settings.funds
  if (fund === undefined) throw new Error('the settings name a fund')
  const client = await connectChain({ url: given.url, chainId: given.chainId, pollingMs: 20 })
  const ring = await ringOf(given.keys)
  const account = (name: string) => makeChainAccount(client, ring.signer(name))
  const deployer = account('deployer')
  const market = await setUpLocalChain(deployer, join(given.folder, 'market.json'))
  const { usdc } = market.tokens
  const addressOf = (key: string): EvmAddress => ring.signer(key).address
  const contracts = await createFund(
    deployer,
    market.fundFactory,
    newFundOf(fund, { ...market, venues: [] }, addressOf, 'the settings'),
  )
  const owner = account(fund.keys.owner)
  await mintToken(deployer, usdc.address, owner.address, BigInt(fund.deposit))
  await depositIntoFund(owner, contracts.vault, usdc.address, BigInt(fund.deposit))
  return { deployed: { contracts, tokens: Object.values(market.tokens), pools: [...market.pools], venues: [] } }
}

function ringOf(keys: ReadonlyMap<string, Hex>): Promise<KeyRing> {
  const variable = (name: string): string => `QUORATE_KEY_${name.toUpperCase().replaceAll('-', '_')}`
  return loadKeyRing([...keys.keys()], { environment: Object.fromEntries([...keys].map(([name, key]) => [variable(name), key])) })
}
