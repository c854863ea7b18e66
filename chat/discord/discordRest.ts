// Asks Discord over its REST interface by discord.js, reads each answer by its shape, and says each failure in this program's
// own words. A request's address can hold a token that answers for somebody: no failure carries it on.
import { AsyncLocalStorage } from 'node:async_hooks'
import { DefaultRestOptions, DiscordAPIError, HTTPError, RateLimitError, REST, type RawFile, RequestMethod } from 'discord.js'
import type { z } from 'zod'
import { QuorateError } from '#protocol/errors.ts'
import { discordTokenName, type DiscordSettings } from './discordSettings.ts'
import { patienceMs, requestLimitMs } from './limits.ts'

/** One request. */
export interface DiscordRequest<Answer> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH'
  readonly route: `/${string}`
  readonly answer: z.ZodType<Answer>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly files?: readonly RawFile[]
  /** `none`: its address says who asks. */
  readonly proof?: 'token' | 'none'
  /** The server that it is about, for a failure that says it is gone. */
  readonly workspace?: string
  /** Permissions that it takes, in the words of Discord's settings. */
  readonly needs?: string
}

/** Discord's own numbers for what went wrong (its Opcodes and Status Codes, JSON). */
export const discordCodes = {
  unknownChannel: 10_003,
  unknownGuild: 10_004,
  unknownMessage: 10_008,
  unknownWebhook: 10_015,
  unknownInteraction: 10_062,
  alreadyAcknowledged: 40_060,
  missingAccess: 50_001,
  noDirectMessages: 50_007,
  missingPermissions: 50_013,
  invalidWebhookToken: 50_027,
  threadExists: 160_004,
} as const

const methods = { GET: RequestMethod.Get, POST: RequestMethod.Post, PUT: RequestMethod.Put, PATCH: RequestMethod.Patch } as const

/** Asks Discord. */
export interface DiscordRest {
  /** @throws MESSENGER_LIMITED, MESSENGER_UNREACHABLE, MESSENGER_REFUSED, MESSENGER_GONE */
  ask<Answer>(request: DiscordRequest<Answer>): Promise<Answer>
  close(): void
}

/** @param token of the bot; what asks without one says so in its address */
export function discordRest(settings: Pick<DiscordSettings, 'apiUrl'>, token: string, waitMostMs = patienceMs): DiscordRest {
  /** Of each request: whether it has left this process. */
  const sent = new AsyncLocalStorage<{ isSent: boolean }>()
  const rest = new REST({
    api: settings.apiUrl,
    // a second try of its own; what waits longer is tried again by who asked
    retries: 1,
    timeout: requestLimitMs,
    rejectOnRateLimit: ({ timeToReset, retryAfter }) => Math.max(timeToReset, retryAfter) > waitMostMs,
    makeRequest: (...request) => {
      const mine = sent.getStore()
      if (mine !== undefined) mine.isSent = true
      return DefaultRestOptions.makeRequest(...request)
    },
  }).setToken(token)
  return {
    async ask({ method, route, answer, query, body, files, proof = 'token', ...about }) {
      const mine = { isSent: false }
      const tooLong = new AbortController()
      // what stands in its queue behind others waits as they do, one limit after the other
      const timer = setTimeout(() => {
        if (!mine.isSent) tooLong.abort()
      }, waitMostMs)
      let came: unknown
      try {
        came = await sent.run(mine, () =>
          rest.request({
            method: methods[method],
            fullRoute: route,
            auth: proof === 'token',
            signal: tooLong.signal,
            ...(query === undefined ? {} : { query: new URLSearchParams(query) }),
            ...(body === undefined ? {} : { body }),
            ...(files === undefined || files.length === 0 ? {} : { files: [...files] }),
          }),
        )
      } catch (error) {
        // after a 401 it would send nothing more: a token that is set anew at Discord takes a restart, this one may be right again
        rest.setToken(token)
        throw tooLong.signal.aborted ? limited(waitMostMs) : failureOf(error, about)
      } finally {
        clearTimeout(timer)
      }
      const read = answer.safeParse(came)
      if (read.success) return read.data
      throw unreachable(`its answer to ${method} is not as it documents: ${read.error.issues[0]?.path.join('.') ?? ''}`)
    },
    close() {
      rest.clearHashSweeper()
      rest.clearHandlerSweeper()
    },
  }
}

/** Discord's number for what went wrong; undefined where it gave none. */
export function discordCode(error: unknown): number | undefined {
  const code = error instanceof QuorateError ? error.details['code'] : undefined
  return typeof code === 'number' ? code : undefined
}

function failureOf(error: unknown, about: { readonly workspace?: string; readonly needs?: string }): QuorateError {
  if (error instanceof RateLimitError) return limited(Math.ceil(Math.max(error.retryAfter, error.timeToReset)))
  if (error instanceof DiscordAPIError) return refusalOf(error, about)
  if (error instanceof HTTPError) return unreachable(`it answers ${error.status}`)
  return unreachable(error instanceof Error ? reason(error) : 'it does not say why')
}

function refusalOf(
  { status, code, message }: DiscordAPIError,
  { workspace, needs }: { readonly workspace?: string; readonly needs?: string },
): QuorateError {
  const details = { messenger: 'discord', status, code: Number(code) }
  if (code === discordCodes.unknownGuild)
    return new QuorateError('MESSENGER_GONE', { ...details, workspace: workspace ?? 'unknown' })
  return new QuorateError('MESSENGER_REFUSED', { ...details, problem: problemOf(status, Number(code), message, needs) })
}

function problemOf(status: number, code: number, message: string, needs: string | undefined): string {
  if (status === 401) return `the token is not valid (any more): reset it in the developer portal and set ${discordTokenName}`
  if (code === discordCodes.missingAccess)
    return `the bot may not see this channel: it needs View Channels${needs === undefined ? '' : `, ${needs}`}`
  if (code === discordCodes.missingPermissions) return `the bot has no permission: it needs ${needs ?? 'more than it has'}`
  if (code === discordCodes.unknownChannel) return 'there is no such channel (any more)'
  if (code === discordCodes.noDirectMessages) return 'this person takes no direct messages from the bot'
  return `${message} (${status}, code ${code})`
}

function limited(retryAfterMs: number): QuorateError {
  return new QuorateError('MESSENGER_LIMITED', { messenger: 'discord', retryAfterMs })
}

function unreachable(problem: string): QuorateError {
  return new QuorateError('MESSENGER_UNREACHABLE', { messenger: 'discord', problem })
}

/** undici puts why a connection failed into its cause. */
function reason(error: Error): string {
  if (error.name === 'AbortError') return `no answer within ${requestLimitMs} ms`
  return error.cause instanceof Error ? error.cause.message : error.message
}
