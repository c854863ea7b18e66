// Spans for an OpenTelemetry collector, sent as OTLP/HTTP in JSON. Nothing here is global: another library's tracer in this
// process is not touched. A collector that is gone costs a bounded queue and one notice.
import { ROOT_CONTEXT, type Context, type Tracer } from '@opentelemetry/api'
import { ExportResultCode, W3CTraceContextPropagator, type ExportResult } from '@opentelemetry/core'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources'
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
  type ReadableSpan,
  type Sampler,
  type SpanExporter,
} from '@opentelemetry/sdk-trace'
import type { SamplerName } from './samplerNames.ts'

export interface OtlpOptions {
  /** Where spans are posted, with the path; absent: what `OTEL_EXPORTER_OTLP_*` says, else http://localhost:4318/v1/traces. */
  readonly url: string | undefined
  readonly sampler: SamplerName
  /** Of those samplers that take one: 0 to 1. */
  readonly ratio: number
  readonly service: { readonly version: string; readonly instance: string }
  /** Told once when sending begins to fail, and once when it goes well again. Must not throw. */
  readonly onSending: (how: { readonly ok: true } | { readonly ok: false; readonly problem: string }) => void
  /** Between two exports; the SDK's 5 s without it. */
  readonly intervalMs?: number
}

/** A tracer and its end. */
export interface OtlpTracer {
  readonly tracer: Tracer
  /** What the caller says it is part of; nothing, where that is not well-formed. */
  readonly parentOf: (headers: { readonly traceparent: string | undefined; readonly tracestate: string | undefined }) => Context
  /** Sends what is left, for this long at most. Never rejects. */
  stop(patienceMs: number): Promise<void>
}

/** Spans that wait to be sent; more are dropped. A span is about a kilobyte. */
const queueMax = 2_048

/** Opens no connection before the first span is sent. */
export function otlpTracer(options: OtlpOptions): OtlpTracer {
  const { url, service, intervalMs } = options
  const sender = new OTLPTraceExporter(url === undefined ? {} : { url })
  const provider = new TracerProvider({
    sampler: samplerOf(options),
    resource: defaultResource()
      .merge(
        resourceFromAttributes({
          'service.name': 'quorate',
          'service.version': service.version,
          'service.instance.id': service.instance,
        }),
      )
      .merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: watched(sender, options.onSending),
        maxQueueSize: queueMax,
        ...(intervalMs === undefined ? {} : { scheduledDelayMillis: intervalMs }),
      }),
    ],
  })
  const propagator = new W3CTraceContextPropagator()
  return {
    tracer: provider.getTracer('quorate', service.version),
    parentOf: (headers) =>
      propagator.extract(ROOT_CONTEXT, headers, {
        keys: (carrier) => Object.keys(carrier),
        get: (carrier, key) =>
          key === 'traceparent' ? carrier.traceparent : key === 'tracestate' ? carrier.tracestate : undefined,
      }),
    async stop(patienceMs) {
      let timer: NodeJS.Timeout | undefined
      const patience = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, patienceMs)
      })
      // a collector that is gone has been told of already
      const sent = provider.shutdown().catch(() => undefined)
      await Promise.race([sent, patience])
      clearTimeout(timer)
    },
  }
}

function samplerOf({ sampler, ratio }: OtlpOptions): Sampler {
  const roots: Readonly<Record<string, () => Sampler>> = {
    always_on: () => new AlwaysOnSampler(),
    always_off: () => new AlwaysOffSampler(),
    traceidratio: () => new TraceIdRatioBasedSampler(ratio),
  }
  const isParents = sampler.startsWith('parentbased_')
  const root = roots[sampler.replace('parentbased_', '')]?.()
  if (root === undefined) throw new Error(`no sampler ${sampler}`)
  return isParents ? new ParentBasedSampler({ root }) : root
}

/** Says when sending begins to fail and when it goes well again, not of every batch. */
function watched(inner: SpanExporter, say: OtlpOptions['onSending']): SpanExporter {
  let isWell = true
  const judge = ({ code, error }: ExportResult): void => {
    const isNow = code === ExportResultCode.SUCCESS
    if (isNow === isWell) return
    isWell = isNow
    say(isNow ? { ok: true } : { ok: false, problem: problemOf(error) })
  }
  return {
    export(spans: ReadableSpan[], told) {
      inner.export(spans, (result) => {
        judge(result)
        told(result)
      })
    },
    shutdown: () => inner.shutdown(),
  }
}

/** What a person can do something with; an answer's body is not repeated. */
function problemOf(error: Error | undefined): string {
  if (error === undefined) return 'it did not take them'
  const { code } = error as { readonly code?: unknown }
  return typeof code === 'number' ? `it answers ${code}` : error.message
}
