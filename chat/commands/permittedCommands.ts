// Which rows of the command table somebody may ask for.
import { QuorateError } from '#protocol/errors.ts'
import { includesRole, isHeldTo, type Asker } from './asker.ts'
import type { Command } from './command.ts'
import { greatestRole, holds, roleIn } from './standing.ts'

/** Is a command there for this asker? One that cannot name a fund tells of all of them, so it is for who may in each. */
export function isPermitted(asker: Asker, command: Command): boolean {
  if (!isHeldTo(asker, `commands.${command.name}`)) return false
  const greatest = greatestRole(asker)
  if (greatest === undefined || !includesRole(greatest, command.permission)) return false
  return isOfCaller(command) || isAboutFund(command) || holds(asker, command.permission)
}

/** Decides at the door. @throws UNKNOWN_FUND for a fund of somebody else, of which nothing is said; NOT_PERMITTED */
export function requirePermitted(asker: Asker, command: Command, args: unknown): void {
  const named = fundNamedIn(command, args)
  if (named !== undefined && roleIn(asker, named) === undefined) throw new QuorateError('UNKNOWN_FUND', { fundId: named })
  const isEnough = isOfCaller(command) || holds(asker, command.permission, named)
  if (!isPermitted(asker, command) || !isEnough)
    throw new QuorateError('NOT_PERMITTED', { command: command.name, permission: permissionWords(asker, command, named) })
}

/** Which role it takes, and where that is not the same everywhere: of which fund. */
export function permissionWords(asker: Asker, { permission }: Pick<Command, 'permission'>, fundId: string | undefined): string {
  if (asker.funds === 'all' && asker.roles === undefined) return permission
  return `${permission} of ${fundId ?? 'every fund'}`
}

/** Is it about who asks, and no fund's matter? */
const isOfCaller = ({ ofCaller }: Command): boolean => ofCaller === true

/** Can it name one of the funds that are there? */
export const isAboutFund = ({ args, makesFund }: Command): boolean => 'fund' in args.shape && makesFund === undefined

/** The fund that a request to a command names, if it names one. */
export function fundNamedIn(command: Command, body: unknown): string | undefined {
  if (!isAboutFund(command) || typeof body !== 'object' || body === null || !('fund' in body)) return undefined
  return typeof body.fund === 'string' ? body.fund : undefined
}
