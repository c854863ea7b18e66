// The quorate command: reads what was typed, asks the daemon or answers here, prints the result, ends with its code.
import { parseArguments, typedName, type Command } from '#chat/commands/command.ts'
import { commandTable } from '#chat/commands/commandTable.ts'
import { whereDrawn } from '#chat/commands/picture.ts'
import { QuorateError } from '#protocol/errors.ts'
import { askYes } from './askYes.ts'
import { controlClient } from './controlClient.ts'
import { complainAbout } from './exitCodes.ts'
import { demoInstance, instanceFolders } from './instance.ts'
import { localCommands } from './localCommands.ts'
import { commandProgram, usageFailure, type GlobalOptions } from './program.ts'
import { openTerminal, type Terminal } from './terminal.ts'
import { toldFor } from './toldFor.ts'

/** Runs one command line. Never rejects: a failure is said and becomes the exit code. */
export async function main(words: readonly string[], terminal: Terminal = openTerminal()): Promise<number> {
  let exit = 0
  // until the words are understood; what fails before tells nothing of an instance
  let options: Told = { instance: 'default', json: words.includes('--json'), verbose: words.includes('--verbose') }
  const help: string[] = []
  const program = commandProgram(
    commandTable,
    async (command, args, given) => {
      options = { ...given, instance: command.name === 'demo' ? demoInstance(given.instance) : given.instance }
      exit = await perform(command, args, given, terminal)
    },
    { writeOut: (text) => void help.push(text) },
  )
  try {
    if (words.length === 0) help.push(program.helpInformation())
    else await program.parseAsync([...words], { from: 'user' })
  } catch (failure) {
    exit = complain(failure, terminal, options, words)
  }
  if (help.length > 0) await terminal.say(help.join('').trimEnd())
  return exit
}

type Told = Pick<GlobalOptions, 'instance' | 'json' | 'verbose'>

function complain(failure: unknown, terminal: Terminal, options: Told, words: readonly string[]): number {
  if (failure instanceof QuorateError) return complainAbout(failure, terminal, options)
  let usage: QuorateError | null
  try {
    usage = usageFailure(failure, commandTable, words)
  } catch (bug) {
    return complainAbout(bug, terminal, options)
  }
  return usage === null ? 0 : complainAbout(usage, terminal, options)
}

async function perform(
  command: Command,
  typed: Readonly<Record<string, unknown>>,
  options: GlobalOptions,
  terminal: Terminal,
): Promise<number> {
  parseArguments(command, typed) // refused here, before anything is started or asked
  const folders = instanceFolders(options.instance)
  await confirm(command, typed, options, terminal)
  const local = localCommands[command.name]
  const items =
    local === undefined
      ? askDaemon(command, typed, folders, terminal)
      : local(typed, { ...options, terminal, environment: process.env })
  let exit = 0
  for await (const result of items) {
    await terminal.say(options.json ? JSON.stringify(result) : toldFor(folders.name, command.render(result, terminal.style)))
    const picture = options.json || !terminal.interactive ? null : command.picture(result)
    if (picture !== null) terminal.complain(toldFor(folders.name, whereDrawn(picture.bot, terminal.errorStyle)))
    exit = command.exit(result)
    if (terminal.gone.aborted) break
  }
  return exit
}

async function* askDaemon(
  command: Command,
  args: unknown,
  folders: { name: string; storage: string },
  terminal: Terminal,
): AsyncIterable<unknown> {
  const client = controlClient(folders.name, folders.storage)
  if (!command.streams) {
    yield await client.ask(command.name, args)
    return
  }
  const left = new AbortController()
  const leave = (): void => left.abort()
  process.once('SIGINT', leave)
  try {
    yield* client.stream(command.name, args, AbortSignal.any([terminal.gone, left.signal]))
  } finally {
    process.off('SIGINT', leave)
  }
}

/** The question that a command's arguments raise; one that only its work can tell is asked there. */
async function confirm(command: Command, args: unknown, options: GlobalOptions, terminal: Terminal): Promise<void> {
  // parsed above, so this only reads
  const question = command.confirm?.(args as never)
  if (question !== undefined) await askYes(typedName(command), question, { ...options, terminal })
}

if (import.meta.main) {
  const exit = await main(process.argv.slice(2))
  // what is written is flushed first; a handle that some library left open does not keep the command alive
  process.exitCode = exit
  process.stdout.end(() => process.exit(exit))
}
