// Who a principal is, as people call them.
import { z } from 'zod'
import type { Address } from '#runtime/authoring.ts'
import type { Host } from '#runtime/host.ts'

/** Of what speaks in a person's name; a service's key has none. */
const heldSchema = z.object({ person: z.string().min(1) })
const spoken = /^(?:link|key|session):.+$/

/** The person that a link, a key or a session speaks for; any other principal is told as it is. */
export function personBehind(host: Pick<Host, 'view'>, principal: string): string {
  if (!spoken.test(principal)) return principal
  // the pattern is an address's
  return heldSchema.safeParse(host.view(principal as Address)?.context).data?.person ?? principal
}
