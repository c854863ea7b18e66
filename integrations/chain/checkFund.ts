// `fund check`: reads everything about a fund from its chain and compares it with what it was to be made from. It
// sends nothing and needs no key.
import { adapterAbi } from '#protocol/abi/Adapter.ts'
import { fundFactoryAbi } from '#protocol/abi/FundFactory.ts'
import { fundPolicyAbi } from '#protocol/abi/FundPolicy.ts'
import { priceGuardAbi } from '#protocol/abi/PriceGuard.ts'
import { vaultAbi } from '#protocol/abi/Vault.ts'
import { toEvmAddress, zeroAddress, type EvmAddress } from '#protocol/address.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { ChainClient } from './chainClient.ts'
import { checkCode, checkHelpersCode, checkPartsCode, type VaultHelpers } from './checkFundCode.ts'
import { checkFundLists } from './checkFundLists.ts'
import { checkFundSettings } from './checkFundSettings.ts'
import { hasCode } from './create2.ts'
import { checkedParts, fundParts, type FundPart, type FundPartAddresses } from './deployFund.ts'
import { lookedAt, readOr, type FundFinding } from './fundFinding.ts'
import type { FactoryConfig } from './newFund.ts'

const wired = 'the parts are not of one fund: do not use it, make a new one'
const adapterNames = ['UniswapV2Adapter', 'UniswapV3Adapter']

/** What a fund should be; null where nobody said. */
export interface WantedFund {
  readonly parts: FundPartAddresses
  readonly factory: EvmAddress | null
  readonly config: FactoryConfig | null
  /** Where the vault's events begin. */
  readonly fromBlock: bigint
}

/** What an address is. */
export type FundPlaceFound =
  | { readonly kind: 'vault'; readonly parts: FundPartAddresses }
  | { readonly kind: 'factory'; readonly vaults: readonly EvmAddress[] }

/** Looks whether an address is a vault or a factory. @throws NO_CONTRACT, RPC_UNREACHABLE */
export async function findFund(client: ChainClient, address: EvmAddress): Promise<FundPlaceFound> {
  const other = new QuorateError('NO_CONTRACT', { what: 'vault and no factory', address, chainId: client.chain.id })
  if (!(await hasCode(client, address))) throw other
  const asVault = await readOr(client, 'policy', async () => {
    const policy = await client.readContract({ address, abi: vaultAbi, functionName: 'policy' })
    return checkedParts(await client.readContract({ address: policy, abi: fundPolicyAbi, functionName: 'contracts' }))
  })
  if ('value' in asVault) return { kind: 'vault', parts: asVault.value }
  const at = { address, abi: fundFactoryAbi } as const
  const asFactory = await readOr(client, 'fundCount', async () => {
    const count = await client.readContract({ ...at, functionName: 'fundCount' })
    return Promise.all(
      Array.from({ length: Number(count) }, (_, index) =>
        client.readContract({ ...at, functionName: 'fundAt', args: [BigInt(index)] }),
      ),
    )
  })
  if ('problem' in asFactory) throw other
  return { kind: 'factory', vaults: asFactory.value.map((vault) => toEvmAddress(vault)) }
}

/** Everything about one fund. @throws RPC_UNREACHABLE, RPC_FAILED */
export async function checkFund(client: ChainClient, wanted: WantedFund): Promise<readonly FundFinding[]> {
  const { parts, factory, config, fromBlock } = wanted
  const asset = await readOr(client, 'vault.asset', () =>
    client.readContract({ address: parts.vault, abi: vaultAbi, functionName: 'asset' }),
  )
  const known = config?.asset ?? ('value' in asset ? asset.value : null)
  const places = {
    chainId: client.chain.id,
    contracts: parts,
    asset: known === null ? null : toEvmAddress(known),
    helpers: await vaultHelpers(client, parts.vault),
  }
  const { findings: lists, adapters } = await checkFundLists(client, parts.vault, config, fromBlock)
  const groups = await Promise.all([
    checkPartsCode(client, places),
    checkHelpersCode(client, places),
    wiring(client, parts, factory),
    ...(factory === null ? [] : [checkFactory(client, factory)]),
    checkFundSettings(client, parts, config),
    ...adapters.map((adapter) => checkAdapter(client, adapter)),
    checkGuard(client, parts, known),
  ])
  return [...groups.flat(), ...lists]
}

/** A factory and its deployers, by code. @throws RPC_UNREACHABLE, RPC_FAILED */
export async function checkFactory(client: ChainClient, factory: EvmAddress): Promise<readonly FundFinding[]> {
  const own = await checkCode(client, { what: 'factory', names: ['FundFactory'], address: factory })
  const read = await readOr(client, 'deployers', () =>
    client.readContract({ address: factory, abi: fundFactoryAbi, functionName: 'deployers' }),
  )
  if ('problem' in read) return own
  const deployers = checkedParts(read.value)
  const names: Readonly<Record<FundPart, string>> = {
    policy: 'FundPolicyDeployer',
    verifierSet: 'VerifierSetDeployer',
    claimBook: 'ClaimBookDeployer',
    snapshotBook: 'SnapshotBookDeployer',
    intentBook: 'IntentBookDeployer',
    core: 'ClawCoreDeployer',
    vault: 'VaultDeployer',
  }
  const each = fundParts.map((part) =>
    checkCode(client, { what: `deployer of ${part}`, names: [names[part]], address: deployers[part] }),
  )
  return [...own, ...(await Promise.all(each)).flat()]
}

/** Null where the vault does not answer, which its code's finding tells. */
async function vaultHelpers(client: ChainClient, address: EvmAddress): Promise<VaultHelpers | null> {
  const at = { address, abi: vaultAbi } as const
  const read = await readOr(client, 'vault.desk', async () => ({
    desk: toEvmAddress(await client.readContract({ ...at, functionName: 'desk' })),
    escrow: toEvmAddress(await client.readContract({ ...at, functionName: 'escrow' })),
  }))
  return 'value' in read ? read.value : null
}

/** Do policy and factory name the same parts? */
async function wiring(
  client: ChainClient,
  parts: FundPartAddresses,
  factory: EvmAddress | null,
): Promise<readonly FundFinding[]> {
  const [said, registered] = await Promise.all([
    readOr(client, 'policy.contracts', () =>
      client.readContract({ address: parts.policy, abi: fundPolicyAbi, functionName: 'contracts' }),
    ),
    factory === null
      ? Promise.resolve({ problem: '' })
      : readOr(client, 'factory.fundOf', () =>
          client.readContract({ address: factory, abi: fundFactoryAbi, functionName: 'fundOf', args: [parts.vault] }),
        ),
  ])
  const named = (what: string, from: typeof said) =>
    fundParts.map((part) =>
      lookedAt(client, { what: `${what}.${part}`, expected: parts[part], remedy: wired }, () =>
        'value' in from ? Promise.resolve(from.value[part]) : Promise.reject(new Error(from.problem)),
      ),
    )
  return Promise.all([...named('policy.contracts', said), ...(factory === null ? [] : named('factory.fundOf', registered))])
}

async function checkAdapter(client: ChainClient, adapter: EvmAddress): Promise<readonly FundFinding[]> {
  const code = await checkCode(client, { what: `adapter ${adapter}`, names: adapterNames, address: adapter })
  const venue = await lookedAt(client, { what: `adapter ${adapter} venue`, expected: null, remedy: '' }, () =>
    client.readContract({ address: adapter, abi: adapterAbi, functionName: 'venue' }),
  )
  return [...code, venue]
}

/** The guard that the limits name serves this fund. */
async function checkGuard(
  client: ChainClient,
  { policy }: FundPartAddresses,
  asset: string | null,
): Promise<readonly FundFinding[]> {
  const limits = await readOr(client, 'policy.limits', () =>
    client.readContract({ address: policy, abi: fundPolicyAbi, functionName: 'limits' }),
  )
  if ('problem' in limits || limits.value.priceGuard === zeroAddress) return []
  const guard = toEvmAddress(limits.value.priceGuard)
  const at = { address: guard, abi: priceGuardAbi } as const
  const remedy = `the owner names another guard: setLimits on ${policy}`
  const code = await checkCode(client, { what: 'priceGuard', names: ['PriceGuard'], address: guard })
  const served = await Promise.all([
    lookedAt(client, { what: 'priceGuard.policy', expected: policy, remedy }, () =>
      client.readContract({ ...at, functionName: 'policy' }),
    ),
    lookedAt(client, { what: 'priceGuard.asset', expected: asset, remedy }, () =>
      client.readContract({ ...at, functionName: 'asset' }),
    ),
  ])
  return [...code, ...served]
}
