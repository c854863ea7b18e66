// An intent's bot at each stage of its life.
import { expect } from 'vitest'
import { adapterDataFixture, addressFixture, hashFixture, intentFixture } from '#protocol/fixtures.ts'
import { hashIntent } from '#protocol/intent.ts'
import type { ExecutionReport } from '#protocol/relay.ts'
import { drive, type Driver } from './driver.ts'
import { confirmed, intentVerdict, setFixture } from './verdicts.ts'
import { amountSchema } from '#protocol/amounts.ts'
import { approvalIdOf, type ApprovalRules } from '#protocol/approval.ts'
import type { ApprovalGranted, ApprovalRefused, ApprovalUsed } from '#protocol/messages.ts'
import { intentMachine, type ChainStatus, type IntentInput } from '#machines/intent.ts'

export const intent = intentFixture()
export const intentHash = hashIntent(intent)
export const windowMs = (intent.deadline - intent.validAfter) * 1_000
export const input: IntentInput = {
  fundId: 'main',
  account: `account:31337-${addressFixture(60)}`,
  guardianAccount: `account:31337-${addressFixture(63)}`,
  intentBook: addressFixture(6),
  intent,
  intentHash,
  adapterData: adapterDataFixture,
  reason: 'price rose',
  decision: { rule: 'momentum', explanation: 'price rose 2.00 %', figures: {} },
  proposeTxHash: hashFixture(3),
  ballot: { members: setFixture.members, threshold: 2, totalWeight: 3, votes: [] },
}
export const attestId = `attest/${intentHash}`
export const cancelId = `cancel/${intentHash}`
export const execution = {
  txHash: hashFixture(9),
  block: 31,
  amountIn: '1000000000',
  amountOut: '500000000000000000',
  realisedProfit: '0',
}
export const report = (outcome: ExecutionReport['outcome']): ExecutionReport => ({
  type: 'execution.report',
  from: addressFixture(62),
  intentHash,
  outcome,
  txHash: outcome === 'executed' ? hashFixture(9) : null,
  block: null,
  code: outcome === 'executed' ? null : 'COOLDOWN',
  detail: 'too soon',
})

/** Rules over whose second bound the trade is. */
export const twoPersons: ApprovalRules = {
  approvalAboveValue: amountSchema.parse('1'),
  twoPersonsAboveValue: amountSchema.parse('2'),
  approvers: ['mara', 'noor'],
  proposer: 'ines',
}
/** A proposal that waits before it goes on chain. */
export const unplaced: IntentInput = { ...input, proposeTxHash: null }
const aboutApproval = { approvalId: approvalIdOf(intentHash), digest: intentHash }
export const granted: ApprovalGranted = { type: 'approval.granted', ...aboutApproval, persons: ['mara', 'noor'] }
export const used: ApprovalUsed = { type: 'approval.used', ...aboutApproval }
export const refused: ApprovalRefused = {
  type: 'approval.refused',
  ...aboutApproval,
  code: 'APPROVAL_REJECTED',
  detail: 'mara rejected it',
}

export type Bot = Driver<typeof intentMachine>
export function awaitingApproval(of: IntentInput = unplaced, status: ChainStatus = 'NONE'): Bot {
  const bot = drive(intentMachine, of)
  bot.answer('intent.readProposal', { status, rules: twoPersons })
  return bot
}
export function awaitingQuorum(): Bot {
  const bot = drive(intentMachine, input)
  bot.answer('intent.readProposal', { status: 'PROPOSED', rules: {} })
  return bot
}
export function attesting(): Bot {
  const bot = awaitingQuorum()
  bot.send(intentVerdict(intentHash, 0))
  bot.send(intentVerdict(intentHash, 1))
  return bot
}
export function approving(): Bot {
  const bot = attesting()
  bot.send(confirmed(attestId))
  return bot
}
export function awaitingExecution(): Bot {
  const bot = approving()
  bot.answer('intent.readApproval', { status: 'APPROVED' })
  return bot
}
export function cancelling(): Bot {
  const bot = awaitingExecution()
  bot.send(report('failed'))
  return bot
}
export function ends(bot: Bot, outcome: 'executed' | 'dropped' | 'expired', code: string | null): void {
  expect(bot.status).toBe('done')
  expect(bot.last.told).toMatchObject([{ to: 'fund:main', event: { type: 'intent.closed', intentHash, outcome } }])
  if (outcome === 'executed')
    expect(bot.last.facts).toMatchObject([{ type: 'intent.executed', txHash: hashFixture(9), block: 31, rule: 'momentum' }])
  else expect(bot.last.facts).toMatchObject([{ type: 'intent.dropped', outcome, code }])
}
