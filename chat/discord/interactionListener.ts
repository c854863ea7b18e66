// Interactions over HTTP: what Discord posts to the daemon. Nothing is read of a request before its signature is known to be
// right, and nothing is answered before its delivery is on disk.
import type { IncomingMessage as Request, ServerResponse } from 'node:http'
import { finished } from 'node:stream/promises'
import type { Acknowledgements } from './acknowledgements.ts'
import type { DiscordSettings } from './discordSettings.ts'
import { interactionSchema } from './incoming.ts'
import type { InteractionDesk } from './interactionDesk.ts'
import { interactionBytesMost } from './limits.ts'
import { discordKey, isSigned } from './requestSignature.ts'

/** Where Discord posts to. */
export const interactionsPath = '/api/v1/discord/interactions'

/** A route of the gateway that reads and answers its requests itself. */
export interface DiscordMount {
  readonly method: 'POST'
  readonly path: string
  readonly listen: (request: Request, response: ServerResponse) => void
}

export interface ListenerParts {
  readonly settings: Pick<DiscordSettings, 'publicKey' | 'applicationId'>
  readonly desk: InteractionDesk
  readonly acknowledgements: Acknowledgements
  readonly note: (problem: string) => void
  /** ms since 1970 */
  readonly now: () => number
}

/** What the gateway mounts. */
export function interactionMount(parts: ListenerParts): DiscordMount {
  const key = discordKey(parts.settings.publicKey)
  const listen = (request: Request, response: ServerResponse): void => {
    serve(request, response).catch((error: unknown) => {
      // the connection broke on the way: Discord tells the person
      parts.note(`an interaction of Discord was not answered: ${error instanceof Error ? error.message : String(error)}`)
      response.destroy()
    })
  }
  const serve = async (request: Request, response: ServerResponse): Promise<void> => {
    if (request.method !== 'POST') return answer(response, 405, { message: 'POST, and nothing else' })
    const body = await readBody(request)
    if (body === undefined) return answer(response, 413, { message: `at most ${interactionBytesMost} bytes` })
    const signature = textOf(request.headers['x-signature-ed25519'])
    const timestamp = textOf(request.headers['x-signature-timestamp'])
    if (!isSigned({ signature, timestamp, body }, key, parts.now()))
      return answer(response, 401, { message: 'invalid request signature' })
    const read = interactionSchema.safeParse(jsonOf(body))
    if (!read.success || read.data.application_id !== parts.settings.applicationId) {
      parts.note('Discord sent an interaction that is not as it documents, or of another application')
      return answer(response, 400, { message: 'this is no interaction of this application' })
    }
    const acknowledged = parts.acknowledgements.begin(read.data.id)
    try {
      await answer(response, 200, await parts.desk.answer(read.data))
    } finally {
      acknowledged()
    }
  }
  return { method: 'POST', path: interactionsPath, listen }
}

async function readBody(request: Request): Promise<Buffer | undefined> {
  // a gateway that reads bodies first hands it on beside the request
  if ('rawBody' in request && Buffer.isBuffer(request.rawBody))
    return request.rawBody.length > interactionBytesMost ? undefined : request.rawBody
  const chunks: Buffer[] = []
  let bytes = 0
  // a stream of Node's http has buffers
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > interactionBytesMost) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function answer(response: ServerResponse, status: number, body: object): Promise<void> {
  // a body that was not read to its end is not waited for
  response.writeHead(status, { 'content-type': 'application/json', ...(status === 413 ? { connection: 'close' } : {}) })
  response.end(JSON.stringify(body))
  await finished(response)
}

const textOf = (header: string | readonly string[] | undefined): string | undefined =>
  typeof header === 'string' ? header : undefined

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
