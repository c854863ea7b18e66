// A request that has just come in, as whoever watches the gateway is told of it.
import type { FastifyRequest } from 'fastify'

/** Nothing of it is decided or read yet. */
export interface BegunRequest {
  readonly requestId: string
  readonly method: string
  /** The route's template. */
  readonly route: string
  /** As https://www.w3.org/TR/trace-context/ states them; not checked. */
  readonly traceparent: string | undefined
  readonly tracestate: string | undefined
}

/** A request as the log has it: never its headers, its body or its path with what stands in it. */
export interface LoggedRequest {
  readonly requestId: string
  readonly method: string
  /** The route's template. */
  readonly route: string
  readonly status: number
  readonly ms: number
  readonly principal: string | null
}

/** Told of each request as it comes in; what it gives is told how it was answered. Neither may throw. */
export type OnBegun = (begun: BegunRequest) => ((answered: LoggedRequest) => void) | undefined

/** A socket has no answer of its own: what is asked through it comes in as requests. */
export const tellBegun =
  (onBegun: OnBegun | undefined) =>
  ({ id: requestId, method, headers, routeOptions, ws }: FastifyRequest): FastifyRequest['whenAnswered'] =>
    ws
      ? undefined
      : onBegun?.({
          requestId,
          method,
          route: routeOptions.url ?? 'none',
          traceparent: oneOf(headers['traceparent']),
          tracestate: oneOf(headers['tracestate']),
        })

/** Node joins a header that stands twice. */
const oneOf = (header: string | string[] | undefined): string | undefined => (Array.isArray(header) ? undefined : header)
