// A line that somebody typed, as a command and its arguments: the same words as on the command line, in the looser hand that
// people write in chats. Pure; what the arguments are worth is judged by the command's own schema.
import { argumentList, type Argument } from '#chat/commands/argumentList.ts'
import { typedName, type Command } from '#chat/commands/command.ts'

/** As it was typed: a schema makes numbers of what wants to be one. */
export type TypedValue = string | number | boolean | readonly (string | number)[]
export type TypedArgs = Readonly<Record<string, TypedValue>>

/** What a line came to. */
export type TypedLine =
  | { readonly kind: 'command'; readonly command: Command; readonly args: TypedArgs }
  /** no command begins so */
  | { readonly kind: 'unknown'; readonly words: readonly string[] }
  /** a command, but not so */
  | { readonly kind: 'wrong'; readonly command: Command; readonly problem: string }
  | { readonly kind: 'nothing' }

/** Longer lines are no commands. */
export const lineCharsMax = 2_000

/** Words of a line; quotes, also the curly ones that phones make, hold one together. An open quote ends with the line. */
export function wordsOf(line: string): readonly string[] {
  const straight = line
    .replaceAll(/[\u201c\u201d\u201e]/g, '"')
    .replaceAll(/[\u2018\u2019]/g, "'")
    // what phones make of two dashes
    .replaceAll(/(^|\s)\u2014(?=[a-z])/g, '$1--')
  // a quote inside a word is an apostrophe
  const found = straight.matchAll(/(?<=^|\s)"([^"]*)(?:"|$)|(?<=^|\s)'([^']*)(?:'(?=\s|$)|$)|(\S+)/g)
  return [...found].map(([, double, single, bare]) => double ?? single ?? bare ?? '')
}

/** How an option is written: `firstDeposit` is typed `--first-deposit`. */
export const optionName = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** The command that words begin with, the longest name first, and how many words that took. */
export function commandIn(commands: readonly Command[], words: readonly string[]): readonly [Command, number] | undefined {
  const typed = words.map((word) => word.toLowerCase())
  const fits = commands
    .flatMap((command) => [typedName(command), ...command.also].map((name) => [command, name.split(' ')] as const))
    .filter(([, parts]) => parts.every((part, at) => part === typed[at]))
  const [best] = fits.toSorted(([, one], [, other]) => other.length - one.length)
  return best === undefined ? undefined : [best[0], best[1].length]
}

/** Reads a line. A leading `/quorate` or `./quorate` is left out. */
export function readTyped(commands: readonly Command[], line: string): TypedLine {
  const all = wordsOf(line.slice(0, lineCharsMax))
  const words = /(^|\/)quorate:?$/i.test(all[0] ?? '') ? all.slice(1) : all
  if (words.length === 0) return { kind: 'nothing' }
  const found = commandIn(commands, words)
  if (found === undefined) return { kind: 'unknown', words }
  const [command, taken] = found
  const reader = new Reader(command)
  for (const rest = words.slice(taken); rest.length > 0;) {
    const problem = reader.take(rest)
    if (problem !== undefined) return { kind: 'wrong', command, problem }
  }
  return { kind: 'command', command, args: reader.args }
}

/** Takes the words after a command's own, one by one. */
class Reader {
  readonly args: Record<string, TypedValue> = {}
  readonly #all: readonly Argument[]
  readonly #positionals: Argument[]

  constructor(command: Command) {
    this.#all = argumentList(command)
    this.#positionals = this.#all.filter(({ positional }) => positional)
  }

  /** Takes from the front. @returns why it cannot */
  take(rest: string[]): string | undefined {
    const word = rest.shift() ?? ''
    const [, name, given] = /^--([a-z][\w-]*)(?:=(.*))?$/i.exec(word) ?? []
    if (name === undefined) return this.#takePositional(word)
    const argument = this.#all.find((one) => optionName(one.name) === name.toLowerCase())
    if (argument === undefined) return `it has no option --${name}; it takes ${this.#uses()}`
    if (argument.kind === 'flag') this.args[argument.name] = given?.toLowerCase() !== 'false'
    else {
      const value = given ?? rest.shift()
      if (value === undefined) return `--${name} needs a value`
      this.#keep(argument, value)
    }
    return undefined
  }

  #takePositional(word: string): string | undefined {
    const [first] = this.#positionals
    if (first === undefined) return `it takes no "${word.slice(0, 40)}"; it takes ${this.#uses()}`
    if (!isList(first)) this.#positionals.shift()
    this.#keep(first, word)
    return undefined
  }

  #keep({ name, kind }: Argument, word: string): void {
    const value = valueOf(kind, word)
    const before = this.args[name]
    this.args[name] = isList({ kind }) ? [...(Array.isArray(before) ? (before as (string | number)[]) : []), value] : value
  }

  #uses(): string {
    const uses = this.#all.map((one) => (one.positional ? `<${one.name}>` : `--${optionName(one.name)}`))
    return uses.length === 0 ? 'nothing' : uses.join(' ')
  }
}

const isList = ({ kind }: Pick<Argument, 'kind'>): boolean => kind === 'texts' || kind === 'numbers'

/** What is no number stays as it is, and is refused in the schema's words. */
export function valueOf(kind: Argument['kind'], word: string): string | number {
  const isNumber = (kind === 'number' || kind === 'numbers') && /^-?\d{1,15}(\.\d{1,15})?$/.test(word)
  return isNumber ? Number(word) : word
}
