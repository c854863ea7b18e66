import { describe, expect, it } from 'vitest'
import type { CommandHelp } from '#console/data/shapes.ts'
import { lineOf, readLine, wordsOf } from './commandLine.ts'
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
const argsOf = (line: string): unknown => {
  const read = readLine(commands, line)
  return read.kind === 'command' ? [read.command.name, read.args] : read
}

it('holds words together by quotes', () => {
  expect(wordsOf(`a "b c"  'd e' f"g`)).toEqual(['a', 'b c', 'd e', 'f"g'])
  expect(wordsOf('note "an open one')).toEqual(['note', 'an open one'])
})

describe('a typed line', () => {
  it.each([
    ['bots', ['bots', {}]],
    ['./quorate bots --role intent --all', ['bots', { role: 'intent', all: true }]],
    ['pause main', ['fund.pause', { fund: 'main' }]],
    ['fund deposit main 1.5', ['fund.deposit', { fund: 'main', amount: '1.5' }]],
    ['show fund:main --turns=20', ['show', { bot: 'fund:main', turns: 20 }]],
    ['show fund:main --turns many', ['show', { bot: 'fund:main', turns: 'many' }]],
    ['schedule create a --first-at "1 June"', ['schedule.create', { name: 'a', firstAt: '1 June' }]],
    [
      'apikey create ci --may funds.read --may commands.bots',
      ['apikey.create', { name: 'ci', may: ['funds.read', 'commands.bots'] }],
    ],
  ])('%s', (line, read) => {
    expect(argsOf(line)).toEqual(read)
  })

  it.each([
    ['fly', { kind: 'unknown', problem: 'there is no command fly for you here', near: [] }],
    ['fund', { kind: 'unknown', problem: 'there is no command fund for you here', near: ['fund deposit', 'fund pause'] }],
    ['bots --colour', { kind: 'unknown', problem: 'bots has no option --colour', near: ['--role', '--all'] }],
    ['fund pause main main', { kind: 'unknown', problem: 'fund pause takes no main', near: ['<fund>'] }],
  ])('that asks for nothing there is says so: %s', (line, read) => {
    expect(readLine(commands, line)).toEqual(read)
  })

  it('reads what a form wrote', () => {
    const written = (name: string, args: Record<string, string | readonly string[]>): readonly string[] =>
      commands.flatMap((one) => (one.name === name ? lineOf(one, args) : []))
    const [schedule, apikey] = [
      { name: 'a', missed: 'once', firstAt: '1 June' },
      { name: 'ci', may: ['funds.read', 'commands.bots'] },
    ]
    expect(written('schedule.create', schedule).map(argsOf)).toEqual([['schedule.create', schedule]])
    expect(written('apikey.create', apikey).map(argsOf)).toEqual([['apikey.create', apikey]])
  })
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
