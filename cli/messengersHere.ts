// The messengers that the settings name, put together with their secrets from the environment: what goes out by them, the
// paths that they deliver to, and what begins to hear.
import { join } from 'node:path'
import { LowSync } from 'lowdb'
import { z } from 'zod'
import type { Ceiling, CeilingOf } from '#chat/identity.ts'
import type { ChatDoor, Messenger, MessengerName } from '#chat/messenger.ts'
import { discordApp, type DiscordApp } from '#chat/discord/discordApp.ts'
import { discordCeiling } from '#chat/discord/discordCeiling.ts'
import { discordTokenName, type DiscordSettings } from '#chat/discord/discordSettings.ts'
import { registerCommands } from '#chat/discord/registerCommands.ts'
import type { Seal } from '#chat/seal.ts'
import { slackApp, type SlackApp } from '#chat/slack/slackApp.ts'
import { slackSecrets, type SlackSettings } from '#chat/slack/slackSettings.ts'
import { slackTokens } from '#chat/slack/slackTokens.ts'
import type { MessengerPath } from '#gateway/gatewayParts.ts'
import { QuorateError } from '#protocol/errors.ts'
import { durableDocument } from './durableDocument.ts'
import type { InstanceFolders } from './instance.ts'
import type { Settings } from './settings.ts'

export interface MessengersGiven {
  readonly settings: Pick<Settings, 'chat' | 'gateway'>
  readonly environment: NodeJS.ProcessEnv
  readonly folders: Pick<InstanceFolders, 'storage'>
  readonly seal: Seal
  /** Tells who operates it what went wrong; without secrets. */
  readonly note: (problem: string) => void
}

/** Those that are configured. */
export interface MessengersHere {
  readonly messengers: ReadonlyMap<MessengerName, Messenger>
  /** For a workspace that is listed; none for any other. */
  readonly ceilingOf: CeilingOf
  /** From here on what comes in goes to the door. @returns paths that they deliver to */
  hear(door: ChatDoor): readonly MessengerPath[]
  close(): Promise<void>
}

/** Asks nothing of them yet. @throws SETTINGS_INVALID where a secret is missing */
export function messengersHere(given: MessengersGiven): MessengersHere {
  const { slack: slackSettings, discord: discordSettings } = given.settings.chat
  const slack = slackSettings && slackHere(slackSettings, given)
  const discord = discordSettings && discordHere(discordSettings, given)
  const messengers = new Map<MessengerName, Messenger>()
  if (slack !== undefined) messengers.set('slack', slack.messenger)
  if (discord !== undefined) messengers.set('discord', discord.messenger)
  return {
    messengers,
    ceilingOf: (user) => {
      if (user.messenger === 'discord') return discordSettings && discordCeiling(discordSettings, user)
      return slackSettings && slackCeiling(slackSettings, user.workspace)
    },
    hear(door) {
      slack?.start(door)
      const heard = discord?.hear(door)
      // a connection that is not there yet opens itself again
      heard?.ready.catch((error: unknown) => given.note(`Discord: ${error instanceof Error ? error.message : String(error)}`))
      if (discord !== undefined && discordSettings !== undefined) void putCommands(discord, discordSettings, given)
      return [...(slack?.routes ?? []), ...(heard?.mounts ?? [])]
    },
    async close() {
      await Promise.all([slack?.stop(), discord?.close()])
    },
  }
}

const slackCeiling = ({ workspaces }: SlackSettings, workspace: string): Ceiling | undefined => {
  const listed = workspaces.find(({ team }) => team === workspace)
  return listed && { role: listed.role, funds: 'all' }
}

function slackHere(
  settings: SlackSettings,
  { settings: { gateway }, environment, folders, seal, note }: MessengersGiven,
): SlackApp {
  const secrets = slackSecrets(environment)
  const document = durableDocument<unknown>(join(folders.storage, 'state', 'slack-installations.json'))
  return slackApp({
    settings,
    secrets,
    tokens: slackTokens(settings, secrets, { document, seal }),
    publicUrl: gateway.publicUrls[0] ?? null,
    log: (_level, line) => note(`Slack: ${line}`),
    onGone: (team) => note(`Slack: workspace ${team} has removed the app; its token is deleted`),
  })
}

function discordHere(settings: DiscordSettings, { environment, note }: MessengersGiven): DiscordApp {
  const token = environment[discordTokenName] ?? ''
  if (token === '')
    throw new QuorateError('SETTINGS_INVALID', {
      file: 'chat.discord',
      problem: `${discordTokenName} must be in the environment`,
    })
  return discordApp({ settings, token, note: (problem) => note(`Discord: ${problem}`), now: Date.now })
}

const hashesSchema = z.record(z.string(), z.string())

/** The slash commands, where they are not what was put there last. */
async function putCommands(app: DiscordApp, settings: DiscordSettings, { folders, note }: MessengersGiven): Promise<void> {
  const record = new LowSync(durableDocument<unknown>(join(folders.storage, 'state', 'discord-commands.json')), null)
  try {
    record.read()
    const put = await registerCommands(app.rest, settings, hashesSchema.safeParse(record.data).data ?? {})
    for (const { guild, outcome } of put)
      if (outcome instanceof QuorateError) note(`Discord: the commands of server ${guild} are not put there: ${outcome.message}`)
    record.data = Object.fromEntries(put.flatMap(({ guild, hash }) => (hash === undefined ? [] : [[guild, hash]])))
    record.write()
  } catch (error) {
    note(`Discord: the commands are not put there: ${error instanceof Error ? error.message : String(error)}`)
  }
}
