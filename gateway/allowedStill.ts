// Whether a caller that the door let in may still do what it was let in for, and which commands are there for it.
import type { Asker } from '#chat/commands/asker.ts'
import type { Command, Permission } from '#chat/commands/command.ts'
import { isStillAllowed } from '#chat/commands/grantInForce.ts'
import { isPermitted } from '#chat/commands/permittedCommands.ts'
import type { Host } from '#runtime/host.ts'
import type { Caller } from './caller.ts'

/** A caller as commands know it; undefined for bots and for nobody: the table is for people and services. */
export const askerIn = (caller: Caller): Asker | undefined => (caller.kind === 'key' ? caller : undefined)

/** Asked again where something is done. */
export function mayStill(host: Pick<Host, 'view'>, caller: Caller, permission: Permission, fundId?: string): boolean {
  const asker = askerIn(caller)
  return asker !== undefined && isStillAllowed(host, asker, permission, fundId)
}

/** Would who was let in be let in again? Asked for as long as a stream is open. */
export function isStillIn(host: Pick<Host, 'view'>, caller: Caller): boolean {
  return caller.kind !== 'key' || mayStill(host, caller, caller.role, caller.funds === 'all' ? undefined : caller.funds[0])
}

/** Is a command there for this caller? */
export function commandSees(caller: Caller, command: Command): boolean {
  const asker = askerIn(caller)
  return asker !== undefined && isPermitted(asker, command)
}
