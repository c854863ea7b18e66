import { expect, test } from 'vitest'
import { botOf, hostOf } from '#chat/commands/fixtures.ts'
import type { BotView } from '#runtime/host.ts'
import type { Caller } from './caller.ts'
import { isStillAllowed, keyInForce } from './keyInForce.ts'

const context = { hash: 'ab', role: 'approver', funds: ['main'], person: 'mara' } as const
const hostWith = (more: Partial<BotView> = {}) => hostOf({ bots: [botOf('key:k', { context, ...more })] })
const caller: Caller = { kind: 'key', principal: 'key:k', person: 'mara', role: 'approver', funds: ['main'] }

test('a key in force says whose it is and what it may', () => {
  expect(keyInForce(hostWith(), 'k')).toEqual(context)
  expect(keyInForce(hostWith(), 'other')).toBeUndefined()
})

test.each<[string, Partial<BotView>, Caller, 'viewer' | 'approver' | 'admin', string | undefined, boolean]>([
  ['its role in its fund', {}, caller, 'approver', 'main', true],
  ['a lower role', {}, caller, 'viewer', 'main', true],
  ['a higher role', {}, caller, 'admin', 'main', false],
  ['another fund', {}, caller, 'approver', 'other', false],
  ['all funds', {}, caller, 'approver', undefined, false],
  ['a key of all funds', { context: { ...context, funds: 'all' } }, caller, 'approver', undefined, true],
  ['a key that was revoked meanwhile', { status: 'done' }, caller, 'approver', 'main', false],
  ['nobody', {}, { kind: 'nobody', problem: 'none' }, 'viewer', 'main', false],
])('%s', (_name, more, who, permission, fundId, expected) => {
  expect(isStillAllowed(hostWith(more), who, permission, fundId)).toBe(expected)
})
