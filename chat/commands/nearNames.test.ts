import { expect, test } from 'vitest'
import { commandTable } from './commandTable.ts'
import { typedName } from './command.ts'
import { nearNames } from './nearNames.ts'

const near = (line: string): readonly string[] => nearNames(commandTable, line.split(' '))

test.each([
  ['statsu', 'status'],
  ['aprove 3f1c', 'approve'],
  ['incidnt list', 'incident list'],
  ['fund puase main', 'fund pause'],
  ['Fund Status', 'fund status'],
  ['jurnal verify', 'journal verify'],
])('who types %s may have meant %s', (typed, meant) => {
  expect(near(typed)[0]).toBe(meant)
})

test('a word that begins nothing is found where it stands second', () => {
  expect(near('acknowledge')).toContain('acknowledge')
  expect(near('validate')).toEqual(['config validate'])
})

test('what is near to nothing has no neighbours, and never more than three', () => {
  expect(near('make me a sandwich')).toEqual([])
  expect(near('')).toEqual([])
  for (const command of commandTable) expect(near(`${typedName(command)}x`).length).toBeLessThanOrEqual(3)
})

test('each command is nearest to itself', () => {
  for (const command of commandTable)
    for (const name of [typedName(command), ...command.also]) expect([name, near(name)[0]]).toEqual([name, name])
})
