import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anchorData, readAnchor } from './auditAnchor.ts'
import { hashFixture } from './fixtures.ts'

test('what is written is read again', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), (count, n) => {
      const anchor = { count, head: hashFixture(n) }
      expect(readAnchor(anchorData(anchor))).toEqual(anchor)
    }),
  )
})

test('begins with its mark in plain letters', () => {
  const data = anchorData({ count: 3, head: hashFixture(1) })
  expect(Buffer.from(data.slice(2, 34), 'hex').toString()).toBe('quorate.audit.1\0')
  expect(data).toHaveLength(2 + 2 * 56)
})

test.each(['0x', '0x1234', `${anchorData({ count: 1, head: hashFixture(1) })}00`, `0x00${'ab'.repeat(55)}`])(
  '%s is no anchor',
  (data) => expect(readAnchor(data)).toBeNull(),
)
