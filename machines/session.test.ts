import { describe, expect, test } from 'vitest'
import { drive, type Driver } from '../test/machines/driver.ts'
import { untaken } from '../test/machines/recording.ts'
import { ignoredEvents, survivesAnything, unreachable, vocabularyOf, type World } from '../test/machines/wholeMachine.ts'
import { sessionMachine, type SessionInput } from './session.ts'

const input: SessionInput = {
  id: 'a1b2',
  hash: 'ab'.repeat(32),
  role: 'operator',
  funds: ['main'],
  person: 'mara',
  how: 'ethereum',
  subject: '0x00000000000000000000000000000000000000A1',
  lifetimeMs: 60_000,
}
const revoke = { type: 'session.revoke', by: 'key:boss' } as const
const samples = [revoke]
const active = (): Driver<typeof sessionMachine> => drive(sessionMachine, input)

test('says who signed in, how and as what, and not its hash', () => {
  const { hash: _secret, id, ...told } = input
  expect(active().last.facts).toEqual([{ type: 'session.opened', sessionId: id, ...told }])
  expect(drive(sessionMachine, { ...input, funds: 'all' }).last.facts).toMatchObject([{ funds: 'all' }])
})

test('is revoked by a person, who is named', () => {
  const bot = active()
  bot.send(revoke)
  expect(bot.value).toBe('revoked')
  expect(bot.last.facts).toEqual([{ type: 'session.ended', sessionId: 'a1b2', person: 'mara', how: 'revoked', by: 'key:boss' }])
})

test('is signed out of by itself', () => {
  const bot = active()
  bot.send({ ...revoke, by: 'session:a1b2' })
  expect(bot.last.facts).toMatchObject([{ how: 'signedOut', by: 'session:a1b2' }])
})

test('ends by itself when its time is up', () => {
  const bot = active()
  bot.fire('lifetime')
  expect(bot.value).toBe('expired')
  expect(bot.last.facts).toEqual([{ type: 'session.ended', sessionId: 'a1b2', person: 'mara', how: 'expired', by: '' }])
})

describe('as a whole', () => {
  test('every state was entered and every transition taken', () => expect(untaken(sessionMachine)).toEqual([]))
  test('its words', () =>
    expect(vocabularyOf(sessionMachine)).toMatchInlineSnapshot(`
    {
      "events": [
        "session.revoke",
      ],
      "facts": [
        "session.ended",
        "session.opened",
      ],
      "ports": [],
      "tells": [],
    }
  `))
  test('what it ignores changes nothing', () =>
    expect(ignoredEvents(sessionMachine, samples)).toMatchInlineSnapshot(`
    {
      "active": "",
    }
  `))
  const world = (): World<typeof sessionMachine> => {
    return { input, events: () => samples, answers: {} }
  }
  test('no state is unreachable', () => expect(unreachable(sessionMachine, world())).toEqual([]))
  test('no sequence of events makes a turn fail', () => survivesAnything(sessionMachine, world()))
})
