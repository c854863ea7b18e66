// Who a messenger's user is: whoever a link in force says, as far as their workspace may. Nobody else may anything but link.
import { z } from 'zod'
import { lesserRole, includesRole, type Asker } from '#chat/commands/asker.ts'
import type { Permission } from '#chat/commands/command.ts'
import { isStillAllowed } from '#chat/commands/grantInForce.ts'
import type { BotView, Host } from '#runtime/host.ts'
import type { MessengerUser } from './messenger.ts'

/** What anybody in a workspace may at most. */
export interface Ceiling {
  readonly role: Permission
  readonly funds: 'all' | readonly string[]
}
/** A workspace that is not listed has none: nobody there is anybody. */
export type CeilingOf = (user: MessengerUser) => Ceiling | undefined

// as machines/link.ts keeps it
const linkSchema = z.object({
  messenger: z.string(),
  workspace: z.string(),
  user: z.string(),
  person: z.string(),
  role: z.enum(['viewer', 'operator', 'approver', 'admin']),
  funds: z.union([z.literal('all'), z.array(z.string())]),
})

/** The link of a user that is in force, the newest of several. */
export function linkInForce(host: Pick<Host, 'list'>, { messenger, workspace, user }: MessengerUser): BotView | undefined {
  return host
    .list('link')
    .filter(({ status }) => status === 'active')
    .toSorted((a, b) => b.seq - a.seq)
    .find(({ context }) => {
      const link = linkSchema.safeParse(context).data
      return link?.messenger === messenger && link.workspace === workspace && link.user === user
    })
}

/** Who is not known may say who they are, and nothing else. */
export const strangerOf = ({ messenger, workspace, user }: MessengerUser): Asker => ({
  principal: `${messenger}:${workspace}.${user}`,
  person: null,
  role: 'viewer',
  funds: 'all',
  may: ['commands.link', 'commands.whoami'],
})
export const isStranger = ({ principal }: Asker): boolean => !principal.startsWith('link:')

/** Who it is, and what they may here. */
export function askerOf(host: Pick<Host, 'list'>, user: MessengerUser, ceilingOf: CeilingOf): Asker {
  const ceiling = ceilingOf(user)
  const found = ceiling === undefined ? undefined : linkInForce(host, user)
  const link = linkSchema.safeParse(found?.context).data
  if (ceiling === undefined || found === undefined || link === undefined) return strangerOf(user)
  const role = lesserRole(link.role, ceiling.role)
  return { principal: found.address, person: link.person, role, funds: sharedFunds(link.funds, ceiling.funds) }
}

/** Asked again where something is done: the link may be gone by then, and the workspace may less. */
export function mayStillHere(
  host: Pick<Host, 'view'>,
  asker: Asker,
  ceiling: Ceiling | undefined,
  [permission, fundId]: readonly [Permission, string?],
): boolean {
  if (ceiling === undefined || !includesRole(ceiling.role, permission)) return false
  if (ceiling.funds !== 'all' && (fundId === undefined || !ceiling.funds.includes(fundId))) return false
  return isStillAllowed(host, asker, permission, fundId)
}

function sharedFunds(one: Ceiling['funds'], other: Ceiling['funds']): Ceiling['funds'] {
  if (one === 'all') return other
  return other === 'all' ? one : one.filter((fund) => other.includes(fund))
}
