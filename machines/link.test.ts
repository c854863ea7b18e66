import { describe, expect, test } from 'vitest'
import { drive, type Driver } from '../test/machines/driver.ts'
import { untaken } from '../test/machines/recording.ts'
import { ignoredEvents, survivesAnything, unreachable, vocabularyOf, type World } from '../test/machines/wholeMachine.ts'
import { linkMachine, type LinkInput } from './link.ts'

const input: LinkInput = {
  id: 'a1b2',
  messenger: 'slack',
  workspace: 'T1',
  user: 'U1',
  person: 'mara',
  role: 'approver',
  funds: ['main'],
  by: 'session:3f',
  lifetimeMs: 60_000,
}
const revoke = { type: 'link.revoke', by: 'key:boss' } as const
const samples = [revoke]
const active = (): Driver<typeof linkMachine> => drive(linkMachine, input)

test('says who is who, as what, and by whose word', () => {
  const { id, ...told } = input
  expect(active().last.facts).toEqual([{ type: 'link.made', linkId: id, ...told }])
  expect(drive(linkMachine, { ...input, funds: 'all' }).last.facts).toMatchObject([{ funds: 'all' }])
})

test('says which role in which fund, where one has its own', () => {
  const roles = [{ fund: 'main', role: 'approver' }] as const
  expect(drive(linkMachine, { ...input, role: 'viewer', funds: 'all', roles }).last.facts).toMatchObject([
    { role: 'viewer', funds: 'all', roles },
  ])
  expect(active().last.facts[0]).not.toHaveProperty('roles')
})

test('is taken back by somebody, who is named', () => {
  const bot = active()
  bot.send(revoke)
  expect(bot.value).toBe('revoked')
  expect(bot.last.facts).toMatchObject([{ type: 'link.ended', linkId: 'a1b2', person: 'mara', how: 'revoked', by: 'key:boss' }])
})

test('ends by itself when its time is up', () => {
  const bot = active()
  bot.fire('lifetime')
  expect(bot.value).toBe('expired')
  expect(bot.last.facts).toMatchObject([{ type: 'link.ended', how: 'expired', by: '' }])
})

describe('as a whole', () => {
  test('every state was entered and every transition taken', () => expect(untaken(linkMachine)).toEqual([]))
  test('its words', () =>
    expect(vocabularyOf(linkMachine)).toMatchInlineSnapshot(`
    {
      "events": [
        "link.revoke",
      ],
      "facts": [
        "link.ended",
        "link.made",
      ],
      "ports": [],
      "tells": [],
    }
  `))
  test('what it ignores changes nothing', () =>
    expect(ignoredEvents(linkMachine, samples)).toMatchInlineSnapshot(`
    {
      "active": "",
    }
  `))
  const world = (): World<typeof linkMachine> => ({ input, events: () => samples, answers: {} })
  test('no state is unreachable', () => expect(unreachable(linkMachine, world())).toEqual([]))
  test('no sequence of events makes a turn fail', () => survivesAnything(linkMachine, world()))
})
