// What may be said, for this asker and no more: a list, or one command with its arguments and examples. Pure.
import { argumentList, argumentUse } from '#chat/commands/argumentList.ts'
import type { Asker } from '#chat/commands/asker.ts'
import { typedName, type Command } from '#chat/commands/command.ts'
import { isPermitted } from '#chat/commands/permittedCommands.ts'
import { unknownCommand } from '#chat/commands/unknownCommand.ts'
import { commandIn, wordsOf } from './typedLine.ts'

/** Is it a call for help? @returns the words that it is about; undefined for any other line */
export function helpAsked(line: string): readonly string[] | undefined {
  const words = wordsOf(line)
  const [first = '', ...rest] = /(^|\/)quorate:?$/i.test(words[0] ?? '') ? words.slice(1) : words
  if (/^(help|\?|commands|what can you do\??)$/i.test(first)) return rest
  return words.at(-1) === '--help' ? words.slice(0, -1) : undefined
}

/** @throws UNKNOWN_COMMAND */
export function helpText(commands: readonly Command[], asker: Asker, about: readonly string[], prefix: string): string {
  const mine = commands.filter((command) => isPermitted(asker, command))
  if (about.length === 0) return listText(mine, prefix)
  const words = about.join(' ').toLowerCase()
  const group = mine.filter((command) => typedName(command).startsWith(`${words} `))
  const found = commandIn(mine, about)?.[0]
  if (found === undefined && group.length > 0) return listText(group, prefix)
  if (found === undefined) throw unknownCommand(mine, about)
  return oneText(found, prefix)
}

function listText(commands: readonly Command[], prefix: string): string {
  if (commands.length === 0) return 'There is nothing that you may do here.'
  const names = commands.map((command) => `${prefix}${command.also[0] ?? typedName(command)}`)
  const width = Math.max(...names.map(({ length }) => length))
  const lines = commands.map(({ summary }, at) => `${(names[at] ?? '').padEnd(width)}  ${summary}`)
  return `${lines.join('\n')}\n\nMore of one: ${prefix}help <command>. What a command lacks, you are asked for; cancel ends that.`
}

function oneText(command: Command, prefix: string): string {
  const all = argumentList(command)
  const use = [`${prefix}${typedName(command)}`, ...all.map(argumentUse)].join(' ')
  const says = all.map((argument) => `  ${argumentUse(argument)}${argument.says === '' ? '' : `  ${argument.says}`}`)
  const also = command.also.length === 0 ? [] : ['', `Also: ${command.also.map((name) => `${prefix}${name}`).join(', ')}`]
  const examples = command.examples.flatMap(({ type, does }) => [`  ${prefix}${type}`, `      ${does}`])
  return [`${command.summary}.`, command.help, '', use, ...says, ...also, '', 'Examples:', ...examples].join('\n')
}
