// HTTP as a hostile client writes it: byte for byte, with nothing put right on the way.
import { connect } from 'node:net'

/** A request as it goes over the wire. Every field is written as it is given. */
export interface RawRequest {
  readonly method?: string
  readonly target?: string
  /** Host, Connection and, for a body, Content-Length are added unless they stand here; a list is written line by line. */
  readonly headers?: Readonly<Record<string, string | readonly string[] | null>>
  readonly body?: string
  /** Instead of all of the above. */
  readonly wire?: string
}
/** What came back. */
export interface RawAnswer {
  readonly status: number
  /** Of the error that is told, if one is. */
  readonly code: string | undefined
  readonly body: string
}

/** Sends it and reads until the other side closes. @throws when it never does */
export async function rawRequest(port: number, given: RawRequest, patienceMs = 40_000): Promise<RawAnswer> {
  const socket = connect(port, '127.0.0.1')
  const parts: Buffer[] = []
  const answered = new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer in ${patienceMs} ms`)), patienceMs)
    socket.on('data', (part: Buffer) => parts.push(part))
    // a reset after the answer is how a door is shut
    socket.on('error', () => undefined)
    socket.on('close', () => {
      clearTimeout(timer)
      resolve()
    })
  })
  socket.write(given.wire ?? written(port, given))
  try {
    await answered
  } finally {
    socket.destroy()
  }
  return answerOf(Buffer.concat(parts).toString('utf8'))
}

function written(port: number, { method = 'GET', target = '/', headers = {}, body }: RawRequest): string {
  const all: Record<string, string | readonly string[] | null> = {
    Host: `127.0.0.1:${port}`,
    Connection: 'close',
    ...(body === undefined ? {} : { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(body)) }),
    ...headers,
  }
  const lines = Object.entries(all).flatMap(([name, value]) =>
    value === null ? [] : (typeof value === 'string' ? [value] : value).map((one) => `${name}: ${one}`),
  )
  return `${[`${method} ${target} HTTP/1.1`, ...lines].join('\r\n')}\r\n\r\n${body ?? ''}`
}

function answerOf(text: string): RawAnswer {
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0)
  const body = text.slice(text.indexOf('\r\n\r\n') + 4)
  return { status, code: /"code":"([A-Z_]+)"/.exec(body)?.[1], body }
}
