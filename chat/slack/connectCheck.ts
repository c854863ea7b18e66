// Whether Slack is connected as it has to be: each thing that was looked at, and what to do where it is not so. It asks only
// what changes nothing, and at the end posts one message.
import { webApi } from '@slack/bolt'
import { cardOf } from '#chat/cards/card.ts'
import type { ConnectCheck } from '#protocol/connectCheck.ts'
import type { QuorateError } from '#protocol/errors.ts'
import type { SlackTokens } from './installations.ts'
import { botScopes, scopeReasons } from './manifest.ts'
import { clientOptions, placesOf, SlackCalls, type SlackPlaces } from './slackCalls.ts'
import { slackFailure } from './slackFailure.ts'
import { slackLogger } from './slackLog.ts'
import { SlackMessenger } from './slackMessenger.ts'
import { slackPaths } from './slackPaths.ts'
import { isInstalledByOAuth, missingSecrets, type SlackSecrets, type SlackSettings, type SlackVariable } from './slackSettings.ts'

const page = 'https://api.slack.com/apps'
/** Where a person finds each. */
const found: Readonly<Record<SlackVariable, string>> = {
  SLACK_BOT_TOKEN: 'OAuth & Permissions, Bot User OAuth Token (xoxb-…), after Install to Workspace',
  SLACK_SIGNING_SECRET: 'Basic Information, App Credentials, Signing Secret',
  SLACK_APP_TOKEN: 'Basic Information, App-Level Tokens, Generate Token with the scope connections:write (xapp-…)',
  SLACK_CLIENT_ID: 'Basic Information, App Credentials, Client ID',
  SLACK_CLIENT_SECRET: 'Basic Information, App Credentials, Client Secret',
}

/** What is looked at. */
export interface SlackCheckParts {
  readonly settings: SlackSettings
  readonly secrets: SlackSecrets
  readonly tokens: SlackTokens
  readonly publicUrl: string | null
  readonly places?: SlackPlaces
  /** names the test message: the same one is not posted twice */
  readonly messageKey: string
  /** ms since 1970 */
  readonly now: number
}

const well = (what: string, says: string): ConnectCheck => ({ what, ok: true, says, fix: '' })
const ill = (what: string, says: string, fix: string): ConnectCheck => ({ what, ok: false, says, fix })

/** In the order in which a person would mend it. Never throws. */
export async function checkSlack(parts: SlackCheckParts): Promise<readonly ConnectCheck[]> {
  const { settings, places = placesOf(settings), tokens } = parts
  const calls = new SlackCalls(tokens, { logger: slackLogger(() => undefined), places })
  const workspaces: ConnectCheck[] = []
  for (const { team } of settings.workspaces) workspaces.push(...(await checkWorkspace(team, calls, parts)))
  return [
    ...checkSecrets(parts),
    ...checkAddress(parts),
    ...(await checkSocket(parts, places)),
    ...workspaces,
    // a scope that is missing hides nothing else; a workspace that is not reached does
    ...(workspaces.every(({ ok, what }) => ok || !what.startsWith('workspace ')) ? await checkChannel(calls, parts) : []),
  ]
}

function checkSecrets({ settings, secrets }: SlackCheckParts): readonly ConnectCheck[] {
  const missing = missingSecrets(settings, secrets)
  return [
    ...Object.keys(found)
      .filter((name): name is SlackVariable => secrets[name as SlackVariable] !== undefined)
      .map((name) => well(name, 'it is in the environment')),
    ...missing.map((name) =>
      ill(name, 'it is not in the environment', `take it from ${page} (your app, ${found[name]}), and start with ${name} set`),
    ),
  ]
}

function checkAddress({ settings, secrets, publicUrl }: SlackCheckParts): readonly ConnectCheck[] {
  const what = 'public address'
  if (settings.mode === 'socket' && !isInstalledByOAuth(secrets)) return []
  if (publicUrl === null)
    return [
      ill(what, 'gateway.publicUrls of the settings is empty', 'name the address there under which Slack reaches the gateway'),
    ]
  if (!publicUrl.startsWith('https://'))
    return [ill(what, `${publicUrl} is not encrypted`, 'Slack sends only to https: put a proxy before the gateway')]
  return [well(what, new URL(slackPaths.events, publicUrl).href)]
}

async function checkSocket({ settings, secrets }: SlackCheckParts, places: SlackPlaces): Promise<readonly ConnectCheck[]> {
  const { SLACK_APP_TOKEN: token } = secrets
  if (settings.mode !== 'socket' || token === undefined) return []
  try {
    await new webApi.WebClient(
      token,
      clientOptions(
        places,
        slackLogger(() => undefined),
      ),
    ).apps.connections.open({})
    return [well('socket', 'Slack opens one with this token')]
  } catch (error) {
    const { message, code } = slackFailure(error, { team: '-' })
    const fix =
      code === 'MESSENGER_UNREACHABLE'
        ? 'look whether this machine reaches slack.com over https'
        : `switch Socket Mode on at ${page}, and make an app-level token with the scope connections:write`
    return [ill('socket', message, fix)]
  }
}

async function checkWorkspace(
  team: string,
  calls: SlackCalls,
  { tokens, secrets, publicUrl }: SlackCheckParts,
): Promise<ConnectCheck[]> {
  const what = `workspace ${team}`
  if (tokens.tokenOf(team) === undefined) {
    const install = publicUrl === null ? '' : new URL(slackPaths.install, publicUrl).href
    const fix = isInstalledByOAuth(secrets) ? `open ${install} and install it there` : 'give its token as SLACK_BOT_TOKEN'
    return [ill(what, 'the app is not installed there', fix)]
  }
  try {
    const told = await calls.call({ team }, (client) => client.auth.test())
    if (told.team_id !== team)
      return [
        ill(
          what,
          `the token is of the workspace ${told.team_id ?? '-'}`,
          `list that one in chat.slack.workspaces, or give the token of ${team}`,
        ),
      ]
    return [
      well(what, `it is ${told.team ?? team}, and the bot is ${told.user ?? '-'}`),
      ...checkScopes(told.response_metadata?.scopes),
    ]
  } catch (error) {
    return [failed(what, error, `install it again at ${page} (your app, Install App)`)]
  }
}

function checkScopes(has: readonly string[] | undefined): readonly ConnectCheck[] {
  if (has === undefined) return [ill('scopes', 'Slack did not say which the token has', 'ask again, and look at its status page')]
  return botScopes.map((scope) =>
    has.includes(scope)
      ? well(`scope ${scope}`, `it is there, ${scopeReasons[scope]}`)
      : ill(
          `scope ${scope}`,
          `it is missing, ${scopeReasons[scope]}`,
          `add it at ${page} (your app, OAuth & Permissions, Bot Token Scopes), then Reinstall to Workspace`,
        ),
  )
}

async function checkChannel(
  calls: SlackCalls,
  { settings, messageKey: key, now }: SlackCheckParts,
): Promise<readonly ConnectCheck[]> {
  const { channel, workspaces } = settings
  const team = workspaces[0]?.team ?? ''
  if (channel === undefined)
    return [
      ill(
        'channel',
        'none is named for a test message',
        'set chat.slack.channel to the id of a channel (its details, at the bottom)',
      ),
    ]
  const what = `channel ${channel}`
  const invite = `open the channel in Slack and type /invite @Quorate`
  try {
    await calls.call({ team, channel }, (client) => client.conversations.history({ channel, limit: 1 }))
  } catch (error) {
    return [failed(what, error, invite)]
  }
  try {
    const card = cardOf('Quorate is connected', { tone: 'good', lines: ['Type /quorate help to see what you may do.'] })
    const place = { messenger: 'slack', workspace: team, channel, thread: null } as const
    await new SlackMessenger(calls).post(place, card, { key, isRepeat: true, since: now })
    return [well(what, 'the bot is in it'), well('test message', 'it was posted there')]
  } catch (error) {
    return [well(what, 'the bot is in it'), failed('test message', error, invite)]
  }
}

/** Whatever is thrown here is a QuorateError: calls make it one. */
function failed(what: string, error: unknown, fix: string): ConnectCheck {
  const { code, message, hint } = error as QuorateError
  return ill(what, message, code === 'MESSENGER_LIMITED' || code === 'MESSENGER_UNREACHABLE' ? hint : fix)
}
