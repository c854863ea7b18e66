import { setup } from 'xstate'
import { expect, test } from 'vitest'
import { roles } from '#actors/swarm.ts'
import { defineBot } from '#runtime/registration.ts'
import { roleBook } from './roleBook.ts'

const book = roleBook(roles)
const enabled = (role: string, value: string | object): readonly string[] =>
  book.accepts(role, value as never).flatMap((one) => (one.enabled ? [one.type] : []))

test('a chart is its machine’s, and the same each time', () => {
  expect(book.chart('key')).toMatchObject({ role: 'key', version: 1, root: { id: '', kind: 'compound' } })
  expect(book.chart('key')?.transitions).toBe(book.chart('key')?.transitions)
  expect(book.charts().map(({ role }) => role)).toEqual(roles.map(({ role }) => role))
  expect([book.chart('nobody'), book.chart('constructor')]).toEqual([undefined, undefined])
})

test('an event is enabled where a state has a transition for it', () => {
  expect(enabled('key', 'active')).toEqual(['key.revoke'])
  expect(enabled('key', 'revoked')).toEqual([])
  expect(enabled('nobody', 'active')).toEqual([])
})

test('a state that does nothing about an event has the last word over those around it', () => {
  const stop = { type: 'key.revoke' as const }
  const machine = setup({ types: { events: {} as typeof stop | { type: 'go' } } }).createMachine({
    id: 'nested',
    initial: 'deaf',
    on: { 'key.revoke': '.gone' },
    states: {
      deaf: { on: { 'key.revoke': {}, go: 'hearing' } },
      hearing: {},
      both: {
        type: 'parallel',
        states: { a: { initial: 'one', states: { one: { on: { 'key.*': { reenter: true } } } } }, b: {} },
      },
      gone: { type: 'final' },
    },
  })
  const nested = roleBook([defineBot({ role: 'key', version: 2, machine })])
  const isEnabled = (value: unknown): boolean | undefined => nested.accepts('key', value as never)[0]?.enabled
  expect([isEnabled('deaf'), isEnabled('hearing'), isEnabled({ both: { a: 'one', b: {} } })]).toEqual([false, true, true])
})
