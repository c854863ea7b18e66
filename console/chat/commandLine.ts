// A typed line and what it asks for: the same words as in a terminal. Pure. What is missing or wrong is said by the daemon,
// which reads the arguments with the command's own schema.
import { distance } from 'fastest-levenshtein'
import type { CommandHelp } from '#console/data/shapes.ts'

type Argument = CommandHelp['arguments'][number]
type Value = string | number | boolean | readonly (string | number)[]

/** What a line came to. */
export type ReadLine =
  | { readonly kind: 'command'; readonly command: CommandHelp; readonly args: Readonly<Record<string, Value>> }
  | { readonly kind: 'unknown'; readonly problem: string; readonly near: readonly string[] }

/** Words of a line; quotes hold one together. An open quote ends with the line. */
export function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"?|'([^']*)'?|(\S+)/g)].map(([, double, single, bare]) => double ?? single ?? bare ?? '')
}

/** `fund.pause` as it is typed. */
export const typedName = (name: string): string => name.replaceAll('.', ' ')

/** The command that the words begin with, the longest name first, and how many words that took. */
export function commandOf(
  commands: readonly CommandHelp[],
  words: readonly string[],
): readonly [CommandHelp, number] | undefined {
  const fits = commands
    .flatMap((command) => [command.name.replaceAll('.', ' '), ...command.also].map((name) => [command, name.split(' ')] as const))
    .filter(([, parts]) => parts.every((part, index) => part === words[index]))
  const [best] = fits.toSorted(([, one], [, other]) => other.length - one.length)
  return best === undefined ? undefined : [best[0], best[1].length]
}

/** Those that begin with the first word, else those that are a letter or two beside what was typed. */
function nearOf(commands: readonly CommandHelp[], words: readonly string[]): readonly string[] {
  const names = commands.flatMap(({ name, also }) => [typedName(name), ...also])
  const begun = names.filter((name) => name.startsWith(words[0] ?? ''))
  if (begun.length > 0) return begun.slice(0, 8)
  const far = (name: string): number => distance(words.slice(0, name.split(' ').length).join(' '), name)
  return names
    .filter((name) => far(name) <= Math.max(1, Math.floor(name.length / 3)) && far(name) < name.length)
    .toSorted((one, other) => far(one) - far(other))
    .slice(0, 3)
}

/** Reads a line as the command line does. A leading `./quorate` is left out. */
export function readLine(commands: readonly CommandHelp[], line: string): ReadLine {
  const typed = wordsOf(line)
  const words = /(^|\/)quorate$/.test(typed[0] ?? '') ? typed.slice(1) : typed
  const found = commandOf(commands, words)
  if (found === undefined) {
    return {
      kind: 'unknown',
      problem: `there is no command ${words.slice(0, 2).join(' ')} for you here`,
      near: nearOf(commands, words),
    }
  }
  const [command, taken] = found
  const args: Record<string, Value> = {}
  const positionals = command.arguments.filter(({ positional }) => positional)
  const rest = words.slice(taken)
  for (let at = 0; at < rest.length; at += 1) {
    const word = rest[at] ?? ''
    const [name, given] = optionIn(word)
    const argument = name === undefined ? undefined : command.arguments.find((one) => optionName(one) === name)
    if (name !== undefined && argument === undefined) return unknownOption(command, word)
    if (argument?.kind === 'flag') args[argument.name] = given !== 'false'
    else if (argument !== undefined) {
      if (given === undefined) at += 1
      take(args, argument, given ?? rest[at] ?? '')
    } else {
      const positional = positionals[0]?.kind.endsWith('s') === true ? positionals[0] : positionals.shift()
      if (positional === undefined)
        return { kind: 'unknown', problem: `${typedName(command.name)} takes no ${word}`, near: usesOf(command) }
      take(args, positional, word)
    }
  }
  return { kind: 'command', command, args }
}

/** `--first-deposit=5` is an option and its value. */
function optionIn(word: string): readonly [string | undefined, string | undefined] {
  const found = /^--([a-z][\w-]*)(?:=(.*))?$/.exec(word)
  return [found?.[1], found?.[2]]
}

/** `firstDeposit` is typed `--first-deposit`. */
export const optionName = ({ name }: Pick<Argument, 'name'>): string =>
  name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

const unknownOption = (command: CommandHelp, word: string): ReadLine => ({
  kind: 'unknown',
  problem: `${typedName(command.name)} has no option ${word}`,
  near: usesOf(command),
})
const usesOf = ({ arguments: all }: CommandHelp): readonly string[] =>
  all.map((argument) => (argument.positional ? `<${argument.name}>` : `--${optionName(argument)}`))

function take(args: Record<string, Value>, { name, kind }: Argument, word: string): void {
  // what is no number is sent as it is, and refused in the schema's words
  const value = kind.startsWith('number') && word.trim() !== '' && Number.isFinite(Number(word)) ? Number(word) : word
  const before = args[name]
  if (kind === 'numbers' || kind === 'texts') args[name] = [...(Array.isArray(before) ? before : []), value]
  else args[name] = value
}

/** A command with its arguments as a person would type it. */
export function lineOf(command: CommandHelp, args: Readonly<Record<string, Value>>): string {
  const words = command.arguments.flatMap((argument) => {
    const value = args[argument.name]
    if (value === undefined || value === '' || value === false) return []
    const texts = (Array.isArray(value) ? value : [value]).map((one) => quoted(String(one)))
    if (argument.positional) return texts
    return value === true ? [`--${optionName(argument)}`] : texts.flatMap((text) => [`--${optionName(argument)}`, text])
  })
  return [typedName(command.name), ...words].join(' ')
}

const quoted = (text: string): string => (/[\s"']/.test(text) ? `"${text.replaceAll('"', "'")}"` : text)
