// The slash commands of Discord: one that takes every command, completed as one types, and a few that people type most.
// What they say is a line, as everywhere else.
import { ApplicationCommandOptionType, type RESTPutAPIApplicationGuildCommandsJSONBody } from 'discord.js'
import type { InteractionOf } from './incoming.ts'
import { choiceMost, lineMost } from './limits.ts'

const mainName = 'quorate'
/** Of the main command: what is completed, and what follows it. */
export const commandOption = 'command'
const argumentsOption = 'arguments'

/** Name → the line it says and what it is for. */
const shortcuts: Readonly<Record<string, { readonly line: string; readonly says: string }>> = {
  'quorate-status': { line: 'status', says: 'How the swarm is' },
  'quorate-approvals': { line: 'approvals', says: 'What waits for approval' },
  'quorate-incidents': { line: 'incidents', says: 'What is wrong' },
  'quorate-whoami': { line: 'whoami', says: 'Who you are here, and what you may do' },
  'quorate-help': { line: 'help', says: 'What you can say' },
}

/** As Discord registers them for one server. */
export const slashCommands: RESTPutAPIApplicationGuildCommandsJSONBody = [
  {
    name: mainName,
    description: 'Ask the swarm, or have it do something',
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: commandOption,
        description: 'What to ask or to do; nothing: what you can say',
        autocomplete: true,
        max_length: choiceMost,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: argumentsOption,
        description: 'What follows the command, as in a terminal',
        max_length: lineMost - choiceMost - 1,
      },
    ],
  },
  ...Object.entries(shortcuts).map(([name, { says }]) => ({ name, description: says })),
]

/** The line that a slash command says; undefined for a command that is not ours. */
export function lineOf({ data }: InteractionOf<2> | InteractionOf<4>): string | undefined {
  if (data.name !== mainName) return shortcuts[data.name]?.line
  const text = (name: string): string => {
    const value = data.options.find((option) => option.name === name)?.value
    return typeof value === 'string' ? value.trim() : ''
  }
  const line = [text(commandOption), text(argumentsOption)].filter((part) => part !== '').join(' ')
  return line === '' ? 'help' : line
}
