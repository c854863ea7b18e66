// The price moves beyond an intent's limits after it was approved: the contract's own dry run stops it.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ExplainResult } from '#chat/commands/explainResult.ts'
import { callRpc } from '#integrations/anvil/rpc.ts'
import { openDrill, quickSettings, type Drill } from './drill.ts'
import { openMarket } from './market.ts'

let drill: Drill
beforeAll(() => void (drill = openDrill()))
afterAll(() => drill.end())

it(
  'refuses an approved intent by QUOTE_BELOW_MIN when the price has jumped, drops it, and trades anew',
  { timeout: 90_000 },
  async () => {
    const settings = quickSettings({ walkIntervalMs: 60_000 })
    // the only venue is the one whose price jumps
    for (const fund of settings.funds) Object.assign(fund, { venues: [] }).strategy.intentTtlS = 30
    drill.configure(settings)
    const daemon = await drill.up()
    const { rpcUrl } = (await daemon.status()).chain
    const market = await openMarket(rpcUrl, drill.folders.storage)
    // a rise is one only against a price that the strategy knows, and a trade one only by a price that the guard knows
    await daemon.fact('price.known')
    await daemon.fact('strategy.decided', ({ priceWad }) => priceWad !== null)
    const jumped = new AbortController()
    let jump: Promise<void> | undefined
    // 5 % of the pool's base asset: the price rises by a tenth, the intent allows 3 %
    const mining = market.mineByHand(() => void (jump = market.buy(75_000)), jumped.signal)
    const refused = await market
      .buy(6_000)
      .then(() => daemon.fact('intent.dryRun'))
      .finally(() => jumped.abort())
    await Promise.all([mining, jump])

    const { intentHash } = refused
    expect(refused.code).toBe('QUOTE_BELOW_MIN')
    expect(daemon.facts.find((fact) => fact.type === 'intent.approved')).toMatchObject({ intentHash })
    const { out } = await drill.quorate('status')
    expect(out).toMatch(/intent 0x\w{4}…\w{4} is approved and waits for executor:main; the last dry run said QUOTE_BELOW_MIN/)

    await callRpc(rpcUrl, 'evm_increaseTime', [31]) // its window passes on chain
    await callRpc(rpcUrl, 'evm_mine')
    const dropped = await daemon.fact('intent.dropped')
    expect(dropped).toMatchObject({ intentHash, code: 'INTENT_EXPIRED' })
    // the handler gives this shape
    const story = (await drill.asked('explain', intentHash)) as ExplainResult
    expect(story.intent).toMatchObject({ action: 'BUY', execution: null, signatures: { attestedWeight: 2 } })
    expect(story.intent?.outcome).toBe(dropped.outcome)
    expect(story.intent?.dryRuns.map(({ code }) => code)).toEqual(['QUOTE_BELOW_MIN', 'INTENT_EXPIRED'])
    // it looks at the market again, and another rise is another trade
    await daemon.fact('strategy.decided', ({ seq, priceWad }) => seq > dropped.seq && priceWad !== null)
    await market.buy(6_000)
    const anew = await daemon.fact('intent.executed')
    expect(anew.intentHash).not.toBe(intentHash)
    expect(await daemon.end()).toMatchObject({ exit: 0 })
  },
)
