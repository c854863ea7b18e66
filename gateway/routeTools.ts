// What every file of routes uses: the app's type, the schemas of paths, and the fund that a path names.
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest, RawServerDefault } from 'fastify'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { AskedOnce } from '#chat/commands/askedOnce.ts'
import { QuorateError } from '#protocol/errors.ts'
import { fundIdSchema, type FundConfig } from '#protocol/fund.ts'
import { seesFund, type Allow, type Caller } from './caller.ts'
import type { EventFeed } from './eventFeed.ts'
import type { FundLedger } from './fundLedger.ts'
import type { GatewayParts } from './gatewayParts.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Absent: nobody. */
    allow?: Allow
  }
  interface FastifyRequest {
    caller: Caller
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
  readonly feed: EventFeed
  readonly once: AskedOnce
  /** Aborts when the gateway closes. */
  readonly closing: AbortSignal
}

/** `/funds/{fundId}/…` */
export const fundParams = z.object({ fundId: fundIdSchema.describe('fund name') })

/** The answer to everything that is refused. */
export const refusedSchema = z
  .object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      hint: z.string().describe('the next thing to do'),
      retryable: z.boolean(),
      details: z.record(z.string(), z.unknown()),
    }),
  })
  .describe('what was refused, why, and what to do')

/** The refusals that any route may answer with. */
export const refusals = {
  400: refusedSchema,
  401: refusedSchema,
  403: refusedSchema,
  404: refusedSchema,
  409: refusedSchema,
  500: refusedSchema,
  503: refusedSchema,
} as const

/** The fund of a path, as far as it is there for the caller. @throws UNKNOWN_FUND */
export function fundOf(gateway: GatewayParts, request: Pick<FastifyRequest, 'caller'>, fundId: string): FundConfig {
  const fund = gateway.funds().find((one) => one.fundId === fundId)
  if (fund === undefined || !seesFund(request.caller, fund)) throw new QuorateError('UNKNOWN_FUND', { fundId })
  return fund
}
