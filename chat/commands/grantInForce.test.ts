import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { botOf, hostOf } from './fixtures.ts'
import type { BotView } from '#runtime/host.ts'
import type { Asker } from './asker.ts'
import { grantInForce, isStillAllowed, proves } from './grantInForce.ts'

const context = { hash: 'ab', role: 'approver', funds: ['main'], person: 'mara' } as const
const ownRoles = [{ fund: 'main', role: 'approver' }] as const
const hostWith = (more: Partial<BotView> = {}) => hostOf({ bots: [botOf('key:k', { context, ...more })] })
const caller: Asker = { principal: 'key:k', person: 'mara', role: 'approver', funds: ['main'] }

test('a key in force says whose it is and what it may', () => {
  expect(grantInForce(hostWith(), 'key:k')).toEqual(context)
  expect(grantInForce(hostWith(), 'key:other')).toBeUndefined()
  expect(grantInForce(hostOf({ bots: [botOf('fund:main', { context })] }), 'fund:main')).toBeUndefined()
})

test('a secret is proven by its hash', () => {
  const hash = createHash('sha256').update('secret').digest('hex')
  expect(proves('secret', { ...context, funds: ['main'], hash })).toBe(true)
  expect(proves('other', { ...context, funds: ['main'], hash })).toBe(false)
  expect(proves('', { role: 'admin', funds: 'all' })).toBe(false)
})

test.each<[string, Partial<BotView>, Asker, 'viewer' | 'approver' | 'admin', string | undefined, boolean]>([
  ['its role in its fund', {}, caller, 'approver', 'main', true],
  ['a lower role', {}, caller, 'viewer', 'main', true],
  ['a higher role', {}, caller, 'admin', 'main', false],
  ['another fund', {}, caller, 'approver', 'other', false],
  ['all funds', {}, caller, 'approver', undefined, false],
  ['a key of all funds', { context: { ...context, funds: 'all' } }, caller, 'approver', undefined, true],
  ['a role of one fund', { context: { ...context, role: 'viewer', roles: ownRoles } }, caller, 'approver', 'main', true],
  [
    'a role of one fund, in all of them',
    { context: { ...context, funds: 'all', roles: ownRoles } },
    caller,
    'admin',
    undefined,
    false,
  ],
  ['roles that cannot be read', { context: { ...context, roles: 'main' } }, caller, 'viewer', 'main', false],
  ['a key that was revoked meanwhile', { status: 'done' }, caller, 'approver', 'main', false],
  ['who has no key', {}, { ...caller, principal: 'operator' }, 'viewer', 'main', false],
])('%s', (_name, more, who, permission, fundId, expected) => {
  expect(isStillAllowed(hostWith(more), who, permission, fundId)).toBe(expected)
})
