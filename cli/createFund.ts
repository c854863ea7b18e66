// `quorate fund create` on a chain that is not a throw-away one: from the settings, with a key of its own and without a
// daemon. It is tried before anything is sent, asked about, and typed again it goes on where it was ended.
import type { FundCreateArgs, FundCreateResult, FundDeployment } from '#chat/commands/fundCreate.ts'
import { readableAmount } from '#chat/commands/figures.ts'
import type { EvmAddress } from '#protocol/address.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { FundContracts } from '#protocol/fund.ts'
import type { FundVenue } from '#protocol/venue.ts'
import { askChainIdentity } from '#integrations/anvil/rpc.ts'
import { makeChainAccount, waitUntilIdle, type ChainAccount } from '#integrations/chain/chainAccount.ts'
import { askChain, connectChain, type ChainClient } from '#integrations/chain/chainClient.ts'
import { checkFund } from '#integrations/chain/checkFund.ts'
import { create2Address, deployOnce, type Creation } from '#integrations/chain/create2.ts'
import { adapterCreation, createFund, deployFundFactory, uniswapV3AdapterCreation } from '#integrations/chain/deployFund.ts'
import { deployGuard, guardAddress } from '#integrations/chain/deployGuard.ts'
import { factoryConfig } from '#integrations/chain/newFund.ts'
import { planFund, type FundPlan } from '#integrations/chain/planFund.ts'
import { loadAddresses, loadKeyRing } from '#integrations/keys/keyRing.ts'
import { askYes } from './askYes.ts'
import { controlClient } from './controlClient.ts'
import { readFundDeployment, type FundDeploymentWords } from './fundDeployment.ts'
import { instanceFolders, makeInstanceFolders, type InstanceFolders } from './instance.ts'
import { keySourcesOf } from './keySources.ts'
import type { LocalContext } from './localContext.ts'
import { holdInstance } from './lockState.ts'
import { newFundOf } from './newFundOf.ts'
import { readSettings, writeSettings, type Settings } from './settings.ts'
import { seatsHere } from './seatsHere.ts'
import { layerSettings, usableSettings } from './settingsLayers.ts'
import { withSeats } from './wantedFund.ts'

/** Blocks of 12 s that are full for a while; a transaction that takes longer is found by the next run. */
const patienceMs = 600_000

/** @throws what the daemon refuses; SETTINGS_INVALID, WRONG_CHAIN, KEY_MISSING, FUNDS_TOO_LOW, CALL_REVERTED, NO_CONTRACT … */
export async function makeFund(args: FundCreateArgs, context: LocalContext): Promise<FundCreateResult> {
  const folders = instanceFolders(context.instance)
  const layered = layerSettings(folders.settingsFile, context)
  const settings = usableSettings(layered)
  const isThrowAway = !layered.isFileThere || settings.chain.kind === 'local' || settings.chain.developmentMarket
  if (isThrowAway && args.rpc === undefined && args.factory === undefined && !args['dry-run']) {
    const { fund, title, deposit } = args
    // the daemon's own handler gives this shape
    return (await controlClient(folders.name, folders.storage).ask('fund.create', { fund, title, deposit })) as FundCreateResult
  }
  if (args['dry-run']) return deploy(args, context, folders)
  makeInstanceFolders(folders)
  const letGo = holdInstance(folders) // neither a daemon nor a second of these may write the settings meanwhile
  try {
    return await deploy(args, context, folders)
  } finally {
    letGo()
  }
}

/** What one run works with. */
interface Run {
  readonly words: FundDeploymentWords
  readonly folders: InstanceFolders
  readonly client: ChainClient
  readonly url: string
  readonly creator: EvmAddress
  readonly plan: FundPlan
  readonly fund: ReturnType<typeof newFundOf>
  readonly balanceWei: bigint
}

async function deploy(args: FundCreateArgs, context: LocalContext, folders: InstanceFolders): Promise<FundDeployment> {
  const words = readFundDeployment(args, folders, context.environment)
  const url = args.rpc ?? words.url
  const { chainId } = await askChainIdentity(url)
  if (words.chainId !== null && words.chainId !== chainId)
    throw new QuorateError('WRONG_CHAIN', { url, found: chainId, expected: words.chainId })
  const client = await connectChain({ url, chainId })
  await words.mustFit(client)
  // judged by the chain that is there: published keys are nobody's on any other than a throw-away one
  const here: Settings = { ...words.settings, chain: remote(words.settings, url, chainId) }
  const sources = keySourcesOf(here, folders, context.environment, url)
  const addresses = await loadAddresses([...new Set([args.key, ...words.keys])], sources)
  const address = (key: string): EvmAddress => {
    const found = addresses.get(key)
    if (found === undefined) throw new QuorateError('KEY_MISSING', { name: key, variable: '' })
    return found
  }
  const { adapter, venues, adapters } = adaptersOf(words)
  const creator = address(args.key)
  const place = { pools: words.pools, adapter, venues }
  const { salt } = factoryConfig(newFundOf(words.fund, place, address, words.file))
  const fund = newFundOf(words.fund, { ...place, priceGuard: guardAddress(creator, { salt }) }, address, words.file)
  // what a killed run left in the node's pool is part of what is there
  await waitUntilIdle({ client, address: creator }, `fund ${words.fund.fundId}`)
  const plan = await planFund(client, { creator, factory: args.factory ?? null, adapters, fund, guard: words.deployment.guard })
  const balanceWei = await askChain(client, `balance of ${creator}`, () => client.getBalance({ address: creator }))
  refuseOther(words, plan.contracts)
  const run: Run = { words, folders, client, url, creator, plan, fund, balanceWei }
  if (args['dry-run'])
    return told(run, {
      did: 'planned',
      transactions: plan.steps.map(({ label, gas }) => ({ label, txHash: null, gas: gas.toString() })),
      costWei: plan.maxWei.toString(),
      balanceWei: balanceWei.toString(),
      checked: null,
    })
  if (plan.steps.length > 0) await agree(run, context)
  const ring = await loadKeyRing([args.key], sources)
  // what was agreed to is the most that it costs, also when fees rise meanwhile
  const bounds = { patienceMs, maxFeePerGas: plan.maxFeePerGas }
  return send(run, makeChainAccount(client, ring.signer(args.key), bounds), { ...context, factory: args.factory })
}

/** Where the adapters of the fund's venues are or will be, and what they are made from. */
function adaptersOf({ router, deployment }: FundDeploymentWords): {
  readonly adapter: EvmAddress
  readonly venues: readonly FundVenue[]
  readonly adapters: readonly Creation[]
} {
  const first = adapterCreation(router)
  const others = deployment.venues.map(({ router: of, ...venue }) => ({ venue, creation: uniswapV3AdapterCreation(of) }))
  return {
    adapter: create2Address(first),
    venues: others.map(({ venue, creation }) => ({ ...venue, adapter: create2Address(creation) })),
    // two pools of one router have one adapter
    adapters: [
      ...new Map([first, ...others.map(({ creation }) => creation)].map((each) => [create2Address(each), each])).values(),
    ],
  }
}

/** A fund of this name that is elsewhere: other settings would make a second one and forget the first. */
function refuseOther({ fund }: FundDeploymentWords, contracts: FundContracts): void {
  if (fund.deployed !== undefined && fund.deployed.contracts.vault !== contracts.vault)
    throw new QuorateError('FUND_EXISTS', { fundId: fund.fundId })
}

async function agree({ words, client, url, creator, plan, balanceWei }: Run, context: LocalContext): Promise<void> {
  const label = `fund ${words.fund.fundId}`
  const chainId = client.chain.id
  if (balanceWei < plan.maxWei)
    throw new QuorateError('FUNDS_TOO_LOW', {
      account: creator,
      holds: balanceWei.toString(),
      chainId,
      label,
      needs: `${plan.maxWei}`,
    })
  const most = `${readableAmount(plan.maxWei.toString(), 18)} ether`
  const question = `put ${label} on chain ${chainId} at ${url} by at most ${plan.steps.length} transactions of ${creator} for at most ${most}?`
  await askYes('fund create', question, context)
}

async function send(
  run: Run,
  account: ChainAccount,
  { terminal, json, factory: given }: Pick<LocalContext, 'terminal' | 'json'> & { readonly factory: EvmAddress | undefined },
): Promise<FundDeployment> {
  const { words, folders, client, plan, fund } = run
  const sent: FundDeployment['transactions'][number][] = []
  const watched: ChainAccount = {
    ...account,
    send: async (call) => {
      const mined = await account.send(call)
      const { gasUsed } = await client.getTransactionReceipt({ hash: mined.hash })
      sent.push({ label: call.label, txHash: mined.hash, gas: gasUsed.toString() })
      if (!json) terminal.complain(terminal.errorStyle.dim(`${call.label}: ${mined.hash}, block ${mined.block}`))
      return mined
    },
  }
  const startedAtBlock = words.deployment.startedAtBlock ?? (plan.steps.length === 0 ? 0 : Number(await client.getBlockNumber()))
  keep(run, { deployment: { ...words.deployment, startedAtBlock } })
  const factory = given ?? (await deployFundFactory(watched))
  const { adapters, venues } = adaptersOf(words)
  for (const creation of adapters) await deployOnce(watched, creation)
  if (words.deployment.guard !== undefined) await deployGuard(watched, factory, fund, words.deployment.guard)
  const contracts = await createFund(watched, factory, fund)
  const { tokens, pools } = words
  const block = startedAtBlock === 0 ? {} : { block: startedAtBlock }
  keep(run, {
    deployment: { ...words.deployment, startedAtBlock },
    deployed: { contracts, tokens: [...tokens], pools: [...pools], venues: [...venues], ...block },
  })
  const stated = { parts: contracts, factory, config: factoryConfig(fund), fromBlock: BigInt(startedAtBlock) }
  // typed again for a fund that others have joined since
  const findings = await checkFund(client, withSeats(stated, await seatsHere(words.fund.fundId, folders)))
  const wrong = findings.find(({ state }) => state === 'different')
  if (wrong !== undefined) {
    const { what, expected, found } = wrong
    throw new QuorateError('FUND_DIFFERS', { fundId: words.fund.fundId, what, expected, found })
  }
  const after = await askChain(client, `balance of ${run.creator}`, () => client.getBalance({ address: run.creator }))
  return told(
    { ...run, folders },
    {
      did: 'created',
      transactions: sent,
      costWei: (run.balanceWei - after).toString(),
      balanceWei: after.toString(),
      checked: findings.length,
    },
  )
}

/** Into the settings at once: what is known survives the end of this run. */
function keep({ words, folders, client, url }: Run, change: Partial<Settings['funds'][number]>): void {
  const before = readSettings(folders.settingsFile) ?? words.settings
  writeSettings(folders.settingsFile, {
    ...before,
    chain: remote(before, url, client.chain.id),
    funds: before.funds.map((fund) => (fund.fundId === words.fund.fundId ? { ...fund, ...change } : fund)),
  })
}

/** What the settings say of this chain, or its address. */
const remote = ({ chain }: Settings, rpcUrl: string, chainId: number): Settings['chain'] =>
  chain.kind === 'rpc' && chain.chainId === chainId
    ? chain
    : { kind: 'rpc', rpcUrl, chainId, developmentMarket: false, seed: chain.seed, walkIntervalMs: chain.walkIntervalMs }

function told(
  { words, client, url, creator, plan }: Run,
  rest: Pick<FundDeployment, 'did' | 'transactions' | 'costWei' | 'balanceWei' | 'checked'>,
): FundDeployment {
  const { contracts } = plan
  return {
    fundId: words.fund.fundId,
    chainId: client.chain.id,
    rpcUrl: url,
    creator,
    factory: contracts.factory ?? '',
    vault: contracts.vault,
    core: contracts.core,
    contracts,
    ...rest,
  }
}
