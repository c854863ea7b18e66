// A collector of spans: an HTTP server that takes OTLP/JSON as https://opentelemetry.io/docs/specs/otlp/ states it, and is strict
// about it. It can be one that is gone, hangs or refuses, too.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { z } from 'zod'

const valueSchema = z.union([
  z.strictObject({ stringValue: z.string() }),
  z.strictObject({ intValue: z.union([z.int(), z.string()]) }),
  z.strictObject({ doubleValue: z.number() }),
  z.strictObject({ boolValue: z.boolean() }),
  z.strictObject({ arrayValue: z.unknown() }),
])
const attributesSchema = z.array(z.strictObject({ key: z.string(), value: valueSchema }))
const nanosSchema = z.union([z.string(), z.int()])
const spanSchema = z.object({
  traceId: z.string().regex(/^[0-9a-f]{32}$/),
  spanId: z.string().regex(/^[0-9a-f]{16}$/),
  parentSpanId: z.union([z.string().regex(/^[0-9a-f]{16}$/), z.literal('')]).optional(),
  traceState: z.string().optional(),
  name: z.string().min(1),
  kind: z.int().min(1).max(5),
  startTimeUnixNano: nanosSchema,
  endTimeUnixNano: nanosSchema,
  attributes: attributesSchema,
  status: z.object({ code: z.int().optional(), message: z.string().optional() }),
})
const exportSchema = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: attributesSchema }),
      scopeSpans: z.array(z.object({ scope: z.object({ name: z.string() }), spans: z.array(spanSchema) })),
    }),
  ),
})

/** A span as it came. */
export interface SeenSpan {
  readonly traceId: string
  readonly spanId: string
  /** Undefined: none. */
  readonly parent: string | undefined
  readonly name: string
  /** 1 internal, 2 server, 3 client. */
  readonly kind: number
  readonly startMs: number
  readonly endMs: number
  readonly at: Readonly<Record<string, unknown>>
  /** 2: an error. */
  readonly status: number
  /** What is said of it beside its code. */
  readonly words: string | undefined
}

export interface Collector {
  readonly url: string
  readonly spans: readonly SeenSpan[]
  /** What the senders say of themselves. */
  readonly resources: readonly Readonly<Record<string, unknown>>[]
  /** Every body as it came. */
  readonly texts: readonly string[]
  readonly requests: () => number
  /** Waits until what has come satisfies; the test's own limit bounds it. */
  until(wants: (spans: readonly SeenSpan[]) => boolean): Promise<void>
  close(): Promise<void>
}

/** @param how answers instead of it; it may leave the sender waiting */
export async function openCollector(how?: (response: ServerResponse) => void): Promise<Collector> {
  const spans: SeenSpan[] = []
  const resources: Record<string, unknown>[] = []
  const texts: string[] = []
  let asked = 0
  const news = new EventTarget()
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    asked += 1
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    if (how !== undefined) return how(response)
    const text = Buffer.concat(parts).toString()
    texts.push(text)
    const isOtlp =
      request.method === 'POST' && request.url === '/v1/traces' && request.headers['content-type'] === 'application/json'
    const parsed = isOtlp ? exportSchema.safeParse(JSON.parse(text)) : undefined
    if (parsed?.success !== true) {
      response.writeHead(400).end(JSON.stringify({ code: 3, message: parsed?.error.message ?? 'no OTLP' }))
      return
    }
    for (const { resource, scopeSpans } of parsed.data.resourceSpans) {
      resources.push(plain(resource.attributes))
      for (const scope of scopeSpans) spans.push(...scope.spans.map(seen))
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    news.dispatchEvent(new Event('spans'))
  }
  const server = createServer((request, response) => void take(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    resources,
    texts,
    requests: () => asked,
    async until(wants) {
      while (!wants(spans)) await once(news, 'spans')
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function seen(span: z.output<typeof spanSchema>): SeenSpan {
  const { traceId, spanId, parentSpanId, name, kind, startTimeUnixNano, endTimeUnixNano, attributes, status } = span
  return {
    traceId,
    spanId,
    parent: parentSpanId === '' ? undefined : parentSpanId,
    name,
    kind,
    startMs: Number(startTimeUnixNano) / 1e6,
    endMs: Number(endTimeUnixNano) / 1e6,
    at: plain(attributes),
    status: status.code ?? 0,
    words: status.message,
  }
}

function plain(attributes: z.output<typeof attributesSchema>): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]))
}
