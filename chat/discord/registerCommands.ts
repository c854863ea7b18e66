// Puts the slash commands into each server that is heard: all of them at once, and only where they are not what was put there
// last. Discord counts such requests (200 new commands a day and server).
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { QuorateError } from '#protocol/errors.ts'
import type { DiscordRest } from './discordRest.ts'
import type { DiscordSettings } from './discordSettings.ts'
import { slashCommands } from './slashCommands.ts'

/** What became of one server. */
export interface CommandsPut {
  readonly guild: string
  /** of what it has now; keep it, and give it back next time */
  readonly hash: string | undefined
  readonly outcome: 'unchanged' | 'registered' | QuorateError
}

/** Changes with what the commands are. */
export const commandsHash = createHash('sha256').update(JSON.stringify(slashCommands)).digest('hex')

/** @param kept server → hash, as the last time left them; one server that refuses does not stop the others */
export async function registerCommands(
  rest: DiscordRest,
  { applicationId, guilds }: Pick<DiscordSettings, 'applicationId' | 'guilds'>,
  kept: Readonly<Record<string, string>>,
): Promise<readonly CommandsPut[]> {
  const put = async (guild: string): Promise<CommandsPut> => {
    if (kept[guild] === commandsHash) return { guild, hash: commandsHash, outcome: 'unchanged' }
    try {
      await rest.ask({
        method: 'PUT',
        route: `/applications/${applicationId}/guilds/${guild}/commands`,
        body: slashCommands,
        answer: z.unknown(),
        workspace: guild,
        needs: 'the scope applications.commands',
      })
      return { guild, hash: commandsHash, outcome: 'registered' }
    } catch (error) {
      if (!(error instanceof QuorateError)) throw error
      return { guild, hash: kept[guild], outcome: error }
    }
  }
  return Promise.all(guilds.map(({ id }) => put(id)))
}
