// Bots as cards read them, in memory: a trade, its approval, an incident. A test bends what it is about.
import type { BotView, Json } from '#runtime/host.ts'
import { botOf, hashOf } from '#chat/commands/fixtures.ts'

export const tradeHash = hashOf('7')
export const approvalId = '7'.repeat(32)
export const incidentId = 'main.loss-bucket.1'
type Change = Readonly<Record<string, Json>>

export function intentBot(value: Json, change: Change = {}, more: Partial<BotView> = {}): BotView {
  return botOf(`intent:${tradeHash}`, {
    seq: 40,
    value,
    context: {
      fundId: 'main',
      intentHash: tradeHash,
      intent: {
        action: 'BUY',
        amountIn: '5000000000',
        minAmountOut: '2400000000000000000',
        quoteAmountOut: '2500000000000000000',
        deadline: 1_760_000_600,
        round: 7,
      },
      reason: 'momentum',
      decision: { rule: 'momentum', explanation: 'the price rose 60 bps' },
      ballot: { threshold: 2, votes: [] },
      approval: null,
      execution: null,
      ending: { code: '', detail: '' },
      ...change,
    },
    ...more,
  })
}

export const vote = (name: string, verdict: string, reason = 'OK'): Json => ({
  name,
  weight: 1,
  verdict,
  reason,
  verifier: `0x${name}`,
})

export function approvalBot(value: Json, change: Change = {}, more: Partial<BotView> = {}): BotView {
  return botOf(`approval:${approvalId}`, {
    seq: 41,
    value,
    context: {
      id: approvalId,
      fundId: 'main',
      what: 'intent.execute',
      digest: tradeHash,
      revision: 1,
      summary: 'BUY: momentum',
      requester: { principal: 'strategy:main', person: 'ines' },
      quorum: 2,
      approvers: null,
      votes: [],
      ending: { code: '', detail: '' },
      ...change,
    },
    timers: [{ id: 'decide', dueAt: '2026-05-01T10:00:00.000Z' }],
    ...more,
  })
}

export function incidentBot(attention: string, change: Change = {}, more: Partial<BotView> = {}): BotView {
  const start = Date.UTC(2026, 4, 1, 10) / 1_000
  const id = typeof change['id'] === 'string' ? change['id'] : incidentId
  return botOf(`incident:${id}`, {
    seq: 42,
    value: { attention, condition: 'breached', remedy: 'standing' },
    context: {
      id,
      fundId: 'main',
      rule: 'loss-bucket',
      subject: 'main',
      severity: 'critical',
      threshold: 80,
      value: 91.5,
      detail: '915 of 1000 base units',
      at: start,
      lastAt: start + 60,
      breaches: 5,
      escalations: 0,
      acknowledged: null,
      resolved: null,
      guardian: null,
      paused: null,
      ...change,
    },
    ...more,
  })
}
