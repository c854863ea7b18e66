import { expect, test } from 'vitest'
import { botOf, hostOf } from '#chat/commands/fixtures.ts'
import type { BotView } from '#runtime/host.ts'
import { isStillIn, mayStill } from './allowedStill.ts'
import type { Caller } from './caller.ts'

const context = { hash: 'ab', role: 'approver', funds: ['main'], person: 'mara' } as const
const hostWith = (more: Partial<BotView> = {}) => hostOf({ bots: [botOf('key:k', { context, ...more })] })
const caller: Caller = { kind: 'key', principal: 'key:k', person: 'mara', role: 'approver', funds: ['main'] }

test('who was let in is let in as long as it would be again', () => {
  expect(isStillIn(hostWith(), caller)).toBe(true)
  expect(isStillIn(hostWith({ status: 'done' }), caller)).toBe(false)
  expect(isStillIn(hostWith({ context: { ...context, funds: ['other'] } }), caller)).toBe(false)
})

test('nobody may anything still, and a key what it may', () => {
  expect(mayStill(hostWith(), { kind: 'nobody', problem: 'none' }, 'viewer', 'main')).toBe(false)
  expect(mayStill(hostWith(), caller, 'approver', 'main')).toBe(true)
})
