// A person asks a fund's strategy for trades, on a real daemon and a real chain: below the fund's bound they go their way,
// above it somebody else has to agree; a kill -9 in between forgets nothing and does nothing twice.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ApprovalsResult } from '#chat/commands/approvals.ts'
import type { ExplainResult } from '#chat/commands/explainResult.ts'
import type { TradeAsked } from '#chat/commands/propose.ts'
import type { Daemon, SeenFact } from './daemon.ts'
import { openDrill, quickSettings, type Drill } from './drill.ts'

const longMs = 120_000

let drill: Drill
let daemon: Daemon
beforeAll(async () => {
  drill = openDrill()
  // a calm market: what is asked for is not refused for its price
  const settings = quickSettings({ seed: 5, walkIntervalMs: 2_000 })
  for (const fund of settings.funds) {
    // by its own rules it never trades
    fund.strategy.entry.thresholdBps = 10_000
    fund.strategy.exit = { stopLossBps: 10_000, takeProfitBps: 1_000_000, drawdownBps: 10_000, timeStopRounds: 10_000 }
    Object.assign(fund, { approvalAboveValue: '100000000', approvers: ['jun', 'operator'] })
  }
  drill.configure(settings)
  daemon = await drill.up()
  // before, the contract executes nothing
  await daemon.fact('price.known')
}, longMs)
afterAll(() => drill.end())

/** Of this very trade. */
const executed = (of: TradeAsked): Promise<SeenFact<'intent.executed'>> =>
  daemon.fact('intent.executed', ({ intentHash }) => intentHash === of.intentHash)
/** The strategy has seen how it ended. */
const free = (after: number): Promise<unknown> => daemon.fact('strategy.decided', ({ seq }) => seq > after)
const propose = async (...words: readonly string[]): Promise<TradeAsked> =>
  (await drill.asked('propose', ...words, '--fund', 'main', '--yes')) as TradeAsked // the command's result

async function approveAs(key: string, id: string): Promise<number> {
  const { port } = JSON.parse(readFileSync(join(drill.folders.storage, 'state', 'gateway.json'), 'utf8')) as { port: number }
  const { status } = await fetch(`http://127.0.0.1:${port}/api/v1/approvals/${id}/approve`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ revision: 1 }),
  })
  return status
}

it('buys and sells what a person asks for, and says who asked', { timeout: longMs }, async () => {
  const nothing = await drill.quorate('propose', 'sell', 'all', '--fund', 'main', '--yes')
  expect([nothing.exit, nothing.complaint]).toEqual([4, expect.stringContaining('TRADE_OVER_HOLDINGS')])
  const bought = await propose('buy', '50')
  expect(bought).toMatchObject({ state: 'proposed', amountIn: '50000000' })
  const { amountIn, amountOut, seq } = await executed(bought)
  expect(amountIn).toBe('50000000')
  // its result
  const story = (await drill.asked('explain', bought.intentHash ?? '')) as ExplainResult
  expect(story.intent).toMatchObject({ askedBy: 'operator', decision: { rule: 'asked' }, outcome: 'executed' })
  await free(seq)
  expect(await daemon.end('SIGKILL')).toMatchObject({ signal: 'SIGKILL' })
  daemon = await drill.up()
  const sold = await propose('sell', 'all')
  expect([sold.state, sold.amountIn]).toEqual(['proposed', amountOut])
  await free((await executed(sold)).seq)
})

it('above the bound somebody else has to agree: who asked cannot', { timeout: longMs }, async () => {
  const asked = await propose('buy', '250')
  expect(asked.state).toBe('asking')
  await daemon.fact('approval.asked', ({ digest }) => digest === asked.intentHash)
  // the commands' results
  const { approvals } = (await drill.asked('approval', 'list')) as ApprovalsResult
  const id = approvals[0]?.id ?? ''
  expect(approvals).toMatchObject([{ digest: asked.intentHash, requester: { person: 'operator' }, barred: [] }])
  const own = await drill.quorate('approval', 'approve', id, '--revision', '1')
  expect([own.exit, own.complaint]).toEqual([4, expect.stringContaining('APPROVAL_DENIED')])
  const beside = await drill.quorate('propose', 'buy', '1', '--fund', 'main', '--yes')
  expect([beside.exit, beside.complaint]).toEqual([4, expect.stringContaining('STRATEGY_BUSY')])
  const { key } = (await drill.asked('apikey', 'create', 'jun', '--role', 'approver', '--person', 'jun')) as { key: string }
  expect(await approveAs(key, id)).toBe(200)
  expect((await executed(asked)).amountIn).toBe('250000000')
  expect(daemon.facts.filter(({ type }) => type === 'strategy.failed')).toEqual([])
  expect(await daemon.end('SIGTERM')).toMatchObject({ exit: 0 })
})
