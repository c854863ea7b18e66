import { expect, test } from 'vitest'
import { commandTable } from './commandTable.ts'
import { unknownCommand } from './unknownCommand.ts'

test('names what is near, and where all are', () => {
  const refused = unknownCommand(commandTable, ['approvall', 'list'])
  expect(refused.code).toBe('UNKNOWN_COMMAND')
  expect(refused.message).toBe('no command approvall list')
  expect(refused.hint).toBe('did you mean ./quorate approval list or ./quorate approvals? All: ./quorate --help')
})

test('says where all are when nothing is near', () => {
  expect(unknownCommand(commandTable, ['nonsense']).hint).toBe('list them: ./quorate --help')
})
