// An API key, a session or a chat link as its bot holds it at this moment, and whether who was let in by it may still do so.
import { createHash, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { roles } from '#protocol/permission.ts'
import type { Address } from '#runtime/authoring.ts'
import type { Host } from '#runtime/host.ts'
import type { Asker } from './asker.ts'
import type { Permission } from './command.ts'
import { holds } from './standing.ts'

// as machines/apiKey.ts, machines/session.ts and machines/link.ts keep it
const contextSchema = z.object({
  /** absent: it is proven elsewhere, as a link by its messenger */
  hash: z.string().optional(),
  role: z.enum(roles),
  funds: z.union([z.literal('all'), z.array(z.string())]),
  roles: z.array(z.object({ fund: z.string(), role: z.enum(roles) })).exactOptional(),
  person: z.string().optional(),
  may: z.array(z.string()).optional(),
})
/** What a key, a session or a link is, and may do. */
export type GrantInForce = z.output<typeof contextSchema>

/** @param principal `key:…`, `session:…` or `link:…`. @returns undefined for one that never was, was revoked or has expired */
export function grantInForce(host: Pick<Host, 'view'>, principal: string): GrantInForce | undefined {
  if (!/^(?:key|session|link):/.test(principal)) return undefined
  const view = host.view(principal as Address)
  const known = view?.status === 'active' ? contextSchema.safeParse(view.context) : undefined
  return known?.success === true ? known.data : undefined
}

/** Is this the secret that a grant was given with? */
export function proves(secret: string, { hash }: GrantInForce): boolean {
  if (hash === undefined) return false
  return timingSafeEqual(createHash('sha256').update(secret).digest(), Buffer.from(hash, 'hex'))
}

/** Asked again where something is done: between the door and the deed a key may be revoked, or expire. */
export function isStillAllowed(
  host: Pick<Host, 'view'>,
  { principal }: Pick<Asker, 'principal'>,
  permission: Permission,
  fundId?: string,
): boolean {
  const grant = grantInForce(host, principal)
  return grant !== undefined && holds(grant, permission, fundId)
}
