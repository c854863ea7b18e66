import { ModalInteractionCallbackRequestSchema } from 'discord-api-spec/zod'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Form } from '#chat/messenger.ts'
import { submittedForm } from './fixtures/payloads.ts'
import { interactionSchema, type InteractionOf } from './incoming.ts'
import { drawForm, filledForm } from './modal.ts'

const field = { name: 'fund', says: 'which fund', required: true, kind: 'text', choices: null, preset: '' } as const
const form: Form = { command: 'propose', title: 'Propose a trade', fields: [field] }
const read = (customId: string, fields: Record<string, string>): InteractionOf<5> =>
  // a submission of a form parses as one
  interactionSchema.parse(submittedForm({ id: '1700000000000000001' }, customId, fields)) as InteractionOf<5>

test('draws a field that has choices as a menu, one that has not as a line', () => {
  expect(
    drawForm({
      ...form,
      fields: [
        { ...field, choices: ['main', 'side'], preset: '' },
        { ...field, name: 'amount' },
      ],
    }),
  ).toMatchInlineSnapshot(`
    {
      "components": [
        {
          "component": {
            "custom_id": "fund",
            "options": [
              {
                "label": "main",
                "value": "main",
              },
              {
                "label": "side",
                "value": "side",
              },
            ],
            "required": true,
            "type": 3,
          },
          "description": "which fund",
          "label": "fund",
          "type": 18,
        },
        {
          "component": {
            "custom_id": "amount",
            "max_length": 2000,
            "required": true,
            "style": 1,
            "type": 4,
          },
          "description": "which fund",
          "label": "amount",
          "type": 18,
        },
      ],
      "custom_id": "form:propose",
      "title": "Propose a trade",
    }
  `)
})

test('asks for what has to be said first, and leaves out what does not fit', () => {
  const fields = ['a', 'b', 'c', 'd'].map((name) => ({ ...field, name, required: false }))
  const drawn = drawForm({ ...form, fields: [...fields, field, { ...field, name: 'amount' }] })
  const names = (drawn?.components as readonly { component: { custom_id: string } }[]).map(({ component }) => component.custom_id)
  expect(names).toEqual(['fund', 'amount', 'a', 'b', 'c'])
})

test.each([
  ['nothing has to be said', [{ ...field, required: false }]],
  ['what has to be said is there already', [{ ...field, preset: 'main' }]],
  ['more has to be said than a form holds', ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({ ...field, name }))],
])('draws none where %s', (_what, fields) => {
  expect(drawForm({ ...form, fields })).toBeUndefined()
})

test('reads texts and entries of menus, and leaves out what was not filled in', () => {
  expect(filledForm(read('form:fund.create', { fund: ' main ', note: '' }))).toEqual({
    kind: 'filled',
    command: 'fund.create',
    args: { fund: 'main' },
  })
  const menu = read('form:run', {})
  const components = [
    { component: { custom_id: 'workflow', values: ['deploy.yml'] } },
    { components: [{ custom_id: 'ref', value: 'main' }] },
  ]
  expect(filledForm({ ...menu, data: { ...menu.data, components } })).toMatchObject({
    args: { workflow: 'deploy.yml', ref: 'main' },
  })
})

test('believes no name of a field that would be more than a name', () => {
  const filled = filledForm(read('form:run', { __proto__x: 'a', constructor: 'b' }))
  expect(Object.keys((filled as { args: object }).args)).toEqual(['__proto__x', 'constructor'])
})

test('stays within what Discord documents of forms, whatever the command says', () => {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.constantFrom('', ' ', 'x'.repeat(5_000)))
  const fields = fc.uniqueArray(
    fc.record({
      name: fc.stringMatching(/^[a-z][a-zA-Z0-9]{0,60}$/),
      says: text,
      required: fc.boolean(),
      kind: fc.constantFrom('text', 'number', 'flag'),
      choices: fc.option(fc.array(text, { maxLength: 30 })),
      preset: text,
    }),
    { maxLength: 8, selector: ({ name }) => name },
  )
  fc.assert(
    fc.property(fc.record({ command: fc.stringMatching(/^[a-z.]{1,120}$/), title: text, fields }), (asked) => {
      const data = drawForm(asked as Form)
      const body = { type: 9, data: data ?? { custom_id: 'form:a', title: 'a', components: drawForm(form)?.components } }
      expect(ModalInteractionCallbackRequestSchema.parse(body)).toEqual(body)
      expect(data?.components.length ?? 1).toBeLessThanOrEqual(5)
    }),
    { numRuns: 300 },
  )
})
