// Calls of Slack's Web API: one client for each workspace, its token looked up for every call, each failure in our words.
// Nothing is tried again here and nothing waits: whoever calls has durable timers for that.
import { webApi, type Logger } from '@slack/bolt'
import { QuorateError } from '#protocol/errors.ts'
import type { SlackTokens } from './installations.ts'
import { slackFailure } from './slackFailure.ts'
import type { SlackSettings } from './slackSettings.ts'

/** Where Slack is. */
export interface SlackPlaces {
  /** `https://slack.com/api/` */
  readonly api: string
  /** Where people are asked whether they want the app. */
  readonly authorize: string
  /** Origins of the addresses that Slack gives for answers. */
  readonly hooks: readonly string[]
}
export const slackPlaces: SlackPlaces = {
  api: 'https://slack.com/api/',
  authorize: 'https://slack.com/oauth/v2/authorize',
  hooks: ['https://hooks.slack.com', 'https://hooks.slack-gov.com'],
}

/** Where it is by the settings. A stand-in on this machine gives its own addresses for answers. */
export function placesOf({ apiUrl }: Pick<SlackSettings, 'apiUrl'>): SlackPlaces {
  if (apiUrl === undefined) return slackPlaces
  const { origin, protocol } = new URL(apiUrl)
  const hooks = protocol === 'https:' ? slackPlaces.hooks : [origin]
  return { api: apiUrl, authorize: new URL('/oauth/v2/authorize', origin).href, hooks }
}

/** A call that has taken this long has failed; Slack's own are answered within a second or two. */
const callTimeoutMs = 10_000
/** What a person waits for while Slack counts to three seconds. */
const quickTimeoutMs = 1_500

/** What every client is made with. Bodies are never logged: the logger says so by its level. */
export const clientOptions = (places: SlackPlaces, logger: Logger, timeout = callTimeoutMs): webApi.WebClientOptions => ({
  slackApiUrl: places.api,
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  allowAbsoluteUrls: false,
  timeout,
  logger,
})

export class SlackCalls {
  readonly #tokens: SlackTokens
  readonly places: SlackPlaces
  readonly #logger: Logger
  readonly #clients = new Map<
    string,
    { readonly token: string; readonly usual: webApi.WebClient; readonly quick: webApi.WebClient }
  >()
  readonly #bots = new Map<string, { readonly token: string; readonly user: string; readonly bot: string | undefined }>()

  constructor(tokens: SlackTokens, { logger, places = slackPlaces }: { readonly logger: Logger; readonly places?: SlackPlaces }) {
    this.#tokens = tokens
    this.#logger = logger
    this.places = places
  }

  /** @throws MESSENGER_LIMITED, MESSENGER_UNREACHABLE, MESSENGER_REFUSED, MESSENGER_GONE */
  async call<T>(
    where: { readonly team: string; readonly channel?: string; readonly isQuick?: true },
    ask: (client: webApi.WebClient) => Promise<T>,
  ): Promise<T> {
    const clients = this.#clientsOf(where.team)
    try {
      return await ask(where.isQuick === true ? clients.quick : clients.usual)
    } catch (error) {
      throw slackFailure(error, where)
    }
  }

  /** Who this bot is there, as Slack says. Asked once for each token. */
  async self(team: string): Promise<{ readonly user: string; readonly bot: string | undefined }> {
    const { token } = this.#clientsOf(team)
    const known = this.#bots.get(team)
    if (known?.token === token) return known
    const told = await this.call({ team }, (client) => client.auth.test())
    const self = { token, user: told.user_id ?? '', bot: told.bot_id }
    this.#bots.set(team, self)
    return self
  }

  /** The channel of somebody's direct messages with this bot. */
  async directChannel(team: string, user: string): Promise<string> {
    const { channel } = await this.call({ team, channel: user }, (client) => client.conversations.open({ users: user }))
    if (channel?.id === undefined)
      throw new QuorateError('MESSENGER_REFUSED', { messenger: 'slack', problem: `no direct message to ${user} can be opened` })
    return channel.id
  }

  #clientsOf(team: string): { readonly token: string; readonly usual: webApi.WebClient; readonly quick: webApi.WebClient } {
    const token = this.#tokens.tokenOf(team)
    if (token === undefined) throw new QuorateError('MESSENGER_GONE', { messenger: 'slack', workspace: team })
    const known = this.#clients.get(team)
    if (known?.token === token) return known
    const made = {
      token,
      usual: new webApi.WebClient(token, clientOptions(this.places, this.#logger)),
      quick: new webApi.WebClient(token, clientOptions(this.places, this.#logger, quickTimeoutMs)),
    }
    this.#clients.set(team, made)
    return made
  }
}
