// What anybody may at most who speaks from a server, or to the bot itself. A server that is not listed has no ceiling, and who
// is there is nobody.
import { lesserStanding } from '#chat/commands/standing.ts'
import type { Ceiling } from '#chat/identity.ts'
import { noWorkspace, type MessengerUser } from '#chat/messenger.ts'
import type { DiscordSettings } from './discordSettings.ts'

/** Whoever writes to the bot itself comes from one of the servers, and nobody knows which: it is the least of them all. */
export function discordCeiling(
  { guilds, directMessages }: Pick<DiscordSettings, 'guilds' | 'directMessages'>,
  { messenger, workspace }: Pick<MessengerUser, 'messenger' | 'workspace'>,
): Ceiling | undefined {
  if (messenger !== 'discord' || (workspace === noWorkspace && !directMessages)) return undefined
  const meant = guilds.filter(({ id }) => workspace === noWorkspace || id === workspace)
  return meant
    .map(({ greatestRole, funds }): Ceiling => ({ role: greatestRole, funds }))
    .reduce<Ceiling | undefined>(least, undefined)
}

const least = (one: Ceiling | undefined, other: Ceiling): Ceiling => (one === undefined ? other : lesserStanding(one, other))
