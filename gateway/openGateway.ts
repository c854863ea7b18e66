// The typed door to the swarm over HTTP. It keeps no truth of its own: a request becomes a question to a bot, and its
// answer comes when the bot's turn is durable.
import cookies from '@fastify/cookie'
import swagger from '@fastify/swagger'
import websocket from '@fastify/websocket'
import fastify, { type FastifyError, type FastifyRequest } from 'fastify'
import {
  hasZodFastifySchemaValidationErrors,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod'
import { AskedOnce } from '#chat/commands/askedOnce.ts'
import { readBoundedJson } from '#chat/commands/boundedJson.ts'
import { bodyBytesMax } from '#chat/commands/limits.ts'
import { asQuorateError, wireError } from '#chat/commands/wireError.ts'
import { QuorateError } from '#protocol/errors.ts'
import { forRequest } from '#runtime/requestScope.ts'
import { documentOptions } from './apiDocument.ts'
import { tellBegun } from './begunRequest.ts'
import { answerBrokenRequest, answerUnreadablePath, refuseAmbiguous } from './brokenRequest.ts'
import { requireAllowed, ruleOf, type RouteAction } from './caller.ts'
import { EventFeed } from './eventFeed.ts'
import { everyRoute } from './everyRoute.ts'
import { FundLedger } from './fundLedger.ts'
import type { GatewayParts, GatewayPlace } from './gatewayParts.ts'
import { Identification } from './identify.ts'
import { knownHosts, type KnownHosts } from './knownHosts.ts'
import { BotList } from './botList.ts'
import { messengerRoutes } from './messengerRoutes.ts'
import { Metrics } from './metrics.ts'
import { requestIdHeader, requestIdOf } from './requestId.ts'
import type { GatewayApp, RouteParts } from './routeTools.ts'
import { Sessions } from './sessions.ts'
import { socketRoutes } from './socketRoutes.ts'
import { wireStatus } from './wireStatus.ts'

/** A gateway that listens. */
export interface Gateway {
  /** `http://127.0.0.1:…` */
  readonly url: string
  readonly port: number
  /** Who listens to events now, and how many were cut because they did not read. */
  readonly listeners: () => { readonly listening: number; readonly cut: number }
  /** Ends streams, refuses new requests. */
  close(): Promise<void>
}

/** A request's line and headers: the signature's are a few hundred bytes. */
const headerBytesMax = 16_384
/** Someone who dribbles a request must not keep a connection. */
const usualRequestTimeoutMs = 30_000
/** How often connections are looked at for that. */
const checkMs = 5_000
const connectionTimeoutMs = 120_000
/** What a client that does not read may take of a shutdown. */
const closeMs = 1_000

/** A path, and the row of the table that says who may. */
export interface GatewayRoute {
  readonly method: string
  readonly url: string
  readonly allow: RouteAction | undefined
}

/** The app, ready to listen or to be asked for its document. */
export async function gatewayApp(
  parts: GatewayParts,
  {
    closing,
    hosts,
    feed = new EventFeed(parts.host),
    onRoute,
    requestTimeoutMs = usualRequestTimeoutMs,
  }: {
    readonly closing: AbortSignal
    readonly hosts: () => KnownHosts | undefined
    readonly feed?: EventFeed
    /** Told of every path that there is. */
    readonly onRoute?: (route: GatewayRoute) => void
    readonly requestTimeoutMs?: number | undefined
  },
): Promise<GatewayApp> {
  const app = fastify({
    genReqId: ({ headers }) => requestIdOf(headers),
    ...bounds(requestTimeoutMs),
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: answerUnreadablePath,
    routerOptions: { caseSensitive: true, ignoreTrailingSlash: false, maxParamLength: 128 },
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  await app.register(swagger, documentOptions(parts.context.instance.version))
  if (onRoute !== undefined)
    app.addHook('onRoute', ({ method, url, config }) => {
      for (const each of [method].flat()) if (each !== 'HEAD') onRoute({ method: each, url, allow: config?.allow })
    })
  readBodies(app)
  tellErrors(app)
  await app.register(cookies)
  // its hook says which requests become sockets, before the door asks
  await app.register(websocket, { options: { maxPayload: bodyBytesMax } })
  const sessions = new Sessions(parts.host, parts.signIn.sessionHours)
  decideAtTheDoor(app, new Identification(parts, sessions), hosts, tellBegun(parts.onBegun))
  const ledger = new FundLedger(parts.host)
  app.addHook('onReady', () => sessions.endStale(parts.signIn.people))
  app.addHook('onReady', () => {
    ledger.begin()
    feed.begin()
  })
  app.addHook('onClose', async () => {
    await Promise.all([ledger.close(), feed.close()])
  })
  const metrics = parts.metrics ?? new Metrics()
  const routes: RouteParts = {
    gateway: parts,
    ledger,
    bots: new BotList(parts.host),
    feed,
    metrics,
    sessions,
    once: new AskedOnce(parts.host, wireStatus),
    closing,
    hosts: () => {
      const known = hosts()
      if (known === undefined) throw new Error('it answers before it listens')
      return known
    },
  }
  for (const add of everyRoute) add(app, routes)
  for (const add of [socketRoutes, messengerRoutes]) await app.register(async (inner) => add(inner as GatewayApp, routes))
  return app
}

/** What one connection may take, in bytes and in time. */
const bounds = (requestTimeoutMs: number) =>
  ({
    bodyLimit: bodyBytesMax,
    requestTimeout: requestTimeoutMs,
    connectionTimeout: connectionTimeoutMs,
    forceCloseConnections: true,
    http: {
      maxHeaderSize: headerBytesMax,
      // a request without one is refused here, in words
      requireHostHeader: false,
      // were it longer than the whole request may take, Node would exchange the two
      headersTimeout: requestTimeoutMs,
      connectionsCheckingInterval: Math.min(requestTimeoutMs, checkMs),
    },
  }) as const

function readBodies(app: GatewayApp): void {
  // bodies are bounded and freed of hostile keys before anything reads them
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    try {
      request.received = readBoundedJson(String(body))
      done(null, request.received)
    } catch (error) {
      done(asQuorateError(error))
    }
  })
  app.decorateRequest('received', undefined)
  app.decorateRequest('failure', undefined)
  app.decorateRequest('whenAnswered', undefined)
  app.decorateRequest('caller', { getter: () => ({ kind: 'nobody', problem: 'it was not asked' }) as const })
}

function tellErrors(app: GatewayApp): void {
  app.setErrorHandler((error, request, reply) => {
    const told = toldError(error, request)
    if (wireStatus(told) === 500) request.failure = error
    if (told.code === 'BUSY' || told.code === 'CATCHING_UP') void reply.header('retry-after', '1')
    void reply.code(wireStatus(told)).header('cache-control', 'no-store').send(wireError(told))
  })
  app.setNotFoundHandler(({ method, url }) => {
    throw new QuorateError('NO_SUCH_PATH', { method, target: url.slice(0, 200) })
  })
}

/** Who asks, and whether they may: before anything of the request is read. */
function decideAtTheDoor(
  app: GatewayApp,
  identification: Identification,
  hosts: () => KnownHosts | undefined,
  begun: (request: FastifyRequest) => FastifyRequest['whenAnswered'],
): void {
  app.addHook('onRequest', (request, reply, done) => {
    void reply.header(requestIdHeader, request.id)
    request.whenAnswered = begun(request)
    refuseAmbiguous(request)
    hosts()?.check(request.headers)
    const { allow, ownPage } = request.routeOptions.config
    // a path that is not there says so to anyone
    if (request.is404) return done()
    const rule = ruleOf(allow)
    const caller = rule === 'anyone' || rule === 'signed' ? request.caller : identification.callerOf(request)
    Object.defineProperty(request, 'caller', { value: caller })
    if (ownPage === true || (caller.kind === 'key' && caller.byCookie === true))
      hosts()?.checkPage(request.headers, ownPage === true || request.method !== 'GET' || request.ws)
    requireAllowed(caller, allow, `${request.method} ${request.routeOptions.url ?? ''}`)
    done()
  })
  // behind the reading of the body, whose events come from the socket and know nothing of the request
  app.addHook('preHandler', (request, _reply, done) => forRequest(request.id, done))
}

/** Opens the door. @throws PORT_IN_USE */
export async function openGateway(parts: GatewayParts, place: GatewayPlace): Promise<Gateway> {
  const closing = new AbortController()
  let hosts: KnownHosts | undefined
  const feed = new EventFeed(parts.host)
  const app = await gatewayApp(parts, {
    closing: closing.signal,
    hosts: () => hosts,
    feed,
    requestTimeoutMs: place.requestTimeoutMs,
  })
  try {
    await app.listen({ host: place.host, port: place.port })
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EADDRINUSE')
      throw new QuorateError('PORT_IN_USE', { port: place.port }, { cause })
    throw cause
  }
  const { port } = app.server.address() as { readonly port: number } // it listens on a port
  hosts = knownHosts(place, port)
  return {
    url: `http://${place.host.includes(':') ? `[${place.host}]` : place.host}:${port}`,
    port,
    listeners: () => feed.figures,
    async close() {
      closing.abort()
      const patience = setTimeout(() => app.server.closeAllConnections(), closeMs)
      await app.close()
      clearTimeout(patience)
    },
  }
}

function toldError(error: unknown, request: FastifyRequest): QuorateError {
  if (error instanceof QuorateError) return error
  const { method, url } = request
  const target = url.slice(0, 200)
  if (hasZodFastifySchemaValidationErrors(error)) {
    const problem = error.validation.map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`.trim()).join('; ')
    return new QuorateError('REQUEST_INVALID', { method, target, problem: problem.slice(0, 2_000) })
  }
  const { code, statusCode, message } = error as FastifyError
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new QuorateError('BODY_TOO_LARGE', { bytesMax: bodyBytesMax })
  // Fastify's own refusals: a wrong content type, an empty body, a length that lies
  if (statusCode !== undefined && statusCode < 500)
    return new QuorateError('REQUEST_INVALID', { method, target, problem: message })
  return asQuorateError(error)
}
