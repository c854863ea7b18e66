// One command: what a person may ask, who may ask it, how it is answered and how the answer reads.
// Every surface (command line, control socket, gateway, messengers) is generated from rows of this shape.
import type { z } from 'zod'
import { QuorateError } from '#protocol/errors.ts'
import type { PictureShown } from '#protocol/pictureShown.ts'
import type { Host } from '#runtime/host.ts'
import type { CommandContext } from './commandContext.ts'
import type { Style } from './style.ts'
import type { Told } from './told.ts'

/** Who may ask; each includes the ones before it. */
export type Permission = 'viewer' | 'operator' | 'approver' | 'admin'

/** Something a person can type, and what it does. Every example is typed by a test. */
export interface CommandExample {
  readonly type: string
  readonly does: string
}

/** What every row of the table says about itself. */
export interface CommandWords<Args extends z.ZodObject> {
  /** On the wire and, with dots as spaces, on the command line: `fund.create`. */
  readonly name: string
  /** What people say for it as well, as it is typed: `pause` for `fund pause`. No other command begins with that. */
  readonly also?: readonly string[]
  /** One line, without a full stop. */
  readonly summary: string
  readonly help: string
  readonly permission: Permission
  /** Its `fund` is none of those that are there: it is about the instance, so it is for who sees all funds. */
  readonly makesFund?: true
  /** It is about who asks: whoever is known may ask it, of whichever funds. */
  readonly ofCaller?: true
  readonly args: Args
  /** Keys of `args` that are typed without a name, in order. The others are options. */
  readonly positionals: readonly (keyof Args['shape'] & string)[]
  readonly examples: readonly CommandExample[]
  /** The question to be answered with yes before it runs; undefined runs at once. */
  confirm?(args: z.output<Args>): string | undefined
}

/** A row as the table holds it: its argument and result types are closed over. */
export interface Command extends CommandWords<z.ZodObject> {
  readonly also: readonly string[]
  /** `here`: needs this machine's files, processes or terminal and is answered by the command line itself. */
  readonly runs: 'daemon' | 'here'
  /** A stream answers with items, one JSON line each; the others answer with one result. */
  readonly streams: boolean
  /** What it answers; undefined for streams, and for what only the command line answers. */
  readonly result: z.ZodType | undefined
  /** Does it touch nothing but bots? askedOnce.ts says what that spares. */
  readonly onlyBots: boolean
  /** @throws ARGUMENTS_INVALID, and what the command itself refuses. */
  answer(args: unknown, context: CommandContext): AsyncIterable<unknown>
  /** The result (or one item) as text, without a final line break. */
  render(result: unknown, style: Style): string
  /** What a picture beside this result would show; null where words say it all. */
  picture(result: unknown): PictureShown | null
  /** What of a result may be written down; all of it, where it has no secret. */
  kept(result: unknown): unknown
  /** The exit code a command line ends with after this result. */
  exit(result: unknown): number
}

interface Spoken<Result> {
  render(result: Result, style: Style): string
  /** A picture that says it better, where the answer can have one; null: this one has none. */
  picture?(result: Result): PictureShown | null
  /** What may be kept of an answer that has a secret in it: whoever sends the request again is told this. */
  kept?(result: Result): Result
  exit?(result: Result): number
}
type Asked<Args extends z.ZodObject, Result> = CommandWords<Args> &
  Spoken<Result> & { run(args: z.output<Args>, context: CommandContext): Promise<Result> }
type Streamed<Args extends z.ZodObject, Item> = CommandWords<Args> &
  Spoken<Item> & { run(args: z.output<Args>, context: CommandContext): AsyncIterable<Item> }

/** What a command answers: for its type, for the API's document and for the client that is made from it. */
interface Answers<Result extends z.ZodType> {
  readonly result: Result
}

/** A command that the daemon answers with one result. */
export function askCommand<Args extends z.ZodObject, Result extends z.ZodType>(
  spec: Asked<Args, Told<Result>> & Answers<Result>,
): Command {
  return close(spec, 'daemon', false, async function* (args, context) {
    yield await spec.run(parseArguments(spec, args), context)
  })
}

/** What a command may reach that does no more than tell bots something and read their answers. */
export interface BotsContext extends Pick<CommandContext, 'clock' | 'who' | 'person' | 'isStillAllowed' | 'requestId'> {
  readonly host: Pick<Host, 'send' | 'ask' | 'view' | 'list'>
}
/** A command that the daemon answers with one result and that touches nothing but bots. */
export function askBotsCommand<Args extends z.ZodObject, Result extends z.ZodType>(
  spec: CommandWords<Args> &
    Spoken<Told<Result>> &
    Answers<Result> & { run(args: z.output<Args>, context: BotsContext): Promise<Told<Result>> },
): Command {
  return { ...askCommand(spec), onlyBots: true }
}

/** A command that the daemon answers with items, for as long as the asker listens. */
export function streamCommand<Args extends z.ZodObject, Item>(spec: Streamed<Args, Item>): Command {
  return close(spec, 'daemon', true, async function* (args, context) {
    yield* spec.run(parseArguments(spec, args), context)
  })
}

/** A command that only the command line can answer; `Result` is what its handler in `cli/` gives. */
export function localCommand<Args extends z.ZodObject, Result>(
  spec: CommandWords<Args> & Spoken<Result> & { readonly streams?: boolean },
): Command {
  // oxlint-disable-next-line require-yield -- it only ever refuses
  return close(spec, 'here', spec.streams ?? false, async function* () {
    throw new QuorateError('ARGUMENTS_INVALID', {
      command: spec.name,
      problem: 'only the command line of this machine can do this',
    })
  })
}

/** @throws ARGUMENTS_INVALID naming every argument that is missing, unknown or wrong. */
export function parseArguments<Args extends z.ZodObject>(
  spec: Pick<CommandWords<Args>, 'name' | 'args'>,
  given: unknown,
): z.output<Args> {
  const parsed = spec.args.safeParse(given ?? {})
  if (parsed.success) return parsed.data
  const missing = (issue: z.core.$ZodIssue): boolean =>
    issue.code === 'invalid_type' && issue.path.length === 1 && !Object.hasOwn(Object(given ?? {}), String(issue.path[0]))
  const problem = parsed.error.issues
    .map((issue) => {
      if (issue.code === 'unrecognized_keys') return `unknown argument ${issue.keys.join(', ')}`
      const path = issue.path.join('.')
      return missing(issue) ? `${path} is missing` : path === '' ? issue.message : `${path}: ${issue.message}`
    })
    .join('; ')
  throw new QuorateError('ARGUMENTS_INVALID', { command: spec.name.replaceAll('.', ' '), problem })
}

/** What a command answers once. @throws what the command refuses */
export async function onlyAnswer(
  command: Pick<Command, 'name' | 'answer'>,
  args: unknown,
  context: CommandContext,
): Promise<unknown> {
  for await (const answer of command.answer(args, context)) return answer
  throw new Error(`command ${command.name} answered nothing`)
}

/** How a command is typed: `fund create`. */
export function typedName(command: Pick<Command, 'name'>): string {
  return command.name.replaceAll('.', ' ')
}

function close<Args extends z.ZodObject, Result>(
  spec: CommandWords<Args> & Spoken<Result> & Partial<Answers<z.ZodType>>,
  runs: Command['runs'],
  streams: boolean,
  answer: Command['answer'],
): Command {
  const { name, also = [], summary, help, permission, makesFund, ofCaller, args, positionals, examples } = spec
  return {
    name,
    also,
    summary,
    help,
    permission,
    ...(makesFund === true && { makesFund }),
    ...(ofCaller === true && { ofCaller }),
    args,
    result: spec.result,
    positionals,
    examples,
    runs,
    streams,
    onlyBots: false,
    answer,
    ...(spec.confirm !== undefined && { confirm: (given: unknown) => spec.confirm?.(parseArguments(spec, given)) }),
    // the result came from this very row's handler, here or over the wire
    render: (result, style) => spec.render(result as Result, style),
    picture: (result) => spec.picture?.(result as Result) ?? null,
    kept: (result) => (spec.kept === undefined ? result : spec.kept(result as Result)),
    exit: (result) => spec.exit?.(result as Result) ?? 0,
  }
}
