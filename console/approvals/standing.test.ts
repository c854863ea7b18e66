import { expect, it } from 'vitest'
import type { Approval, Me } from '#console/data/shapes.ts'
import { standingOf } from './standing.ts'

const now = Date.parse('2026-01-01T00:00:00.000Z')
const mara: Me = {
  principal: 'key:mara',
  person: 'mara',
  expiresAt: null,
  role: 'approver',
  funds: ['main'],
  actions: ['approvals.decide'],
  commands: [],
}
const waiting: Approval = {
  id: '8b9a75e9c4677d12fcc4c7493e9ba800',
  fundId: 'main',
  what: 'intent.execute',
  digest: `0x${'8b'.repeat(32)}`,
  state: 'pending',
  revision: 1,
  summary: 'BUY',
  requester: { principal: 'strategy:main', person: 'ines' },
  barred: [],
  quorum: 2,
  approvers: null,
  votes: [],
  until: '2026-01-01T00:01:00.000Z',
  ending: '',
  trade: null,
  words: 'BUY 1 WETH',
}
const approvedBy = (...persons: string[]): Approval['votes'] =>
  persons.map((person) => ({ verdict: 'approve', by: `key:${person}`, person }))
const may = (change: Partial<Approval>, me: Me | undefined = mara): readonly [boolean, boolean, string] => {
  const { mayApprove, mayReject, says } = standingOf({ ...waiting, ...change }, me, now)
  return [mayApprove, mayReject, says]
}

it('an approver may decide what waits, and hears how many it takes', () => {
  expect(may({})).toEqual([true, true, 'It takes 2 persons. One who rejects it ends it.'])
  expect(may({ quorum: 1 })[2]).toContain('Your approval is enough')
})

it('who approved waits for the others, and may still say no', () => {
  expect(may({ votes: approvedBy('mara') })).toEqual([false, true, 'You approved it; 1 person more. You may still say no.'])
})

it.each<[string, Partial<Approval>, Partial<Me>, string]>([
  ['who asked for it', { requester: { principal: 'x', person: 'mara' } }, {}, 'You asked for it'],
  ['who answers for the strategy', { barred: ['mara'] }, {}, 'You answer for the strategy'],
  ['who is not among its approvers', { approvers: ['noor'] }, {}, 'not among those who may decide: noor'],
  ['a viewer', {}, { actions: [], role: 'viewer' }, 'You may look at it, as viewer'],
  ['a key of nobody', {}, { person: null }, 'whose hands'],
  ['anyone after its time', { until: '2026-01-01T00:00:00.000Z' }, {}, 'Its time is up'],
])('%s decides nothing, and hears why', (_, change, who, says) => {
  const told = may(change, { ...mara, ...who })
  expect(told.slice(0, 2)).toEqual([false, false])
  expect(told[2]).toContain(says)
})

it.each<[Approval['state'], Partial<Approval>, string]>([
  ['granted', { votes: approvedBy('noor', 'ines') }, 'Approved by noor, ines. It is used once'],
  ['used', { votes: approvedBy('noor') }, 'Approved by noor, and used'],
  ['rejected', { votes: [{ verdict: 'reject', by: 'key:noor', person: 'noor' }] }, 'Rejected by noor'],
  ['expired', { ending: 'nobody approved it in time' }, 'Expired: nobody approved it in time'],
  ['withdrawn', { ending: 'the trade ended' }, 'Withdrawn: the trade ended'],
])('what is %s is decided by nobody any more, and says by whom it was', (state, change, says) => {
  const told = may({ state, until: null, ...change })
  expect(told.slice(0, 2)).toEqual([false, false])
  expect(told[2]).toContain(says)
})

it('as long as nobody is known nothing can be decided', () => expect(standingOf(waiting, undefined, now).mayApprove).toBe(false))
