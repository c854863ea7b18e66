// One stream of a fund's facts. It is read as far as somebody asks: what is not asked for waits in the connection.
import { createParser, type EventSourceMessage } from 'eventsource-parser'
import { z } from 'zod'
import { signedHeaders, type RequestSigner } from '#client/signedHeaders.ts'
import { QuorateError } from '#protocol/errors.ts'

const factSchema = z.object({
  id: z.string(),
  seq: z.int(),
  at: z.string(),
  actor: z.templateLiteral([z.string(), ':', z.string()]),
  type: z.string(),
  data: z.record(z.string(), z.json()),
})
/** A fact as the gateway tells it. */
export type RelayedFact = z.output<typeof factSchema>

/** Facts in order. */
export interface EventStream {
  /** Id of the last fact that was given out; before the first: where it began. */
  readonly cursor: string
  /** The next fact; undefined when the signal aborts. @throws RELAY_UNREACHABLE when the stream is cut */
  next(signal: AbortSignal): Promise<RelayedFact | undefined>
  close(): void
}

/** The gateway shows every 15 s that it is there. */
const silenceMs = 45_000

/** @throws RELAY_UNREACHABLE, RELAY_FAILED */
export async function openEventStream(
  by: {
    readonly url: string
    readonly audience: (fundId: string) => string
    readonly reader: RequestSigner
    readonly now: () => number
  },
  fundId: string,
  cursor: string,
  signal: AbortSignal,
): Promise<EventStream> {
  const ending = new AbortController()
  const open = async (after: string): Promise<ReadableStream<Uint8Array>> => {
    const target = `/api/v1/funds/${fundId}/events?after=${encodeURIComponent(after)}`
    const headers = await signedHeaders(by, fundId, { method: 'GET', target })
    const response = await fetch(new URL(target, by.url), { headers, redirect: 'error', signal: ending.signal })
    if (response.status === 200 && response.body !== null) return response.body
    const told = earliestSchema.safeParse(await response.json())
    // what was asked so long ago is over: whoever waited for it goes on with what is held, or would wait for ever
    if (response.status === 410 && told.success) return open(`${told.data.error.details.earliest}/0`)
    throw new QuorateError('RELAY_FAILED', { target, status: response.status, problem: 'it gives no stream' })
  }
  const giveUp = (): void => ending.abort()
  signal.addEventListener('abort', giveUp, { once: true })
  try {
    return new OpenStream((await open(cursor === '' ? '0' : cursor)).getReader(), ending, cursor)
  } catch (cause) {
    if (cause instanceof QuorateError) throw cause
    throw new QuorateError(
      'RELAY_UNREACHABLE',
      { url: by.url, problem: cause instanceof Error ? cause.message : String(cause) },
      { cause },
    )
  } finally {
    signal.removeEventListener('abort', giveUp)
  }
}

const earliestSchema = z.object({ error: z.object({ details: z.object({ earliest: z.int() }) }) })

class OpenStream implements EventStream {
  cursor: string
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>
  readonly #ending: AbortController
  readonly #facts: RelayedFact[] = []
  readonly #decoder = new TextDecoder()
  readonly #parser = createParser({
    onEvent: (message: EventSourceMessage) => this.#facts.push(factSchema.parse(JSON.parse(message.data))),
  })
  /** A read that nobody waits for any more; its answer belongs to whoever asks next. */
  #reading: Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }> | undefined

  constructor(reader: ReadableStreamDefaultReader<Uint8Array>, ending: AbortController, cursor: string) {
    this.#reader = reader
    this.#ending = ending
    this.cursor = cursor
  }

  async next(signal: AbortSignal): Promise<RelayedFact | undefined> {
    for (;;) {
      const fact = this.#facts.shift()
      if (fact !== undefined) {
        this.cursor = fact.id
        return fact
      }
      this.#reading ??= this.#reader.read()
      const read = await raced(this.#reading, signal)
      if (read === 'aborted') return undefined
      this.#reading = undefined
      if (read === 'silent' || read.done) {
        this.close()
        throw new QuorateError('RELAY_UNREACHABLE', {
          url: 'the event stream',
          problem: read === 'silent' ? 'it is silent' : 'it ended',
        })
      }
      this.#parser.feed(this.#decoder.decode(read.value, { stream: true }))
    }
  }

  close(): void {
    // a read that is under way ends with it; nobody waits for its answer
    this.#reading?.catch(() => undefined)
    this.#ending.abort()
  }
}

/** The answer, or that the asker is gone, or that nothing came for too long. A cut connection is silent too. */
function raced<Answer>(asked: Promise<Answer>, signal: AbortSignal): Promise<Answer | 'aborted' | 'silent'> {
  return new Promise((resolve) => {
    const settle = (how: Answer | 'aborted' | 'silent'): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', aborted)
      resolve(how)
    }
    const aborted = (): void => settle('aborted')
    const timer = setTimeout(() => settle('silent'), silenceMs)
    if (signal.aborted) return aborted()
    signal.addEventListener('abort', aborted, { once: true })
    asked.then(settle, () => settle('silent'))
  })
}
