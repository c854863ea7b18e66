import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Form } from '#chat/messenger.ts'
import { cardOf } from '#chat/cards/card.ts'
import { problemsOf } from './blocksFixtures.ts'
import { formView, optionsOf, readForm, readMemo, wantsForm } from './forms.ts'
import { homeView } from './homeView.ts'
import { submissionSchema } from './slackPayloads.ts'
import { submissionOf } from './payloadFixtures.ts'

const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 4_000 }), fc.constantFrom('<!here>', '@channel', '', '```'))
const form: fc.Arbitrary<Form> = fc.record({
  command: fc.stringMatching(/^[a-z]{1,20}\.[a-z]{1,20}$/),
  title: text,
  fields: fc.uniqueArray(
    fc.record({
      name: fc.stringMatching(/^[a-z][a-zA-Z]{0,30}$/),
      says: text,
      required: fc.boolean(),
      kind: fc.constantFrom('text', 'number', 'flag'),
      choices: fc.option(fc.array(text, { maxLength: 150 })),
      preset: text,
    }),
    { selector: ({ name }) => name, maxLength: 12 },
  ),
})

test('no form is over a bound of Slack, and no text of one is alive', () => {
  fc.assert(
    fc.property(form, text, (asked, url) => {
      const view = formView(asked, { channel: 'C1', url })
      expect(problemsOf(view, 100)).toEqual([])
      expect(readMemo(view.private_metadata ?? '')?.command).toBe(asked.command)
    }),
    { numRuns: 150 },
  )
})

test('no home is over a bound of Slack, whatever waits', () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 30 }), fc.array(text, { maxLength: 200 }), (titles, summaries) => {
      const cards = titles.map((title) =>
        cardOf(title, { lines: summaries, fields: summaries.map((each) => [each, each] as const), block: title, footer: title }),
      )
      const commands = summaries.map((summary) => ({ typed: 'status', summary }))
      expect(problemsOf(homeView(cards, commands), 100)).toEqual([])
    }),
    { numRuns: 50 },
  )
})

test('what each kind of field holds is read as text, and an empty one is none', () => {
  const values = {
    'field.fund': { write: { type: 'static_select', selected_option: { value: 'main' } } },
    'field.amount': { write: { type: 'number_input', value: '12.5' } },
    'field.yes': { write: { type: 'checkboxes', selected_options: [{ value: 'true' }] } },
    'field.no': { write: { type: 'checkboxes', selected_options: [] } },
    'field.reason': { write: { type: 'plain_text_input', value: null } },
    'field.choice': { choose: { type: 'external_select', selected_option: null } },
    other: { write: { type: 'plain_text_input', value: 'not asked for' } },
  }
  expect(readForm(submissionSchema.parse(submissionOf({}, values)))).toEqual({ fund: 'main', amount: '12.5', yes: 'true' })
})

test('a field is drawn as what it takes', () => {
  const field = { name: 'x', says: '', required: false, kind: 'text', choices: null, preset: '' } as const
  const drawn = (more: object): unknown => {
    const [block] = formView({ command: 'a.b', title: 'T', fields: [{ ...field, ...more }] }, { channel: null, url: null }).blocks
    return block !== undefined && 'element' in block ? block.element.type : block
  }
  expect([
    drawn({}),
    drawn({ kind: 'number' }),
    drawn({ kind: 'flag' }),
    drawn({ choices: ['a', 'b'] }),
    drawn({ choices: Array.from({ length: 101 }, (_, at) => `c${at}`) }),
    // Slack could not carry it
    drawn({ choices: ['x'.repeat(151)] }),
  ]).toEqual(['plain_text_input', 'number_input', 'checkboxes', 'static_select', 'external_select', 'plain_text_input'])
  expect(
    optionsOf([
      { name: '', value: '' },
      { name: 'a', value: 'a' },
    ]),
  ).toHaveLength(1)
})

test('a form is wanted only where something has to be said that nobody said yet', () => {
  const field = { name: 'x', says: '', required: true, kind: 'text', choices: null, preset: '' } as const
  const asks = (...fields: Form['fields'][number][]): boolean => wantsForm({ command: 'a', title: 'A', fields })
  expect([asks(), asks({ ...field, required: false }), asks({ ...field, preset: 'main' }), asks(field)]).toEqual([
    false,
    false,
    false,
    true,
  ])
  expect([readMemo('{'), readMemo('{}'), readMemo('null')]).toEqual([undefined, undefined, undefined])
})
