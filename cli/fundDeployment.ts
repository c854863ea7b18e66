// What the settings say of a fund that is to be put on a chain, and whether the chain has what they name.
import { erc20Abi, parseAbi } from 'viem'
import type { FundCreateArgs } from '#chat/commands/fundCreate.ts'
import { toEvmAddress, type EvmAddress } from '#protocol/address.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { FundPool, FundToken } from '#protocol/fund.ts'
import { askChain, type ChainClient } from '#integrations/chain/chainClient.ts'
import { hasCode } from '#integrations/chain/create2.ts'
import type { DeploymentSettings } from './deploymentSettings.ts'
import { readFundRecord } from './fundRecord.ts'
import { shownPath, type InstanceFolders } from './instance.ts'
import { keysInContracts, tradePoolOf } from './newFundOf.ts'
import type { FundSettings, Settings } from './settings.ts'
import { layerSettings, usableSettings } from './settingsLayers.ts'

const pairAbi = parseAbi(['function token0() view returns (address)', 'function token1() view returns (address)'])

export interface FundDeploymentWords {
  /** The settings file, as people type it. */
  readonly file: string
  readonly settings: Settings
  readonly fund: FundSettings
  readonly deployment: DeploymentSettings
  readonly tokens: readonly FundToken[]
  readonly pools: readonly FundPool[]
  readonly router: EvmAddress
  /** Names of the keys whose addresses the contracts hold. */
  readonly keys: readonly string[]
  /** Null: the settings know no chain but a throw-away one. */
  readonly chainId: number | null
  readonly url: string
  /** @throws NO_CONTRACT, SETTINGS_INVALID when a token or pool is another on the chain */
  mustFit(client: ChainClient): Promise<void>
}

/** @throws SETTINGS_INVALID saying what is missing */
export function readFundDeployment(
  args: FundCreateArgs,
  folders: InstanceFolders,
  environment: NodeJS.ProcessEnv,
): FundDeploymentWords {
  const file = shownPath(folders.settingsFile)
  const invalid = (problem: string): QuorateError => new QuorateError('SETTINGS_INVALID', { file, problem })
  const layered = layerSettings(folders.settingsFile, { environment })
  if (!layered.isFileThere)
    throw invalid('there is no such file: write down what the fund is made from, as docs/deployment.md shows')
  const settings = usableSettings(layered)
  const fund = settings.funds.find(({ fundId }) => fundId === args.fund)
  if (fund === undefined) throw invalid(`it names no fund ${args.fund}`)
  const { deployment } = fund
  if (deployment?.tokens === undefined || deployment.pools === undefined)
    throw invalid(`fund ${args.fund} has no deployment.tokens and deployment.pools, as docs/deployment.md shows`)
  if (args.deposit !== '0' || args.title !== undefined)
    throw new QuorateError('ARGUMENTS_INVALID', {
      command: 'fund create',
      problem: `on this chain the name is the settings', and the first deposit comes after the start: ./quorate fund deposit ${args.fund} <amount>`,
    })
  const { chain } = settings
  const recorded = readFundRecord(folders.storage)[0]?.chainId
  const url = args.rpc ?? (chain.kind === 'rpc' ? chain.rpcUrl : undefined)
  if (url === undefined) throw invalid('it names no node: give one with --rpc')
  const { tokens, pools } = deployment
  const pool = tradePoolOf(fund, pools, file)
  return {
    file,
    settings,
    fund,
    deployment,
    tokens,
    pools,
    router: pool.router,
    keys: keysInContracts(fund),
    chainId: recorded ?? (chain.kind === 'rpc' ? chain.chainId : null),
    url,
    mustFit: (client) => mustFit(client, { tokens, pools, venues: deployment.venues, invalid }),
  }
}

async function mustFit(
  client: ChainClient,
  {
    tokens,
    pools,
    venues,
    invalid,
  }: {
    readonly tokens: readonly FundToken[]
    readonly pools: readonly FundPool[]
    readonly venues: DeploymentSettings['venues']
    readonly invalid: (problem: string) => QuorateError
  },
): Promise<void> {
  const chainId = client.chain.id
  for (const { symbol, address, decimals } of tokens) {
    if (!(await hasCode(client, address))) throw new QuorateError('NO_CONTRACT', { what: `token ${symbol}`, address, chainId })
    const found = await askChain(client, `decimals of ${symbol}`, () =>
      client.readContract({ address, abi: erc20Abi, functionName: 'decimals' }),
    )
    if (found !== decimals) throw invalid(`${symbol} has ${found} decimals on chain ${chainId}, not ${decimals}`)
  }
  for (const { id, router, pool } of venues) {
    for (const [what, address] of [
      ['router', router],
      ['pool', pool],
    ] as const)
      if (!(await hasCode(client, address)))
        throw new QuorateError('NO_CONTRACT', { what: `${what} of venue ${id}`, address, chainId })
  }
  for (const { id, pair, router, base, quote } of pools) {
    if (!(await hasCode(client, router)))
      throw new QuorateError('NO_CONTRACT', { what: `router of pool ${id}`, address: router, chainId })
    if (!(await hasCode(client, pair))) throw new QuorateError('NO_CONTRACT', { what: `pool ${id}`, address: pair, chainId })
    const sides = await askChain(client, `tokens of pool ${id}`, () =>
      Promise.all([
        client.readContract({ address: pair, abi: pairAbi, functionName: 'token0' }),
        client.readContract({ address: pair, abi: pairAbi, functionName: 'token1' }),
      ]),
    )
    const found = sides.map((side) => toEvmAddress(side)).toSorted()
    if (String(found) !== String([base, quote].toSorted()))
      throw invalid(`pool ${id} is one of ${found.join(' and ')} on chain ${chainId}, not of ${base} and ${quote}`)
  }
}
