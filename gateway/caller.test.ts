import { expect, test } from 'vitest'
import { fundFixture } from '#protocol/fixtures.ts'
import { requireAllowed, seesFund, type Caller, type RouteAction } from './caller.ts'

const fund = fundFixture()
const key = (role: 'viewer' | 'operator' | 'approver' | 'admin', funds: 'all' | readonly string[] = 'all') => ({
  kind: 'key' as const,
  principal: 'key:k',
  person: null,
  role,
  funds,
})
const bot: Caller = { kind: 'bot', principal: fund.accounts.executor, person: null, address: fund.accounts.executor }
const nobody: Caller = { kind: 'nobody', problem: 'none' }
const verdict = (caller: Caller, allow: RouteAction | undefined): string => {
  try {
    requireAllowed(caller, allow, 'this')
    return 'OK'
  } catch (error) {
    return (error as { code: string }).code
  }
}

test.each<[string, Caller, RouteAction | undefined, string]>([
  ['nobody where anyone may', nobody, 'alive.read', 'OK'],
  ['nobody with a signed body', nobody, 'claims.submit', 'OK'],
  ['nobody', nobody, 'funds.read', 'UNAUTHENTICATED'],
  ['a viewer for a viewer', key('viewer'), 'funds.list', 'OK'],
  ['a viewer for an operator', key('viewer'), 'journal.read', 'NOT_PERMITTED'],
  ['an admin for an approver', key('admin'), { command: 'x', role: 'approver' }, 'OK'],
  ['an approver for an admin', key('approver'), { command: 'x', role: 'admin' }, 'NOT_PERMITTED'],
  ['a bot where bots may', bot, 'funds.read', 'OK'],
  ['a bot where people may', bot, 'funds.list', 'NOT_PERMITTED'],
  ['an admin where no row says anything', key('admin'), undefined, 'NOT_PERMITTED'],
  ['nobody where no row says anything', nobody, undefined, 'UNAUTHENTICATED'],
  ['a key that is held to it', { ...key('viewer'), may: ['funds.list'] }, 'funds.list', 'OK'],
  ['a key that is held to something else', { ...key('admin'), may: ['funds.list'] }, 'funds.read', 'NOT_PERMITTED'],
  ['a key that is held to a command', { ...key('admin'), may: ['commands.x'] }, { command: 'x', role: 'viewer' }, 'OK'],
  [
    'a key that is held to another command',
    { ...key('admin'), may: ['commands.y'] },
    { command: 'x', role: 'viewer' },
    'NOT_PERMITTED',
  ],
  ['a key that is held to more than its role', { ...key('viewer'), may: ['journal.read'] }, 'journal.read', 'NOT_PERMITTED'],
])('%s', (_name, caller, allow, expected) => expect(verdict(caller, allow)).toBe(expected))

test('a fund is there for its participants and for keys that name it', () => {
  expect(seesFund(bot, fund)).toBe(true)
  expect(seesFund({ kind: 'bot', principal: 'x', person: null, address: fund.contracts.vault }, fund)).toBe(false)
  expect(seesFund(key('admin', ['other']), fund)).toBe(false)
  expect(seesFund(key('viewer', [fund.fundId]), fund)).toBe(true)
  expect(seesFund(nobody, fund)).toBe(false)
})
