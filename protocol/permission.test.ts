import { expect, test } from 'vitest'
import { envelopeScopes } from './envelopeBody.ts'
import { mayBeHeldTo, permissionTable, roles } from './permission.ts'

test('the table is pinned: who may do more or less is a visible act', () => {
  const lines = Object.entries(permissionTable).map(
    ([action, row]) => `${action}: ${row.who}${'bots' in row ? ' and bots' : ''}, of ${row.of}`,
  )
  expect(lines).toMatchInlineSnapshot(`
    [
      "alive.read: anyone, of instance",
      "document.read: anyone, of instance",
      "console.read: anyone, of instance",
      "messengers.deliver: anyone, of instance",
      "sessions.open: anyone, of caller",
      "sessions.end: viewer, of caller",
      "me.read: viewer, of caller",
      "funds.list: viewer, of fund",
      "funds.create: admin, of instance",
      "funds.bootstrap: admin, of instance",
      "executions.read: viewer, of fund",
      "funds.read: viewer and bots, of fund",
      "events.read: viewer and bots, of fund",
      "journal.read: operator, of fund",
      "audit.read: viewer, of instance",
      "bots.read: viewer, of fund",
      "metrics.read: viewer, of instance",
      "incidents.read: viewer, of fund",
      "incidents.settle: operator, of fund",
      "approvals.read: viewer, of fund",
      "approvals.decide: approver, of fund",
      "chat.talk: viewer, of caller",
      "claims.submit: envelope, of fund",
      "claims.attest: envelope, of fund",
      "intents.propose: envelope, of fund",
      "intents.attest: envelope, of fund",
      "executions.report: envelope, of fund",
      "executions.sweep: operator, of fund",
      "github.tell: anyone, of instance",
      "bots.register: envelope, of fund",
    ]
  `)
  expect(roles).toEqual(['viewer', 'operator', 'approver', 'admin'])
})

test('whatever a bot may send has its row, which asks for an envelope', () => {
  for (const scope of Object.values(envelopeScopes)) expect(permissionTable[scope].who).toBe('envelope')
})

test.each([
  ['funds.read', true],
  ['commands.fund.pause', true],
  ['alive.read', false],
  ['claims.submit', false],
  ['everything', false],
  ['toString', false],
  ['commands.', false],
])('a key can be held to %s: %s', (text, expected) => expect(mayBeHeldTo.safeParse(text).success).toBe(expected))
