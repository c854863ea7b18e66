// A command as a form of a bot: fields for what the bot itself does not say, and the arguments that come of them. Pure.
import type { CommandHelp } from '#console/data/shapes.ts'
import { filledIn, type Filled, type SchemaField } from '#console/parts/schemaFields.ts'

/** Arguments that the bot stands for. */
export type Given = Readonly<Record<string, string | number>>
type Argument = CommandHelp['arguments'][number]

/** What is still to be said, what is needed first. */
export function fieldsOfCommand({ arguments: all }: CommandHelp, given: Given): readonly SchemaField[] {
  return all
    .filter(({ name }) => !Object.hasOwn(given, name))
    .map(fieldOf)
    .toSorted((one, other) => Number(other.required) - Number(one.required))
}

function fieldOf({ name, kind, choices, preset, required, says }: Argument): SchemaField {
  const several = kind === 'texts' || kind === 'numbers' ? '; several with commas' : ''
  const else_ = preset === null || preset === '' ? '' : `; ${String(preset)} where it is left out`
  const shown = choices ?? (kind === 'flag' ? ['yes'] : null)
  return {
    path: [name],
    kind: shown !== null ? 'choice' : kind === 'number' ? 'number' : 'text',
    required,
    says: `${says}${several}${else_}`,
    choices: (shown ?? []).map((text) => ({ text, value: kind === 'flag' ? true : text })),
  }
}

/** What is asked for: only arguments that the command has. */
export function argumentsIn(
  command: CommandHelp,
  given: Given,
  filled: Filled,
): { readonly args: Readonly<Record<string, unknown>>; readonly problems: Filled } {
  const { value, problems } = filledIn(fieldsOfCommand(command, given), filled)
  const args: Record<string, unknown> = {}
  for (const { name, kind } of command.arguments) {
    const said = given[name] ?? value[name]
    if (said === undefined) continue
    const isList = kind === 'texts' || kind === 'numbers'
    const listed = isList && typeof said === 'string' ? said.split(',') : []
    const parts = listed.flatMap((part) => (part.trim() === '' ? [] : part.trim()))
    args[name] = isList ? (kind === 'numbers' ? parts.map(Number) : parts) : said
  }
  return { args, problems }
}
