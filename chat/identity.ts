// Who a messenger's user is: whoever a link in force says, as far as their workspace may. Nobody else may anything but link.
// Discord's users are the same in every server, and who writes to the bot itself comes from none: they are whoever their
// links in servers say, if these agree, and may what each of these may.
import { z } from 'zod'
import type { Asker, Standing } from '#chat/commands/asker.ts'
import type { Permission } from '#chat/commands/command.ts'
import { greatestRole, holds, lesserStanding } from '#chat/commands/standing.ts'
import { QuorateError } from '#protocol/errors.ts'
import { roles } from '#protocol/permission.ts'
import type { BotView, Host } from '#runtime/host.ts'
import { noWorkspace, type MessengerUser } from './messenger.ts'

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

type Link = Standing & Pick<MessengerUser, 'workspace' | 'user'> & Pick<BotView, 'address'> & { readonly person: string }
type Looks = Pick<Host, 'list'>

/** Links of a messenger that are in force, the newest first. */
const linksOf = (host: Looks, messenger: string): readonly Link[] =>
  host
    .list('link')
    .filter(({ status }) => status === 'active')
    .toSorted((a, b) => b.seq - a.seq)
    .flatMap(({ context, address }) => {
      const link = linkSchema.safeParse(context).data
      return link?.messenger === messenger ? [{ ...link, address }] : []
    })

/** The user by whom a person is known in one workspace, by the newest link in force; undefined where they are not. */
export const userOfPerson = (
  host: Looks,
  person: string,
  { messenger, workspace }: Pick<MessengerUser, 'messenger' | 'workspace'>,
): string | undefined => linksOf(host, messenger).find((link) => link.workspace === workspace && link.person === person)?.user

/** Who is not known may say who they are, and nothing else. */
const strangerOf = ({ messenger, workspace, user }: MessengerUser): Asker => ({
  principal: `${messenger}:${workspace}.${user}`,
  person: null,
  role: 'viewer',
  funds: 'all',
  may: ['commands.link', 'commands.whoami'],
})
export const isStranger = ({ principal }: Asker): boolean => !principal.startsWith('link:')

/** Somebody, and for who is nobody: why. */
export interface Known {
  readonly asker: Asker
  /** What they are told who may not what they ask for; null for who is somebody. */
  readonly unknown: QuorateError | null
}

/** Who it is, and what they may here. */
export function knownAs(host: Looks, user: MessengerUser, ceilingOf: CeilingOf): Known {
  const stranger: Known = { asker: strangerOf(user), unknown: new QuorateError('NOT_LINKED') }
  const ceiling = ceilingOf(user)
  if (ceiling === undefined) return stranger
  const links = linksOf(host, user.messenger).filter((link) => link.user === user.user)
  const own = links.find(({ workspace }) => workspace === user.workspace)
  if (own !== undefined) return known(own, lesserStanding(own, ceiling))
  const elsewhere = isEverywhere(user) ? linksInServers(links, user, ceilingOf) : []
  // the first that was made: an errand that is taken up again is of the same principal, also when another link was made since
  const first = elsewhere.at(-1)
  if (first === undefined) return stranger
  const standing = elsewhere.reduce<Standing>(lesserStanding, ceiling)
  const problem = disagreement(elsewhere, standing)
  return problem === undefined
    ? known(first, standing)
    : { asker: { ...stranger.asker, may: ['commands.link'] }, unknown: new QuorateError('LINKS_DISAGREE', { problem }) }
}

/** Who it is, and what they may here. */
export const askerOf = (host: Looks, user: MessengerUser, ceilingOf: CeilingOf): Asker => knownAs(host, user, ceilingOf).asker

const known = ({ address, person }: Link, { role, funds, roles: own }: Standing): Known => ({
  asker: { principal: address, person, role, funds, ...(own !== undefined && { roles: own }) },
  unknown: null,
})

/** Slack names a workspace for whatever it tells, and its users are of one each. */
const isEverywhere = ({ messenger, workspace }: MessengerUser): boolean => messenger === 'discord' && workspace === noWorkspace

/** The newest of each server that still lets anybody in, each as far as that server may. */
function linksInServers(links: readonly Link[], user: MessengerUser, ceilingOf: CeilingOf): readonly Link[] {
  return links.flatMap((link, at) => {
    const ceiling = ceilingOf({ ...user, workspace: link.workspace })
    const isNewest = links.findIndex(({ workspace }) => workspace === link.workspace) === at
    if (ceiling === undefined || !isNewest) return []
    const { roles: _own, ...rest } = link
    return [{ ...rest, ...lesserStanding(link, ceiling) }]
  })
}

/** Two people cannot be one, and what one server lets somebody do another may not know of. */
function disagreement(links: readonly Link[], standing: Standing): string | undefined {
  const people = [...new Set(links.map(({ person }) => person))].toSorted()
  if (people.length > 1) return `they name ${people.join(' and ')}`
  return greatestRole(standing) === undefined ? 'they have no fund in common' : undefined
}

/** Asked again where something is done: the link may be gone by then, and the workspace may less. */
export function mayStillHere(
  { host, user, ceilingOf }: { readonly host: Looks; readonly user: MessengerUser; readonly ceilingOf: CeilingOf },
  { principal, person }: Pick<Asker, 'principal' | 'person'>,
  [permission, fundId]: readonly [Permission, string?],
): boolean {
  const now = askerOf(host, user, ceilingOf)
  if (isStranger(now) || now.principal !== principal || now.person !== person) return false
  return holds(now, permission, fundId)
}
