// What happens, as it happens: server-sent events from the journal. No client has a queue that could grow and none waits
// for another (eventFeed.ts); one that does not read is let go, and comes back where it was.
import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { QuorateError } from '#protocol/errors.ts'
import type { Fact } from '#runtime/host.ts'
import { patienceMs, textsOfFacts, type Listener } from './eventFeed.ts'
import { eventIdSchema, eventName, factKinds, wantsOf } from './eventWords.ts'
import { isStillIn } from './allowedStill.ts'
import type { Caller } from './caller.ts'
import { requestIdHeader } from './requestId.ts'
import { textsOfTurns, turnNewsName } from './turnNews.ts'
import { fundOf, fundParams, refusals, truncated, type GatewayApp, type RouteParts } from './routeTools.ts'
import { lookingAtBots } from './swarmRoutes.ts'

/** Streams at once: the targets ask for 1,000. */
const streamsMax = 2_000

const streamText = z.string().meta({
  id: 'EventStream',
  description:
    'Text as https://html.spec.whatwg.org/multipage/server-sent-events.html states it; `data` is JSON: `{ id, seq, at, actor, type, data }`.',
  contentMediaType: 'text/event-stream',
  examples: [
    'id: 1042/0\nevent: claim:attested\ndata: {"id":"1042/0","seq":1042,"at":"2026-01-01T00:00:00.000Z","actor":"relayer:main","type":"claim.attested","data":{"fundId":"main"}}\n\n',
  ],
})
const turnText = z.string().meta({
  id: 'TurnStream',
  description: 'Text as https://html.spec.whatwg.org/multipage/server-sent-events.html states it; `data` is JSON: `TurnNews`.',
  contentMediaType: 'text/event-stream',
  contentSchema: { $ref: `#/components/schemas/${turnNewsName}` },
  examples: [
    'id: 1042\nevent: turn\ndata: {"seq":1042,"at":"2026-01-01T00:00:00.000Z","actor":"relayer:main","role":"relayer","fundId":"main","event":"claim.attest","cause":{"kind":"external"},"from":"collecting","to":"collecting","value":"collecting","status":"active","restarts":0,"messages":[],"starts":[],"facts":[{"type":"claim.attested"}],"timers":0,"effects":[]}\n\n',
  ],
})
const resume = {
  headers: z.object({ 'last-event-id': eventIdSchema.optional() }),
  querystring: z.object({
    after: eventIdSchema.optional().describe('as Last-Event-ID, for a first request; absent: from now on'),
  }),
}
const stream = {
  ...refusals,
  200: {
    description:
      'Server-sent events without an end; a comment every 15 s shows that the gateway is there. `id` is what `Last-Event-ID` takes, `event` the name of what happened (`claim:attested`, `snapshot:finalized`, `intent:executed`, …), `data` one line of JSON: see the schema.',
    content: { 'text/event-stream': { schema: streamText } },
  },
  410: truncated,
}

/** GET of event streams: of a fund, of one side of it, of the whole journal. */
export function eventRoutes(app: GatewayApp, parts: RouteParts): void {
  const open = new Streams(parts)
  const kinds: readonly (readonly [string, string, string, (type: string) => boolean])[] = [
    ['', 'followFund', 'Everything that happens in a fund', factKinds.all],
    ['/claims', 'followClaims', 'Claims and snapshots of a fund', factKinds.claims],
    ['/intents', 'followIntents', 'Trades of a fund', factKinds.intents],
  ]
  for (const [suffix, operationId, summary, wantsType] of kinds)
    app.route({
      method: 'GET',
      url: `/api/v1/funds/:fundId/events${suffix}`,
      config: { allow: 'events.read' },
      schema: { tags: ['events'], operationId, summary, params: fundParams, ...resume, response: stream },
      handler: async (request, reply) => {
        const { fundId } = fundOf(parts.gateway, request, request.params.fundId)
        const wants = (fact: Fact): boolean => fact.data['fundId'] === fundId && wantsType(fact.type)
        await open.serve(request, reply, `${fundId}${suffix}`, textsOfFacts(wants, eventText))
        return reply
      },
    })
  app.route({
    method: 'GET',
    url: '/api/v1/events',
    config: { allow: 'journal.read' },
    schema: {
      tags: ['events'],
      operationId: 'followEverything',
      summary: 'Everything that happens in the funds that the caller may see',
      ...resume,
      response: stream,
    },
    handler: async (request, reply) => {
      await open.serve(request, reply, keyOf(request.caller), textsOfFacts(wantsOf(request.caller), eventText))
      return reply
    },
  })
  turnRoute(app, open)
}

function turnRoute(app: GatewayApp, open: Streams): void {
  app.route({
    method: 'GET',
    url: '/api/v1/events/turns',
    config: lookingAtBots,
    schema: {
      tags: ['events'],
      operationId: 'followTurns',
      summary: 'Every turn of the bots that are there for the caller, as it is committed',
      ...resume,
      response: {
        ...stream,
        200: {
          description:
            'Server-sent events without an end, one `turn` for each committed turn; `id` is its journal sequence, which `Last-Event-ID` takes. A list goes on from its `through`.',
          content: { 'text/event-stream': { schema: turnText } },
        },
      },
    },
    handler: async (request, reply) => {
      await open.serve(request, reply, `turns ${keyOf(request.caller)}`, textsOfTurns(request.caller))
      return reply
    },
  })
}

/** The same for callers who see the same. */
const keyOf = (caller: Caller): string =>
  caller.kind === 'key' && caller.funds !== 'all' ? `* ${[...caller.funds].join(' ')}` : '*'

class Streams {
  readonly #parts: RouteParts
  #open = 0

  constructor(parts: RouteParts) {
    this.#parts = parts
  }

  /** @param key the same for all streams that are told the same */
  async serve(request: FastifyRequest, reply: FastifyReply, key: string, texts: Listener['texts']): Promise<void> {
    const { gateway, closing, feed } = this.#parts
    const { caller } = request
    if (this.#open >= streamsMax)
      throw new QuorateError('BUSY', { address: 'the event streams', queued: this.#open, retryAfterMs: 1_000 })
    const after = resumePoint(request) ?? `${gateway.host.durableThrough()}/1000000`
    const gone = new AbortController()
    reply.raw.once('close', () => gone.abort())
    const signal = AbortSignal.any([gone.signal, closing])
    this.#open += 1
    try {
      await feed.serve(
        eventStream(reply.raw, {
          key,
          texts,
          may: () => isStillIn(gateway.host, caller),
          patienceMs: gateway.patienceMs ?? patienceMs,
        }),
        {
          after,
          signal,
          // refused before the first byte, so that it has a status
          opened: () => {
            reply.hijack()
            reply.raw.writeHead(200, {
              'content-type': 'text/event-stream',
              'cache-control': 'no-store',
              'x-accel-buffering': 'no',
              [requestIdHeader]: request.id,
            })
            reply.raw.write(`retry: 1000\n: from ${after}\n\n`)
          },
        },
      )
    } finally {
      this.#open -= 1
      // one that does not read would not read the end either
      if (reply.sent) end(reply.raw)
    }
  }
}

/** A listener over server-sent events. */
function eventStream(
  response: ServerResponse,
  { patienceMs: ms, ...who }: Pick<Listener, 'key' | 'texts' | 'may'> & { readonly patienceMs: number },
): Listener {
  return {
    ...who,
    take: (batch) => response.write(batch.bytes),
    drained: (signal) => isRead(response, signal, ms),
    beat: () => void response.write(': here\n\n'),
  }
}

function end(response: ServerResponse): void {
  if (response.writableNeedDrain) response.destroy()
  else response.end()
}

function resumePoint(request: FastifyRequest): string | undefined {
  const { 'last-event-id': last } = request.headers
  const { after } = request.query as { readonly after?: string }
  const given = typeof last === 'string' ? last : after
  // a sequence alone: all of it was seen
  return given === undefined || given.includes('/') ? given : `${given}/1000000`
}

function eventText({ id, seq, at, actor, type, data }: Fact): string {
  return `id: ${id}\nevent: ${eventName(type)}\ndata: ${JSON.stringify({ id, seq, at, actor, type, data })}\n\n`
}

/** Waits until a full buffer was taken. @returns false when it was not in time: the client is let go */
async function isRead(response: ServerResponse, signal: AbortSignal, ms: number): Promise<boolean> {
  if (!response.writableNeedDrain) return !response.destroyed
  const patience = AbortSignal.any([signal, AbortSignal.timeout(ms)])
  try {
    await once(response, 'drain', { signal: patience })
    return true
  } catch {
    return false
  }
}
