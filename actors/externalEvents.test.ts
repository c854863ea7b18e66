import { expect, test } from 'vitest'
import { addressFixture, hashFixture } from '#protocol/fixtures.ts'
import { roles } from './swarm.ts'

const takes = (role: string, event: unknown): boolean => {
  const parse = roles.find((bot) => bot.role === role)?.parseExternal
  if (parse === undefined) return false
  try {
    parse(event)
    return true
  } catch {
    return false // refused
  }
}
const from = addressFixture(1)
const asked = { by: 'operator', commandId: 'c-1' }
const trade = { type: 'strategy.ask', requestId: 'r-1', principal: 'key:mara', person: 'mara', action: 'SELL', amountIn: '5' }

test.each([
  ['relayer', { type: 'claim.submit', from }],
  ['relayer', { type: 'claim.attest', from }],
  ['relayer', { type: 'snapshot.attest', from }],
  ['relayer', { type: 'intent.propose', from }],
  ['intent', { type: 'intent.attest', from }],
  ['intent', { type: 'execution.report', from }],
  ['approval', { type: 'approval.decide', verdict: 'approve', revision: 1, by: 'key:mara', person: 'mara' }],
  ['approval', { type: 'approval.decide', verdict: 'reject', revision: 1, by: 'key:mara', person: 'mara', reason: 'too large' }],
  ['fund', { type: 'fund.pause', ...asked }],
  ['fund', { type: 'fund.unpause', ...asked }],
  ['fund', { type: 'fund.unpause', change: { step: 'announce', policy: from, salt: hashFixture(1) }, ...asked }],
  ['fund', { type: 'fund.deposit', amount: '5', ...asked }],
  ['fund', { type: 'fund.withdraw', amount: '5', ...asked }],
  ['fund', { type: 'fund.requestDeposit', amount: '5', ...asked }],
  ['fund', { type: 'fund.requestRedeem', shares: '5', ...asked }],
  ['fund', { type: 'fund.claim', settle: true, assets: '0', shares: '5', ...asked }],
  ['strategy', trade],
  ['strategy', { ...trade, amountIn: 'all' }],
  ['swarm', { type: 'swarm.booted' }],
  ['swarm', { type: 'swarm.add', children: [{ role: 'fund', id: 'main', input: {} }] }],
  ['swarm', { type: 'bot.quarantined', address: 'fund:main' }],
])('a %s takes %j from outside', (role, event) => {
  expect(takes(role, event)).toBe(true)
})

test.each([
  ['relayer', { type: 'round.open', from, round: 1 }],
  ['relayer', { type: 'account.confirmed', from, requestId: 'x' }],
  ['relayer', { type: 'claim.submit' }],
  ['relayer', { type: 'claim.submit', from: 'somebody' }],
  ['relayer', { type: 'execution.report', from }],
  ['intent', { type: 'account.confirmed', from }],
  ['intent', { type: 'intent.propose', from }],
  ['approval', { type: 'approval.decide', verdict: 'approve', revision: 1, by: 'key:mara' }],
  ['approval', { type: 'approval.decide', verdict: 'reject', revision: 1, by: 'x', person: 'mara', reason: 'a'.repeat(501) }],
  ['approval', { type: 'approval.decide', verdict: 'maybe', revision: 1, by: 'key:mara', person: 'mara' }],
  ['approval', { type: 'approval.use', digest: hashFixture(1) }],
  ['approval', { type: 'approval.withdraw', reason: 'mine' }],
  ['fund', { type: 'fund.pause' }],
  ['fund', { type: 'fund.pause', ...asked, commandId: 'two words' }],
  ['fund', { type: 'fund.deposit', ...asked }],
  ['fund', { type: 'fund.deposit', amount: '-5', ...asked }],
  ['fund', { type: 'fund.deposit', amount: '5', to: from, ...asked }],
  ['fund', { type: 'fund.requestRedeem', amount: '5', ...asked }],
  ['fund', { type: 'fund.claim', settle: true, assets: '0', shares: '0', ...asked }],
  ['fund', { type: 'fund.claim', assets: '1', shares: '0', ...asked }],
  ['fund', { type: 'round.closed', round: 1 }],
  ['swarm', { type: 'swarm.booted', extra: true }],
  ['swarm', { type: 'swarm.add', children: [{ role: 'Fund!', id: 'main', input: {} }] }],
  ['swarm', { type: 'swarm.add', children: Array.from({ length: 65 }, (_, n) => ({ role: 'fund', id: `f${n}`, input: {} })) }],
  ['account', { type: 'account.send', requestId: 'x', replyTo: 'fund:main', to: from, data: '0x', value: '1', label: 'steal' }],
  ['strategy', { type: 'anything' }],
  ['strategy', { ...trade, action: 'BUY', amountIn: 'all' }],
  ['strategy', { ...trade, amountIn: '0' }],
  ['strategy', { ...trade, person: null }],
  ['strategy', { ...trade, minAmountOut: '0' }],
  ['strategy', { type: 'account.confirmed', requestId: 'propose/x', txHash: hashFixture(1), block: 1, gasUsed: '1' }],
])('a %s refuses %j from outside', (role, event) => {
  expect(takes(role, event)).toBe(false)
})
