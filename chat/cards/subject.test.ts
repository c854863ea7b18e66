import { expect, test } from 'vitest'
import { botOf, hostOf, mainFund } from '#chat/commands/fixtures.ts'
import { nameBook } from '#chat/commands/nameBook.ts'
import type { BotView } from '#runtime/host.ts'
import { approvalBot, approvalId, incidentBot, incidentId, intentBot, tradeHash } from './fixtures.ts'
import { cardOfSubject, isSubjectOver, revisionOf } from './subject.ts'

const names = nameBook([mainFund])
const log = botOf('audit:log', { seq: 9, context: { count: 4, head: '0xab' } })
const bots: readonly BotView[] = [
  intentBot({ open: 'awaitingApproval' }, { approval: { id: approvalId } }),
  approvalBot({ open: 'pending' }),
  incidentBot('open'),
  log,
  botOf('fund:main'),
]
const host = hostOf({ bots })

test.each([
  [`intent:${tradeHash}`, 'BUY 5,000 USDC for at least 2.4 WETH', 41],
  [`approval:${approvalId}`, 'BUY 5,000 USDC for at least 2.4 WETH', 41],
  [`incident:${incidentId}`, 'critical incident: how full the bucket of losses on chain is', 42],
  ['audit:log', 'Head of the audit log', 9],
])('%s has a card, and a revision that grows with what it shows', (subject, title, revision) => {
  expect(cardOfSubject(host, subject, names)?.title).toBe(title)
  expect(revisionOf(host, subject)).toBe(revision)
})

test.each(['intent:0x12', 'approval:none', 'incident:none', 'fund:main', 'nothing', '', ':', 'audit:other'])(
  '%j has none',
  (subject) => {
    expect(cardOfSubject(host, subject, names)).toBeUndefined()
  },
)

test('what cannot be read has none', () => {
  const odd = hostOf({ bots: [botOf('audit:log'), intentBot('executed', { ballot: 1 })] })
  expect(cardOfSubject(odd, 'audit:log', names)).toBeUndefined()
  expect(cardOfSubject(odd, `intent:${tradeHash}`, names)).toBeUndefined()
})

test('the head of the log is whole, to be compared', () => {
  expect(cardOfSubject(host, 'audit:log', names)).toMatchObject({
    fields: [
      ['Entries', '4'],
      ['Head', '0xab'],
    ],
    footer: 'at turn 9; compare it: audit verify',
  })
})

test.each<[string, BotView, string, boolean]>([
  ['a trade that goes on', intentBot({ open: 'checking' }), `intent:${tradeHash}`, false],
  ['a trade that is done', intentBot('executed', {}, { status: 'done' }), `intent:${tradeHash}`, true],
  ['a trade whose bot is set aside', intentBot('executed', {}, { status: 'quarantined' }), `intent:${tradeHash}`, false],
  ['an incident that is open', incidentBot('open'), `incident:${incidentId}`, false],
  ['an incident that waits for its monitor', incidentBot('resolved'), `incident:${incidentId}`, true],
  ['the log, as of a moment', log, 'audit:log', true],
  ['what there is not', log, 'intent:0x12', true],
])('%s', (_what, bot, subject, isOver) => {
  expect(isSubjectOver(hostOf({ bots: [bot] }), subject)).toBe(isOver)
})
