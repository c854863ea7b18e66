import { describe, expect, test } from 'vitest'
import { readWorkflowFile } from './workflowFile.ts'

const dispatch = (inputs: string): string => `name: x\non:\n  push:\n  workflow_dispatch:\n    inputs:\n${inputs}\njobs: {}\n`

test('reads each kind of input with what its file says of it', () => {
  const read = readWorkflowFile(
    dispatch(`
      target: { description: " Where to ", required: true, type: choice, options: [staging, production], default: staging }
      dry: { type: boolean, default: true }
      count: { type: number, required: 'true' }
      env: { type: environment, description: 7 }
      note:
      log_level: { default: 3, options: [ignored] }`),
  )
  expect(read).toEqual({
    inputs: [
      { name: 'target', says: 'Where to', kind: 'text', required: true, choices: ['staging', 'production'], preset: 'staging' },
      { name: 'dry', says: '', kind: 'flag', required: false, choices: null, preset: 'true' },
      { name: 'count', says: '', kind: 'number', required: true, choices: null, preset: '' },
      { name: 'env', says: '7', kind: 'text', required: false, choices: null, preset: '' },
      { name: 'note', says: '', kind: 'text', required: false, choices: null, preset: '' },
      { name: 'log_level', says: '', kind: 'text', required: false, choices: null, preset: '3' },
    ],
  })
})

test.each([
  ['a word', 'on: workflow_dispatch'],
  ['a list', 'on: [push, workflow_dispatch]'],
  ['an event without inputs', 'on:\n  workflow_dispatch:'],
  ['an event with no inputs in it', 'on: { workflow_dispatch: { inputs: } }'],
])('takes %s for a workflow that wants to be told nothing', (_what, text) =>
  expect(readWorkflowFile(text)).toEqual({ inputs: [] }),
)

test('an input that would be no member of anything is none', () => {
  expect(readWorkflowFile(dispatch('      __proto__: { type: string }'))).toEqual({ inputs: [] })
})

describe('refuses', () => {
  test.each([
    ['a file that is begun otherwise', 'on: push', 'no workflow_dispatch'],
    ['a file without events', 'jobs: {}', 'no workflow_dispatch'],
    ['a list', '- on: workflow_dispatch', 'no workflow_dispatch'],
    ['text', 'hello', 'no workflow_dispatch'],
    ['nothing', '', 'no workflow_dispatch'],
    ['what is no YAML', 'on: [workflow_dispatch', 'no YAML'],
    ['an input of a kind that there is not', dispatch('      a: { type: secret }'), 'inputs.a.type'],
    ['an input with a name that no input has', dispatch('      "a b": {}'), 'inputs'],
    ['inputs that are a list', 'on: { workflow_dispatch: { inputs: [a] } }', 'inputs'],
    [
      'more inputs than GitHub takes',
      dispatch(Array.from({ length: 26 }, (_, n) => `      a${n}: {}`).join('\n')),
      'more than 25',
    ],
  ])('%s', (_what, text, problem) => expect(readWorkflowFile(text)).toEqual({ problem: expect.stringContaining(problem) }))

  test('anchors that would grow without bound', () => {
    const bomb = [
      'a: &a [x, x, x, x, x, x, x, x, x, x]',
      ...'bcdefgh'.split('').map(
        (name, at) =>
          `${name}: &${name} [${Array(10)
            .fill(`*${'abcdefg'[at] ?? ''}`)
            .join(', ')}]`,
      ),
    ]
    expect(readWorkflowFile(`${bomb.join('\n')}\non: *h\n`)).toEqual({ problem: expect.stringContaining('no YAML') })
  })
})
