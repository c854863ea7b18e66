// Puts a fund on a chain: the factory with its seven part deployers once, the venue's adapter once, then the fund in
// one transaction. What is there already is taken as it is.
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
import { vaultDeployerBytecode } from '#protocol/bytecode/VaultDeployer.ts'
import { verifierSetDeployerBytecode } from '#protocol/bytecode/VerifierSetDeployer.ts'
import { approveCall } from '#protocol/calls.ts'
import type { FundConfig, FundContracts } from '#protocol/fund.ts'
import { hashEnvelopeBody } from '#protocol/envelope.ts'
import type { ChainAccount } from './chainAccount.ts'
import { askChain } from './chainClient.ts'

/** What a fund is made from; weights are whole numbers, times are seconds. */
export interface NewFund {
  readonly name: string
  /** ticker of the shares */
  readonly symbol: string
  readonly asset: EvmAddress
  readonly claimMode: FundConfig['claimMode']
  readonly roles: {
    readonly owner: EvmAddress
    readonly guardian: EvmAddress
    readonly strategy: EvmAddress
    readonly executor: EvmAddress
  }
  readonly verifiers: readonly { readonly address: EvmAddress; readonly weight: number }[]
  readonly thresholds: FundConfig['thresholds']
  /** the tokens it may trade, apart from the asset */
  readonly tokens: readonly EvmAddress[]
  readonly adapter: EvmAddress
  readonly risk: { readonly maxIntentWindowS: number; readonly maxSnapshotAgeS: number; readonly maxSlippageBps: number }
  /** one creator makes one fund per salt */
  readonly salt: string
}

const partDeployers = {
  policy: fundPolicyDeployerBytecode,
  verifierSet: verifierSetDeployerBytecode,
  claimBook: claimBookDeployerBytecode,
  snapshotBook: snapshotBookDeployerBytecode,
  intentBook: intentBookDeployerBytecode,
  core: clawCoreDeployerBytecode,
  vault: vaultDeployerBytecode,
} as const satisfies Record<string, Hex>

/** Deploys the factory and what it needs. @throws QuorateError CALL_REVERTED, TRANSACTION_REFUSED, RPC_UNREACHABLE */
export async function deployFundFactory(account: ChainAccount): Promise<EvmAddress> {
  const parts: Record<string, EvmAddress> = {}
  for (const [name, bytecode] of Object.entries(partDeployers))
    parts[name] = await account.deploy({ bytecode, label: `deployer of ${name}` })
  return account.deploy({ bytecode: fundFactoryBytecode, abi: fundFactoryConstructor, args: [parts], label: 'fund factory' })
}

/** Deploys the adapter of one Uniswap V2 router. @throws as deployFundFactory */
export const deployAdapter = (account: ChainAccount, router: EvmAddress): Promise<EvmAddress> =>
  account.deploy({
    bytecode: uniswapV2AdapterBytecode,
    abi: uniswapV2AdapterConstructor,
    args: [router],
    label: 'Uniswap V2 adapter',
  })

/**
 * Creates the fund in one transaction and answers its contracts; a fund that this account made before with the same
 * configuration is answered as it is. Limits of later versions stay zero, as the contracts ask.
 * @throws QuorateError CALL_REVERTED when the contracts refuse the configuration; RPC_UNREACHABLE
 */
export async function createFund(account: ChainAccount, factory: EvmAddress, fund: NewFund): Promise<FundContracts> {
  const { client } = account
  const label = `fund ${fund.name}`
  const config = factoryConfig(fund)
  const at = { address: factory, abi: fundFactoryAbi } as const
  const predicted = await askChain(client, label, () =>
    client.readContract({ ...at, functionName: 'predictFund', args: [account.address, config] }),
  )
  const known = await askChain(client, label, () =>
    client.readContract({ ...at, functionName: 'fundOf', args: [predicted.vault] }),
  )
  if (toEvmAddress(known.vault) === zeroAddress) {
    await account.send({
      to: factory,
      data: encodeFunctionData({ abi: fundFactoryAbi, functionName: 'createFund', args: [config] }),
      label,
    })
  }
  const { policy, verifierSet, claimBook, snapshotBook, intentBook, core, vault } = predicted
  return {
    policy: toEvmAddress(policy),
    verifierSet: toEvmAddress(verifierSet),
    claimBook: toEvmAddress(claimBook),
    snapshotBook: toEvmAddress(snapshotBook),
    intentBook: toEvmAddress(intentBook),
    core: toEvmAddress(core),
    vault: toEvmAddress(vault),
    adapter: fund.adapter,
    priceGuard: null,
    factory,
  }
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

function factoryConfig(fund: NewFund) {
  return {
    salt: hashEnvelopeBody({ salt: fund.salt }),
    name: fund.name,
    symbol: fund.symbol,
    asset: fund.asset,
    claimMode: fund.claimMode === 'ONCHAIN' ? 1 : 0,
    roles: { ...fund.roles, keeper: fund.roles.owner },
    // the contract wants them ascending, so that a duplicate shows
    verifiers: fund.verifiers
      .map(({ address, weight }) => ({ signer: address, weight: BigInt(weight), erc1271: false }))
      .toSorted((a, b) => (BigInt(a.signer) < BigInt(b.signer) ? -1 : 1)),
    thresholds: {
      claim: BigInt(fund.thresholds.claim),
      snapshot: BigInt(fund.thresholds.snapshot),
      intent: BigInt(fund.thresholds.intent),
    },
    tokens: [...fund.tokens],
    adapters: [fund.adapter],
    risk: {
      maxIntentWindow: BigInt(fund.risk.maxIntentWindowS),
      maxSnapshotAge: BigInt(fund.risk.maxSnapshotAgeS),
      maxSlippageBps: fund.risk.maxSlippageBps,
    },
    limits: {
      maxNotional: 0n,
      dailyNotionalCap: 0n,
      cooldown: 0n,
      priceGuard: zeroAddress,
      maxPriceDeviationBps: 0,
      lossLimit: 0n,
      lossWindow: 0n,
      performanceFeeBps: 0,
      feeRecipient: zeroAddress,
      configDelay: 0n,
      challengeDelay: 0n,
      maxQueueTime: 0n,
    },
  }
}
