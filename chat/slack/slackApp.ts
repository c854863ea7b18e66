// Slack's side of the swarm: Bolt with one set of listeners, over HTTP through the gateway or over a socket that this machine
// opens. Bolt checks signatures, speaks the sockets' protocol and runs OAuth; what comes in goes to the door.
import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { App, HTTPReceiver, SocketModeReceiver, type HTTPReceiverOptions, type Logger } from '@slack/bolt'
import type { ChatDoor } from '#chat/messenger.ts'
import { QuorateError } from '#protocol/errors.ts'
import { heldReceiver } from './heldReceiver.ts'
import { Installations, type SlackTokens } from './installations.ts'
import { installPages } from './installPages.ts'
import { botScopes } from './manifest.ts'
import { clientOptions, placesOf, SlackCalls, type SlackPlaces } from './slackCalls.ts'
import { slackHandlers } from './slackHandlers.ts'
import { safeLog, slackLogger, type SlackLog } from './slackLog.ts'
import { SlackMessenger } from './slackMessenger.ts'
import { slackPaths } from './slackPaths.ts'
import { SlackSocket } from './slackSocket.ts'
import { missingSecrets, type SlackSecrets, type SlackSettings } from './slackSettings.ts'

/** What a request of Slack may have: its own are below 100 KiB. */
export const slackBodyBytesMax = 262_144

/** What it is made from. */
export interface SlackParts {
  readonly settings: SlackSettings
  readonly secrets: SlackSecrets
  /** from slackTokens.ts */
  readonly tokens: SlackTokens
  /** The address that Slack and people's browsers reach the gateway by; null: none, sockets need none. */
  readonly publicUrl: string | null
  readonly log: SlackLog
  readonly places?: SlackPlaces
  /** ms since 1970 */
  readonly now?: () => number
  /** Told when a workspace took the app out. */
  readonly onGone?: (team: string) => void
  /** How long the door may take; absent: as long as Slack waits. */
  readonly takeMs?: number
  /** How long a socket may be silent before it is opened anew. */
  readonly socketPingMs?: number
}

/** A path of the gateway that Slack, or a browser on its way to installing the app, asks for. */
export interface SlackRoute {
  readonly method: 'GET' | 'POST'
  readonly path: string
  listen(request: IncomingMessage, response: ServerResponse): void
}

/** The app, before it hears anything. */
export interface SlackApp {
  readonly messenger: SlackMessenger
  readonly calls: SlackCalls
  /** For the gateway. In socket mode only OAuth has some. */
  readonly routes: readonly SlackRoute[]
  /** From here on what comes in goes to the door. A socket is opened, and opened again, for as long as it runs. */
  start(door: ChatDoor): void
  /** Does it hear now what Slack sends? Over HTTP that is Slack's to know. */
  isConnected(): boolean
  stop(): Promise<void>
}

/** @throws SETTINGS_INVALID where a secret is missing */
export function slackApp(parts: SlackParts): SlackApp {
  const { settings, secrets, tokens, places = placesOf(settings) } = parts
  const log = safeLog(parts.log)
  const missing = missingSecrets(settings, secrets)
  if (missing.length > 0)
    throw new QuorateError('SETTINGS_INVALID', {
      file: 'chat.slack',
      problem: `${missing.join(', ')} must be in the environment`,
    })
  const logger = slackLogger(log)
  const calls = new SlackCalls(tokens, { logger, places })
  const messenger = new SlackMessenger(calls)
  const http = httpReceiver(parts, logger)
  const receiver = settings.mode === 'socket' ? socketReceiver(parts, logger) : undefined
  const socket = receiver === undefined ? undefined : new SlackSocket(receiver.client, log)
  let isOpen = false
  return {
    messenger,
    calls,
    routes: routesOf(parts, http, () => isOpen),
    isConnected: () => isOpen && (socket?.isOpen ?? true),
    start(door) {
      const app = new App({
        receiver: heldReceiver(receiver ?? http),
        // what came in is known by its signature; each call looks its workspace's token up for itself
        authorize: async ({ teamId }) => (teamId === undefined ? {} : { teamId }),
        ignoreSelf: false,
        convoStore: false,
        attachFunctionToken: false,
        logger,
        clientOptions: clientOptions(places, logger),
      })
      slackHandlers(app, {
        door,
        messenger,
        calls,
        tokens,
        teams: settings.workspaces.map(({ team }) => team),
        log,
        now: parts.now ?? Date.now,
        ...(parts.onGone === undefined ? {} : { onGone: parts.onGone }),
        ...(parts.takeMs === undefined ? {} : { takeMs: parts.takeMs }),
      })
      isOpen = true
      socket?.begin()
    },
    async stop() {
      isOpen = false
      await socket?.stop()
    },
  }
}

/** Everything that is asked of us over HTTP. In socket mode nothing but the pages of OAuth. */
function httpReceiver(
  { secrets, publicUrl, tokens, settings, places = placesOf(settings) }: SlackParts,
  logger: Logger,
): HTTPReceiver {
  const oauth: Partial<HTTPReceiverOptions> =
    secrets.SLACK_CLIENT_ID === undefined ||
    secrets.SLACK_CLIENT_SECRET === undefined ||
    publicUrl === null ||
    !(tokens instanceof Installations)
      ? {}
      : {
          clientId: secrets.SLACK_CLIENT_ID,
          clientSecret: secrets.SLACK_CLIENT_SECRET,
          // of this process alone: who began before a restart begins again
          stateSecret: randomBytes(32).toString('hex'),
          redirectUri: new URL(slackPaths.redirect, publicUrl).href,
          scopes: [...botScopes],
          installationStore: tokens,
          installerOptions: {
            installPath: slackPaths.install,
            redirectUriPath: slackPaths.redirect,
            authorizationUrl: places.authorize,
            clientOptions: clientOptions(places, logger),
            ...installPages({ places, logger, teams: settings.workspaces.map(({ team }) => team) }),
          },
        }
  return new HTTPReceiver({
    // without one nobody can sign
    signingSecret: secrets.SLACK_SIGNING_SECRET ?? randomBytes(32).toString('hex'),
    endpoints: [slackPaths.events],
    bodyLimit: slackBodyBytesMax,
    logger,
    processEventErrorHandler: async ({ response, error }) => {
      // Slack sends an event again for this; a person is told by Slack that it did not work
      if (!response.headersSent) response.writeHead(503, { 'retry-after': '1' }).end()
      logger.warn(error)
      return true
    },
    ...oauth,
  })
}

const socketReceiver = (
  { secrets, settings, places = placesOf(settings), socketPingMs }: SlackParts,
  logger: Logger,
): SocketModeReceiver =>
  new SocketModeReceiver({
    appToken: secrets.SLACK_APP_TOKEN ?? '',
    logger,
    // slackSocket.ts does
    autoReconnectEnabled: false,
    ...(socketPingMs === undefined ? {} : { clientPingTimeout: socketPingMs }),
    installerOptions: { clientOptions: socketOptions(places, logger) },
    processEventErrorHandler: async ({ error }) => {
      logger.warn(error)
      // not acknowledged: Slack sends it again
      return false
    },
  })

function socketOptions(places: SlackPlaces, logger: Logger): Omit<ReturnType<typeof clientOptions>, 'logger'> {
  const { logger: _given, ...options } = clientOptions(places, logger)
  return options
}

function routesOf({ settings, tokens, publicUrl }: SlackParts, http: HTTPReceiver, isOpen: () => boolean): readonly SlackRoute[] {
  const listen: SlackRoute['listen'] = (request, response) => {
    // Bolt without an app answers nothing at all
    if (!isOpen()) return void response.writeHead(503, { 'retry-after': '1' }).end()
    try {
      http.requestListener(request, response)
    } catch {
      // a method or a path that it does not know
      response.writeHead(404).end()
    }
  }
  const isOAuth = tokens instanceof Installations && publicUrl !== null
  return [
    ...(settings.mode === 'http' ? [{ method: 'POST', path: slackPaths.events, listen } as const] : []),
    ...(isOAuth
      ? ([slackPaths.install, slackPaths.redirect].map((path) => ({ method: 'GET', path, listen })) as SlackRoute[])
      : []),
  ]
}
