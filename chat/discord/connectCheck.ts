// Looks at everything that a connection to Discord needs, in the order in which a person would mend it, and says of each what
// was found and what to do. What rests on something that is missing is not looked at.
import { z } from 'zod'
import { cardOf } from '#chat/cards/card.ts'
import type { Messenger } from '#chat/messenger.ts'
import type { ConnectCheck } from '#protocol/connectCheck.ts'
import { QuorateError } from '#protocol/errors.ts'
import { inviteUrl, neededPermissions, permissionsIn } from './channelPermissions.ts'
import type { DiscordRest } from './discordRest.ts'
import { discordTokenName, type DiscordSettings } from './discordSettings.ts'
import { interactionsPath } from './interactionListener.ts'
import { slashCommands } from './slashCommands.ts'

const meSchema = z.object({ id: z.string(), username: z.string() })
const applicationSchema = z.object({
  id: z.string(),
  verify_key: z.string(),
  interactions_endpoint_url: z.string().nullish(),
})
const guildSchema = z.object({
  id: z.string(),
  name: z.string(),
  roles: z.array(z.object({ id: z.string(), permissions: z.string() })),
})
const memberSchema = z.object({ roles: z.array(z.string()) })
const channelSchema = z.object({
  name: z.string(),
  guild_id: z.string().optional(),
  permission_overwrites: z.array(z.object({ id: z.string(), allow: z.string(), deny: z.string() })).default([]),
})
const commandsSchema = z.array(z.object({ name: z.string() })).nullable()

export interface CheckParts {
  readonly settings: DiscordSettings
  readonly rest: DiscordRest
  readonly messenger: Pick<Messenger, 'post'>
  /** ms since 1970 */
  readonly now: () => number
}

/** Looks at all of it; sends a test message if everything is well and a channel for it is set. */
export async function checkDiscord(parts: CheckParts): Promise<readonly ConnectCheck[]> {
  const { rest, settings } = parts
  const me = await found(rest.ask({ method: 'GET', route: '/users/@me', answer: meSchema }))
  if (me instanceof QuorateError)
    return [
      missing('token', me.message, `copy it anew from Bot, Reset Token in the developer portal and set ${discordTokenName}`),
    ]
  const checks: ConnectCheck[] = [
    well('token', `it is that of ${me.username}`),
    ...(await checkApplication(parts)),
    mentions(settings),
    ...(await Promise.all(settings.guilds.map(({ id }) => checkGuild(parts, id)))).flat(),
  ]
  if (settings.guilds.length === 0)
    checks.push(missing('servers', 'none is heard', 'add the id of your server to guilds in the settings, with a greatest role'))
  return [
    ...checks,
    ...(await checkChannel(
      parts,
      me.id,
      checks.every(({ ok }) => ok),
    )),
  ]
}

async function checkApplication({ rest, settings }: CheckParts): Promise<readonly ConnectCheck[]> {
  const { applicationId, publicKey, mode } = settings
  const application = await found(rest.ask({ method: 'GET', route: '/applications/@me', answer: applicationSchema }))
  if (application instanceof QuorateError) return [missing('application', application.message, application.hint)]
  const isOurs = application.id === applicationId
  const endpoint = application.interactions_endpoint_url ?? ''
  return [
    isOurs
      ? well('application', 'its id is that of the token')
      : missing('application', `the token is of application ${application.id}`, `set applicationId to ${application.id}`),
    application.verify_key === publicKey
      ? well('public key', 'it is that of the application')
      : missing('public key', 'it is not that of the application', `set publicKey to ${application.verify_key}`),
    mode === 'http' ? ofEndpoint(endpoint) : ofNoEndpoint(endpoint),
  ]
}

function ofEndpoint(endpoint: string): ConnectCheck {
  const what = 'interactions endpoint'
  const fix = `enter the daemon's public address and ${interactionsPath} under General Information, Interactions Endpoint URL`
  if (endpoint === '') return missing(what, 'none is entered, so Discord posts nothing', fix)
  return URL.parse(endpoint)?.pathname === interactionsPath
    ? well(what, `Discord posts to ${endpoint}`)
    : missing(what, `Discord posts to ${endpoint}`, fix)
}

function ofNoEndpoint(endpoint: string): ConnectCheck {
  const what = 'gateway'
  return endpoint === ''
    ? well(what, 'interactions come over it')
    : missing(
        what,
        `interactions do not come over it but go to ${endpoint}`,
        'empty General Information, Interactions Endpoint URL, or set mode to http',
      )
}

function mentions({ mode }: DiscordSettings): ConnectCheck {
  return mode === 'gateway'
    ? well('mentions', 'their text comes without the Message Content intent, which may stay off')
    : well('mentions', 'they come in gateway mode only: here people use the slash commands and buttons')
}

async function checkGuild({ rest, settings }: CheckParts, guild: string): Promise<readonly ConnectCheck[]> {
  const invite = `open ${inviteUrl(settings.applicationId)} and choose the server`
  const joined = await found(rest.ask({ method: 'GET', route: `/guilds/${guild}`, answer: guildSchema, workspace: guild }))
  if (joined instanceof QuorateError) return [missing(`server ${guild}`, 'the bot is not in it', invite)]
  const route = `/applications/${settings.applicationId}/guilds/${guild}/commands` as const
  const commands = await found(rest.ask({ method: 'GET', route, answer: commandsSchema, workspace: guild }))
  const what = `slash commands of ${joined.name}`
  const server = well(`server ${guild}`, `the bot is in ${joined.name}`)
  if (commands instanceof QuorateError) return [server, missing(what, commands.message, invite)]
  const absent = slashCommands.map(({ name }) => name).filter((name) => !commands?.some((command) => command.name === name))
  return [
    server,
    absent.length === 0
      ? well(what, 'all are registered')
      : missing(what, `missing: ${absent.join(', ')}`, 'start the daemon once: it registers them'),
  ]
}

async function checkChannel(
  { rest, settings, messenger, now }: CheckParts,
  me: string,
  isWell: boolean,
): Promise<readonly ConnectCheck[]> {
  const { testChannel } = settings
  if (testChannel === null)
    return [missing('channel', 'none is set', 'set testChannel to the id of the channel for the test message')]
  const needs = 'View Channels'
  const channel = await found(rest.ask({ method: 'GET', route: `/channels/${testChannel}`, answer: channelSchema, needs }))
  if (channel instanceof QuorateError)
    return [missing(`channel ${testChannel}`, channel.message, 'let the bot see it: channel settings, Permissions, View Channel')]
  const guild = channel.guild_id ?? ''
  if (!settings.guilds.some(({ id }) => id === guild))
    return [missing(`channel #${channel.name}`, 'it is in a server that is not heard', 'choose one of a server in guilds')]
  const facts = await found(
    Promise.all([
      rest.ask({ method: 'GET', route: `/guilds/${guild}`, answer: guildSchema, workspace: guild }),
      rest.ask({ method: 'GET', route: `/guilds/${guild}/members/${me}`, answer: memberSchema, workspace: guild }),
    ]),
  )
  if (facts instanceof QuorateError) return [missing('permissions', facts.message, facts.hint)]
  const [{ id, roles }, member] = facts
  const overwrites = channel.permission_overwrites
  const has = permissionsIn({ guild: { id, roles }, member: { id: me, roles: member.roles }, overwrites })
  const permissions = neededPermissions.map(([name, bit]) => {
    const what = `permission ${name}`
    return (has & bit) === bit
      ? well(what, `the bot has it in #${channel.name}`)
      : missing(
          what,
          `the bot does not have it in #${channel.name}`,
          `allow it: Edit Channel, Permissions, or ${inviteUrl(settings.applicationId)}`,
        )
  })
  if (!isWell || permissions.some(({ ok }) => !ok)) return permissions
  return [...permissions, await sendTest({ messenger, now }, guild, testChannel)]
}

async function sendTest(
  { messenger, now }: Pick<CheckParts, 'messenger' | 'now'>,
  workspace: string,
  channel: string,
): Promise<ConnectCheck> {
  const card = cardOf('The swarm is connected', { tone: 'good', lines: ['Say /quorate to see what you can say.'] })
  const place = { messenger: 'discord', workspace, channel, thread: null } as const
  const sent = await found(messenger.post(place, card, { key: `test ${now()}`, isRepeat: false, since: now() }))
  return sent instanceof QuorateError ? missing('test message', sent.message, sent.hint) : well('test message', 'it was sent')
}

const well = (what: string, says: string): ConnectCheck => ({ what, ok: true, says, fix: '' })
const missing = (what: string, says: string, fix: string): ConnectCheck => ({ what, ok: false, says, fix })

/** What was found, or why it was not; what is no failure of a messenger is thrown on. */
async function found<Answer>(asked: Promise<Answer>): Promise<Answer | QuorateError> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof QuorateError) return error
    throw error
  }
}
