// The name of one request, through log and journal to the chain: the caller's own, or one that is made here.
import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/** The header that carries it, in and out. */
export const requestIdHeader = 'x-request-id'

// what may stand in a log line, a file name and a command line without being quoted
const ownName = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/
// https://www.w3.org/TR/trace-context/: version, trace id, parent id, flags
const traceParent = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/

/** A name that is not well-formed is no reason to refuse a request: it gets another one, which the answer tells. */
export function requestIdOf(headers: IncomingHttpHeaders): string {
  const given = headers[requestIdHeader]
  if (typeof given === 'string' && ownName.test(given)) return given
  return traceIdOf(headers) ?? randomUUID()
}

/** The trace that the caller says this request is part of. */
export function traceIdOf({ traceparent }: IncomingHttpHeaders): string | undefined {
  const [, traceId, parentId] = typeof traceparent === 'string' ? (traceParent.exec(traceparent) ?? []) : []
  // all zeros are no id, as the standard says
  return traceId === undefined || /^0+$/.test(traceId) || /^0+$/.test(parentId ?? '0') ? undefined : traceId
}
