import { expect, test } from 'vitest'
import { argumentList } from '#chat/commands/argumentList.ts'
import { commandNamed } from '#chat/commands/commandTable.ts'
import { QuorateError } from '#protocol/errors.ts'
import { isCancel, isNo, isYes, missingArgument, missingInput, questionFor, readAnswer } from './slots.ts'

const command = (name: string) => {
  const found = commandNamed(name)
  if (found === undefined) throw new Error(`no command ${name}`)
  return found
}
const argument = (name: string, of: string) => {
  const found = argumentList(command(name)).find((one) => one.name === of)
  if (found === undefined) throw new Error(`no argument ${of}`)
  return found
}

test('what is needed is asked for in the order in which it is typed', () => {
  const withdraw = command('fund.withdraw')
  expect(missingArgument(withdraw, {})?.name).toBe('fund')
  expect(missingArgument(withdraw, { fund: 'main' })?.name).toBe('amount')
  expect(missingArgument(withdraw, { fund: 'main', amount: '1' })).toBeUndefined()
})

test('a question says what it is about', () => {
  const offer = { value: 'main', label: 'main' }
  expect(questionFor(command('fund.pause'), argument('fund.pause', 'fund'), [offer])).toBe('Which fund? (fund name)')
  expect(questionFor(command('approval.approve'), argument('approval.approve', 'id'), [offer])).toMatch(/^Which approval\?/)
  expect(questionFor(command('approval.approve'), argument('approval.approve', 'revision'), [])).toMatch(/^What revision\?/)
  expect(questionFor(command('fund.pause'), { name: 'firstDeposit', says: '', kind: 'text' }, [])).toBe('What first deposit?')
})

test.each<[string, string, string, unknown]>([
  ['approval.approve', 'revision', '2', { value: 2 }],
  ['apikey.create', 'role', 'operator', { value: 'operator' }],
  ['approval.list', 'all', 'yes', { value: true }],
  ['approval.list', 'all', 'no', { value: false }],
  ['fund.pause', 'fund', 'main', { value: 'main' }],
])('%s %s takes %s', (name, of, text, expected) => {
  expect(readAnswer(command(name), argument(name, of), text)).toEqual(expected)
})

test.each([
  ['approval.approve', 'revision', 'the newest'],
  ['apikey.create', 'role', 'king'],
  ['fund.pause', 'fund', 'No Such Fund!'],
])('%s %s takes no %s, and says what it takes', (name, of, text) => {
  expect(readAnswer(command(name), argument(name, of), text)).toEqual({ problem: expect.stringMatching(/expected/i) })
})

test('a list is read from words and commas', () => {
  const { words } = command('chat').args.shape
  expect(words).toBeDefined()
  expect(readAnswer(command('chat'), argument('chat', 'words'), 'a, b c')).toEqual({ value: ['a', 'b', 'c'] })
})

test('what only the work of a command finds missing is asked for too', () => {
  const missing = [{ name: 'target', says: 'where to', kind: 'text', choices: ['staging', 'production'], preset: '' }]
  const failure = new QuorateError('INPUTS_MISSING', { command: 'workflow run', names: 'target', missing })
  expect(missingInput(failure)).toEqual(missing[0])
  expect(missingInput(new QuorateError('INPUTS_MISSING', { command: 'x', names: 'y' }))).toBeUndefined()
  expect(missingInput(new QuorateError('BUSY', {}))).toBeUndefined()
  expect(missingInput(new Error('other'))).toBeUndefined()
})

test('yes, no and cancel in the words of people', () => {
  for (const text of ['y', 'Yes', 'ok!', ' do it ']) expect([text, isYes(text)]).toEqual([text, true])
  for (const text of ['n', 'No.', 'nope', "don't"]) expect([text, isNo(text)]).toEqual([text, true])
  for (const text of ['cancel', 'never mind', 'nevermind', 'Stop']) expect([text, isCancel(text)]).toEqual([text, true])
  for (const text of ['yesterday', 'note', 'stop main', ''])
    expect([text, isYes(text) || isNo(text) || isCancel(text)]).toEqual([text, false])
})
