// How a fetch says what it refused. URLs come from strangers, so none is shown as it came.
import { QuorateError } from '#protocol/errors.ts'

/** A URL as messages show it: without what may be a password, and not longer than a line or two. */
export const shown = (text: string): string => text.replace(/\/\/[^/@]*@/, '//***@').slice(0, 300)

/** What must not be fetched or taken. */
export const fetchRefused = (url: string, problem: string): QuorateError =>
  new QuorateError('FETCH_REFUSED', { url: shown(url), problem })

/** @param what where the limit, in bytes, was passed: `on the wire`, `after decompression`, `of headers` */
export const fetchTooLarge = (url: string, limit: number, what: string): QuorateError =>
  new QuorateError('FETCH_TOO_LARGE', { url: shown(url), limit, what })
