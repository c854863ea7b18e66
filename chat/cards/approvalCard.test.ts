import { expect, test } from 'vitest'
import { approvalLine } from '#chat/commands/approvalView.ts'
import { hostOf, mainFund } from '#chat/commands/fixtures.ts'
import { nameBook } from '#chat/commands/nameBook.ts'
import type { Json } from '#runtime/host.ts'
import { approvalCard } from './approvalCard.ts'
import type { Card } from './card.ts'
import { approvalBot, approvalId } from './fixtures.ts'
import { readPress } from './press.ts'

const cardOf = (value: Json, change: Readonly<Record<string, Json>> = {}): Card =>
  approvalCard(
    approvalLine(hostOf({ bots: [approvalBot(value, { what: 'workflow.run', summary: 'release 1.2', ...change })] }), approvalId),
    nameBook([mainFund]),
  )

test('one that waits says what, who asks, who may decide, until when, and has its buttons', () => {
  const card = cardOf({ open: 'pending' }, { approvers: ['jun', 'mara'], revision: 3 })
  expect([card.title, card.tone, card.lines]).toEqual(['release 1.2', 'waiting', ['0 of 2 approved']])
  expect(card.fields).toEqual([
    ['Fund', 'main'],
    ['Asked by', 'ines'],
    ['May decide', 'jun, mara'],
    ['Until', '2026-05-01 10:00:00 UTC'],
  ])
  expect(card.buttons.map(({ value }) => readPress(value))).toEqual([
    { verb: 'approve', id: approvalId, revision: 3 },
    { verb: 'reject', id: approvalId, revision: 3 },
  ])
  // some messengers allow 64 bytes
  for (const { value } of card.buttons) expect(value.length).toBeLessThanOrEqual(64)
})

test.each([
  [{ open: 'granted' }, 'good'],
  ['used', 'good'],
  ['rejected', 'bad'],
  ['expired', 'bad'],
  ['withdrawn', 'quiet'],
])('one that is %j has no buttons and says who decided', (value, tone) => {
  const votes: Json = [
    { verdict: 'approve', by: 'key:mara', person: 'mara' },
    { verdict: 'reject', by: 'key:jun', person: 'jun', reason: 'not today' },
  ]
  const card = cardOf(value, { votes, ending: { code: 'X', detail: 'it took too long' } })
  expect([card.tone, card.buttons, card.lines.slice(1)]).toEqual([tone, [], ['mara approves it', 'jun rejects it: “not today”']])
})
