// Fetches what strangers name. It resolves once and connects to that address, follows few redirects and checks each,
// and stops at bounds of size, time and decompression. It sends no cookies, no credentials and no referrer.
import { Agent, buildConnector, request, type Dispatcher } from 'undici'
import { keccak256 } from 'viem'
import { QuorateError } from '#protocol/errors.ts'
import { toHash, type Hash } from '#protocol/hash.ts'
import { watchConnection, type ConnectionLimits, type ConnectionWatch } from './connectionWatch.ts'
import { fetchRefused, fetchTooLarge, shown } from './fetchError.ts'
import { checkTarget, type FetchPolicy, type FetchTarget } from './fetchTarget.ts'
import { readBody, type BodyLimits } from './readBody.ts'
import { redirectTarget } from './redirectTarget.ts'

/** Bounds of one fetch. `wireBytes`, `idleMs` and `headerBytes` count anew after a redirect, `timeoutMs` does not. */
export interface FetchLimits extends ConnectionLimits, BodyLimits {
  readonly headerBytes: number
  readonly redirects: number
  readonly timeoutMs: number
}
/** What holds unless a caller asks for less. */
export const fetchLimits: FetchLimits = {
  bodyBytes: 1_048_576,
  wireBytes: 2_097_152, // a body of the largest size in chunks of a dozen bytes
  expansion: 100,
  headerBytes: 16_384,
  redirects: 3,
  idleMs: 5_000,
  timeoutMs: 10_000,
}

/** A policy of places, and what is taken from them. */
export interface SafeFetchOptions extends FetchPolicy {
  /** Media types that are taken, for example `application/json`; a trailing `+json` counts as it. */
  readonly accept: readonly string[]
  readonly limits?: Partial<FetchLimits>
  readonly signal?: AbortSignal
}

/** Headers that say what an answer is and when it was written; the rest is not looked at. */
const keptHeaders = ['content-type', 'date', 'etag', 'last-modified'] as const

/** A whole answer. */
export interface FetchedBody {
  /** Where it came from, after redirects. */
  readonly finalUrl: string
  readonly status: number
  readonly headers: Readonly<Partial<Record<(typeof keptHeaders)[number], string>>>
  /** Decompressed. */
  readonly body: Uint8Array
  /** keccak256 of `body`. */
  readonly responseHash: Hash
}

/**
 * GETs a URL under the policy. Only 200 is an answer.
 * @throws QuorateError FETCH_REFUSED, FETCH_FAILED, FETCH_TOO_LARGE, FETCH_TIMEOUT
 */
export async function safeFetch(text: string, options: SafeFetchOptions): Promise<FetchedBody> {
  const limits = { ...fetchLimits, ...options.limits }
  const timeout = AbortSignal.timeout(limits.timeoutMs) // one clock for all redirects: a slow drip does not restart it
  const signal = options.signal === undefined ? timeout : AbortSignal.any([timeout, options.signal])
  try {
    signal.throwIfAborted()
    let next = text
    for (let hop = 0; hop <= limits.redirects; hop++) {
      const target = await untilAborted(checkTarget(next, options), signal)
      const answer = await fetchOnce(target, options.accept, limits, signal)
      if (!('redirect' in answer)) return answer
      next = answer.redirect
    }
    throw fetchRefused(text, `more than ${limits.redirects} redirects`)
  } catch (error) {
    if (timeout.aborted)
      throw new QuorateError('FETCH_TIMEOUT', { url: shown(text), timeoutMs: limits.timeoutMs, what: 'in all' }, { cause: error })
    if (error instanceof QuorateError) throw error
    throw asFetchError(error, text, limits)
  }
}

type Answer = FetchedBody | { readonly redirect: string }

async function fetchOnce(
  target: FetchTarget,
  accept: readonly string[],
  limits: FetchLimits,
  signal: AbortSignal,
): Promise<Answer> {
  const url = target.url.href
  const watch = watchConnection(url, limits)
  const agent = agentFor(target, limits, watch)
  try {
    const response = await request(url, {
      dispatcher: agent,
      method: 'GET',
      signal: AbortSignal.any([signal, watch.signal]),
      headers: { accept: accept.join(', '), 'accept-encoding': 'gzip, br, deflate, identity', 'user-agent': 'quorate' },
    })
    return await readAnswer(url, response, accept, limits)
  } catch (error) {
    throw watch.signal.aborted ? watch.signal.reason : error
  } finally {
    watch.end()
    await agent.destroy() // also ends a body that was not read to its end
  }
}

async function readAnswer(
  url: string,
  response: Dispatcher.ResponseData,
  accept: readonly string[],
  limits: FetchLimits,
): Promise<Answer> {
  const { statusCode: status, headers } = response
  if (status >= 300 && status < 400) return { redirect: redirectTarget(url, one(headers, 'location')) }
  if (status !== 200) throw new QuorateError('FETCH_FAILED', { url: shown(url), problem: `the answer has status ${status}` })
  const mediaType = mediaTypeOf(headers)
  if (!accept.some((each) => mediaType === each || (each === 'application/json' && mediaType.endsWith('+json')))) {
    throw fetchRefused(url, `the answer is ${mediaType === '' ? 'of no stated type' : mediaType}, not ${accept.join(' or ')}`)
  }
  const declared = Number(one(headers, 'content-length') ?? '0')
  if (declared > limits.bodyBytes) throw fetchTooLarge(url, limits.bodyBytes, 'on the wire')
  const body = await readBody(url, response.body, one(headers, 'content-encoding'), limits)
  const kept = Object.fromEntries(
    keptHeaders.map((name) => [name, one(headers, name)]).filter(([, value]) => value !== undefined),
  )
  return { finalUrl: url, status, headers: kept, body, responseHash: toHash(keccak256(body)) }
}

/** An agent that connects nowhere but to the address that was checked; TLS still checks the name, whatever the environment says. */
function agentFor(target: FetchTarget, limits: FetchLimits, watch: ConnectionWatch): Agent {
  const connect = buildConnector({
    timeout: limits.timeoutMs,
    maxCachedSessions: 0,
    rejectUnauthorized: true,
    autoSelectFamily: false,
    lookup: (_host, lookupOptions, callback) => {
      if (lookupOptions.all === true) callback(null, [{ address: target.address, family: target.family }])
      else callback(null, target.address, target.family)
    },
  })
  return new Agent({
    connections: 1,
    pipelining: 0,
    maxHeaderSize: limits.headerBytes,
    maxResponseSize: limits.bodyBytes,
    headersTimeout: limits.timeoutMs,
    bodyTimeout: limits.timeoutMs,
    connect: (options, callback) =>
      connect(options, (...result) => {
        if (result[0] === null) watch.watch(result[1])
        callback(...result)
      }),
  })
}

function one(headers: Dispatcher.ResponseData['headers'], name: string): string | undefined {
  const value = headers[name]
  return Array.isArray(value) ? value[0] : value
}

const mediaTypeOf = (headers: Dispatcher.ResponseData['headers']): string =>
  (one(headers, 'content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''

/** A resolver cannot be aborted, but waiting for it can. */
function untilAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const { promise, reject } = Promise.withResolvers<never>()
  const onAbort = (): void => reject(new Error('aborted'))
  signal.addEventListener('abort', onAbort, { once: true })
  return Promise.race([work, promise]).finally(() => signal.removeEventListener('abort', onAbort))
}

function asFetchError(error: unknown, url: string, limits: FetchLimits): QuorateError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return fetchTooLarge(url, limits.bodyBytes, 'on the wire')
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return fetchTooLarge(url, limits.headerBytes, 'of headers')
  const problem = error instanceof Error ? error.message : String(error)
  return new QuorateError('FETCH_FAILED', { url: shown(url), problem }, { cause: error })
}
