// An API key or a session as its bot holds it at this moment, and whether a caller may still do what the door let it in for.
import { createHash, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Permission } from '#chat/commands/command.ts'
import type { Address } from '#runtime/authoring.ts'
import type { Host } from '#runtime/host.ts'
import { includesRole, type Caller } from './caller.ts'

// as machines/apiKey.ts and machines/session.ts keep it
const contextSchema = z.object({
  hash: z.string(),
  role: z.enum(['viewer', 'operator', 'approver', 'admin']),
  funds: z.union([z.literal('all'), z.array(z.string())]),
  person: z.string().optional(),
  may: z.array(z.string()).optional(),
})
/** What a key or a session is, and may do. */
export type GrantInForce = z.output<typeof contextSchema>

/** @param principal `key:…` or `session:…`. @returns undefined for one that never was, was revoked or has expired */
export function grantInForce(host: Pick<Host, 'view'>, principal: string): GrantInForce | undefined {
  if (!/^(?:key|session):/.test(principal)) return undefined
  const view = host.view(principal as Address)
  const known = view?.status === 'active' ? contextSchema.safeParse(view.context) : undefined
  return known?.success === true ? known.data : undefined
}

/** Is this the secret that a grant was given with? */
export function proves(secret: string, { hash }: GrantInForce): boolean {
  return timingSafeEqual(createHash('sha256').update(secret).digest(), Buffer.from(hash, 'hex'))
}

/** Asked again where something is done: between the door and the deed a key may be revoked, or expire. */
export function isStillAllowed(host: Pick<Host, 'view'>, caller: Caller, permission: Permission, fundId?: string): boolean {
  if (caller.kind !== 'key') return false
  const key = grantInForce(host, caller.principal)
  if (key === undefined || !includesRole(key.role, permission)) return false
  return key.funds === 'all' || (fundId !== undefined && key.funds.includes(fundId))
}

/** Would who was let in be let in again? Asked for as long as a stream is open. */
export function isStillIn(host: Pick<Host, 'view'>, caller: Caller): boolean {
  return caller.kind !== 'key' || isStillAllowed(host, caller, caller.role, caller.funds === 'all' ? undefined : caller.funds[0])
}
