import { describe, expect, test } from 'vitest'
import { inputsCharsMax, inputsMissing, readInputs, type WorkflowInput } from './workflowInput.ts'

const input = (name: string, more: Partial<WorkflowInput> = {}): WorkflowInput => ({
  name,
  says: `the ${name}`,
  kind: 'text',
  required: false,
  choices: null,
  preset: '',
  ...more,
})
const target = input('target', { required: true, choices: ['staging', 'production'] })

describe('inputs', () => {
  test('are missing where they are required, have no preset and nothing was said', () => {
    const inputs = [target, input('note'), input('log', { required: true, preset: 'info' }), input('count', { required: true })]
    const { missing } = readInputs(inputs, { count: '' })
    expect(missing.map(({ name }) => name)).toEqual(['target', 'count'])
    expect(inputsMissing('workflow run deploy.yml', missing)).toEqual({
      command: 'workflow run deploy.yml',
      names: 'target, count',
      missing: [
        { name: 'target', says: 'the target', kind: 'text', choices: ['staging', 'production'], preset: '' },
        { name: 'count', says: 'the count', kind: 'text', choices: null, preset: '' },
      ],
    })
  })

  test.each([
    [input('dry', { kind: 'flag' }), 'Yes', 'true'],
    [input('dry', { kind: 'flag' }), 'off', 'false'],
    [input('count', { kind: 'number' }), '-2.5', '-2.5'],
    [target, 'staging', 'staging'],
    [input('note'), 'a=b c', 'a=b c'],
  ])('of %j, %s is sent as %s', (one, given, sent) => {
    expect(readInputs([one], { [one.name]: given })).toEqual({ values: { [one.name]: sent }, missing: [], wrong: [] })
  })

  test.each([
    [input('dry', { kind: 'flag' }), 'maybe', 'true or false'],
    [input('count', { kind: 'number' }), 'many', 'a number'],
    [target, 'Production', 'one of staging, production'],
  ])('of %j, %s is refused: %s', (one, given, expected) => {
    expect(readInputs([one], { [one.name]: given }).wrong).toEqual([
      { name: one.name, problem: `${given} is none of what it can be`, expected },
    ])
  })

  test('that there are not are refused with those that there are, also by names that objects have', () => {
    expect(readInputs([target], { target: 'staging', constructor: 'x' }).wrong).toEqual([
      { name: 'constructor', problem: 'there is no such input', expected: 'it takes target' },
    ])
    expect(readInputs([], { a: 'b' }).wrong[0]?.expected).toBe('it takes none')
    expect(readInputs([input('constructor', { required: true })], {}).missing).toHaveLength(1)
  })

  test('are bounded together', () => {
    expect(readInputs([input('note')], { note: 'x'.repeat(inputsCharsMax) }).wrong).toHaveLength(1)
  })
})
