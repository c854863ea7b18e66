import { expect, test } from 'vitest'
import { externalEvents } from './externalEvents.ts'
import { externalEventsOf } from './externalSchemas.ts'

test('each event of a role has a schema of its own', () => {
  expect(externalEventsOf('key')).toEqual([
    {
      type: 'key.revoke',
      schema: {
        type: 'object',
        properties: { type: { const: 'key.revoke' }, by: { type: 'string', maxLength: 128 } },
        required: ['type', 'by'],
        additionalProperties: false,
      },
    },
  ])
  expect(externalEventsOf('fund').map(({ type }) => type)).toEqual([
    'fund.pause',
    'fund.unpause',
    'fund.deposit',
    'fund.withdraw',
    'fund.requestDeposit',
    'fund.requestRedeem',
    'fund.claim',
  ])
  expect(externalEventsOf('strategy').map(({ type }) => type)).toEqual(['strategy.ask'])
  expect(externalEventsOf('registration').map(({ type }) => type)).toEqual([
    'registration.approve',
    'registration.refuse',
    'registration.retire',
    'registration.revoke',
    'bot.retire',
  ])
})

test('a role that takes nothing has none, and neither has one that is none', () => {
  expect(externalEventsOf('crawler')).toEqual([])
  expect(externalEventsOf('nobody')).toEqual([])
  expect(externalEventsOf('constructor')).toEqual([])
})

test('every schema stands alone: a type that it says, and every name that it refers to', () => {
  for (const role of externalEvents.keys()) {
    const events = externalEventsOf(role)
    expect(events.length).toBeGreaterThan(0)
    for (const { type, schema } of events) {
      expect(schema).toMatchObject({ type: 'object', properties: { type: { const: type } } })
      const text = JSON.stringify(schema)
      for (const [, name = ''] of text.matchAll(/"#\/\$defs\/(\w+)"/g)) expect(schema).toHaveProperty(['$defs', name])
    }
  }
})
