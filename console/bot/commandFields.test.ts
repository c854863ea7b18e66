import { expect, test } from 'vitest'
import type { CommandHelp } from '#console/data/shapes.ts'
import { nameOf } from '#console/parts/schemaFields.ts'
import { argumentsIn, fieldsOfCommand } from './commandFields.ts'

const argument = (name: string, more: Partial<CommandHelp['arguments'][number]> = {}) => {
  return { name, positional: false, required: false, kind: 'text' as const, choices: null, preset: null, says: '', ...more }
}
const command: CommandHelp = {
  name: 'incident.resolve',
  summary: '',
  help: '',
  permission: 'operator',
  asks: false,
  arguments: [
    argument('note', { preset: 'none', says: 'why' }),
    argument('id', { required: true }),
    argument('how', { choices: ['mended', 'gone'], required: true }),
    argument('quiet', { kind: 'flag' }),
    argument('rounds', { kind: 'numbers' }),
    argument('revision', { kind: 'number' }),
  ],
  examples: [],
}
const given = { id: 'i-1', fund: 'main', revision: 3 }

test('a form asks for what the bot does not say itself, what is needed first', () => {
  expect(fieldsOfCommand(command, given).map((field) => [nameOf(field), field.kind, field.says])).toEqual([
    ['how', 'choice', ''],
    ['note', 'text', 'why; none where it is left out'],
    ['quiet', 'choice', ''],
    ['rounds', 'text', '; several with commas'],
  ])
})

test('what is asked for has what the bot says, in the kinds that the command takes, and nothing that it has not', () => {
  expect(argumentsIn(command, given, { how: 'gone', quiet: 'yes', rounds: '1, 2,' })).toEqual({
    args: { id: 'i-1', how: 'gone', quiet: true, rounds: [1, 2], revision: 3 },
    problems: {},
  })
  expect(argumentsIn(command, given, {}).problems).toEqual({ how: 'is needed' })
})
