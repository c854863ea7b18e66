// The events of the journal and the paths of the API over one WebSocket, for clients that need both directions. What is asked
// here goes through the very same door as over HTTP, request by request.
import type { WebSocket } from '@fastify/websocket'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { readBoundedJson } from '#chat/commands/boundedJson.ts'
import { wireError } from '#chat/commands/wireError.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { Fact } from '#runtime/host.ts'
import { patienceMs, textsOfFacts, type Listener, type TextBatch } from './eventFeed.ts'
import { eventIdSchema, eventName, factKinds, wantsOf } from './eventWords.ts'
import { requireAllowed } from './caller.ts'
import { isStillIn } from './allowedStill.ts'
import { fundOf, type GatewayApp, type RouteParts } from './routeTools.ts'

/** Streams of one connection. */
const streamsMax = 16
/** What one connection may have asked and not been answered yet. */
const asksMax = 16
/** Connections at once. */
const socketsMax = 2_000
/** What may wait in memory for a client that does not read; then the feed leaves it behind, and cuts it after a while. */
const bufferBytesMax = 256 * 1024
/** For a close frame to arrive; a client that does not read will not read it either. */
const farewellMs = 1_000

const label = z.string().min(1).max(64)
const messageSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('subscribe'),
    stream: label,
    fund: z.string().max(64).optional(),
    kind: z.enum(['all', 'claims', 'intents']).default('all'),
    after: eventIdSchema.optional(),
  }),
  z.strictObject({ type: z.literal('unsubscribe'), stream: label }),
  z.strictObject({
    type: z.literal('ask'),
    id: label,
    method: z.enum(['GET', 'POST']).default('POST'),
    target: z.string().regex(/^\/api\/v1\/(?!sessions)[\x21-\x7e]{1,1024}$/, 'expected a path of the API'),
    headers: z
      .record(z.string().regex(/^(?:quorate-(?:signer|timestamp|nonce|signature)|idempotency-key)$/), z.string().max(512))
      .default({}),
    body: z.unknown().optional(),
  }),
])
type Message = z.output<typeof messageSchema>

/** GET that becomes a WebSocket: for people and services, and for bots of a fund. */
export function socketRoutes(app: GatewayApp, parts: RouteParts): void {
  const open = new Set<Connection>()
  const accept = (socket: WebSocket, request: FastifyRequest): void => {
    const made = new Connection(app, parts, socket, request)
    open.add(made)
    socket.once('close', () => open.delete(made))
    if (open.size > socketsMax) made.end(1013, 'busy: try again')
  }
  parts.closing.addEventListener('abort', () => {
    for (const one of open) one.end(1001, 'the daemon stops')
  })
  // what a socket is cannot be said in the document: docs/websocket.md
  app.get('/api/v1/socket', { websocket: true, config: { allow: 'me.read' }, schema: { hide: true } }, accept)
  app.get(
    '/api/v1/funds/:fundId/socket',
    {
      websocket: true,
      config: { allow: 'events.read' },
      schema: { hide: true },
      // before it is a connection, so that a refusal has a status
      preHandler: (request, _reply, done) => {
        fundOf(parts.gateway, request, (request.params as { readonly fundId: string }).fundId)
        done()
      },
    },
    accept,
  )
}

/** One client. */
class Connection {
  readonly #app: GatewayApp
  readonly #parts: RouteParts
  readonly #socket: WebSocket
  readonly #request: FastifyRequest
  readonly #streams = new Map<string, AbortController>()
  #asks = 0
  /** Of what was written last: settles when the system has taken it. */
  #flushed: Promise<void> = Promise.resolve()

  constructor(app: GatewayApp, parts: RouteParts, socket: WebSocket, request: FastifyRequest) {
    this.#app = app
    this.#parts = parts
    this.#socket = socket
    this.#request = request
    socket.on('message', (data, isBinary) => void this.#take(isBinary ? '' : textOf(data)))
    socket.once('close', () => {
      for (const stream of this.#streams.values()) stream.abort()
    })
    // a frame that is too long or none: the library closes it and says why
    socket.on('error', () => undefined)
  }

  /** Says goodbye, and does not wait for whoever does not hear it. */
  end(code: number, reason: string): void {
    this.#socket.close(code, reason)
    const timer = setTimeout(() => this.#socket.terminate(), farewellMs)
    this.#socket.once('close', () => clearTimeout(timer))
  }

  async #take(text: string): Promise<void> {
    let message: Message
    try {
      const parsed = messageSchema.safeParse(readBoundedJson(text))
      if (!parsed.success) {
        const problem = parsed.error.issues.map(({ path, message: what }) => `${path.join('.')} ${what}`.trim()).join('; ')
        throw new QuorateError('REQUEST_INVALID', {
          method: 'message',
          target: '/api/v1/socket',
          problem: problem.slice(0, 2_000),
        })
      }
      message = parsed.data
    } catch (error) {
      this.#say({ type: 'refused', ...wireError(error) })
      return
    }
    switch (message.type) {
      case 'subscribe':
        return this.#subscribe(message)
      case 'unsubscribe':
        return this.#streams.get(message.stream)?.abort()
      case 'ask':
        return this.#ask(message)
    }
  }

  async #ask({ id, method, target, headers, body }: Extract<Message, { type: 'ask' }>): Promise<void> {
    if (this.#asks >= asksMax) {
      const busy = new QuorateError('BUSY', { address: 'this connection', queued: this.#asks, retryAfterMs: 1_000 })
      this.#say({ type: 'answer', id, status: 503, body: wireError(busy) })
      return
    }
    this.#asks += 1
    try {
      // who is behind the connection asks; what it may is decided anew
      const { host, origin, authorization, cookie } = this.#request.headers
      const own = Object.entries({ host, origin, authorization, cookie }).filter(([, value]) => value !== undefined)
      const signed = Object.keys(headers).some((name) => name.startsWith('quorate-'))
      const answer = await this.#app.inject({
        method,
        url: target,
        headers: {
          ...Object.fromEntries(signed ? own.filter(([name]) => name === 'host' || name === 'origin') : own),
          ...headers,
          ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
        },
        ...(method === 'POST' ? { payload: JSON.stringify(body ?? {}) } : {}),
      })
      this.#say({ type: 'answer', id, status: answer.statusCode, body: JSON.parse(answer.body) as unknown })
    } catch (error) {
      this.#say({ type: 'answer', id, status: 500, body: wireError(error) })
    } finally {
      this.#asks -= 1
    }
  }

  async #subscribe({ stream, fund, kind, after }: Extract<Message, { type: 'subscribe' }>): Promise<void> {
    const stop = new AbortController()
    const { gateway, feed, closing } = this.#parts
    try {
      if (this.#streams.has(stream) || this.#streams.size >= streamsMax)
        throw new QuorateError('REQUEST_INVALID', {
          method: 'subscribe',
          target: stream,
          problem: this.#streams.has(stream) ? 'there is a stream of this name' : `there are ${streamsMax} streams already`,
        })
      const wants = this.#wants(fund, kind)
      const from = after ?? `${gateway.host.durableThrough()}/1000000`
      this.#streams.set(stream, stop)
      const listener = this.#listener(stream, wants)
      await feed.serve(listener, {
        after: from,
        signal: AbortSignal.any([stop.signal, closing]),
        opened: () => this.#say({ type: 'subscribed', stream, after: from }),
      })
      if (stop.signal.aborted) this.#say({ type: 'unsubscribed', stream })
      else if (!listener.may()) this.end(4401, 'no longer let in')
      else if (!closing.aborted) this.end(1013, `too slow: resume ${stream} after ${listener.last()}`)
    } catch (error) {
      this.#say({ type: 'refused', stream, ...wireError(error) })
    } finally {
      if (this.#streams.get(stream) === stop) this.#streams.delete(stream)
    }
  }

  /** What it asks to hear, as far as it may. @throws UNKNOWN_FUND, NOT_PERMITTED */
  #wants(fund: string | undefined, kind: keyof typeof factKinds): (fact: Fact) => boolean {
    const { fundId: bound } = this.#request.params as { readonly fundId?: string }
    const named = fund ?? bound
    requireAllowed(this.#request.caller, named === undefined ? 'journal.read' : 'events.read', 'subscribe')
    if (named !== undefined) {
      if (bound !== undefined && named !== bound) throw new QuorateError('UNKNOWN_FUND', { fundId: named })
      const { fundId } = fundOf(this.#parts.gateway, this.#request, named)
      return ({ type, data }) => data['fundId'] === fundId && factKinds[kind](type)
    }
    const wants = wantsOf(this.#request.caller)
    return (fact) => wants(fact) && factKinds[kind](fact.type)
  }

  #listener(stream: string, wants: (fact: Fact) => boolean): Listener & { readonly last: () => string } {
    let last = ''
    const { host, patienceMs: granted = patienceMs } = this.#parts.gateway
    return {
      // the name of the stream is in its text, so nobody else reads the same
      key: `socket ${this.#request.id} ${stream}`,
      texts: textsOfFacts(wants, ({ id, seq, at, actor, type, data }) => {
        last = id
        return JSON.stringify({ type: 'event', stream, id, event: eventName(type), data: { id, seq, at, actor, type, data } })
      }),
      may: () => isStillIn(host, this.#request.caller),
      take: (batch: TextBatch) => {
        for (const text of batch.texts) this.#send(text)
        return this.#socket.bufferedAmount <= bufferBytesMax
      },
      drained: (signal) => this.#isRead(signal, granted),
      beat: () => this.#socket.ping(),
      last: () => last,
    }
  }

  #say(message: object): void {
    this.#send(JSON.stringify(message))
  }

  #send(text: string): void {
    // one that is closing takes nothing more
    if (this.#socket.readyState !== this.#socket.OPEN) return
    this.#flushed = new Promise((resolve) => this.#socket.send(text, () => resolve()))
  }

  async #isRead(signal: AbortSignal, ms: number): Promise<boolean> {
    const patience = AbortSignal.any([signal, AbortSignal.timeout(ms)])
    const late = new Promise<'late'>((resolve) => patience.addEventListener('abort', () => resolve('late'), { once: true }))
    const how = await Promise.race([this.#flushed, late])
    return how !== 'late' && this.#socket.readyState === this.#socket.OPEN
  }
}

/** A message that is text; the library gives it in one piece unless it is told otherwise. */
function textOf(data: Buffer | ArrayBuffer | Buffer[]): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString()
  return Buffer.isBuffer(data) ? data.toString() : Buffer.from(data).toString()
}
