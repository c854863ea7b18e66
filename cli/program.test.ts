import { expect, test } from 'vitest'
import { commandTable } from '#chat/commands/commandTable.ts'
import { typedName } from '#chat/commands/command.ts'
import { commandProgram } from './program.ts'

/** What a line asks for, with its arguments; help is collected. */
async function asked(words: readonly string[]): Promise<readonly [string, Readonly<Record<string, unknown>>] | undefined> {
  let found: readonly [string, Readonly<Record<string, unknown>>] | undefined
  const perform = async ({ name }: { readonly name: string }, args: Readonly<Record<string, unknown>>): Promise<void> => {
    found = [name, args]
  }
  await commandProgram(commandTable, perform, { writeOut: () => undefined }).parseAsync([...words], { from: 'user' })
  return found
}

test('what people say for a command is that command, with the same arguments', async () => {
  const said = commandTable.flatMap((command) => command.also.map((also) => ({ command, also })))
  expect(said.length).toBeGreaterThan(10)
  for (const { command, also } of said) {
    expect(await asked(also.split(' '))).toEqual([command.name, {}])
    expect(await asked(typedName(command).split(' '))).toEqual([command.name, {}])
  }
  expect(await asked(['pause', 'main'])).toEqual(['fund.pause', { fund: 'main' }])
  expect(await asked(['approve', '3f1c', '--revision', '2'])).toEqual(['approval.approve', { id: '3f1c', revision: 2 }])
})

test('no way to type a command is the beginning of another', () => {
  const names = commandTable.flatMap((command) => [typedName(command), ...command.also])
  expect(new Set(names).size).toBe(names.length)
  const also = commandTable.flatMap((command) => command.also)
  for (const word of also) expect(names.filter((name) => name !== word && name.startsWith(`${word} `))).toEqual([])
})

test('help lists each command once', () => {
  const help = commandProgram(commandTable, () => Promise.resolve(), { writeOut: () => undefined }).helpInformation()
  expect(help).toContain('approval')
  expect(help).not.toMatch(/^ {2}(approve|pause|funds)\b/m)
})
