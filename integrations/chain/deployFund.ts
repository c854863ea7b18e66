// Puts a fund on a chain: the factory with its part deployers once, the venue's adapter once, then the fund. What is
// there already is taken as it is, so whoever was killed in the middle types the same again.
import { encodeFunctionData, type Hex } from 'viem'
import { fundFactoryAbi } from '#protocol/abi/FundFactory.ts'
import { vaultAbi } from '#protocol/abi/Vault.ts'
import { toEvmAddress, zeroAddress, type EvmAddress } from '#protocol/address.ts'
import { claimBookDeployerBytecode } from '#protocol/bytecode/ClaimBookDeployer.ts'
import { clawCoreDeployerBytecode } from '#protocol/bytecode/ClawCoreDeployer.ts'
import { fundFactoryBytecode, fundFactoryConstructor } from '#protocol/bytecode/FundFactory.ts'
import { fundPolicyDeployerBytecode } from '#protocol/bytecode/FundPolicyDeployer.ts'
import { intentBookDeployerBytecode } from '#protocol/bytecode/IntentBookDeployer.ts'
import { snapshotBookDeployerBytecode } from '#protocol/bytecode/SnapshotBookDeployer.ts'
import { uniswapV2AdapterBytecode, uniswapV2AdapterConstructor } from '#protocol/bytecode/UniswapV2Adapter.ts'
import { uniswapV3AdapterBytecode, uniswapV3AdapterConstructor } from '#protocol/bytecode/UniswapV3Adapter.ts'
import { vaultDeployerBytecode } from '#protocol/bytecode/VaultDeployer.ts'
import { verifierSetDeployerBytecode } from '#protocol/bytecode/VerifierSetDeployer.ts'
import { approveCall } from '#protocol/calls.ts'
import type { FundContracts } from '#protocol/fund.ts'
import { QuorateError } from '#protocol/errors.ts'
import { waitUntilIdle, type ChainAccount } from './chainAccount.ts'
import { askChain, type ChainClient } from './chainClient.ts'
import { create2Address, deployOnce, hasCode, type Creation } from './create2.ts'
import { factoryConfig, type FactoryConfig, type NewFund } from './newFund.ts'
import { fitsOneTransaction } from './transactions.ts'

/** Registering a fund whose parts are all there, with the longest configuration that is allowed. */
const registrationGas = 1_500_000n

const partDeployers = {
  policy: fundPolicyDeployerBytecode,
  verifierSet: verifierSetDeployerBytecode,
  claimBook: claimBookDeployerBytecode,
  snapshotBook: snapshotBookDeployerBytecode,
  intentBook: intentBookDeployerBytecode,
  core: clawCoreDeployerBytecode,
  vault: vaultDeployerBytecode,
} as const satisfies Record<string, Hex>

/** A contract of a fund. */
export type FundPart = keyof typeof partDeployers
/** The parts as the factory counts them. */
export const fundParts = Object.keys(partDeployers) as readonly FundPart[] // the keys of the object above
/** Where each part is. */
export type FundPartAddresses = Readonly<Record<FundPart, EvmAddress>>

/** What the factory is made of: a deployer for each part, then itself, each at an address that its code decides. */
export function factoryCreations(): readonly Creation[] {
  const creations = fundParts.map((part): Creation => ({ bytecode: partDeployers[part], label: `deployer of ${part}` }))
  const parts = Object.fromEntries(creations.map((creation, at) => [fundParts[at], create2Address(creation)]))
  return [...creations, { bytecode: fundFactoryBytecode, abi: fundFactoryConstructor, args: [parts], label: 'fund factory' }]
}

/** The adapter of one Uniswap V2 router. */
export const adapterCreation = (router: EvmAddress): Creation => ({
  bytecode: uniswapV2AdapterBytecode,
  abi: uniswapV2AdapterConstructor,
  args: [router],
  label: 'Uniswap V2 adapter',
})

/** The adapter of one Uniswap V3 router. */
export const uniswapV3AdapterCreation = (router: EvmAddress): Creation => ({
  bytecode: uniswapV3AdapterBytecode,
  abi: uniswapV3AdapterConstructor,
  args: [router],
  label: 'Uniswap V3 adapter',
})

/** Deploys the factory and what it needs; the same address on every chain. @throws as deployOnce */
export async function deployFundFactory(account: ChainAccount): Promise<EvmAddress> {
  let last = zeroAddress
  for (const creation of factoryCreations()) last = await deployOnce(account, creation)
  return last
}

/** Deploys the adapter of one Uniswap V2 router. @throws as deployOnce */
export const deployAdapter = (account: ChainAccount, router: EvmAddress): Promise<EvmAddress> =>
  deployOnce(account, adapterCreation(router))

/**
 * Creates the fund and answers its contracts, in as many transactions as their gas needs: parts first, the rest with
 * the registration. A fund that this account made before with the same configuration is answered as it is.
 * @throws QuorateError CALL_REVERTED when the contracts refuse the configuration, before anything is sent; RPC_UNREACHABLE
 */
export async function createFund(account: ChainAccount, factory: EvmAddress, fund: NewFund): Promise<FundContracts> {
  const label = `fund ${fund.name}`
  const config = factoryConfig(fund)
  // what a killed run left in the node's pool is part of what is there
  await waitUntilIdle(account, label)
  const parts = await predictFund(account.client, factory, account.address, config)
  const contracts = contractsOf(parts, fund, factory)
  if (await isRegistered(account.client, factory, parts.vault)) return contracts
  const missing = await missingParts(account, factory, config, parts)
  for (let left = missing; left[0] !== undefined && !fitsOneTransaction(sum(left)); left = left.slice(1)) {
    const { part, at } = left[0]
    const data = encodeFunctionData({ abi: fundFactoryAbi, functionName: 'deployPart', args: [config, BigInt(at)] })
    await account.send({ to: factory, data, label: `${part} of ${label}` })
  }
  await register(account, factory, config, { label, vault: parts.vault })
  return contracts
}

/** Where a factory puts this creator's fund. @throws CALL_REVERTED, RPC_UNREACHABLE, RPC_FAILED */
export async function predictFund(
  client: ChainClient,
  factory: EvmAddress,
  creator: EvmAddress,
  config: FactoryConfig,
): Promise<FundPartAddresses> {
  const at = { address: factory, abi: fundFactoryAbi } as const
  const predicted = await askChain(client, `fund ${config.name}`, () =>
    client.readContract({ ...at, functionName: 'predictFund', args: [creator, config] }),
  )
  return checkedParts(predicted)
}

/** The factory's answer with checked addresses. */
export const checkedParts = (found: Readonly<Record<FundPart, string>>): FundPartAddresses => ({
  policy: toEvmAddress(found.policy),
  verifierSet: toEvmAddress(found.verifierSet),
  claimBook: toEvmAddress(found.claimBook),
  snapshotBook: toEvmAddress(found.snapshotBook),
  intentBook: toEvmAddress(found.intentBook),
  core: toEvmAddress(found.core),
  vault: toEvmAddress(found.vault),
})

/** A fund's contracts as its bots know them. */
export const contractsOf = (
  parts: FundPartAddresses,
  { adapter, limits }: Pick<NewFund, 'adapter' | 'limits'>,
  factory: EvmAddress,
): FundContracts => {
  const guard = limits?.priceGuard === undefined ? zeroAddress : toEvmAddress(limits.priceGuard)
  return { ...parts, adapter, priceGuard: guard === zeroAddress ? null : guard, factory }
}

/** The owner's first deposit: approval of exactly the amount, then the deposit. @throws as ChainAccount.send */
export async function depositIntoFund(
  account: ChainAccount,
  vault: EvmAddress,
  asset: EvmAddress,
  assets: bigint,
): Promise<void> {
  await account.send({ to: asset, data: approveCall(vault, String(assets)), label: `approving ${assets} of ${asset}` })
  const data = encodeFunctionData({ abi: vaultAbi, functionName: 'deposit', args: [assets, account.address] })
  await account.send({ to: vault, data, label: `deposit into ${vault}` })
}

interface MissingPart {
  readonly part: FundPart
  /** Its number in the factory. */
  readonly at: number
  readonly gas: bigint
}

/** The largest first. Each is tried without being sent, so a configuration that one of them refuses costs nothing. */
async function missingParts(
  { client, address }: ChainAccount,
  factory: EvmAddress,
  config: FactoryConfig,
  parts: FundPartAddresses,
): Promise<readonly MissingPart[]> {
  const looked = await Promise.all(
    fundParts.map(async (part, at): Promise<MissingPart | null> => {
      if (await hasCode(client, parts[part])) return null
      const call = { address: factory, abi: fundFactoryAbi, functionName: 'deployPart', args: [config, BigInt(at)] } as const
      const gas = await askChain(client, `${part} of fund ${config.name}`, () =>
        client.estimateContractGas({ ...call, account: address }),
      )
      return { part, at, gas }
    }),
  )
  return looked.filter((each) => each !== null).toSorted((a, b) => (a.gas < b.gas ? 1 : -1))
}

/** What one transaction with these parts and the registration takes at most: each part's gas is that of a whole call. */
const sum = (parts: readonly MissingPart[]): bigint => parts.reduce((gas, part) => gas + part.gas, registrationGas)

/** Two that were sent make one fund: the contract refuses the second, which then finds what the first made. */
async function register(
  account: ChainAccount,
  factory: EvmAddress,
  config: FactoryConfig,
  { label, vault }: { readonly label: string; readonly vault: EvmAddress },
): Promise<void> {
  const data = encodeFunctionData({ abi: fundFactoryAbi, functionName: 'createFund', args: [config] })
  try {
    await account.send({ to: factory, data, label })
  } catch (failure) {
    const refused = failure instanceof QuorateError && failure.code === 'CALL_REVERTED'
    if (!refused || !(await isRegistered(account.client, factory, vault))) throw failure
  }
}

async function isRegistered(client: ChainClient, factory: EvmAddress, vault: EvmAddress): Promise<boolean> {
  const known = await askChain(client, `fund at ${vault}`, () =>
    client.readContract({ address: factory, abi: fundFactoryAbi, functionName: 'fundOf', args: [vault] }),
  )
  return known.vault !== zeroAddress
}
