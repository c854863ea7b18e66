// Which rows of the command table somebody may ask for.
import { QuorateError } from '#protocol/errors.ts'
import { includesRole, isHeldTo, type Asker } from './asker.ts'
import type { Command } from './command.ts'

/** Is a command there for this asker? One that cannot name a fund tells of all of them, so it is for who sees all. */
export function isPermitted(asker: Asker, command: Command): boolean {
  if (!includesRole(asker.role, command.permission)) return false
  if (!isHeldTo(asker, `commands.${command.name}`)) return false
  return asker.funds === 'all' || isAboutFund(command)
}

/** Decides at the door. @throws UNKNOWN_FUND for a fund of somebody else, of which nothing is said; NOT_PERMITTED */
export function requirePermitted(asker: Asker, command: Command, args: unknown): void {
  const named = fundNamedIn(command, args)
  const seesSome = asker.funds !== 'all'
  if (named !== undefined && asker.funds !== 'all' && !asker.funds.includes(named))
    throw new QuorateError('UNKNOWN_FUND', { fundId: named })
  const permission = seesSome ? `${command.permission} of every fund` : command.permission
  if (!isPermitted(asker, command) || (named === undefined && seesSome))
    throw new QuorateError('NOT_PERMITTED', { command: command.name, permission })
}

/** Can it name one of the funds that are there? */
export const isAboutFund = ({ args, makesFund }: Command): boolean => 'fund' in args.shape && makesFund === undefined

/** The fund that a request to a command names, if it names one. */
export function fundNamedIn(command: Command, body: unknown): string | undefined {
  if (!isAboutFund(command) || typeof body !== 'object' || body === null || !('fund' in body)) return undefined
  return typeof body.fund === 'string' ? body.fund : undefined
}
