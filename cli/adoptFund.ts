// A fund that somebody put on the chain, as one of this instance's: its settings are those of a fund that is here, under
// its own name, and everything about it is compared with them before anybody acts for it. Reads only.
import type { FundAdoption } from '#chat/commands/fundDesk.ts'
import { fundPolicyAbi } from '#protocol/abi/FundPolicy.ts'
import { toEvmAddress, zeroAddress, type EvmAddress } from '#protocol/address.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { FundConfig } from '#protocol/fund.ts'
import { askChain, type ChainClient } from '#integrations/chain/chainClient.ts'
import { checkFund, findFund } from '#integrations/chain/checkFund.ts'
import type { DeploymentSettings } from './deploymentSettings.ts'
import { fundConfigOf } from './fundConfigOf.ts'
import { fundSettingsSchema, type FundSettings } from './settings.ts'
import { wantedFund } from './wantedFund.ts'

/** What it is compared with. */
export interface AdoptionGround {
  readonly client: ChainClient
  readonly like: { readonly settings: FundSettings; readonly config: FundConfig }
  /** of a key by its name */
  readonly address: (key: string) => EvmAddress
  /** of the settings, as the operator would type it */
  readonly file: string
}

/** @throws NO_CONTRACT, FUND_DIFFERS naming the first value that is otherwise, RPC_UNREACHABLE, SETTINGS_INVALID */
export async function adoptFund(
  { fundId, name, vault, fromBlock }: FundAdoption,
  { client, like, address, file }: AdoptionGround,
): Promise<{ readonly settings: FundSettings; readonly config: FundConfig }> {
  const found = await findFund(client, vault)
  if (found.kind !== 'vault') throw new QuorateError('NO_CONTRACT', { what: 'vault', address: vault, chainId: client.chain.id })
  const { tokens, pools, venues, contracts: its } = like.config
  const priceGuard = await guardOf(client, found.parts.policy)
  if (its.priceGuard !== null && priceGuard === null)
    throw new QuorateError('FUND_DIFFERS', { fundId, what: 'policy.limits.priceGuard', expected: 'a guard', found: 'none' })
  const contracts = { ...found.parts, adapter: its.adapter, priceGuard, factory: its.factory }
  const settings = settingsLike(like.settings, { fundId, name }, priceGuard)
  const wanted = wantedFund({ settings, contracts, pools, venues, block: fromBlock }, address, file)
  const wrong = (await checkFund(client, wanted)).find(({ state }) => state === 'different')
  if (wrong !== undefined) {
    const { what, expected, found: is } = wrong
    throw new QuorateError('FUND_DIFFERS', { fundId, what, expected, found: is })
  }
  const deployed = { contracts, tokens: [...tokens], pools: [...pools], venues: [...venues], block: fromBlock }
  return {
    settings: { ...settings, deployed },
    // as the daemon reads it at its next start; who needs the open set asks the chain
    config: fundConfigOf(settings, { chainId: client.chain.id, setEpoch: 1, ...deployed }, address, file),
  }
}

/** The settings of another fund under this one's names and with its own guard; nothing is deposited. */
function settingsLike(
  like: FundSettings,
  named: { readonly fundId: string; readonly name: string },
  priceGuard: EvmAddress | null,
): FundSettings {
  const { deployed: _, deployment, ...shared } = like
  const parsed = fundSettingsSchema.safeParse({
    ...shared,
    ...named,
    deposit: '0',
    ...(deployment !== undefined && { deployment: deploymentLike(deployment, priceGuard) }),
  })
  if (parsed.success) return parsed.data
  const problem = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
  throw new QuorateError('ARGUMENTS_INVALID', { command: 'fund adopt', problem })
}

/** Ticker, salt and block are each fund's own; a guard serves one fund. */
function deploymentLike(
  { symbol: _symbol, salt: _salt, startedAtBlock: _block, limits, ...rest }: DeploymentSettings,
  priceGuard: EvmAddress | null,
): DeploymentSettings {
  const named = limits.priceGuard !== undefined && priceGuard !== null
  return { ...rest, limits: { ...limits, ...(named && { priceGuard }) } }
}

async function guardOf(client: ChainClient, policy: EvmAddress): Promise<EvmAddress | null> {
  const { priceGuard } = await askChain(client, 'policy.limits', () =>
    client.readContract({ address: policy, abi: fundPolicyAbi, functionName: 'limits' }),
  )
  return priceGuard === zeroAddress ? null : toEvmAddress(priceGuard)
}
