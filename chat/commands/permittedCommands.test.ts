import { expect, test } from 'vitest'
import type { Asker } from './asker.ts'
import { commandNamed } from './commandTable.ts'
import { isPermitted, requirePermitted } from './permittedCommands.ts'

const asker = (more: Partial<Asker> = {}): Asker => ({
  principal: 'key:k',
  person: 'mara',
  role: 'operator',
  funds: 'all',
  ...more,
})
const ofMain: Partial<Asker> = { role: 'viewer', roles: [{ fund: 'main', role: 'approver' }] }
const command = (name: string) => {
  const found = commandNamed(name)
  if (found === undefined) throw new Error(`no command ${name}`)
  return found
}
const verdict = (who: Asker, name: string, args: unknown = {}): string => {
  try {
    requirePermitted(who, command(name), args)
    return 'OK'
  } catch (error) {
    return (error as { code: string }).code
  }
}

test.each<[string, Partial<Asker>, string, unknown, string]>([
  ['its role', {}, 'fund.pause', { fund: 'main' }, 'OK'],
  ['a higher role', {}, 'approval.approve', {}, 'NOT_PERMITTED'],
  ['a fund of its own', { funds: ['main'] }, 'fund.pause', { fund: 'main' }, 'OK'],
  ['a fund of somebody else', { funds: ['main'] }, 'fund.pause', { fund: 'other' }, 'UNKNOWN_FUND'],
  ['what is about all funds, of some', { funds: ['main'] }, 'status', {}, 'NOT_PERMITTED'],
  ['what names no fund, of some', { funds: ['main'] }, 'approval.list', {}, 'NOT_PERMITTED'],
  ['a role of that fund', ofMain, 'approval.approve', { fund: 'main' }, 'OK'],
  ['a role of another fund', ofMain, 'approval.approve', { fund: 'other' }, 'NOT_PERMITTED'],
  ['a role of one fund, of all of them', ofMain, 'approval.approve', {}, 'NOT_PERMITTED'],
  ['less in that fund', { roles: [{ fund: 'main', role: 'viewer' }] }, 'fund.pause', { fund: 'main' }, 'NOT_PERMITTED'],
  ['who one is, of some', { funds: ['main'] }, 'whoami', {}, 'OK'],
  ['who one is in a fund of somebody else', { funds: ['main'] }, 'whoami', { fund: 'other' }, 'UNKNOWN_FUND'],
  ['what it is held to', { may: ['commands.fund.pause'] }, 'fund.pause', {}, 'OK'],
  ['what it is not held to', { may: ['commands.fund.pause'] }, 'status', {}, 'NOT_PERMITTED'],
])('%s', (_name, more, name, args, expected) => expect(verdict(asker(more), name, args)).toBe(expected))

test('help has what is permitted', () => {
  expect(isPermitted(asker({ role: 'viewer' }), command('fund.pause'))).toBe(false)
  expect(isPermitted(asker({ funds: ['main'] }), command('fund.pause'))).toBe(true)
  expect(isPermitted(asker({ funds: ['main'], role: 'admin' }), command('fund.create'))).toBe(false)
  expect(isPermitted(asker(ofMain), command('approval.approve'))).toBe(true)
  expect(isPermitted(asker({ role: 'admin', roles: [{ fund: 'main', role: 'viewer' }] }), command('fund.create'))).toBe(false)
  expect(isPermitted(asker({ role: 'admin', funds: [] }), command('status'))).toBe(false)
})
