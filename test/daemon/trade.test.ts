// What a newcomer sees: a fresh instance that trades, stops at Ctrl-C, and goes on where it was.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MonitorStatus } from '#chat/commands/monitorStatus.ts'
import { rulesOf } from '#protocol/monitorRules.ts'
import type { ExplainResult } from '#chat/commands/explainResult.ts'
import type { Daemon, SeenFact } from './daemon.ts'
import { openDrill, quickSettings, type Drill } from './drill.ts'
import { processesNaming } from './processList.ts'

let drill: Drill
let daemon: Daemon
let buy: SeenFact<'intent.executed'>

beforeAll(() => {
  drill = openDrill()
  drill.configure(quickSettings({ seed: 1 }))
})
afterAll(() => drill.end())

describe('a fresh instance', { timeout: 120_000 }, () => {
  it('reaches its first BUY by itself, and then a SELL of what it bought', async () => {
    daemon = await drill.up()
    buy = await daemon.fact('intent.executed')
    const sell = await daemon.fact('intent.executed', ({ seq }) => seq > buy.seq)
    expect([buy.action, sell.action, sell.amountIn]).toEqual(['BUY', 'SELL', buy.amountOut])
  })

  it('tells of an intent who claimed, who reproduced, who signed, what was dry-run and which turns did it', async () => {
    // the handler gives this shape
    const story = (await drill.asked('explain', buy.intentHash)) as ExplainResult
    expect(story).toMatchObject({
      kind: 'intent',
      intent: {
        action: 'BUY',
        outcome: 'executed',
        claims: [
          { crawlerName: 'crawler weth', sourceType: 'amm-price', outcome: 'final', attestedWeight: 2, thresholdWeight: 2 },
        ],
        snapshot: { attestedWeight: 2, thresholdWeight: 2 },
        signatures: { attestedWeight: 2, thresholdWeight: 2 },
        dryRuns: [{ by: 'executor', code: 'OK' }],
        execution: { txHash: buy.txHash, block: buy.block, amountIn: buy.amountIn, amountOut: buy.amountOut, seq: buy.seq },
      },
    })
    const verifiers = ['verifier alpha', 'verifier beta', 'verifier gamma']
    const { claims = [], signatures } = story.intent ?? {}
    const opinions = [...claims.flatMap((claim) => claim.opinions), ...(signatures?.opinions ?? [])]
    expect(opinions).toHaveLength(4)
    for (const { name, verdict, seq } of opinions)
      expect([verifiers.includes(name), verdict, seq < buy.seq]).toEqual([true, 'PASS', true])
    const turns = story.timeline.map(({ seq }) => seq)
    expect(turns).toEqual(turns.toSorted((a, b) => a - b))
    expect(story.timeline.map(({ type }) => type)).toEqual(
      expect.arrayContaining([
        'claim.submitted',
        'claim.finalized',
        'snapshot.published',
        'strategy.decided',
        'intent.proposed',
        'intent.approved',
        'intent.dryRun',
        'intent.executed',
      ]),
    )
  })

  it('is watched by rules that can all be measured, and nothing is wrong', async () => {
    // the handler gives this shape
    const { monitors } = (await drill.asked('monitor', 'status')) as MonitorStatus
    const rules = monitors.flatMap(({ id, rules: measured }) => measured.map(({ rule, state }) => [id, rule, state]))
    expect(rules).toEqual([
      ...rulesOf('fund').map((rule) => ['main', rule, 'healthy']),
      ...rulesOf('swarm').map((rule) => ['swarm.root', rule, 'healthy']),
    ])
    expect(monitors.every(({ lookedAt }) => lookedAt !== null)).toBe(true)
    expect(daemon.facts.filter(({ type }) => /^(incident|monitor)\./.test(type))).toEqual([])
    expect((await drill.quorate('incident', 'list')).out).toContain('nothing is wrong')
  })

  it('tells the same of the transaction that executed it, in words', async () => {
    const { exit, out } = await drill.quorate('explain', buy.txHash)
    expect(exit).toBe(0)
    for (const words of [
      'claimed',
      'crawler weth',
      'signed',
      'weight 2 of 2 needed',
      'executor: OK',
      buy.intentHash,
      `turn ${buy.seq}`,
    ])
      expect(out).toContain(words)
  })

  it('ends at Ctrl-C within 10 s with exit code 0, no word of complaint and no process left', async () => {
    expect(processesNaming(drill.mark)).toHaveLength(2)
    const ended = await daemon.end('SIGINT')
    expect(ended).toMatchObject({ exit: 0, signal: null })
    expect(ended.tookMs).toBeLessThan(10_000)
    expect(daemon.complaint()).toBe('')
    expect(processesNaming(drill.mark)).toEqual([])
  })

  it('continues when it is started again: same vault, the same past, a higher sequence, another trade', async () => {
    const past = daemon.facts.length
    const vault = daemon.facts.flatMap((fact) => (fact.type === 'claim.submitted' ? [fact.claim.fund] : []))[0]
    const durable = Math.max(...daemon.facts.map(({ seq }) => seq))
    const again = await drill.up()
    const status = await again.status()
    expect(status.funds.map((fund) => fund.vault)).toEqual([vault])
    const next = await again.fact('intent.executed', ({ seq }) => seq > durable)
    expect(next.intentHash).not.toBe(buy.intentHash)
    expect(again.facts.slice(0, past)).toEqual(daemon.facts)
    expect(await again.end('SIGTERM')).toMatchObject({ exit: 0 })
    expect(processesNaming(drill.mark)).toEqual([])
  })
})
