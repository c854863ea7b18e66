// Which rows of the command table a caller may ask for.
import type { Command } from '#chat/commands/command.ts'
import { includesRole, type Caller } from './caller.ts'

/** Is a command there for this caller? Those that name no fund tell of all of them, so they are for who sees all. */
export function commandSees(caller: Caller, command: Command): boolean {
  if (caller.kind !== 'key' || !includesRole(caller.role, command.permission)) return false
  return caller.funds === 'all' || isOfOneFund(command)
}

/** Does a command's argument say which fund it is about? */
export function isOfOneFund(command: Command): boolean {
  const { fund } = command.args.shape as {
    readonly fund?: { readonly safeParse: (value: unknown) => { readonly success: boolean } }
  }
  return fund !== undefined && !fund.safeParse(undefined).success
}
