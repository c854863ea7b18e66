// What Slack's client throws, as the failures that the swarm knows: wait so long, try later, this is missing, it is over.
import { webApi } from '@slack/bolt'
import { printable } from '#chat/commands/style.ts'
import { QuorateError } from '#protocol/errors.ts'

/** Slack says no figure with these. */
const usualRestMs = 30_000
const limited = new Set(['ratelimited', 'rate_limited', 'message_limit_exceeded', 'accesslimited'])
/** The token is dead: the app was taken out, or its installer was. */
const gone = new Set([
  'invalid_auth',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_authed',
  'team_access_not_granted',
])
/** Slack's own trouble, which passes. */
const passing = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout', 'team_added_to_org'])

/** Where it was tried, for the words. */
export interface SlackWhere {
  readonly team: string
  readonly channel?: string
}

/** The failure as the table has it; one of ours goes through as it is. */
export function slackFailure(error: unknown, where: SlackWhere): QuorateError {
  if (error instanceof QuorateError) return error
  const messenger = 'slack'
  const options = { cause: error }
  if (error instanceof webApi.WebAPIRateLimitedError)
    return new QuorateError('MESSENGER_LIMITED', { messenger, retryAfterMs: error.retryAfter * 1_000 }, options)
  if (!(error instanceof webApi.WebAPIPlatformError))
    return new QuorateError('MESSENGER_UNREACHABLE', { messenger, problem: networkWords(error) }, options)
  const { error: code, response_metadata: metadata } = error.data
  if (limited.has(code)) {
    const retryAfterMs = metadata?.retryAfter === undefined ? usualRestMs : metadata.retryAfter * 1_000
    return new QuorateError('MESSENGER_LIMITED', { messenger, retryAfterMs }, options)
  }
  if (gone.has(code)) return new QuorateError('MESSENGER_GONE', { messenger, workspace: where.team }, options)
  if (passing.has(code)) return new QuorateError('MESSENGER_UNREACHABLE', { messenger, problem: code }, options)
  return new QuorateError('MESSENGER_REFUSED', { messenger, problem: refusalWords(error, where) }, options)
}

/** Slack's code of a refusal; undefined for any other failure. */
export const refusalCode = (error: unknown): string | undefined => {
  const cause = error instanceof QuorateError ? error.cause : error
  return cause instanceof webApi.WebAPIPlatformError ? cause.data.error : undefined
}

/** What is missing, exactly. */
function refusalWords({ data }: InstanceType<typeof webApi.WebAPIPlatformError>, { channel = 'there' }: SlackWhere): string {
  const { error: code, response_metadata: metadata } = data
  // Slack names the scopes with this refusal; its client does not type them
  const { needed, provided } = data as { readonly needed?: unknown; readonly provided?: unknown }
  const words: Readonly<Record<string, string>> = {
    missing_scope: `the scope ${String(needed)} is missing (it has ${String(provided)}); add it, and install the app again`,
    not_in_channel: `the bot is not in the channel ${channel}; type /invite @Quorate there`,
    channel_not_found: `the channel ${channel} is not there, or it is private and the bot is not in it; type /invite @Quorate there`,
    is_archived: `the channel ${channel} is archived`,
    restricted_action: `the workspace lets only some people post in ${channel}`,
    message_not_found: 'the message is not there any more',
    cant_update_message: 'the message is not one of this bot',
    edit_window_closed: 'the workspace lets no message be edited after so long',
    user_not_in_channel: `who asked is not in the channel ${channel}`,
  }
  const more = metadata?.messages === undefined ? '' : `: ${metadata.messages.join('; ')}`
  return printable(words[code] ?? `${code}${more}`).slice(0, 500)
}

function networkWords(error: unknown): string {
  if (error instanceof webApi.WebAPIHTTPError) return `HTTP ${error.statusCode}`
  const original = error instanceof webApi.WebAPIRequestError ? error.original : error
  // fetch says only that it failed; why is one deeper
  const cause = original instanceof Error && original.cause instanceof Error ? original.cause : original
  const { code } = cause as { readonly code?: unknown }
  const said = typeof code === 'string' ? code : cause instanceof Error ? cause.message : String(cause)
  return printable(said).slice(0, 200)
}
