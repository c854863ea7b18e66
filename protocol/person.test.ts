import { expect, test } from 'vitest'
import { personSchema } from './person.ts'

test('one person has one spelling', () => {
  expect(personSchema.parse(' Mara@Example.org ')).toBe('mara@example.org')
  expect(personSchema.parse('0xAbC0000000000000000000000000000000000001')).toBe('0xabc0000000000000000000000000000000000001')
})

test.each(['', ' ', 'm\u0430ra', 'mara mara', '-mara', 'a'.repeat(129)])('%j is no person', (text) => {
  expect(personSchema.safeParse(text).success).toBe(false)
})
