import { expect, test } from 'vitest'
import { externalEvents } from '#actors/externalEvents.ts'
import { externalEventsOf } from '#actors/externalSchemas.ts'
import { commandTable } from './commandTable.ts'
import { argumentsGiven, commandsOfEvent, toldEvents } from './eventCommands.ts'

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
    'conversation.heard',
    'execution.report',
    'herald.begun',
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
    // GitHub's webhook tells it
    'workflow.look',
  ])
})

test.each([
  ['fund.pause', 'fund:main', {}, 'main', { fund: 'main' }],
  ['executor.sweep', 'executor:main', {}, 'main', { fund: 'main' }],
  ['incident.resolve', 'incident:i-1', {}, 'main', { fund: 'main', id: 'i-1' }],
  ['incident.resolve', 'incident:i-1', {}, '', { id: 'i-1' }],
  ['approval.decide', 'approval:0xab', { revision: 3 }, 'main', { fund: 'main', id: '0xab', revision: 3 }],
  ['registration.approve', 'registration:main.delta-1', {}, 'main', { fund: 'main', bot: 'delta-1' }],
  ['key.revoke', 'key:grafana', {}, null, { id: 'grafana' }],
  ['schedule.end', 'schedule:sweep', {}, null, { name: 'sweep' }],
  ['anchor.make', 'anchor:log', {}, null, {}],
  [
    'subscription.end',
    'subscription:slack.1f',
    { place: { messenger: 'slack', workspace: 'T1', channel: 'C1', thread: null } },
    null,
    { place: 'slack:T1:C1' },
  ],
] as const)('%s of %s needs nothing said that the bot itself says', (type, address, context, fundId, given) => {
  expect(argumentsGiven(type, { address, context }, fundId)).toEqual(given)
  const taken = commandsOfEvent(type).map((name) => Object.keys(commandTable.find((one) => one.name === name)?.args.shape ?? {}))
  for (const names of taken) expect(names).toEqual(expect.arrayContaining(Object.keys(given).filter((name) => name !== 'fund')))
})
