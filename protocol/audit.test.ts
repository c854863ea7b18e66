import fc from 'fast-check'
import { expect, test } from 'vitest'
import { auditEntrySchema, auditHead, auditStart, type AuditEntry } from './audit.ts'
import { hashFixture } from './fixtures.ts'

const entry: AuditEntry = {
  kind: 'settled',
  id: 'r1',
  principal: 'key:desk',
  surface: 'api',
  what: 'fund.pause',
  digest: hashFixture(1),
  code: 'OK',
  tookMs: 3,
}

test('an entry is of its shape, and nothing else', () => {
  expect(auditEntrySchema.parse(entry)).toEqual(entry)
  expect(auditEntrySchema.safeParse({ ...entry, more: 1 }).success).toBe(false)
  expect(auditEntrySchema.safeParse({ ...entry, kind: 'asked' }).success).toBe(false)
  expect(auditEntrySchema.safeParse({ ...entry, surface: 'mail' }).success).toBe(false)
})

test('the head changes with every member and with the head before, and not with their order', () => {
  const head = auditHead(auditStart, entry)
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(entry)), fc.string({ minLength: 1 }), (member, value) => {
      fc.pre(entry[member] !== value)
      expect(auditHead(auditStart, { ...entry, [member]: value })).not.toBe(head)
    }),
  )
  expect(auditHead(head, entry)).not.toBe(head)
  expect(auditHead(auditStart, Object.fromEntries(Object.entries(entry).toReversed()) as AuditEntry)).toBe(head)
})
