// The judge must be able to say no: each kind of violation is planted once, in a trade that is otherwise well.
import { describe, expect, test } from 'vitest'
import { judge, type Evidence, type ToldFact } from './judgement.ts'

const told = (seq: number, type: string, fields: Readonly<Record<string, unknown>> = {}): ToldFact => ({
  seq,
  type,
  intentHash: 'one',
  ...fields,
})
const log = { intentHash: 'one', txHash: '0xe' }
const sent = told(2, 'account.sent', { intentHash: undefined, account: 'executor', txHash: '0xe', nonce: 7 })
const executed = told(3, 'intent.executed', { txHash: '0xe' })
/** One trade that went well. */
const trade: Evidence = {
  logs: [log],
  facts: [told(1, 'intent.proposed'), sent, executed],
  removed: new Set(),
  struck: 'one',
  drifts: [
    { account: 'relayer', drift: 0 },
    { account: 'executor', drift: 0 },
  ],
}
const undone = (fields: Readonly<Record<string, unknown>> = {}): ToldFact =>
  told(4, 'account.undone', { intentHash: undefined, txHash: '0xe', how: 'reverted', ...fields })
const gap = (fields: Readonly<Record<string, unknown>> = {}): ToldFact =>
  told(4, 'account.gapFilled', { intentHash: undefined, account: 'executor', fromNonce: 6, toNonce: 7, ...fields })
const judged = (other: Partial<Evidence>) => judge({ ...trade, ...other })

test('finds nothing wrong with a trade that was executed once and told of once', () => {
  expect(judged({})).toEqual({ outcome: 'executed', reason: null, violations: [] })
})

test('takes a drop with a code for an explained hold', () => {
  const facts = [told(1, 'intent.proposed'), told(2, 'intent.dropped', { code: 'INTENT_EXPIRED' })]
  expect(judged({ facts, logs: [] })).toEqual({ outcome: 'held', reason: 'INTENT_EXPIRED', violations: [] })
})

test('leaves an execution alone whose intent is still open', () => {
  const facts = [...trade.facts, told(5, 'intent.proposed', { intentHash: 'two' })]
  expect(judged({ facts, logs: [log, { intentHash: 'two', txHash: '0xf' }] }).violations).toEqual([])
})

describe('finds', () => {
  test.each<readonly [what: string, planted: Partial<Evidence>, complaint: string]>([
    [
      'two IntentExecuted events for one hash',
      { logs: [log, { ...log, txHash: '0xf' }] },
      'intent one was executed more than once',
    ],
    [
      'an execution that was told of twice',
      { facts: [...trade.facts, told(5, 'intent.executed', { txHash: '0xe' })] },
      'intent one was told executed more than once',
    ],
    [
      'an execution told of that the chain does not have',
      { logs: [] },
      'intent one was told executed, and the chain has no such event',
    ],
    [
      'an execution of an intent that was told dropped',
      { facts: [told(1, 'intent.proposed'), sent, told(3, 'intent.dropped', { code: 'INTENT_EXPIRED' })] },
      'intent one was told dropped, and the chain executed it',
    ],
    ['an execution of an intent that nobody knows', { facts: [] }, 'intent one was executed, and nobody told of it'],
    [
      'an execution that was passed over when the next trade began',
      { facts: [told(1, 'intent.proposed'), told(5, 'intent.proposed', { intentHash: 'two' })] },
      'intent one was executed, and nobody told of it',
    ],
    [
      'a count that does not come back to the chain’s',
      { drifts: [{ account: 'executor', drift: 2 }] },
      'the nonce of executor is off by 2',
    ],
    [
      'a count that nobody could compare',
      { drifts: [{ account: 'executor', drift: Number.NaN }] },
      'the nonce of executor is off by NaN',
    ],
    ['a trade that hangs', { logs: [], facts: [told(1, 'intent.proposed')] }, 'intent one is held and nothing says why'],
    [
      'a drop without a reason',
      { logs: [], facts: [told(1, 'intent.proposed'), told(2, 'intent.dropped', { code: null })] },
      'intent one is held and nothing says why',
    ],
  ])('%s', (_what, planted, complaint) => {
    expect(judged(planted).violations).toContain(complaint)
  })
})

describe('an execution that its chain lost after it was final', () => {
  const lost = { logs: [], removed: new Set(['0xe']) }

  test('is undone, and no violation, when its account noticed', () => {
    expect(judged({ ...lost, facts: [...trade.facts, gap()] })).toEqual({
      outcome: 'undone',
      reason: 'account.gapFilled from nonce 6 to 7',
      violations: [],
    })
  })

  test('is undone too when its bytes came back and reverted, and its account noticed', () => {
    expect(judged({ ...lost, facts: [...trade.facts, undone()] })).toEqual({
      outcome: 'undone',
      reason: 'account.undone: reverted',
      violations: [],
    })
  })

  test.each<readonly [what: string, planted: Partial<Evidence>]>([
    ['other bytes were undone', { facts: [...trade.facts, undone({ txHash: '0xf' })] }],
    ['they were undone before', { facts: [...trade.facts, undone({ seq: 2 })] }],
    ['they are said to have gone through', { facts: [...trade.facts, undone({ how: 'executed' })] }],
    ['nobody noticed', {}],
    ['another account noticed something', { facts: [...trade.facts, gap({ account: 'relayer' })] }],
    ['other nonces were lost', { facts: [...trade.facts, gap({ fromNonce: 8, toNonce: 9 })] }],
    ['the loss was before it', { facts: [...trade.facts, gap({ seq: 2 })] }],
    ['no fault took it off the chain', { facts: [...trade.facts, gap()], removed: new Set<string>() }],
  ])('is a violation when %s', (_what, planted) => {
    expect(judged({ ...lost, ...planted }).violations).toContain('intent one was told executed, and the chain has no such event')
  })
})
