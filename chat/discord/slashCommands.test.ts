import { ApplicationCommandUpdateRequestSchema } from 'discord-api-spec/zod'
import { expect, test } from 'vitest'
import { commandTable } from '#chat/commands/commandTable.ts'
import { commandIn } from '#chat/conversation/typedLine.ts'
import { slashCommand } from './fixtures/payloads.ts'
import { interactionSchema, type InteractionOf } from './incoming.ts'
import { lineOf, slashCommands } from './slashCommands.ts'

const said = (name: string, options: Readonly<Record<string, string>> = {}): string | undefined =>
  // the payload of a slash command parses as one
  lineOf(interactionSchema.parse(slashCommand({ id: '1700000000000000001' }, options, name)) as InteractionOf<2>)

test('are as Discord documents what it registers', () => {
  for (const command of slashCommands) expect(ApplicationCommandUpdateRequestSchema.parse(command)).toEqual(command)
  expect(slashCommands.map(({ name }) => name)).toMatchInlineSnapshot(`
    [
      "quorate",
      "quorate-status",
      "quorate-approvals",
      "quorate-incidents",
      "quorate-whoami",
      "quorate-help",
    ]
  `)
})

test('say what the swarm understands', () => {
  const lines = slashCommands.slice(1).map(({ name }) => said(name) ?? '')
  expect(lines.filter((line) => line !== 'help' && commandIn(commandTable, line.split(' ')) === undefined)).toEqual([])
})

test('say a command and what follows it as one line', () => {
  expect(said('quorate', { command: ' show ', arguments: ' verifier:main.alpha --turns 3' })).toBe(
    'show verifier:main.alpha --turns 3',
  )
  expect(said('quorate')).toBe('help')
  expect(said('another')).toBeUndefined()
})
