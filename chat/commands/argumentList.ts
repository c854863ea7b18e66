// A command's arguments as words: what command lines, completions and references are generated from.
import { z } from 'zod'
import type { Command } from './command.ts'

export interface Argument {
  readonly name: string
  readonly positional: boolean
  readonly required: boolean
  /** `numbers` and `texts`: several, one word each. */
  readonly kind: 'text' | 'texts' | 'number' | 'numbers' | 'flag'
  readonly choices: readonly string[] | null
  /** As it stands in the schema; undefined when there is none. */
  readonly preset: string | number | boolean | undefined
  readonly says: string
}

interface PropertyWords {
  readonly type?: string
  readonly items?: { readonly type?: string }
  readonly enum?: readonly string[]
  readonly description?: string
  readonly default?: string | number | boolean
}

/** Positionals first, in their order; then options in the schema's. */
export function argumentList(command: Pick<Command, 'args' | 'positionals'>): readonly Argument[] {
  const known = lists.get(command)
  if (known !== undefined) return known
  const made = described(command)
  lists.set(command, made)
  return made
}
/** A row of the table never changes, and each line that is said asks for its arguments several times. */
const lists = new WeakMap<object, readonly Argument[]>()

function described(command: Pick<Command, 'args' | 'positionals'>): readonly Argument[] {
  // what zod writes for these flat schemas: one property per argument
  const schema = z.toJSONSchema(command.args, { io: 'input' }) as {
    properties?: Record<string, PropertyWords>
    required?: readonly string[]
  }
  const all = Object.entries(schema.properties ?? {}).map(([name, words]) => ({
    name,
    positional: command.positionals.includes(name),
    required: schema.required?.includes(name) ?? false,
    kind:
      words.type === 'boolean'
        ? ('flag' as const)
        : words.type === 'integer' || words.type === 'number'
          ? ('number' as const)
          : words.type === 'array'
            ? words.items?.type === 'string'
              ? ('texts' as const)
              : ('numbers' as const)
            : ('text' as const),
    choices: words.enum ?? null,
    preset: words.default,
    says: words.description ?? '',
  }))
  const place = (name: string): number => {
    const at = command.positionals.indexOf(name)
    return at < 0 ? command.positionals.length : at
  }
  return all.toSorted((a, b) => place(a.name) - place(b.name))
}

/** `<bot>`, `[fund]`, `[inputs...]`, `--turns <number>`, `--all`. */
export function argumentUse(argument: Argument): string {
  const name = argument.kind === 'texts' ? `${argument.name}...` : argument.name
  if (argument.positional) return argument.required ? `<${name}>` : `[${name}]`
  return argument.kind === 'flag' ? `--${argument.name}` : `--${argument.name} ${valueWord(argument)}`
}

/** What stands for the value: `<text>`, `<texts...>`, `<number>`, `<numbers...>`. */
export function valueWord({ kind }: Argument): string {
  return kind === 'numbers' || kind === 'texts' ? `<${kind}...>` : kind === 'number' ? '<number>' : '<text>'
}
