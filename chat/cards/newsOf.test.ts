import { expect, test } from 'vitest'
import { hashOf, hostOf, mainFund, turnOf } from '#chat/commands/fixtures.ts'
import { nameBook } from '#chat/commands/nameBook.ts'
import { newsSchema, type News } from '#protocol/news.ts'
import type { BotView, Json } from '#runtime/host.ts'
import { approvalId, incidentBot, incidentId, intentBot, tradeHash } from './fixtures.ts'
import { newsOf } from './newsOf.ts'

const names = nameBook([mainFund])
function news(type: string, data: Readonly<Record<string, Json>>, bots: readonly BotView[] = []): News | null {
  const [fact] = turnOf(5, 'relayer:main', [{ type, data }]).facts
  return fact === undefined ? null : newsOf(hostOf({ bots }), fact, names)
}
const intent = { fundId: 'main', intentHash: tradeHash }
const approval = { fundId: 'main', approvalId, what: 'intent.execute', digest: tradeHash }
const incident = { incidentId, fundId: 'main', rule: 'loss-bucket', subject: 'main', severity: 'warning' }
const attested = {
  ...intent,
  verifier: `0x${'a'.repeat(40)}`,
  verdict: 'PASS',
  reason: 'OK',
  detail: '',
  dryRun: null,
  attestedWeight: 1,
  thresholdWeight: 2,
  totalWeight: 3,
}
const sent = {
  chainId: 31_337,
  account: `0x${'4'.repeat(40)}`,
  requestId: 'r',
  label: 'execute',
  txHash: hashOf('9'),
  block: 12,
}
const runEnd = { by: 'key:mara', person: 'mara', conclusion: '', job: '', step: '', detail: '' }
const executed = { action: 'BUY', amountIn: '5', amountOut: '2', txHash: hashOf('9'), block: 12, rule: 'momentum' }

test('a fact becomes one sentence under the name of its place in the journal', () => {
  const found = news('intent.cleared', { ...intent, approvalId, persons: ['mara'] }, [intentBot({ open: 'checking' })])
  expect(found).toEqual({
    key: '5/0',
    at: Date.UTC(2026, 0, 1, 0, 0, 5),
    kind: 'approvals',
    severity: 'notice',
    fundId: 'main',
    subject: `intent:${tradeHash}`,
    words: 'intent 0x7777…7777 may go on chain: approved by mara',
    tone: 'good',
    isSaid: true,
    isEscalation: false,
    isOver: false,
  })
  expect(newsSchema.parse(found)).toEqual(found)
})

test.each<[string, Readonly<Record<string, Json>>, string, boolean]>([
  ['intent.executed', { ...intent, ...executed }, 'trades/notice', true],
  ['intent.dropped', { ...intent, outcome: 'refused', code: 'X', detail: '' }, 'refusals/warning', true],
  ['intent.attested', attested, 'trades/notice', false],
  ['intent.dryRun', { ...intent, by: `0x${'a'.repeat(40)}`, code: 'OK', block: 1 }, 'trades/notice', false],
  ['incident.escalated', { ...incident, times: 1 }, 'incidents/warning', true],
  ['incident.resolved', { ...incident, how: 'healthy', by: '', note: '', breaches: 1 }, 'incidents/warning', true],
])('%s is news of its kind', (type, data, kind, isSaid) => {
  const found = news(type, data, [intentBot({ open: 'checking' }), incidentBot('open')])
  expect([`${found?.kind}/${found?.severity}`, found?.isSaid, found?.isEscalation]).toEqual([
    kind,
    isSaid,
    type === 'incident.escalated',
  ])
})

test.each<[string, Readonly<Record<string, Json>>, string, boolean]>([
  ['workflow.waiting', { environments: ['live'] }, 'warning', true],
  ['workflow.progressed', { phase: 'running', jobs: { queued: 0, running: 1, done: 0, failed: 0 } }, 'notice', false],
  ['workflow.ended', { ...runEnd, end: 'succeeded' }, 'notice', true],
  ['workflow.ended', { ...runEnd, end: 'failed' }, 'warning', true],
])('%s is news of the run, of no fund', (type, more, severity, isSaid) => {
  const run = { workflowId: 'a1', repo: 'mara/site', workflow: 'deploy.yml', ref: 'main', runId: 42, attempt: 1, url: '' }
  expect(news(type, { ...run, ...more })).toMatchObject({
    kind: 'workflows',
    fundId: '',
    subject: 'workflow:a1',
    severity,
    isSaid,
  })
})

test('a decision on a trade is said in the thread of the trade, and of anything else in its own', () => {
  const decided = { ...approval, verdict: 'approve', by: 'key:mara', person: 'mara', approvals: 1, quorum: 2 }
  expect(news('approval.decided', decided, [intentBot({ open: 'awaitingApproval' })])).toMatchObject({
    subject: `intent:${tradeHash}`,
    isSaid: true,
  })
  const ended = { ...approval, how: 'expired', persons: [], detail: 'nobody approved it in time' }
  // the trade itself says how it ends
  expect(news('approval.ended', ended, [intentBot('dropped')])).toMatchObject({ subject: `intent:${tradeHash}`, isSaid: false })
  expect(news('approval.ended', ended)).toMatchObject({ subject: `approval:${approvalId}`, isSaid: true })
  expect(news('approval.granted', { ...approval, persons: ['mara'] })).toMatchObject({ isSaid: false })
  const asked = { ...approval, summary: 'release', requester: 'x', person: 'ines', quorum: 1, approvers: null, decideMs: 5 }
  expect(news('approval.asked', asked)).toMatchObject({ severity: 'warning', isSaid: true })
})

test('a transaction that a reorg took back is news of the trade that it executed', () => {
  const trade = intentBot('executed', { execution: { ...executed, txHash: hashOf('9') } }, { status: 'done' })
  expect(news('account.reorged', sent, [trade])).toMatchObject({
    subject: `intent:${tradeHash}`,
    severity: 'critical',
    tone: 'bad',
    isOver: true,
  })
  expect(news('account.reorged', sent, [intentBot('executed')])).toBeNull()
})

test.each<[string, Readonly<Record<string, Json>>]>([
  ['round.opened', { fundId: 'main', round: 1, setEpoch: 1, claimMode: 'offchain' }],
  ['intent.cleared', { fundId: 'main' }],
  ['of.another.house', {}],
  ['card.posted', { cardId: 'a', subject: 'b', place: 'c', message: 'd' }],
])('%s is no news', (type, data) => {
  expect(news(type, data)).toBeNull()
})

test('a long sentence is cut', () => {
  const found = news('intent.dropped', { ...intent, outcome: 'dropped', code: 'X', detail: 'y'.repeat(2_000) })
  expect(found?.words.length).toBeLessThanOrEqual(300)
})
