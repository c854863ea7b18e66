import { expect, it } from 'vitest'
import type { Story } from '#console/data/shapes.ts'
import { sentBy, stepsOf } from './steps.ts'

type Intent = NonNullable<Story['intent']>
const at = '2026-01-01T00:00:00.000Z'
const none = { opinions: [], attestedWeight: 0, thresholdWeight: null }
const opened: Intent = {
  intentHash: '0x1',
  fundId: 'main',
  round: 3,
  action: 'BUY',
  reason: '',
  trade: null,
  decision: null,
  proposed: null,
  approval: null,
  approved: null,
  ending: null,
  outcome: 'open',
  claims: [],
  snapshot: null,
  signatures: none,
  dryRuns: [],
  execution: null,
}
const asked = { approvalId: 'a', quorum: 1, value: '2', above: '1', state: 'pending', detail: '', votes: [], seq: 4 } as const
const story = (intent: Intent, more: Partial<Story> = {}): Story => ({
  asked: '0x1',
  kind: 'intent',
  intent,
  transactions: [],
  timeline: [],
  ...more,
})
const states = (change: Partial<Intent>, more: Partial<Story> = {}): Readonly<Record<string, string>> => {
  const intent = { ...opened, ...change }
  return Object.fromEntries(stepsOf(story(intent, more), intent).map(({ kind, state }) => [kind, state]))
}
const line = (seq: number, type: string, actor: string) => ({ seq, at, actor, type, tone: 'plain' as const, text: '' })

it('where nobody was asked there is no step for people', () => {
  expect(Object.keys(states({}))).not.toContain('approval')
})

it('a trade that waits for people has come to nothing after that', () => {
  expect(states({ approval: asked })).toMatchObject({ approval: 'now', proposed: 'ahead', signatures: 'ahead', result: 'ahead' })
})

it.each(['rejected', 'expired', 'withdrawn'] as const)('one whose approval was %s came to nothing there', (state) => {
  const ending = { outcome: 'dropped', code: null, detail: '', seq: 9 }
  const told = states({ approval: { ...asked, state }, outcome: 'dropped', ending })
  expect(told).toMatchObject({ approval: 'bad', proposed: 'ahead', signatures: 'ahead', result: 'bad' })
  expect(Object.values(told)).not.toContain('now')
})

it('verifiers that refuse it are where it came to nothing', () => {
  const no = { verifier: '0xv', name: 'alpha', weight: 1, verdict: 'FAIL', reason: 'X', detail: '', seq: 7 }
  const signatures = { opinions: [no], attestedWeight: 0, thresholdWeight: 2 }
  const ending = { outcome: 'dropped', code: 'REFUSED', detail: '', seq: 9 }
  const told = states({ proposed: { txHash: null, seq: 6 }, signatures, ending, outcome: 'dropped' })
  expect(told).toMatchObject({ proposed: 'done', signatures: 'bad', dryRuns: 'ahead', result: 'bad' })
})

it('an executed trade is done in every step, and each names the bot that did it', () => {
  const execution = { amountIn: '1', amountOut: '2', txHash: '0xt', block: 9, seq: 12 }
  const sent = { txHash: '0xt', account: '0xa', label: 'execute intent 0x1', block: 9, seq: 11 }
  const intent: Intent = {
    ...opened,
    outcome: 'executed',
    proposed: { txHash: null, seq: 6 },
    approved: { signers: [], txHash: null, seq: 8 },
    signatures: { opinions: [], attestedWeight: 2, thresholdWeight: 2 },
    dryRuns: [{ by: 'executor', code: 'OK', detail: null, block: 8, seq: 10 }],
    execution,
  }
  const timeline = [
    line(6, 'intent.proposed', 'intent:0x1'),
    line(11, 'account.confirmed', 'account:1'),
    line(12, 'intent.executed', 'intent:0x1'),
  ]
  const steps = stepsOf(story(intent, { timeline, transactions: [sent] }), intent)
  expect(steps.filter(({ kind }) => kind !== 'claims' && kind !== 'snapshot').map(({ state }) => state)).toEqual(
    Array<string>(5).fill('done'),
  )
  expect(steps.find(({ kind }) => kind === 'transaction')?.turn).toEqual({ seq: 11, actor: 'account:1', at })
  expect(steps.at(-1)?.turn).toEqual({ seq: 12, actor: 'intent:0x1', at })
})

it('the transaction that executes it is not the one that proposed it', () => {
  const other = { txHash: '0xo', account: '0xa', label: 'propose', block: 1, seq: 1 }
  expect(sentBy(story(opened, { transactions: [other] }))).toBeUndefined()
})
