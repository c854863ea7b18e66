// What is refused before there is a request to route: one that is no HTTP, that is too slow, whose head is too large, whose
// path cannot be read. It is told in the shape of every other refusal.
import { STATUS_CODES } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Socket } from 'node:net'
import { wireError } from '#chat/commands/wireError.ts'
import { QuorateError } from '#protocol/errors.ts'
import { wireStatus } from './wireStatus.ts'

/** Answers on the bare socket, and closes it. @param error of Node's HTTP parser */
export function answerBrokenRequest(error: Error & { readonly code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const told = refusalOf(error.code)
  const status = wireStatus(told)
  const body = JSON.stringify(wireError(told))
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'cache-control: no-store',
    'connection: close',
  ]
  // destroyed as soon as it is written: whoever goes on sending is not listened to
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
}

function refusalOf(code: string | undefined): QuorateError {
  if (code === 'HPE_HEADER_OVERFLOW') return new QuorateError('HEAD_TOO_LARGE')
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new QuorateError('REQUEST_TOO_SLOW')
  return new QuorateError('REQUEST_INVALID', { method: '', target: '', problem: 'it is not HTTP/1.1 as this gateway reads it' })
}

/** Headers of which one has a meaning and two have none: whoever reads the first and whoever reads the last would differ. */
const single = new Set(['host', 'origin', 'authorization', 'content-type', 'content-length'])

/** What two programs could read in two ways. @throws REQUEST_INVALID */
export function refuseAmbiguous({ raw, method, url }: FastifyRequest): void {
  const refuse = (problem: string): QuorateError =>
    new QuorateError('REQUEST_INVALID', { method, target: url.slice(0, 200), problem })
  if (raw.url?.startsWith('/') !== true && raw.url !== '*') throw refuse('its path names a server')
  const names = raw.rawHeaders.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase())
  const twin = names.find((name, at) => single.has(name) && names.indexOf(name) !== at)
  if (twin !== undefined) throw refuse(`the header ${twin} stands twice`)
  const { 'content-encoding': encoding } = raw.headers
  if (encoding !== undefined && encoding !== 'identity') throw refuse('a compressed body is not read')
}

/** A path that the router cannot read: a percent sign that means nothing, a part that is far too long. */
export function answerUnreadablePath(error: Error, { method, url }: FastifyRequest, reply: FastifyReply): void {
  const told = new QuorateError('REQUEST_INVALID', { method, target: url.slice(0, 200), problem: error.message.slice(0, 200) })
  void reply.code(wireStatus(told)).header('cache-control', 'no-store').send(wireError(told))
}
