// The command line, generated from the command table: there is no second definition of a command or an option.
import { Command as Program, CommanderError, Option } from 'commander'
import { argumentList, valueWord, type Argument } from '#chat/commands/argumentList.ts'
import { typedName, type Command } from '#chat/commands/command.ts'
import { unknownCommand } from '#chat/commands/unknownCommand.ts'
import { QuorateError } from '#protocol/errors.ts'

/** Options that every command takes. */
export interface GlobalOptions {
  readonly instance: string
  readonly json: boolean
  readonly verbose: boolean
  readonly yes: boolean
}

/** Every command's own words for them; the reference and the completions are generated from these too. */
export const globalOptions = [
  { flags: '--instance <name>', says: 'which instance', preset: 'default' },
  { flags: '--json', says: 'print the result as JSON; streams as JSON lines', preset: false },
  { flags: '--verbose', says: 'print the stack of a failure', preset: false },
  { flags: '--yes', says: 'answer questions with yes', preset: false },
] as const

export type Perform = (command: Command, args: Readonly<Record<string, unknown>>, options: GlobalOptions) => Promise<void>
interface Output {
  readonly writeOut: (text: string) => void
}

/** @param perform called with the arguments as typed; it parses them with the command's schema */
export function commandProgram(commands: readonly Command[], perform: Perform, output: Output): Program {
  const program = named(new Program(), 'quorate', output).description(
    'A swarm of bots as durable statecharts. Money moves only with a quorum of verifiers over the exact trade.',
  )
  program.addHelpText('after', '\nBegin with: ./quorate up\nMore about a command: ./quorate help <command>')
  const groups = new Map<string, Program>()
  for (const command of commands) {
    const parts = command.name.split('.')
    const leaf = parts.at(-1) ?? command.name
    const parent = parts.slice(0, -1).reduce((above, part) => groups.get(part) ?? group(above, part, groups, output), program)
    const made = groups.get(command.name) ?? named(parent.command(leaf), leaf, output)
    describe(made, command, perform)
    groups.set(command.name, made)
    // what people say for it as well; help lists a command once
    for (const also of command.also) describe(named(program.command(also, { hidden: true }), also, output), command, perform)
  }
  return program
}

function named(program: Program, name: string, { writeOut }: Output): Program {
  // failures are thrown and said in our own words, once, at the end
  program
    .name(name)
    .exitOverride()
    .configureOutput({ writeOut, writeErr: () => undefined })
    .showHelpAfterError(false)
  for (const { flags, says, preset } of globalOptions)
    program.addOption(preset === false ? new Option(flags, says) : new Option(flags, says).default(preset))
  return program
}

function group(above: Program, name: string, groups: Map<string, Program>, output: Output): Program {
  const made = named(above.command(name), name, output).description(`${name} commands`)
  groups.set(name, made)
  return made
}

function describe(program: Program, command: Command, perform: Perform): void {
  const list = argumentList(command)
  const positionals = list.filter((argument) => argument.positional)
  program.summary(command.summary).description(command.help).allowExcessArguments(false)
  // all of them optional here: what is missing is said by the schema, in the same words on every surface
  for (const { name, says, kind } of positionals)
    program.argument(kind === 'texts' || kind === 'numbers' ? `[${name}...]` : `[${name}]`, says)
  for (const argument of list.filter((each) => !each.positional)) program.addOption(optionOf(argument))
  program.addHelpText(
    'after',
    `\nExamples:\n${command.examples.map((example) => `  ./quorate ${example.type}\n      ${example.does}`).join('\n')}`,
  )
  program.action(async (...given: unknown[]) => {
    const typed: Record<string, unknown> = {}
    // a list of which nothing was typed is left to its preset
    for (const [at, { name }] of positionals.entries()) typed[name] = isEmptyList(given[at]) ? undefined : given[at]
    const options: Record<string, unknown> = program.opts()
    for (const argument of list.filter((each) => !each.positional))
      typed[argument.name] = options[optionOf(argument).attributeName()]
    const args = Object.fromEntries(
      list
        .filter(({ name }) => typed[name] !== undefined)
        .map((argument) => [argument.name, converted(command, argument, typed[argument.name])]),
    )
    await perform(command, args, globalsOf(program))
  })
}

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0

function optionOf(argument: Argument): Option {
  const flags = argument.kind === 'flag' ? `--${argument.name}` : `--${argument.name} ${valueWord(argument)}`
  const preset = argument.preset === undefined || argument.preset === false ? '' : ` (default: ${String(argument.preset)})`
  return new Option(flags, `${argument.says}${preset}`)
}

/** Words become numbers where the schema wants them; the schema judges the rest. */
function converted(command: Command, argument: Argument, value: unknown): unknown {
  if (argument.kind === 'numbers' && Array.isArray(value))
    return value.map((each) => converted(command, { ...argument, kind: 'number' }, each))
  if (argument.kind !== 'number' || typeof value !== 'string') return value
  if (!/^-?\d{1,15}(\.\d{1,15})?$/.test(value)) {
    throw new QuorateError('ARGUMENTS_INVALID', {
      command: typedName(command),
      problem: `${argument.name} must be a number, not ${value.slice(0, 40)}`,
    })
  }
  return Number(value)
}

/** A global option counts wherever it stands: before the command or after it. */
function globalsOf(program: Program): GlobalOptions {
  const found: Record<string, unknown> = { instance: 'default', json: false, verbose: false, yes: false }
  for (let at: Program | null = program; at !== null; at = at.parent) {
    for (const name of Object.keys(found)) {
      if (at.getOptionValueSource(name) === 'cli' && found[name] === (name === 'instance' ? 'default' : false))
        found[name] = at.getOptionValue(name)
    }
  }
  // the keys and kinds are those of the options declared above
  return found as unknown as GlobalOptions
}

/**
 * Commander's own refusals in our words; null for help, which is no failure.
 * @param typed the command line, whose words say what may have been meant
 */
export function usageFailure(failure: unknown, commands: readonly Command[], typed: readonly string[]): QuorateError | null {
  if (!(failure instanceof CommanderError)) throw failure
  if (failure.exitCode === 0 || failure.code === 'commander.help') return null
  const problem = failure.message.replace(/^error: /, '').split('\n')[0] ?? failure.message
  const unknown = /^unknown command '(.*)'$/.exec(problem)?.[1]
  if (unknown === undefined) return new QuorateError('USAGE_INVALID', { problem })
  return unknownCommand(commands, wordsIn(typed), unknown)
}

/** What was typed without the options that every command takes, and their values. */
function wordsIn(typed: readonly string[]): readonly string[] {
  const valued = globalOptions.filter(({ flags }) => flags.includes('<')).map(({ flags }) => flags.split(' ')[0])
  return typed.filter((word, at) => !word.startsWith('-') && !valued.includes(typed[at - 1] ?? ''))
}
