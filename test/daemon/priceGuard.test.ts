// The time-weighted price on a real chain: kept known by the keeper's bot, and closed without it.
import { encodeFunctionData } from 'viem'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ExplainResult } from '#chat/commands/explainResult.ts'
import { makeChainAccount } from '#integrations/chain/chainAccount.ts'
import { connectChain } from '#integrations/chain/chainClient.ts'
import { loadKeyRing } from '#integrations/keys/keyRing.ts'
import { fundPolicyAbi } from '#protocol/abi/FundPolicy.ts'
import type { EvmAddress } from '#protocol/address.ts'
import type { Daemon } from './daemon.ts'
import { openDrill, quickSettings, type Drill } from './drill.ts'
import { openMarket, type Market } from './market.ts'

let drill: Drill
beforeAll(() => void (drill = openDrill()))
afterAll(() => drill.end())

/** The owner's own hand on the policy: whoever may observe. */
async function keeperRole(url: string, { fund }: Market): Promise<(keeper: EvmAddress) => Promise<unknown>> {
  const { owner, keeper } = quickSettings().developmentKeys
  if (owner === undefined || keeper === undefined) throw new Error('the default settings name an owner and a keeper')
  const keys = await loadKeyRing(['owner'], {
    environment: {},
    development: { chainId: fund.chainId, url, accounts: { owner } },
  })
  const client = await connectChain({ url, chainId: fund.chainId, pollingMs: 20 })
  const account = makeChainAccount(client, keys.signer('owner'))
  return (to) => {
    const data = encodeFunctionData({ abi: fundPolicyAbi, functionName: 'setKeeper', args: [to] })
    return account.send({ to: fund.contracts.policy, data, label: 'naming the keeper' })
  }
}

/** Lets the price rise until the strategy proposes, and gives back the hash of what it proposed. */
async function propose(daemon: Daemon, market: Market, whole: number): Promise<string> {
  const before = daemon.facts.at(-1)?.seq ?? 0
  // a rise is one only against a price that the strategy knows
  await daemon.fact('strategy.decided', ({ seq, priceWad, action }) => seq > before && priceWad !== null && action === 'HOLD')
  await market.buy(whole)
  return (await daemon.fact('intent.proposed', ({ seq }) => seq > before)).intentHash
}

it(
  'trades while the price is known, refuses a bent one, closes without its keeper, and goes on with it',
  { timeout: 240_000 },
  async () => {
    const settings = quickSettings({ walkIntervalMs: 60_000 })
    for (const fund of settings.funds) {
      fund.priceGuard = {
        windowS: 4,
        maxAgeS: 16,
        minReserve: fund.priceGuard?.minReserve ?? fund.deposit,
        maxPriceDeviationBps: 800,
      }
      fund.venues = [] // a second one has the true price, and the trade goes there
      Object.assign(fund.strategy, { intentTtlS: 30 })
      Object.assign(fund.strategy.exit, { timeStopRounds: 2 })
    }
    drill.configure(settings)
    const daemon = await drill.up()
    const { rpcUrl } = (await daemon.status()).chain
    const market = await openMarket(rpcUrl, drill.folders.storage)
    const setKeeper = await keeperRole(rpcUrl, market)
    const own = market.fund.accounts.keeper
    if (own === null) throw new Error('the fund has a keeper')

    // known by two observations of the keeper's
    expect(await daemon.fact('price.known')).toMatchObject({ guard: market.fund.contracts.priceGuard })
    expect(daemon.facts.filter(({ type }) => type === 'price.observed').length).toBeGreaterThan(0)
    const traded = await propose(daemon, market, 6_000)
    await daemon.fact('intent.executed', ({ intentHash }) => intentHash === traded)
    expect((await drill.quorate('fund', 'status', 'main')).out).toMatch(/price +[23],\d{3}\S* USDC per WETH, observed 20/)
    await daemon.fact('intent.executed', ({ action }) => action === 'SELL')

    // 8 % of the pool: a sixth above the average of the windows before
    const bent = await propose(daemon, market, 120_000)
    const refusal = await daemon.fact('intent.refused', ({ intentHash }) => intentHash === bent)
    expect(refusal).toMatchObject({ reason: 'PRICE_DEVIATION', dryRun: 'PRICE_DEVIATION' })
    await daemon.fact('intent.dropped', ({ intentHash }) => intentHash === bent)
    // the handler gives this shape
    const story = (await drill.asked('explain', bent)) as ExplainResult
    expect(story.intent).toMatchObject({ execution: null })
    expect(JSON.stringify(story.intent?.signatures)).toContain('PRICE_DEVIATION')

    // another account is the keeper now, and does not observe
    const since = daemon.facts.at(-1)?.seq ?? 0
    await setKeeper(market.fund.accounts.relayer)
    await daemon.fact('keeper.held', ({ reason }) => reason === 'NOT_KEEPER')
    await daemon.fact('price.unavailable', ({ seq, status }) => seq > since && status === 'STALE')
    expect((await drill.quorate('status')).out).toMatch(/fund main trades nothing: the price of WETH is stale/)
    const blind = await propose(daemon, market, 20_000)
    expect(await daemon.fact('intent.refused', ({ intentHash }) => intentHash === blind)).toMatchObject({
      reason: 'PRICE_UNAVAILABLE',
    })

    // and back
    const again = daemon.facts.at(-1)?.seq ?? 0
    await setKeeper(own)
    await daemon.fact('price.known', ({ seq }) => seq > again)
    const resumed = await propose(daemon, market, 6_000)
    await daemon.fact('intent.executed', ({ intentHash }) => intentHash === resumed)
    expect(daemon.facts.some((fact) => fact.type === 'intent.executed' && [bent, blind].includes(fact.intentHash))).toBe(false)
    expect(await daemon.end()).toMatchObject({ exit: 0 })
  },
)
