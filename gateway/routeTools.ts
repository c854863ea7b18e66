// What every file of routes uses: the app's type, the schemas of paths, and the fund that a path names.
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest, RawServerDefault } from 'fastify'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { AskedOnce } from '#chat/commands/askedOnce.ts'
import { QuorateError } from '#protocol/errors.ts'
import { fundIdSchema, type FundConfig } from '#protocol/fund.ts'
import { seesFund, type Caller, type RouteAction } from './caller.ts'
import type { BotList } from './botList.ts'
import type { EventFeed } from './eventFeed.ts'
import type { FundLedger } from './fundLedger.ts'
import type { LoggedRequest } from './begunRequest.ts'
import type { GatewayParts } from './gatewayParts.ts'
import type { Metrics } from './metrics.ts'
import type { KnownHosts } from './knownHosts.ts'
import type { Sessions } from './sessions.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Absent: nobody. */
    allow?: RouteAction
    /** Only a page of this very door may ask. */
    ownPage?: true
  }
  interface FastifyRequest {
    caller: Caller
    /** Why it was answered 500. */
    failure: unknown
    /** Who wants to hear how it was answered. */
    whenAnswered: ((answered: LoggedRequest) => void) | undefined
    /** The body as it came; `body` is what its schema made of it. */
    received: unknown
  }
}

/** Fastify with zod schemas. */
export type GatewayApp = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, FastifyBaseLogger, ZodTypeProvider>

/** What routes are made from. */
export interface RouteParts {
  readonly gateway: GatewayParts
  readonly ledger: FundLedger
  readonly bots: BotList
  readonly feed: EventFeed
  readonly metrics: Metrics
  readonly once: AskedOnce
  readonly sessions: Sessions
  /** The names of this door; known once it listens. */
  readonly hosts: () => KnownHosts
  /** Aborts when the gateway closes. */
  readonly closing: AbortSignal
}

/** `/funds/{fundId}/…` */
export const fundParams = z.object({ fundId: fundIdSchema.describe('name of the fund, from GET /api/v1/funds') })

/** The answer to everything that is refused. */
export const refusedSchema = z
  .object({
    error: z.object({
      code: z
        .string()
        .regex(/^[A-Z][A-Z0-9_]*$/)
        .describe('stable: decide by it. docs/errors.md lists all'),
      message: z.string().describe('what happened, for people'),
      hint: z.string().describe('the next thing to do, for people'),
      retryable: z.boolean().describe('may the same request succeed later, unchanged?'),
      details: z.record(z.string(), z.unknown()).describe('the values that the message names'),
    }),
  })
  .meta({ id: 'Error', description: 'What was refused, why, and what to do.' })

/** One status of `refusals`, in words. */
export const refused = (description: string): typeof refusedSchema => refusedSchema.describe(description)

/** The answer behind what the journal holds. */
export const truncated = refused(
  'That far back the journal is not kept (`JOURNAL_TRUNCATED`); `details.earliest` is the first sequence that is.',
)

/** The refusals that any route may answer with. */
export const refusals = {
  400: refused('The request is not as described here (`REQUEST_INVALID`, `BODY_REFUSED`, `ARGUMENTS_INVALID`).'),
  401: refused('Nobody known: no proof, or a wrong, expired or used one (`UNAUTHENTICATED`, `ENVELOPE_REFUSED`).'),
  403: refused(
    'Known, but not permitted (`NOT_PERMITTED`); or a Host or Origin that this gateway does not answer to (`HOST_REFUSED`, `ORIGIN_REFUSED`).',
  ),
  404: refused('Not there, or not there for this caller: what belongs to others is not found (`UNKNOWN_FUND`, …).'),
  409: refused('A rule says no in the present state; the code says which.'),
  413: refused('The body is over 262,144 bytes (`BODY_TOO_LARGE`).'),
  500: refused('A bug of ours (`INTERNAL`); please report it.'),
  502: refused('The chain, the disk or another system behind the gateway failed; the code says which.'),
  503: refused('Busy, catching up or stopping (`BUSY`, `CATCHING_UP`, `SHUTTING_DOWN`): try again; `Retry-After` says when.'),
  504: refused(
    'A bot did not answer in time (`ASK_TIMEOUT`); what was asked for may still be done. Or the journal did not (`JOURNAL_SLOW`).',
  ),
} as const

/** JSON of a schema that normalises: what was parsed once is told as it is, in the document's words for it. */
export const asStated = <Schema extends z.ZodType>(schema: Schema): z.ZodType<z.output<Schema>> =>
  z.custom<z.output<Schema>>().meta(referenceTo(schema))

function referenceTo(schema: z.ZodType): { readonly $ref: string } {
  const { id } = z.globalRegistry.get(schema) ?? {}
  if (id === undefined) throw new Error('only a schema with a name can be referred to')
  return { $ref: `#/components/schemas/${id}` }
}

/** As `asStated`, for text. */
export const asText = (schema: z.ZodType<string>): z.ZodString => z.string().meta({ ...referenceTo(schema), type: undefined })

/** The fund of a path, as far as it is there for the caller. @throws UNKNOWN_FUND */
export function fundOf(gateway: GatewayParts, request: Pick<FastifyRequest, 'caller'>, fundId: string): FundConfig {
  const fund = gateway.funds().find((one) => one.fundId === fundId)
  if (fund === undefined || !seesFund(request.caller, fund)) throw new QuorateError('UNKNOWN_FUND', { fundId })
  return fund
}
