// The words of a typed line: what completions go by, and the line that a form stands for. Pure. What a line means is read by
// the daemon, which has the same reader for every surface.
import type { CommandHelp } from '#console/data/shapes.ts'

type Argument = CommandHelp['arguments'][number]
type Value = string | number | boolean | readonly (string | number)[]

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

/** `firstDeposit` is typed `--first-deposit`. */
export const optionName = ({ name }: Pick<Argument, 'name'>): string =>
  name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

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
