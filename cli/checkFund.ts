// `quorate fund check`: which fund, on which chain, and what it should be. Reads and compares; works with and without
// a running daemon.
import type { CheckedValue, FundCheckArgs, FundCheckResult } from '#chat/commands/fundCheck.ts'
import { toEvmAddress, type EvmAddress } from '#protocol/address.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { FundConfig } from '#protocol/fund.ts'
import { readAnvilRecord } from '#integrations/anvil/anvilRecord.ts'
import { askChain, connectChain, makeChainClient, type ChainClient } from '#integrations/chain/chainClient.ts'
import { checkFactory, checkFund, findFund, type WantedFund } from '#integrations/chain/checkFund.ts'
import { loadAddresses } from '#integrations/keys/keyRing.ts'
import { readFundRecord } from './fundRecord.ts'
import { instanceFolders, shownPath, type InstanceFolders } from './instance.ts'
import { keySourcesOf } from './keySources.ts'
import type { LocalContext } from './localContext.ts'
import { keysInContracts } from './newFundOf.ts'
import type { Settings } from './settings.ts'
import { layerSettings, usableSettings } from './settingsLayers.ts'
import { seatsHere } from './seatsHere.ts'
import { wantedFund, withSeats, type PlacedFund } from './wantedFund.ts'

/** A fund of the settings whose contracts are known. */
interface KnownFund extends PlacedFund {
  readonly chainId: number
}

/** @throws UNKNOWN_FUND, WRONG_CHAIN, NO_CONTRACT, RPC_UNREACHABLE, KEY_MISSING, SETTINGS_INVALID */
export async function checkFundOf(
  args: FundCheckArgs,
  { instance, environment }: Pick<LocalContext, 'instance' | 'environment'>,
): Promise<FundCheckResult> {
  const folders = instanceFolders(instance)
  const settings = usableSettings(layerSettings(folders.settingsFile, { environment }))
  const known = knownFunds(settings, folders)
  const fund = known.find((each) => isNamed(each, args.fund))
  const url = args.rpc ?? urlOf(settings, folders)
  if (fund !== undefined) {
    const client = await connectChain({ url, chainId: fund.chainId })
    const { fundId } = fund.settings
    const stated = await wantedOf(fund, { settings, folders, environment, url }, args['from-block'])
    const wanted = withSeats(stated, await seatsHere(fundId, folders))
    return resultOf(client, wanted.parts.vault, fundId, await checkFund(client, wanted))
  }
  if (!args.fund.startsWith('0x')) throw new QuorateError('UNKNOWN_FUND', { fundId: args.fund })
  return checkStranger(url, toEvmAddress(args.fund.toLowerCase()), args['from-block'] ?? 0)
}

function isNamed({ settings, contracts }: KnownFund, name: string): boolean {
  return settings.fundId === name || contracts.vault.toLowerCase() === name.toLowerCase()
}

/** Those that the settings say where they are, and those that a daemon made. */
function knownFunds(settings: Settings, folders: InstanceFolders): readonly KnownFund[] {
  const recorded = new Map<string, FundConfig>(readFundRecord(folders.storage).map((fund) => [fund.fundId, fund]))
  return settings.funds.flatMap((fund): readonly KnownFund[] => {
    const record = recorded.get(fund.fundId)
    const place = fund.deployed ?? record
    if (place === undefined) return []
    const { contracts, pools, venues } = place
    const chainId = fund.deployed === undefined ? (record?.chainId ?? settings.chain.chainId) : settings.chain.chainId
    return [{ settings: fund, chainId, contracts, pools, venues, block: fund.deployed?.block ?? 0 }]
  })
}

function urlOf({ chain }: Settings, folders: InstanceFolders): string {
  if (chain.kind === 'rpc') return chain.rpcUrl
  const record = readAnvilRecord(folders.chain)
  if (record !== undefined) return `http://127.0.0.1:${record.port}`
  throw new QuorateError('ARGUMENTS_INVALID', {
    command: 'fund check',
    problem: 'this instance has no chain yet: start it (./quorate up), or name a node with --rpc',
  })
}

async function wantedOf(
  fund: KnownFund,
  given: {
    readonly settings: Settings
    readonly folders: InstanceFolders
    readonly environment: NodeJS.ProcessEnv
    readonly url: string
  },
  fromBlock: number | undefined,
): Promise<WantedFund> {
  const { settings, folders, environment, url } = given
  const addresses = await loadAddresses(keysInContracts(fund.settings), keySourcesOf(settings, folders, environment, url))
  const addressOf = (key: string): EvmAddress => {
    const address = addresses.get(key)
    if (address === undefined) throw new QuorateError('KEY_MISSING', { name: key, variable: '' })
    return address
  }
  return wantedFund({ ...fund, block: fromBlock ?? fund.block }, addressOf, shownPath(folders.settingsFile))
}

/** An address that no settings speak of: whether it is what this program builds, and whole. */
async function checkStranger(url: string, address: EvmAddress, fromBlock: number): Promise<FundCheckResult> {
  const asked = makeChainClient({ url, chainId: 1 }) // reading does not depend on it
  const chainId = await askChain(asked, 'eth_chainId', () => asked.getChainId())
  const client = makeChainClient({ url, chainId })
  const found = await findFund(client, address)
  const check = (parts: WantedFund['parts'], factory: EvmAddress | null): Promise<readonly CheckedValue[]> =>
    checkFund(client, { parts, factory, config: null, fromBlock: BigInt(fromBlock) })
  if (found.kind === 'vault') return resultOf(client, address, null, await check(found.parts, null))
  const checks = [...(await checkFactory(client, address))]
  for (const vault of found.vaults) {
    const fund = await findFund(client, vault)
    const values = fund.kind === 'vault' ? await check(fund.parts, address) : []
    const own = values.filter(({ what }) => !what.startsWith('factory code') && !what.startsWith('deployer of'))
    checks.push(...own.map((value) => ({ ...value, what: `fund ${vault} ${value.what}` })))
  }
  return resultOf(client, address, null, checks)
}

function resultOf(client: ChainClient, address: string, fund: string | null, checks: readonly CheckedValue[]): FundCheckResult {
  return { ok: checks.every(({ state }) => state !== 'different'), chainId: client.chain.id, address, fund, checks }
}
