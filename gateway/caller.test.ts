import { expect, test } from 'vitest'
import { fundFixture } from '#protocol/fixtures.ts'
import { includesRole, requireAllowed, seesFund, type Allow, type Caller } from './caller.ts'

const fund = fundFixture()
const key = (role: 'viewer' | 'operator' | 'approver' | 'admin', funds: 'all' | readonly string[] = 'all'): Caller => ({
  kind: 'key',
  principal: 'key:k',
  person: null,
  role,
  funds,
})
const bot: Caller = { kind: 'bot', principal: fund.accounts.executor, person: null, address: fund.accounts.executor }
const nobody: Caller = { kind: 'nobody', problem: 'none' }
const verdict = (caller: Caller, allow: Allow): string => {
  try {
    requireAllowed(caller, allow, 'this')
    return 'OK'
  } catch (error) {
    return (error as { code: string }).code
  }
}

test('roles include the ones before them', () => {
  expect(includesRole('admin', 'viewer')).toBe(true)
  expect(includesRole('operator', 'approver')).toBe(false)
})

test.each<[string, Caller, Allow, string]>([
  ['nobody where anyone may', nobody, 'anyone', 'OK'],
  ['nobody with a signed body', nobody, 'signed', 'OK'],
  ['nobody', nobody, { role: 'viewer', bots: true }, 'UNAUTHENTICATED'],
  ['a viewer for a viewer', key('viewer'), { role: 'viewer' }, 'OK'],
  ['a viewer for an operator', key('viewer'), { role: 'operator' }, 'NOT_PERMITTED'],
  ['an admin for an approver', key('admin'), { role: 'approver' }, 'OK'],
  ['a bot where bots may', bot, { role: 'viewer', bots: true }, 'OK'],
  ['a bot where people may', bot, { role: 'viewer' }, 'NOT_PERMITTED'],
])('%s', (_name, caller, allow, expected) => expect(verdict(caller, allow)).toBe(expected))

test('a fund is there for its participants and for keys that name it', () => {
  expect(seesFund(bot, fund)).toBe(true)
  expect(seesFund({ kind: 'bot', principal: 'x', person: null, address: fund.contracts.vault }, fund)).toBe(false)
  expect(seesFund(key('admin', ['other']), fund)).toBe(false)
  expect(seesFund(key('viewer', [fund.fundId]), fund)).toBe(true)
  expect(seesFund(nobody, fund)).toBe(false)
})
