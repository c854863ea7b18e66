import { expect, test } from 'vitest'
import { turnOf } from '#chat/commands/fixtures.ts'
import { JournalCounts } from './journalCounts.ts'

const answered = (
  status: number,
  type = 'claim.submit',
  actor: `${string}:${string}` = 'relayer:main',
  context = {},
): JournalCounts => {
  const counts = new JournalCounts()
  const turn = { ...turnOf(1, actor), event: { type }, snapshot: { context } }
  counts.take({ ...turn, replies: [{ askId: 'a', output: { status } }] }, [])
  return counts
}

test.each<[string, JournalCounts, number]>([
  ['a submission answered 409 is a duplicate', answered(409), 1],
  ['one that was taken is none', answered(202), 0],
  ['another event answered 409 is none', answered(409, 'fund.pause'), 0],
])('%s', (_what, counts, duplicates) => expect(counts.sum('quorate_duplicates_total')).toBe(duplicates))

test('an intent says of which fund it is, a relayer is called after it', () => {
  const of = (counts: JournalCounts): unknown => counts.all.find(({ name }) => name === 'quorate_duplicates_total')?.labels
  expect(of(answered(409))).toEqual({ fund: 'main', kind: 'claim' })
  expect(of(answered(409, 'intent.attest', 'intent:0x12', { fundId: 'second' }))).toEqual({
    fund: 'second',
    kind: 'intent attestation',
  })
})

test('a transaction that replaces another is a submission of its own', () => {
  const counts = new JournalCounts()
  const account = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
  const about = { chainId: 1, account, requestId: 'r', label: 'l', txHash: `0x${'1'.repeat(64)}`, nonce: 1 } as never
  const sent = { type: 'account.sent', ...(about as object), to: account } as never
  const replaced = { type: 'account.replaced', ...(about as object), replaces: `0x${'2'.repeat(64)}` } as never
  counts.take(turnOf(1, 'account:1-0x7'), [sent, replaced])
  expect(counts.all.filter(({ name }) => name === 'quorate_onchain_submissions_total').map(({ labels }) => labels)).toEqual([
    { account, kind: 'new' },
    { account, kind: 'replacement' },
  ])
})
