// Puts a fund on a chain: the factory with its seven part deployers once, the venue's adapter once, then the fund in
// one transaction. What is there already is taken as it is.
import { encodeFunctionData, parseEventLogs, type Hex } from 'viem'
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
import { QuorateError } from '#protocol/errors.ts'
import type { ClaimMode, FundContracts, Thresholds } from '#protocol/fund.ts'
import { hashEnvelopeBody } from '#protocol/envelope.ts'
import type { ChainAccount } from './chainAccount.ts'
import { askChain } from './chainClient.ts'
import { approve } from './uniswapV2.ts'

/** What a fund is made from; roles are addresses, weights are whole numbers, times are seconds. */
export interface FundPlan {
  readonly fundId: string
  readonly name: string
  /** ticker of the shares */
  readonly symbol: string
  readonly baseAsset: EvmAddress
  readonly tokens: readonly EvmAddress[]
  readonly router: EvmAddress
  readonly claimMode: ClaimMode
  readonly roles: { readonly owner: EvmAddress; readonly guardian: EvmAddress; readonly strategy: EvmAddress; readonly executor: EvmAddress }
  readonly verifiers: readonly { readonly address: EvmAddress; readonly weight: number }[]
  readonly thresholds: Thresholds
  readonly maxIntentWindowS: number
  readonly maxSnapshotAgeS: number
  readonly maxSlippageBps: number
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
  for (const [name, bytecode] of Object.entries(partDeployers)) parts[name] = await account.deploy({ bytecode, label: `deployer of ${name}` })
  return account.deploy({ bytecode: fundFactoryBytecode, abi: fundFactoryConstructor, args: [parts], label: 'fund factory' })
}

/** Deploys the adapter of one Uniswap V2 router. @throws as deployFundFactory */
export const deployUniswapV2Adapter = (account: ChainAccount, router: EvmAddress): Promise<EvmAddress> =>
  account.deploy({ bytecode: uniswapV2AdapterBytecode, abi: uniswapV2AdapterConstructor, args: [router], label: 'Uniswap V2 adapter' })

/**
 * Creates the fund in one transaction and answers its contracts. Limits of later versions stay zero, as the contracts ask.
 * @throws QuorateError CALL_REVERTED when the contracts refuse the plan; DEPLOYMENT_FAILED when the event is missing
 */
export async function deployFund(
  account: ChainAccount,
  plan: FundPlan,
  on: { readonly factory: EvmAddress; readonly adapter: EvmAddress },
): Promise<FundContracts> {
  const label = `fund ${plan.fundId}`
  const data = encodeFunctionData({ abi: fundFactoryAbi, functionName: 'createFund', args: [factoryConfig(plan, on.adapter)] })
  const mined = await account.send({ to: on.factory, data, label })
  const { logs } = await askChain(account.client, label, () => account.client.getTransactionReceipt({ hash: mined.hash }))
  const [created] = parseEventLogs({ abi: fundFactoryAbi, eventName: 'FundCreated', logs })
  if (created === undefined) throw new QuorateError('DEPLOYMENT_FAILED', { label, problem: `${mined.hash} has no FundCreated event` })
  const { policy, verifierSet, claimBook, snapshotBook, intentBook, core, vault } = created.args.addresses
  return {
    policy: toEvmAddress(policy),
    verifierSet: toEvmAddress(verifierSet),
    claimBook: toEvmAddress(claimBook),
    snapshotBook: toEvmAddress(snapshotBook),
    intentBook: toEvmAddress(intentBook),
    core: toEvmAddress(core),
    vault: toEvmAddress(vault),
    adapter: on.adapter,
    priceGuard: null,
    factory: on.factory,
  }
}

/** The owner's first deposit: approval of exactly the amount, then the deposit. @throws as ChainAccount.send */
export async function depositInto(account: ChainAccount, vault: EvmAddress, asset: EvmAddress, assets: bigint): Promise<void> {
  await approve(account, asset, vault, assets)
  const data = encodeFunctionData({ abi: vaultAbi, functionName: 'deposit', args: [assets, account.address] })
  await account.send({ to: vault, data, label: `deposit into ${vault}` })
}

function factoryConfig(plan: FundPlan, adapter: EvmAddress) {
  return {
    salt: hashEnvelopeBody({ fundId: plan.fundId }),
    name: plan.name,
    symbol: plan.symbol,
    asset: plan.baseAsset,
    claimMode: plan.claimMode === 'ONCHAIN' ? 1 : 0,
    roles: { ...plan.roles, keeper: plan.roles.owner },
    // the contract wants them ascending, so that a duplicate shows
    verifiers: plan.verifiers
      .map(({ address, weight }) => ({ signer: address, weight: BigInt(weight), erc1271: false }))
      .sort((a, b) => (BigInt(a.signer) < BigInt(b.signer) ? -1 : 1)),
    thresholds: { claim: BigInt(plan.thresholds.claim), snapshot: BigInt(plan.thresholds.snapshot), intent: BigInt(plan.thresholds.intent) },
    tokens: [...plan.tokens],
    adapters: [adapter],
    risk: {
      maxIntentWindow: BigInt(plan.maxIntentWindowS),
      maxSnapshotAge: BigInt(plan.maxSnapshotAgeS),
      maxSlippageBps: plan.maxSlippageBps,
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
