import { expect, test } from 'vitest'
import {
  approvalDue,
  approvalIdOf,
  approvalIdSchema,
  approvalProblem,
  approvalProofOf,
  approvalRuleProblems,
  type ApprovalProof,
} from './approval.ts'
import { amountSchema } from './amounts.ts'
import { fundFixture, hashFixture } from './fixtures.ts'
import { fundConfigSchema } from './fund.ts'

const amount = (text: string) => amountSchema.parse(text)
const rules = { approvalAboveValue: amount('1000'), twoPersonsAboveValue: amount('5000') }
const buy = (amountIn: string) => ({ action: 'BUY', amountIn, quoteAmountOut: '7' }) as const
const sell = (quoteAmountOut: string) => ({ action: 'SELL', amountIn: '7', quoteAmountOut }) as const

test('a trade above a bound needs a person, above the second one two', () => {
  expect(approvalDue(rules, buy('1000'))).toBeNull()
  expect(approvalDue(rules, buy('1001'))).toEqual({ quorum: 1, value: '1001', above: '1000' })
  expect(approvalDue(rules, sell('5000'))).toEqual({ quorum: 1, value: '5000', above: '1000' })
  expect(approvalDue(rules, sell('5001'))).toEqual({ quorum: 2, value: '5001', above: '5000' })
  expect(approvalDue({}, buy('99999999'))).toBeNull()
})

test('an id is found from the digest and fits a messenger’s button', () => {
  const id = approvalIdOf(hashFixture(1))
  expect(approvalIdSchema.parse(id)).toHaveLength(32)
  expect(`v1:approve:${id}:99`.length).toBeLessThanOrEqual(64)
})

test('rules that nobody could satisfy are refused in the fund’s configuration', () => {
  const problems = (change: object) => approvalRuleProblems({ ...rules, ...change }).map(({ message }) => message)
  expect(problems({})).toEqual([])
  expect(problems({ approvalAboveValue: undefined })).toEqual(['it needs approvalAboveValue, from which one person is enough'])
  expect(problems({ twoPersonsAboveValue: amount('999') })).toEqual(['999 is under approvalAboveValue, 1000'])
  expect(problems({ approvers: ['mara', 'noor'], proposer: 'mara' })).toEqual([
    '1 of them may approve what mara proposes; 2 are needed',
  ])
  expect(problems({ approvers: ['mara', 'noor', 'ines'], proposer: 'mara' })).toEqual([])
  expect(fundConfigSchema.safeParse({ ...fundFixture(), twoPersonsAboveValue: '1' }).success).toBe(false)
  expect(fundConfigSchema.parse({ ...fundFixture(), approvalAboveValue: '1', approvers: ['Mara'] }).approvers).toEqual(['mara'])
})

const digest = hashFixture(1)
const used: ApprovalProof = {
  approvalId: approvalIdOf(digest),
  fundId: 'main',
  digest,
  state: 'used',
  requester: 'ines',
  approvedBy: ['mara', 'noor'],
}
const problem = (proof: ApprovalProof | null, approvers?: readonly string[], proposer?: string) =>
  approvalProblem({
    due: { quorum: 2, value: '6000', above: '5000' },
    fundId: 'main',
    digest,
    rules: { ...(approvers && { approvers: [...approvers] }), ...(proposer !== undefined && { proposer }) },
    proof,
  })

test('an approval holds for the very action that used it, by enough persons who did not ask for it', () => {
  expect(problem(used)).toBeNull()
  expect(problem(used, ['mara', 'noor'])).toBeNull()
})

test.each<[string, ApprovalProof | null, readonly string[] | undefined, string]>([
  ['none', null, undefined, 'there is no approval'],
  ['of another action', { ...used, digest: hashFixture(2) }, undefined, 'is of'],
  ['of another fund', { ...used, fundId: 'other' }, undefined, 'is of'],
  ['not used yet', { ...used, state: 'granted' }, undefined, 'is granted'],
  ['expired', { ...used, state: 'expired' }, undefined, 'is expired'],
  ['by one person twice', { ...used, approvedBy: ['mara', 'mara'] }, undefined, '1 of 2 persons'],
  ['by whoever asked', { ...used, approvedBy: ['mara', 'ines'] }, undefined, '1 of 2 persons'],
  ['by somebody who is not among the approvers', used, ['mara', 'olga'], '1 of 2 persons'],
])('one that is %s does not hold', (_name, proof, approvers, expected) => {
  expect(problem(proof, approvers)).toContain(expected)
})

test('who answers for the strategy does not count, whoever is said to have asked', () => {
  expect(problem({ ...used, requester: 'jun' }, undefined, 'mara')).toBe('1 of 2 persons approved it')
  expect(problem({ ...used, requester: 'jun' }, undefined, 'ines')).toBeNull()
})

test('is read from its bot, and from no other', () => {
  const context = {
    id: used.approvalId,
    fundId: 'main',
    digest,
    requester: { person: 'ines' },
    votes: [
      { verdict: 'approve', person: 'mara' },
      { verdict: 'reject', person: 'noor' },
    ],
  }
  expect(approvalProofOf({ value: { open: 'pending' }, context })).toEqual({ ...used, state: 'pending', approvedBy: ['mara'] })
  expect(approvalProofOf({ value: 'used', context })).toMatchObject({ state: 'used' })
  expect(approvalProofOf({ value: 'elsewhere', context })).toBeNull()
  expect(approvalProofOf({ value: 'used', context: { round: 1 } })).toBeNull()
  expect(approvalProofOf(undefined)).toBeNull()
})
