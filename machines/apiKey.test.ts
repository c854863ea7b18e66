import { describe, expect, test } from 'vitest'
import { drive, type Driver } from '../test/machines/driver.ts'
import { untaken } from '../test/machines/recording.ts'
import { ignoredEvents, survivesAnything, unreachable, vocabularyOf, type World } from '../test/machines/wholeMachine.ts'
import { apiKeyMachine, type ApiKeyInput } from './apiKey.ts'

const input: ApiKeyInput = {
  id: 'desk',
  title: 'the desk',
  hash: 'ab'.repeat(32),
  role: 'operator',
  funds: ['main'],
  by: 'operator',
  lifetimeMs: 60_000,
}
const revoke = { type: 'key.revoke', by: 'key:boss' } as const
const samples = [revoke]
const active = (): Driver<typeof apiKeyMachine> => drive(apiKeyMachine, input)

test('says who made it, for whom and for what, and not its hash', () => {
  expect(active().last.facts).toEqual([
    { type: 'key.made', keyId: 'desk', title: 'the desk', role: 'operator', funds: ['main'], by: 'operator', lifetimeMs: 60_000 },
  ])
  expect(drive(apiKeyMachine, { ...input, funds: 'all', person: 'mara' }).last.facts).toMatchObject([
    { funds: 'all', person: 'mara' },
  ])
})

test('says what it is held to', () => {
  expect(drive(apiKeyMachine, { ...input, may: ['funds.read'] }).last.facts).toMatchObject([{ may: ['funds.read'] }])
})

test('is revoked by a person, who is named', () => {
  const bot = active()
  bot.send(revoke)
  expect(bot.value).toBe('revoked')
  expect(bot.last.facts).toEqual([{ type: 'key.ended', keyId: 'desk', how: 'revoked', by: 'key:boss' }])
})

test('ends by itself when its time is up', () => {
  const bot = active()
  bot.fire('lifetime')
  expect(bot.value).toBe('expired')
  expect(bot.last.facts).toEqual([{ type: 'key.ended', keyId: 'desk', how: 'expired', by: '' }])
})

describe('as a whole', () => {
  test('every state was entered and every transition taken', () => expect(untaken(apiKeyMachine)).toEqual([]))
  test('its words', () =>
    expect(vocabularyOf(apiKeyMachine)).toMatchInlineSnapshot(`
    {
      "events": [
        "key.revoke",
      ],
      "facts": [
        "key.ended",
        "key.made",
      ],
      "ports": [],
      "tells": [],
    }
  `))
  test('what it ignores changes nothing', () =>
    expect(ignoredEvents(apiKeyMachine, samples)).toMatchInlineSnapshot(`
    {
      "active": "",
    }
  `))
  const world = (): World<typeof apiKeyMachine> => {
    return { input, events: () => samples, answers: {} }
  }
  test('no state is unreachable', () => expect(unreachable(apiKeyMachine, world())).toEqual([]))
  test('no sequence of events makes a turn fail', () => survivesAnything(apiKeyMachine, world()))
})
