// Who a messenger's user is: whoever a link in force says, as far as their workspace may. Nobody else may anything but link.
import { z } from 'zod'
import type { Asker, Standing } from '#chat/commands/asker.ts'
import type { Permission } from '#chat/commands/command.ts'
import { isStillAllowed } from '#chat/commands/grantInForce.ts'
import { holds, lesserStanding } from '#chat/commands/standing.ts'
import { roles } from '#protocol/permission.ts'
import type { BotView, Host } from '#runtime/host.ts'
import type { MessengerUser } from './messenger.ts'

/** What anybody in a workspace may at most. */
export type Ceiling = Pick<Standing, 'role' | 'funds'>
/** A workspace that is not listed has none: nobody there is anybody. */
export type CeilingOf = (user: MessengerUser) => Ceiling | undefined

// as machines/link.ts keeps it
const linkSchema = z.object({
  messenger: z.string(),
  workspace: z.string(),
  user: z.string(),
  person: z.string(),
  role: z.enum(roles),
  funds: z.union([z.literal('all'), z.array(z.string())]),
  roles: z.array(z.object({ fund: z.string(), role: z.enum(roles) })).exactOptional(),
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
  return { principal: found.address, person: link.person, ...lesserStanding(link, ceiling) }
}

/** Asked again where something is done: the link may be gone by then, and the workspace may less. */
export function mayStillHere(
  host: Pick<Host, 'view'>,
  asker: Asker,
  ceiling: Ceiling | undefined,
  [permission, fundId]: readonly [Permission, string?],
): boolean {
  return ceiling !== undefined && holds(ceiling, permission, fundId) && isStillAllowed(host, asker, permission, fundId)
}
