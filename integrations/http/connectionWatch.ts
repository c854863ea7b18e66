// Looks at one connection from outside its protocol: a silent one and a flooding one are ended wherever they are, in the
// handshake, between headers or in the padding of chunks, which no count of body bytes sees.
import type { Socket } from 'node:net'
import { QuorateError } from '#protocol/errors.ts'
import { fetchTooLarge, shown } from './fetchError.ts'

/** How often the socket is looked at: what a flood can send in between is parsed, not kept. */
const lookMs = 25

/** What one connection may do. */
export interface ConnectionLimits {
  /** Everything the socket received: headers, framing and body. */
  readonly wireBytes: number
  /** Longest silence, connecting included. */
  readonly idleMs: number
}

/** Aborts `signal` with a QuorateError FETCH_TIMEOUT or FETCH_TOO_LARGE; `end` must be called. */
export interface ConnectionWatch {
  readonly signal: AbortSignal
  /** Begins to count the bytes of the socket; until then every moment is silence. */
  watch(socket: Socket): void
  end(): void
}

/** Starts the watch before there is a socket. */
export function watchConnection(url: string, { wireBytes, idleMs }: ConnectionLimits): ConnectionWatch {
  const controller = new AbortController()
  let watched: Socket | undefined
  let bytes = 0
  let heardAt = performance.now()
  const look = (): void => {
    const now = performance.now()
    const received = watched?.bytesRead ?? 0
    if (received > bytes) heardAt = now
    bytes = received
    if (bytes > wireBytes) controller.abort(fetchTooLarge(url, wireBytes, 'on the wire'))
    else if (now - heardAt > idleMs)
      controller.abort(new QuorateError('FETCH_TIMEOUT', { url: shown(url), timeoutMs: idleMs, what: 'to send anything more' }))
  }
  const timer = setInterval(look, lookMs)
  return {
    signal: controller.signal,
    watch(socket) {
      watched = socket
    },
    end: () => clearInterval(timer),
  }
}
