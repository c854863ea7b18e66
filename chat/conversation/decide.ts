// What a line means where a conversation stands: the answer to its question, a yes, or something new. Reads, and does nothing.
import { approvalLine, approvalWords } from '#chat/commands/approvalView.ts'
import { argumentList, type Argument } from '#chat/commands/argumentList.ts'
import type { Asker } from '#chat/commands/asker.ts'
import { parseArguments, typedName, type Command } from '#chat/commands/command.ts'
import type { CommandContext } from '#chat/commands/commandContext.ts'
import { nameBook } from '#chat/commands/nameBook.ts'
import { isAboutFund, isPermitted, permissionWords, requirePermitted } from '#chat/commands/permittedCommands.ts'
import { holds, roleIn } from '#chat/commands/standing.ts'
import { printable } from '#chat/commands/style.ts'
import { unknownCommand } from '#chat/commands/unknownCommand.ts'
import type { ConversationStep } from '#protocol/conversation.ts'
import { QuorateError } from '#protocol/errors.ts'
import { z } from 'zod'
import { matchOf, offersFor } from './offers.ts'
import { questionWords, type Question } from './openQuestion.ts'
import { isCancel, isNo, isYes, missingArgument, questionFor, readAnswer, type Offer } from './slots.ts'
import { lineCharsMax, readTyped, valueOf, type TypedArgs, type TypedLine, type TypedValue } from './typedLine.ts'

/** A line, who said it, and what may be looked at to understand it. */
export interface Hearing {
  readonly asker: Asker
  readonly line: string
  readonly commands: readonly Command[]
  readonly looks: Pick<CommandContext, 'host' | 'funds'>
  readonly prefix: string
}

type Args = ConversationStep extends infer Step ? (Step extends { readonly args: infer A } ? A : never) : never

/** Something that was pressed or filled in: the command is known. @throws as `decide` */
export function decideDirect(hearing: Hearing, name: string, args: TypedArgs): Promise<ConversationStep> {
  const command = hearing.commands.find((one) => one.name === name)
  if (command === undefined) throw unknownCommand(hearing.commands, name.split('.'), name)
  const kinds = new Map(argumentList(command).map((argument) => [argument.name, argument.kind]))
  const values = Object.entries(args).map(([key, value]) => [key, valueGiven(kinds.get(key) ?? 'text', value)] as const)
  return planned(hearing, command, Object.fromEntries(values))
}

/** Forms have texts only. */
function valueGiven(kind: Argument['kind'], value: TypedValue): TypedValue {
  if (typeof value !== 'string') return value
  if (kind === 'flag') return isYes(value)
  return kind === 'texts' || kind === 'numbers' ? value.split(/[\s,]+/).map((word) => valueOf(kind, word)) : valueOf(kind, value)
}

/** @returns undefined for a line without words @throws UNKNOWN_COMMAND, ARGUMENTS_INVALID, NOT_PERMITTED, QUESTION_OVER */
export async function decide(hearing: Hearing, pending: ConversationStep | null): Promise<ConversationStep | undefined> {
  const { line } = hearing
  if (line.length > lineCharsMax) throw new QuorateError('LINE_TOO_LONG', { chars: line.length, charsMax: lineCharsMax })
  const text = line.trim()
  if (pending?.kind === 'ask') return isCancel(text) ? dropped(hearing, pending) : answered(hearing, pending, text)
  if (pending?.kind === 'sure') {
    if (isYes(text)) return { kind: 'do', command: pending.command, args: pending.args }
    if (isNo(text) || isCancel(text)) return dropped(hearing, pending)
  } else if (isYes(text) || isNo(text) || isCancel(text)) throw new QuorateError('QUESTION_OVER', {})
  return begun(hearing, readTyped(hearing.commands, text))
}

const dropped = ({ commands }: Hearing, question: Question): ConversationStep => ({
  kind: 'drop',
  says: questionWords(question, commands),
})

async function begun(hearing: Hearing, read: TypedLine): Promise<ConversationStep | undefined> {
  const { asker, commands } = hearing
  switch (read.kind) {
    case 'nothing':
      return undefined
    case 'unknown': {
      const words = read.words.filter((word) => !word.startsWith('-')).map((word) => printable(word))
      // what somebody may not ask for is not proposed to them
      throw unknownCommand(
        commands.filter((command) => isPermitted(asker, command)),
        words,
      )
    }
    case 'wrong':
      throw new QuorateError('ARGUMENTS_INVALID', { command: typedName(read.command), problem: printable(read.problem) })
    case 'command':
      return planned(hearing, read.command, read.args)
  }
}

/** An answer to a question; a line that is none and reads as a command is that command. */
async function answered(
  hearing: Hearing,
  pending: ConversationStep & { readonly kind: 'ask' },
  text: string,
): Promise<ConversationStep | undefined> {
  const command = hearing.commands.find(({ name }) => name === pending.command)
  if (command === undefined) throw new QuorateError('QUESTION_OVER', {})
  const again = (problem: string): ConversationStep => ({
    ...pending,
    says: `${printable(problem)}. ${pending.says}`.slice(0, 1_000),
  })
  const input = /^inputs\.(.*)$/.exec(pending.slot)?.[1]
  if (input !== undefined) {
    if (pending.choices !== null && !pending.choices.includes(text))
      return other(hearing, text) ?? again(`"${text}" is none of them`)
    const before = pending.args['inputs']
    const inputs = [...(Array.isArray(before) ? before : []), `${input}=${text}`]
    return planned(hearing, command, { ...pending.args, inputs } as TypedArgs)
  }
  const { offersOf, named } = argumentsOf(command, hearing.asker, hearing.looks)
  const argument = named(pending.slot)
  if (argument === undefined) throw new QuorateError('QUESTION_OVER', {})
  const offers = await offersOf(pending.slot)
  const match = matchOf(text, offers)
  if (match.kind === 'near') {
    const [only, ...more] = match.offers
    // part of a name finds it; whoever changes something says which one
    const isEnough = more.length === 0 && command.permission === 'viewer' && only !== undefined
    if (isEnough) return planned(hearing, command, { ...(pending.args as TypedArgs), [argument.name]: only.value })
    return again(
      `"${text}" may be ${match.offers
        .slice(0, 5)
        .map(({ value }) => value)
        .join(', ')}`,
    )
  }
  const value = readAnswer(command, argument, match.kind === 'exact' ? match.value : text)
  const isOffered = offers.length === 0 || match.kind === 'exact'
  const asCommand = isOffered ? undefined : other(hearing, text)
  if (asCommand !== undefined) return asCommand
  // words that cannot be the answer may be something else
  if ('problem' in value) return other(hearing, text) ?? again(value.problem)
  return planned(hearing, command, { ...(pending.args as TypedArgs), [argument.name]: value.value })
}

/** The line as something new, where it reads as a command. */
function other(hearing: Hearing, text: string): Promise<ConversationStep | undefined> | undefined {
  const read = readTyped(hearing.commands, text)
  return read.kind === 'command' ? begun(hearing, read) : undefined
}

/** From what is known of the arguments: what is asked next, or that it is done. */
async function planned(hearing: Hearing, command: Command, typed: TypedArgs): Promise<ConversationStep> {
  const { asker, looks } = hearing
  if (!isPermitted(asker, command))
    throw new QuorateError('NOT_PERMITTED', {
      command: typedName(command),
      permission: isAboutFund(command) ? command.permission : permissionWords(asker, command, undefined),
    })
  const { offersOf, all } = argumentsOf(command, asker, looks)
  const args: Record<string, TypedValue> = { ...typed }
  // part of a name first: whose fund it is about is known by the whole one
  for (const { name } of all) {
    const value = args[name]
    // a fund by its whole name is that fund, also where it is not offered
    if (typeof value !== 'string' || (name === 'fund' && looks.host.view(`fund:${value}`) !== undefined)) continue
    const found = await placed(command, name, value, await offersOf(name))
    if (found.kind === 'ask') return asking(command, omit(args, name), { slot: name, ...found })
    args[name] = found.value
  }
  if (isAboutFund(command) && args['fund'] === undefined) {
    const fund = await fundMeant(hearing, command, args)
    if (fund !== undefined) args['fund'] = fund
    else if (!holds(asker, command.permission) && command.ofCaller !== true && !lacksWhatWaits(command, args)) {
      const offers = await offersOf('fund')
      return asking(command, args, { slot: 'fund', says: 'Which fund?', offers })
    }
  }
  // what is refused in the end is refused before anything is asked
  if (args['fund'] !== undefined) requirePermitted(asker, command, args)
  const missing = missingArgument(command, args)
  const shown = missing?.name === 'revision' ? await approvalShown(command, args, hearing) : undefined
  if (shown !== undefined) return shown
  if (missing !== undefined) {
    const offers = await offersOf(missing.name)
    if (offers.length === 0 && isOfWhatWaits(command, missing))
      throw new QuorateError('NOTHING_WAITS', { command: typedName(command), kind: command.name.split('.')[0] })
    return asking(command, args, { slot: missing.name, says: questionFor(command, missing, offers), offers })
  }
  parseArguments(command, args)
  const question = command.confirm?.(args as never)
  if (question !== undefined) return { kind: 'sure', command: command.name, args: args as Args, says: question }
  return { kind: 'do', command: command.name, args: args as Args }
}

/** Something to decide or to take on: where there is none there is nothing to choose. */
const isOfWhatWaits = ({ name, permission }: Command, argument: Argument): boolean =>
  argument.name === 'id' && permission !== 'viewer' && /^(approval|incident)\./.test(name)

/** It is asked which one, of all the funds where the asker may; that says which fund. */
const lacksWhatWaits = (command: Command, args: TypedArgs): boolean =>
  args['id'] === undefined && argumentList(command).some((argument) => isOfWhatWaits(command, argument))

/** The fund that goes without saying: of what is decided or dealt with, or the only one that there is for the asker. */
async function fundMeant({ asker, looks }: Hearing, command: Command, args: TypedArgs): Promise<string | undefined> {
  const { all, offersOf } = argumentsOf(command, asker, looks)
  const { id } = args
  const isEverywhere = holds(asker, command.permission) || command.ofCaller === true
  if (!isEverywhere && typeof id === 'string') {
    const [group = ''] = command.name.split('.')
    const found = fundOfSchema.safeParse(looks.host.view(`${group}:${id}`)?.context).data?.fundId
    if (found !== undefined && roleIn(asker, found) !== undefined) return found === '' ? refusedEverywhere(asker, command) : found
    // of what is in another fund there is nothing to be found in one's own
    const [first] = await offersOf('fund')
    return first?.value ?? (asker.funds === 'all' ? undefined : asker.funds[0])
  }
  const isNeeded = !isEverywhere || all.some(({ name, required }) => name === 'fund' && required)
  const [only, ...others] = isNeeded ? await offersOf('fund') : []
  return others.length === 0 ? only?.value : undefined
}
/** Of no fund is what is of all of them. */
function refusedEverywhere(asker: Asker, command: Command): never {
  throw new QuorateError('NOT_PERMITTED', { command: typedName(command), permission: permissionWords(asker, command, undefined) })
}
const fundOfSchema = z.object({ fundId: z.string() })

const asking = (
  command: Command,
  args: TypedArgs,
  { slot, says, offers }: { readonly slot: string; readonly says: string; readonly offers: readonly Offer[] },
): ConversationStep => ({
  kind: 'ask',
  command: command.name,
  args: args as Args,
  slot,
  says: says.slice(0, 1_000),
  choices: null,
  offered: offeredOf(offers),
})

/** As many as a person chooses from, and as much of each as they read; completions have the rest. */
export const offeredOf = (offers: readonly Offer[]): Offer[] =>
  offers.slice(0, offeredMax).map(({ value, label }) => ({ value: value.slice(0, 256), label: printable(label).slice(0, 256) }))
const offeredMax = 10

/** What was typed for an argument: itself, the one that it is part of, or a question which one. */
async function placed(
  command: Command,
  name: string,
  typed: string,
  offers: readonly Offer[],
): Promise<
  | { readonly kind: 'is'; readonly value: string }
  | { readonly kind: 'ask'; readonly says: string; readonly offers: readonly Offer[] }
> {
  const match = matchOf(typed, offers)
  if (match.kind === 'exact') return { kind: 'is', value: match.value }
  // a choice of the schema, or nothing that is there: the command says so in its own words
  if (match.kind === 'none') return { kind: 'is', value: typed }
  const [only, ...more] = match.offers
  if (more.length === 0 && only !== undefined && command.permission === 'viewer') return { kind: 'is', value: only.value }
  const named = match.offers.slice(0, 5).map(({ value }) => value)
  return {
    kind: 'ask',
    says: `"${printable(typed).slice(0, 60)}" may be ${named.join(', ')}. Which ${name}?`,
    offers: match.offers,
  }
}

/** A decision without its revision: what would be decided is shown as it is now, and a yes is about exactly that. */
async function approvalShown(
  command: Command,
  args: TypedArgs,
  { looks, asker }: Hearing,
): Promise<ConversationStep | undefined> {
  const { id, fund } = args
  if (!command.name.startsWith('approval.') || typeof id !== 'string') return undefined
  const line = approvalLine(looks.host, id, typeof fund === 'string' ? fund : undefined)
  if (roleIn(asker, line.fundId) === undefined) throw new QuorateError('UNKNOWN_APPROVAL', { id })
  const words = approvalWords(line, nameBook(await looks.funds.list()))
  const asked = [
    `${printable(words)} of fund ${line.fundId}`,
    `asked by ${printable(line.requester.person)}`,
    `digest ${line.digest}`,
  ]
  const says = `${asked.join('\n')}\n${command.name === 'approval.approve' ? 'Approve' : 'Reject'} this?`
  return { kind: 'sure', command: command.name, args: { ...args, revision: line.revision } as Args, says: says.slice(0, 4_000) }
}

const omit = (args: TypedArgs, name: string): TypedArgs =>
  Object.fromEntries(Object.entries(args).filter(([key]) => key !== name))

/** A command's arguments, with what may stand for each. */
export function argumentsOf(
  command: Command,
  asker: Asker,
  looks: Hearing['looks'],
): {
  readonly all: readonly Argument[]
  readonly named: (name: string) => Argument | undefined
  readonly offersOf: (name: string) => Promise<readonly Offer[]>
} {
  const all = argumentList(command)
  const named = (name: string): Argument | undefined => all.find((one) => one.name === name)
  return {
    all,
    named,
    offersOf: async (name) => {
      const argument = named(name)
      return argument === undefined ? [] : offersFor(command, argument, asker, looks)
    },
  }
}
