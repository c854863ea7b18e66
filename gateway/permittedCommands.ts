// Which rows of the command table a caller may ask for.
import type { Command } from '#chat/commands/command.ts'
import { includesRole, isHeldTo, type Caller } from './caller.ts'

/** Is a command there for this caller? One that cannot name a fund tells of all of them, so it is for who sees all. */
export function commandSees(caller: Caller, command: Command): boolean {
  if (caller.kind !== 'key' || !includesRole(caller.role, command.permission)) return false
  if (!isHeldTo(caller, { command: command.name, role: command.permission })) return false
  return caller.funds === 'all' || isAboutFund(command)
}

/** Can it name one of the funds that are there? */
export const isAboutFund = ({ args, makesFund }: Command): boolean => 'fund' in args.shape && makesFund === undefined

/** The fund that a request to a command names, if it names one. */
export function fundNamedIn(command: Command, body: unknown): string | undefined {
  if (!isAboutFund(command) || typeof body !== 'object' || body === null || !('fund' in body)) return undefined
  return typeof body.fund === 'string' ? body.fund : undefined
}
