import { expect, test } from 'vitest'
import { includesRole, isHeldTo, lesserRole } from './asker.ts'

test('roles include the ones before them', () => {
  expect(includesRole('admin', 'viewer')).toBe(true)
  expect(includesRole('operator', 'approver')).toBe(false)
  expect(lesserRole('admin', 'operator')).toBe('operator')
  expect(lesserRole('viewer', 'operator')).toBe('viewer')
})

test('who is held to something may nothing else', () => {
  expect(isHeldTo({}, 'funds.read')).toBe(true)
  expect(isHeldTo({ may: ['funds.read'] }, 'funds.read')).toBe(true)
  expect(isHeldTo({ may: ['funds.read'] }, 'commands.status')).toBe(false)
})
