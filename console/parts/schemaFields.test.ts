import { expect, test } from 'vitest'
import { externalEvents } from '#actors/externalEvents.ts'
import { externalEventsOf } from '#actors/externalSchemas.ts'
import { fieldsOf, filledIn, nameOf } from './schemaFields.ts'

const schema = {
  type: 'object',
  properties: {
    type: { const: 'fund.unpause' },
    by: { type: 'string', pattern: '^.+$', description: 'who' },
    count: { type: 'integer', minimum: 1, maximum: 9 },
    settle: { type: 'boolean' },
    verdict: { enum: ['approve', 'reject', 3] },
    change: {
      type: 'object',
      properties: { step: { enum: ['announce', 'make'] }, salt: { type: 'string' }, kind: { const: 'timed' } },
      required: ['step', 'salt', 'kind'],
      additionalProperties: false,
    },
    list: { type: 'array', items: {} },
    amount: { $ref: '#/$defs/Amount' },
  },
  $defs: { Amount: { type: 'string', description: 'base units' } },
  required: ['type', 'by', 'settle'],
  additionalProperties: false,
}
const fields = fieldsOf(schema)

test('each member has a field of its kind, nested ones too', () => {
  expect(fields.map((field) => [nameOf(field), field.kind, field.required])).toEqual([
    ['type', 'fixed', true],
    ['by', 'text', true],
    ['count', 'number', false],
    ['settle', 'choice', true],
    ['verdict', 'choice', false],
    ['change.step', 'choice', false],
    ['change.salt', 'text', false],
    ['change.kind', 'fixed', false],
    ['list', 'json', false],
    ['amount', 'text', false],
  ])
  expect(fields.map(({ says }) => says)).toEqual([
    '',
    'who, as ^.+$',
    'at least 1, at most 9',
    '',
    '',
    '',
    '',
    '',
    'as JSON',
    'base units',
  ])
})

test('what was filled in becomes JSON of the right kinds, and what is empty is left out', () => {
  expect(filledIn(fields, { by: 'ann', settle: 'no', verdict: '3' })).toEqual({
    value: { type: 'fund.unpause', by: 'ann', settle: false, verdict: 3 },
    problems: {},
  })
  const filled = { by: 'ann', settle: 'yes', count: '7', amount: '5', 'change.step': 'make', 'change.salt': '0x', list: '[1]' }
  expect(filledIn(fields, filled).value).toEqual({
    type: 'fund.unpause',
    by: 'ann',
    settle: true,
    count: 7,
    change: { step: 'make', salt: '0x', kind: 'timed' },
    list: [1],
    amount: '5',
  })
})

test('what is missing, no number or no JSON is told by its field', () => {
  const { problems } = filledIn(fields, { count: 'many', list: '[1' })
  expect(problems).toEqual({
    by: 'is needed',
    settle: 'is needed',
    count: 'is no number',
    list: expect.stringMatching(/^is no JSON: /),
  })
})

test('what a schema leaves open is written as a JSON object beside its fields', () => {
  const loose = fieldsOf({ properties: { type: { const: 'a' } }, required: ['type'], additionalProperties: {} })
  expect(filledIn(loose, { '': '{"claim":{"round":1}}' })).toEqual({ value: { type: 'a', claim: { round: 1 } }, problems: {} })
  expect(filledIn(loose, { '': '[1]' }).problems).toEqual({ '': 'is no JSON object' })
})

test('every event that some role takes has a form that says its type', () => {
  for (const role of externalEvents.keys())
    for (const { type, schema: of } of externalEventsOf(role)) expect(filledIn(fieldsOf(of), {}).value).toMatchObject({ type })
})
