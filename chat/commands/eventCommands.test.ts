import { expect, test } from 'vitest'
import { externalEvents } from '#actors/externalEvents.ts'
import { externalEventsOf } from '#actors/externalSchemas.ts'
import { commandTable } from './commandTable.ts'
import { commandsOfEvent, toldEvents } from './eventCommands.ts'

test('every command that it names is there, and every event is one that some role takes', () => {
  const commands = new Set(commandTable.map(({ name }) => name))
  const events = new Set([...externalEvents.keys()].flatMap((role) => externalEventsOf(role).map(({ type }) => type)))
  expect(toldEvents.filter((type) => !events.has(type))).toEqual([])
  expect(toldEvents.flatMap(commandsOfEvent).filter((name) => !commands.has(name))).toEqual([])
})

test('what no person tells has no command', () => {
  const events = [...externalEvents.keys()].flatMap((role) => externalEventsOf(role).map(({ type }) => type))
  expect(events.filter((type) => commandsOfEvent(type).length === 0).toSorted()).toEqual([
    'bot.quarantined',
    'bot.register',
    'bot.released',
    'bot.retire',
    'claim.attest',
    'claim.submit',
    'execution.report',
    'executor.sweep',
    'intent.attest',
    'intent.propose',
    'request.failed',
    'request.settled',
    'snapshot.attest',
    'swarm.add',
    'swarm.booted',
    'swarm.drain',
    'swarm.drained',
    'swarm.recovered',
  ])
})
