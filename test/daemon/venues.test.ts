// A fund that may trade on two venues takes the better one each time: here both, for buying and for selling.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readFundRecord } from '#cli/fundRecord.ts'
import { connectChain } from '#integrations/chain/chainClient.ts'
import { formatAmount } from '#protocol/amounts.ts'
import { venuesOf } from '#protocol/venue.ts'
import type { SeenFact } from './daemon.ts'
import { openDrill, quickSettings, type Drill } from './drill.ts'

let drill: Drill
beforeAll(() => {
  drill = openDrill()
  drill.configure(quickSettings({ seed: 1 }))
})
afterAll(() => drill.end())

it(
  'buys and sells on both venues, each time on the one that gave more, and says what both gave',
  { timeout: 120_000 },
  async () => {
    const daemon = await drill.up()
    const seen: { action: string; venue: string }[] = []
    for (let after = 0; seen.length < 4;) {
      const executed: SeenFact<'intent.executed'> = await daemon.fact('intent.executed', ({ seq }) => seq > after)
      after = executed.seq
      const proposed = await daemon.fact('intent.proposed', ({ intentHash }) => intentHash === executed.intentHash)
      const { figures, explanation } = proposed.decision
      const venue = figures['venue'] ?? ''
      seen.push({ action: executed.action, venue })
      const [fund] = readFundRecord(drill.folders.storage)
      if (fund === undefined) throw new Error('the instance has a fund')
      expect(venuesOf(fund).find(({ id }) => id === venue)?.adapter).toBe(proposed.intent.adapter)
      const quotes = venuesOf(fund).map(({ id }) => ({ id, out: BigInt(figures[`quote ${id}`] ?? '0') }))
      const best = quotes.reduce((one, other) => (other.out > one.out ? other : one))
      expect(best).toEqual({ id: venue, out: BigInt(proposed.intent.quoteAmountOut) })
      const bought = fund.tokens.find(({ address }) => address === proposed.intent.tokenOut)
      for (const { id, out } of quotes)
        expect(explanation).toContain(`${id} gives ${formatAmount(out, bought?.decimals ?? 0)} ${bought?.symbol}`)
      await tradedOn(executed, proposed.intent.adapter)
    }
    expect(seen.toSorted((a, b) => `${a.action}${a.venue}`.localeCompare(`${b.action}${b.venue}`))).toEqual([
      { action: 'BUY', venue: 'uniswap-v2' },
      { action: 'BUY', venue: 'uniswap-v3' },
      { action: 'SELL', venue: 'uniswap-v2' },
      { action: 'SELL', venue: 'uniswap-v3' },
    ])

    /** The transaction's own logs name the adapter: the vault paid it, and no other. */
    async function tradedOn(executed: SeenFact<'intent.executed'>, adapter: string): Promise<void> {
      const { rpcUrl, chainId } = (await daemon.status()).chain
      const client = await connectChain({ url: rpcUrl, chainId })
      // the hash was read as one when the fact was
      const { logs, status } = await client.getTransactionReceipt({ hash: executed.txHash })
      expect(status).toBe('success')
      const word = adapter.slice(2).toLowerCase()
      expect(logs.some(({ topics }) => topics.some((topic) => topic.endsWith(word)))).toBe(true)
    }
  },
)
