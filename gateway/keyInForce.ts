// An API key as its bot holds it at this moment, and whether a caller may still do what the door let it in for.
import { z } from 'zod'
import type { Permission } from '#chat/commands/command.ts'
import type { Host } from '#runtime/host.ts'
import { includesRole, type Caller } from './caller.ts'

// as machines/apiKey.ts keeps it
const contextSchema = z.object({
  hash: z.string(),
  role: z.enum(['viewer', 'operator', 'approver', 'admin']),
  funds: z.union([z.literal('all'), z.array(z.string())]),
  person: z.string().optional(),
})
/** What a key is, and may do. */
export type KeyInForce = z.output<typeof contextSchema>

/** Undefined for a key that never was, was revoked or has expired. */
export function keyInForce(host: Pick<Host, 'view'>, id: string): KeyInForce | undefined {
  const view = host.view(`key:${id}`)
  const known = view?.status === 'active' ? contextSchema.safeParse(view.context) : undefined
  return known?.success === true ? known.data : undefined
}

/** Asked again where something is done: between the door and the deed a key may be revoked, or expire. */
export function isStillAllowed(host: Pick<Host, 'view'>, caller: Caller, permission: Permission, fundId?: string): boolean {
  if (caller.kind !== 'key') return false
  const key = keyInForce(host, caller.principal.slice('key:'.length))
  if (key === undefined || !includesRole(key.role, permission)) return false
  return key.funds === 'all' || (fundId !== undefined && key.funds.includes(fundId))
}

/** Would who was let in be let in again? Asked for as long as a stream is open. */
export function isStillIn(host: Pick<Host, 'view'>, caller: Caller): boolean {
  return caller.kind !== 'key' || isStillAllowed(host, caller, caller.role, caller.funds === 'all' ? undefined : caller.funds[0])
}
