import { describe, expect, it } from 'vitest'
import type { CommandHelp } from '#console/data/shapes.ts'
import { lineOf, wordsOf } from './commandLine.ts'
import { completions } from './completion.ts'

type Argument = CommandHelp['arguments'][number]
const argument = (name: string, more: Partial<Argument> = {}): Argument => ({
  name,
  positional: false,
  required: false,
  kind: 'text',
  choices: null,
  preset: null,
  says: '',
  ...more,
})
const command = (name: string, args: readonly Argument[], also: readonly string[] = []): CommandHelp => ({
  name,
  also: [...also],
  summary: '',
  help: '',
  permission: 'viewer',
  asks: false,
  arguments: [...args],
  examples: [],
})
const commands: readonly CommandHelp[] = [
  command('bots', [argument('role'), argument('all', { kind: 'flag' })]),
  command('fund.deposit', [argument('fund', { positional: true }), argument('amount', { positional: true })]),
  command('fund.pause', [argument('fund', { positional: true })], ['pause']),
  command('show', [argument('bot', { positional: true, required: true }), argument('turns', { kind: 'number' })]),
  command('schedule.create', [
    argument('name', { positional: true }),
    argument('missed', { choices: ['skip', 'once'] }),
    argument('firstAt'),
  ]),
  command('apikey.create', [argument('name', { positional: true }), argument('may', { kind: 'texts' })]),
]
it('holds words together by quotes', () => {
  expect(wordsOf(`a "b c"  'd e' f"g`)).toEqual(['a', 'b c', 'd e', 'f"g'])
  expect(wordsOf('note "an open one')).toEqual(['note', 'an open one'])
})

it('writes the line that a form stands for', () => {
  const written = (name: string, args: Record<string, string | boolean | readonly string[]>): readonly string[] =>
    commands.flatMap((one) => (one.name === name ? lineOf(one, args) : []))
  expect(written('schedule.create', { name: 'a', missed: 'once', firstAt: '1 June' })).toEqual([
    'schedule create a --missed once --first-at "1 June"',
  ])
  expect(written('apikey.create', { name: 'ci', may: ['funds.read', 'commands.bots'] })).toEqual([
    'apikey create ci --may funds.read --may commands.bots',
  ])
  expect(written('bots', { role: '', all: true })).toEqual(['bots --all'])
})

describe('completion', () => {
  const known = { fund: ['main', 'second'], bot: ['fund:main'] }
  it.each([
    ['', []],
    ['fu', ['fund deposit', 'fund pause']],
    ['pau', ['pause']],
    ['pause ', ['pause main', 'pause second']],
    ['fund ', ['fund deposit', 'fund pause']],
    ['fund pause ', ['fund pause main', 'fund pause second']],
    ['fund pause s', ['fund pause second']],
    ['show f', ['show fund:main']],
    ['bots --', ['bots --role', 'bots --all']],
    ['bots --all --', ['bots --all --role']],
    ['schedule create x --missed ', ['schedule create x --missed skip', 'schedule create x --missed once']],
    ['bots', []],
  ])('of “%s”', (line, lines) => {
    expect(completions(commands, line, known)).toEqual(lines)
  })
})
