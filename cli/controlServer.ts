// The command line's door into the daemon: HTTP over a Unix socket that only its owner can open. Whoever can open it
// is the instance's administrator; there is no other check here.
import { chmodSync, lstatSync, rmSync, symlinkSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import { AskedOnce } from '#chat/commands/askedOnce.ts'
import { readBoundedJson } from '#chat/commands/boundedJson.ts'
import { onlyAnswer, type Command } from '#chat/commands/command.ts'
import type { CommandContext } from '#chat/commands/commandContext.ts'
import { bodyBytesMax } from '#chat/commands/limits.ts'
import { unknownCommand } from '#chat/commands/unknownCommand.ts'
import { asQuorateError, wireError } from '#chat/commands/wireError.ts'
import type { Reply } from '#chat/conversation/reply.ts'
import { saidSchema } from '#chat/conversation/replySchema.ts'
import { said } from '#chat/conversation/talk.ts'
import { QuorateError } from '#protocol/errors.ts'
import { requestIdHeader, requestIdOf } from '#gateway/requestId.ts'
import { killPoint } from '#runtime/killPoint.ts'
import { z } from 'zod'
import { forRequest } from '#runtime/requestScope.ts'
import { controlSocketPath, makeSocketFolder, type ControlSocketPath } from './controlSocketPath.ts'

export interface ControlServer {
  readonly path: string
  /** Ends streams, refuses new requests, removes the socket. */
  close(): Promise<void>
}

export interface ControlServerOptions {
  /** The instance's storage folder. Its lock must be held: a socket found there is then a dead daemon's. */
  readonly storage: string
  readonly commands: readonly Command[]
  /** Everything but the signal, which belongs to one request. */
  readonly context: Omit<CommandContext, 'signal'>
}

/** Where lines are said. */
export const chatPath = '/v1/chat'
/** Columns of a table in a reply. */
const replyWidth = 100
/** The key names the line: said again with the same one it is done no second time. */
const saidHereSchema = saidSchema.extend({ key: z.string().min(1).max(128) })
/** A request's line and headers; the body has its own bound. */
const headerBytesMax = 8_192
/** A person types one command at a time; a stuck client must not keep a socket for ever. */
const requestTimeoutMs = 30_000
/** Open streams and requests at once: a person's terminals and scripts, not a service. */
const connectionsMax = 64

/** @throws CONTROL_SOCKET_REFUSED when what lies at the path is not a socket of this user */
export async function startControlServer(options: ControlServerOptions): Promise<ControlServer> {
  const place = controlSocketPath(options.storage)
  makeSocketFolder(place, options.storage)
  removeStale(place)
  const closing = new AbortController()
  const requests = new AskedOnce(options.context.host, ({ code, exit }) => statusOf(code, exit))
  const server = createServer({ maxHeaderSize: headerBytesMax, requestTimeout: requestTimeoutMs }, (request, response) => {
    const requestId = requestIdOf(request.headers)
    response.setHeader(requestIdHeader, requestId)
    forRequest(requestId, () => answer(options, requests, closing.signal, request, response)).catch((failure: unknown) =>
      refuse(response, failure),
    )
  })
  server.maxConnections = connectionsMax
  await listenPrivately(server, place.path)
  if (place.path !== place.shown) symlinkSync(place.path, place.shown)
  return {
    path: place.path,
    async close() {
      closing.abort()
      const closed = once(server, 'close')
      server.close()
      server.closeIdleConnections()
      // an answer that is being written ends by the abort; a client that does not read must not hold the daemon
      const patience = setTimeout(() => server.closeAllConnections(), 1_000)
      await closed
      clearTimeout(patience)
      removeStale(place)
    },
  }
}

/** The socket exists with its final mode from the first moment: there is no window for others. */
async function listenPrivately(server: Server, path: string): Promise<void> {
  const before = process.umask(0o177)
  try {
    server.listen(path)
  } finally {
    process.umask(before)
  }
  await once(server, 'listening')
  chmodSync(path, 0o600)
}

function removeStale(place: ControlSocketPath): void {
  for (const path of new Set([place.path, place.shown])) {
    const found = lstatSync(path, { throwIfNoEntry: false })
    if (found === undefined) continue
    if (!found.isSocket() && !found.isSymbolicLink())
      throw new QuorateError('CONTROL_SOCKET_REFUSED', { path, problem: 'it is not a socket' })
    if (found.uid !== (process.getuid?.() ?? 0))
      throw new QuorateError('CONTROL_SOCKET_REFUSED', { path, problem: 'it belongs to another user' })
    rmSync(path)
  }
}

async function answer(
  options: ControlServerOptions,
  requests: AskedOnce,
  closing: AbortSignal,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method === 'POST' && request.url === chatPath) {
    requireJson(request)
    const given = readBoundedJson(await readBody(request))
    return send(response, 200, await talk(options, requests, closing, given))
  }
  const command = commandOf(options.commands, request)
  const args = readBoundedJson(await readBody(request))
  const gone = new AbortController()
  response.on('close', () => gone.abort())
  const context: CommandContext = { ...options.context, signal: AbortSignal.any([gone.signal, closing]) }
  if (command.streams) return stream(command.answer(args, context), response, context.signal)
  if (command.permission === 'viewer') return send(response, 200, await onlyAnswer(command, args, context))
  // what changes something is on record before it is done, and is done also when the asker is gone
  const { name: what, kept, onlyBots } = command
  const asked = { principal: context.who, surface: 'cli', what, args, kept, onlyBots } as const
  const { status, body } = await requests.answer(asked, (requestId) =>
    onlyAnswer(command, args, { ...context, requestId, signal: closing }),
  )
  send(response, status, body)
}

/** A line of `quorate chat`: whoever can open the socket is the person who runs the daemon. */
function talk(
  { commands, context }: ControlServerOptions,
  requests: AskedOnce,
  closing: AbortSignal,
  given: unknown,
): Promise<Reply> {
  const { line, conversation, revision, key } = parseSaid(given)
  const { who: principal, person, isStillAllowed, ...shared } = context
  const talked = {
    commands: commands.filter(({ streams }) => !streams),
    context: shared,
    once: requests,
    closing,
    isStillAllowed,
  }
  return said(
    {
      asker: { principal, person, role: 'admin', funds: 'all' },
      line,
      ...(revision === undefined ? {} : { revision }),
      delivery: key,
      where: `cli ${conversation}`,
      surface: 'cli',
      prefix: '',
      width: replyWidth,
    },
    talked,
  )
}

/** @throws ARGUMENTS_INVALID */
function parseSaid(given: unknown): z.output<typeof saidHereSchema> {
  const parsed = saidHereSchema.safeParse(given)
  if (parsed.success) return parsed.data
  const problem = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
  throw new QuorateError('ARGUMENTS_INVALID', { command: 'chat', problem })
}

function commandOf(commands: readonly Command[], request: IncomingMessage): Command {
  const { method = '', url: target = '' } = request
  const refused = (problem: string): QuorateError =>
    new QuorateError('REQUEST_REFUSED', { method, target: target.slice(0, 200), problem })
  if (method !== 'POST') throw refused('commands are asked with POST')
  const name = /^\/v1\/commands\/([a-z.]{1,64})$/.exec(target)?.[1]
  if (name === undefined) throw refused('there is nothing at this path')
  requireJson(request)
  const command = commands.find((candidate) => candidate.name === name)
  if (command === undefined) throw unknownCommand(commands, name.split('.'), name)
  return command
}

function requireJson({ method = '', url: target = '', headers }: IncomingMessage): void {
  if (headers['content-type']?.split(';')[0]?.trim() !== 'application/json')
    throw new QuorateError('REQUEST_REFUSED', {
      method,
      target: target.slice(0, 200),
      problem: 'the content type must be application/json',
    })
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of request) {
    // a request without setEncoding gives buffers
    const buffer = part as Buffer
    bytes += buffer.length
    if (bytes > bodyBytesMax) throw new QuorateError('BODY_TOO_LARGE', { bytesMax: bodyBytesMax })
    parts.push(buffer)
  }
  return Buffer.concat(parts).toString('utf8')
}

/** One JSON line per item; the last says how it ended, so that a cut stream is never taken for a whole one. */
async function stream(items: AsyncIterable<unknown>, response: ServerResponse, signal: AbortSignal): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' })
  response.flushHeaders()
  try {
    for await (const item of items) {
      if (signal.aborted) break
      if (!response.write(`${JSON.stringify({ item })}\n`)) await drained(response, signal)
    }
    if (!response.destroyed) response.end(`${JSON.stringify({ end: true })}\n`)
  } catch (failure) {
    if (!response.destroyed) response.end(`${JSON.stringify(wireError(failure))}\n`)
  }
}

async function drained(response: ServerResponse, signal: AbortSignal): Promise<void> {
  try {
    await once(response, 'drain', { signal })
  } catch (failure) {
    // the reader is gone or the daemon closes: the loop above looks at the signal
    if (!signal.aborted) throw failure
  }
}

function refuse(response: ServerResponse, failure: unknown): void {
  if (response.headersSent || response.destroyed) {
    response.destroy()
    return
  }
  const { code, exit } = asQuorateError(failure)
  // a body that is still coming is not read to its end
  response.setHeader('connection', 'close')
  send(response, statusOf(code, exit), wireError(failure))
}

function statusOf(code: string, exit: number): number {
  if (code === 'BODY_TOO_LARGE') return 413
  return (
    new Map([
      [2, 400],
      [3, 404],
      [4, 409],
      [5, 502],
      [6, 503],
    ]).get(exit) ?? 500
  )
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body)
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
  })
  killPoint('answer.before')
  response.end(text)
  killPoint('answer.after')
}
