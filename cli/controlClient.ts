// Asks the daemon of an instance over its control socket.
import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { createInterface } from 'node:readline'
import { errorFromWire } from '#chat/commands/wireError.ts'
import { QuorateError } from '#protocol/errors.ts'
import { controlSocketPath } from './controlSocketPath.ts'

export interface ControlClient {
  /** @throws DAEMON_NOT_RUNNING, CONTROL_FAILED, and what the command refuses */
  ask(command: string, args: unknown): Promise<unknown>
  /** Says a line; see chat/conversation. @throws DAEMON_NOT_RUNNING, CONTROL_FAILED */
  say(said: {
    readonly line: string
    readonly conversation: string
    readonly key: string
    readonly revision?: number
  }): Promise<unknown>
  /** Items until the stream ends or the signal aborts. @throws as `ask` */
  stream(command: string, args: unknown, signal: AbortSignal): AsyncIterable<unknown>
}

/** One result of the daemon: a status of a thousand bots is under 1 MiB. */
const answerBytesMax = 16 * 1_048_576

/** @param instance name of the instance, for messages */
export function controlClient(instance: string, storage: string): ControlClient {
  const { path } = controlSocketPath(storage)
  const failed = (problem: string, cause?: unknown): QuorateError =>
    new QuorateError('CONTROL_FAILED', { instance, problem }, { cause })
  return {
    async ask(command, args) {
      const response = await post({ path, target: targetOf(command), args, instance })
      const body = parsed(await text(response, failed), failed)
      const refused = errorFromWire(body)
      if (refused !== null) throw refused
      if (response.statusCode !== 200) throw failed(`it answered ${response.statusCode}`)
      return body
    },
    async say(given) {
      const response = await post({ path, target: '/v1/chat', args: given, instance })
      const body = parsed(await text(response, failed), failed)
      const refused = errorFromWire(body)
      if (refused !== null && response.statusCode !== 200) throw refused
      if (response.statusCode !== 200) throw failed(`it answered ${response.statusCode}`)
      return body
    },
    async *stream(command, args, signal) {
      const response = await post({ path, target: targetOf(command), args, instance, signal })
      if (response.statusCode !== 200) {
        throw errorFromWire(parsed(await text(response, failed), failed)) ?? failed(`it answered ${response.statusCode}`)
      }
      let ended = false
      const lines = createInterface({ input: response, crlfDelay: Number.POSITIVE_INFINITY })
      try {
        for await (const line of lines) {
          const said = parsed(line, failed)
          const refused = errorFromWire(said)
          if (refused !== null) throw refused
          if (typeof said === 'object' && said !== null && 'item' in said) yield said.item
          else ended = true
        }
      } catch (failure) {
        if (signal.aborted) return
        throw failure instanceof QuorateError ? failure : failed('the daemon went away', failure)
      } finally {
        response.destroy()
      }
      if (!ended && !signal.aborted) throw failed('the daemon went away')
    },
  }
}

interface Posted {
  readonly path: string
  readonly target: string
  readonly args: unknown
  readonly instance: string
  readonly signal?: AbortSignal
}

const targetOf = (command: string): string => `/v1/commands/${command}`

async function post({ path, target, args, instance, signal }: Posted): Promise<IncomingMessage> {
  const body = JSON.stringify(args ?? {})
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
  const asked = request({
    socketPath: path,
    method: 'POST',
    path: target,
    headers,
    agent: false,
    ...(signal === undefined ? {} : { signal }),
  })
  asked.end(body)
  try {
    // a client request's `response` event carries its answer
    const [response] = (await once(asked, 'response')) as [IncomingMessage]
    return response
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
    if (code === 'ENOENT' || code === 'ECONNREFUSED') throw new QuorateError('DAEMON_NOT_RUNNING', { instance }, { cause })
    throw new QuorateError(
      'CONTROL_FAILED',
      { instance, problem: cause instanceof Error ? cause.message : String(cause) },
      { cause },
    )
  }
}

type Failed = (problem: string, cause?: unknown) => QuorateError

async function text(response: IncomingMessage, failed: Failed): Promise<string> {
  const parts: Buffer[] = []
  let bytes = 0
  try {
    for await (const part of response) {
      // an answer without setEncoding gives buffers
      const buffer = part as Buffer
      bytes += buffer.length
      if (bytes > answerBytesMax) throw failed(`its answer is over ${answerBytesMax} bytes`)
      parts.push(buffer)
    }
  } catch (failure) {
    throw failure instanceof QuorateError ? failure : failed('the daemon went away', failure)
  }
  return Buffer.concat(parts).toString('utf8')
}

function parsed(line: string, failed: Failed): unknown {
  try {
    return JSON.parse(line)
  } catch (cause) {
    throw failed('its answer is not JSON', cause)
  }
}
