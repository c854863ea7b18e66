// The Ignition modules put a fund on a chain, and what stands there is what the parameters say: read back by the same
// check as a fund that our own command made.
import { deploy, DeploymentResultType, type Artifact, type DeploymentParameters } from '@nomicfoundation/ignition-core'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import Fund from '../../ignition/modules/Fund.ts'
import { callRpc } from '#integrations/anvil/rpc.ts'
import { startTestChain, type TestChain } from '#integrations/chain/chainFixtures.ts'
import { checkFactory, checkFund, findFund } from '#integrations/chain/checkFund.ts'
import { setUpVenue, type Venue } from '#integrations/chain/localChain.ts'
import { factoryConfig, type FactoryConfig } from '#integrations/chain/newFund.ts'
import { fundFactoryAbi } from '#protocol/abi/FundFactory.ts'
import { vaultAbi } from '#protocol/abi/Vault.ts'
import { toEvmAddress } from '#protocol/address.ts'
import { claimBookDeployerBytecode } from '#protocol/bytecode/ClaimBookDeployer.ts'
import { clawCoreDeployerBytecode } from '#protocol/bytecode/ClawCoreDeployer.ts'
import { fundFactoryBytecode, fundFactoryConstructor } from '#protocol/bytecode/FundFactory.ts'
import { fundPolicyDeployerBytecode } from '#protocol/bytecode/FundPolicyDeployer.ts'
import { intentBookDeployerBytecode } from '#protocol/bytecode/IntentBookDeployer.ts'
import { snapshotBookDeployerBytecode } from '#protocol/bytecode/SnapshotBookDeployer.ts'
import { uniswapV2AdapterBytecode, uniswapV2AdapterConstructor } from '#protocol/bytecode/UniswapV2Adapter.ts'
import { vaultDeployerBytecode } from '#protocol/bytecode/VaultDeployer.ts'
import { verifierSetDeployerBytecode } from '#protocol/bytecode/VerifierSetDeployer.ts'

/** The bindings in git stand for Hardhat's artifacts, so that this test waits for no compiler. */
const artifacts: Readonly<Record<string, { readonly bytecode: string; readonly abi: readonly unknown[] }>> = {
  FundPolicyDeployer: { bytecode: fundPolicyDeployerBytecode, abi: [] },
  VerifierSetDeployer: { bytecode: verifierSetDeployerBytecode, abi: [] },
  ClaimBookDeployer: { bytecode: claimBookDeployerBytecode, abi: [] },
  SnapshotBookDeployer: { bytecode: snapshotBookDeployerBytecode, abi: [] },
  IntentBookDeployer: { bytecode: intentBookDeployerBytecode, abi: [] },
  ClawCoreDeployer: { bytecode: clawCoreDeployerBytecode, abi: [] },
  VaultDeployer: { bytecode: vaultDeployerBytecode, abi: [] },
  FundFactory: { bytecode: fundFactoryBytecode, abi: [...fundFactoryConstructor, ...fundFactoryAbi] },
  UniswapV2Adapter: { bytecode: uniswapV2AdapterBytecode, abi: uniswapV2AdapterConstructor },
  Vault: { bytecode: '0x', abi: vaultAbi },
}
const artifactResolver = {
  loadArtifact: (contractName: string): Promise<Artifact> => {
    const found = artifacts[contractName]
    if (found === undefined) return Promise.reject(new Error(`no artifact ${contractName}`))
    // the bindings' ABIs are typed as constants, Ignition's as anything
    return Promise.resolve({ contractName, sourceName: contractName, linkReferences: {}, ...found } as unknown as Artifact)
  },
  getBuildInfo: () => Promise.resolve(undefined),
}

const opened: TestChain[] = []
afterAll(() => Promise.all(opened.map((chain) => chain.end())))

interface Place {
  readonly chain: TestChain
  readonly venue: Venue
  readonly wanted: FactoryConfig
  /** Deploys the module, or goes on; the addresses of what it made, by the module's names. */
  deployAll(strategy: 'basic' | 'create2'): Promise<Readonly<Record<string, string>>>
}

async function place(): Promise<Place> {
  const chain = await startTestChain({ gasCap: true })
  opened.push(chain)
  const venue = await setUpVenue(chain.account('deployer'), join(chain.folder, 'venue.json'))
  const address = (name: string) => chain.keys.signer(name).address
  const wanted = factoryConfig({
    name: 'Main',
    symbol: 'qMAIN',
    asset: venue.tokens.usdc.address,
    claimMode: 'ONCHAIN',
    roles: {
      owner: address('owner'),
      guardian: address('guardian'),
      strategy: address('strategy'),
      executor: address('executor'),
      keeper: address('walker'),
    },
    verifiers: ['alpha', 'beta', 'gamma'].map((name, at) => ({ address: address(name), weight: at + 1 })),
    thresholds: { claim: 4, snapshot: 5, intent: 6 },
    tokens: [venue.tokens.weth.address],
    adapter: venue.uniswap.router, // the module's own, see below
    risk: { maxIntentWindowS: 900, maxSnapshotAgeS: 300, maxSlippageBps: 50 },
    salt: 'main',
  })
  const { adapters: _, ...fund } = wanted
  const parameters = { Adapters: { uniswapV2Router: venue.uniswap.router }, Fund: fund }
  return {
    chain,
    venue,
    wanted,
    async deployAll(strategy) {
      const result = await deploy({
        artifactResolver,
        provider: { request: ({ method, params }) => callRpc(chain.anvil.url, method, (params ?? []) as readonly unknown[]) },
        deploymentDir: join(chain.folder, 'ignition'),
        ignitionModule: Fund,
        deploymentParameters: parameters as unknown as DeploymentParameters, // arrays of it are readonly here
        accounts: [address('owner')],
        config: { blockPollingInterval: 20, requiredConfirmations: 1, timeBeforeBumpingFees: 60_000 },
        strategy,
        ...(strategy === 'create2' ? { strategyConfig: { salt: `0x${'51'.repeat(32)}` } } : {}),
      } as Parameters<typeof deploy>[0])
      if (result.type !== DeploymentResultType.SUCCESSFUL_DEPLOYMENT) throw new Error(JSON.stringify(result))
      return Object.fromEntries(Object.entries(result.contracts).map(([id, { address: at }]) => [id, at]))
    },
  }
}

describe('the Ignition modules', { timeout: 60_000 }, () => {
  let at: Place
  let made: Readonly<Record<string, string>>
  beforeAll(async () => {
    at = await place()
    made = await at.deployAll('basic')
  }, 60_000)

  const named = (name: string) => toEvmAddress((made[name] ?? '').toLowerCase())

  it('make a fund with every role, limit and verifier of the parameters, where a transaction has a gas limit', async () => {
    const { chain, wanted } = at
    const vault = Object.entries(made).find(([id]) => id.endsWith('Vault'))?.[1] ?? ''
    const found = await findFund(chain.client, toEvmAddress(vault.toLowerCase()))
    if (found.kind !== 'vault') throw new Error(`${vault} is a ${found.kind}`)
    const factory = named('FundFactory#FundFactory')
    const config = { ...wanted, adapters: [named('Adapters#UniswapV2Adapter')] }
    const findings = await checkFund(chain.client, { parts: found.parts, factory, config, fromBlock: 0n })
    expect(findings.filter(({ state }) => state === 'different')).toEqual([])
    const predicted = await chain.client.readContract({
      address: factory,
      abi: fundFactoryAbi,
      functionName: 'predictFund',
      args: [chain.keys.signer('owner').address, config],
    })
    expect(predicted).toEqual(found.parts)
  })

  it('go on where they were, and do nothing when all is there', async () => {
    const before = await at.chain.client.getBlockNumber()
    expect(await at.deployAll('basic')).toEqual(made)
    expect(await at.chain.client.getBlockNumber()).toBe(before)
  })

  it('put the factory and its deployers at the same addresses on every chain with --strategy create2', async () => {
    const [one, other] = [await place(), await place()]
    await other.chain.account('owner').send({ to: other.chain.account('owner').address, data: '0x', label: 'another nonce' })
    const [first, second] = [await one.deployAll('create2'), await other.deployAll('create2')]
    const factoryOf = (addresses: Readonly<Record<string, string>>) => addresses['FundFactory#FundFactory'] ?? ''
    expect(factoryOf(first)).toBe(factoryOf(second))
    expect(factoryOf(first)).not.toBe(factoryOf(made))
    const differing = await checkFactory(other.chain.client, toEvmAddress(factoryOf(second).toLowerCase()))
    expect(differing.filter(({ state }) => state === 'different')).toEqual([])
  })
})

describe('the example of parameters', () => {
  it('has exactly what the modules ask for', () => {
    const given = JSON.parse(readFileSync(new URL('../../ignition/parameters.example.json', import.meta.url), 'utf8')) as {
      Adapters: object
      Fund: Record<string, object>
    }
    const { adapters: _, ...asked } = factoryConfig({
      name: '',
      symbol: '',
      asset: toEvmAddress(`0x${'1'.padStart(40, '0')}`),
      claimMode: 'OFFCHAIN',
      roles: {} as never,
      verifiers: [],
      thresholds: { claim: 1, snapshot: 1, intent: 1 },
      tokens: [],
      adapter: toEvmAddress(`0x${'2'.padStart(40, '0')}`),
      risk: { maxIntentWindowS: 1, maxSnapshotAgeS: 1, maxSlippageBps: 1 },
      salt: '',
    })
    expect(Object.keys(given.Fund).toSorted()).toEqual(Object.keys(asked).toSorted())
    for (const part of ['limits', 'risk', 'thresholds'] as const)
      expect(Object.keys(given.Fund[part] ?? {}).toSorted()).toEqual(Object.keys(asked[part]).toSorted())
    expect(Object.keys(given.Fund['roles'] ?? {})).toEqual(['owner', 'guardian', 'strategy', 'executor', 'keeper'])
    expect(Object.keys(given.Adapters)).toEqual(['uniswapV2Router'])
  })
})
