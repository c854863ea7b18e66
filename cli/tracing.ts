// Traces for an OpenTelemetry collector: off unless somebody names one. What sends them is loaded only then.
import { z } from 'zod'
import { redaction } from '#chat/commands/redaction.ts'
import type { OnBegun } from '#gateway/begunRequest.ts'
import { samplerNames, type SamplerName } from '#integrations/telemetry/samplerNames.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { Host } from '#runtime/host.ts'

/** Where spans go. */
export const tracingSettingsSchema = z.strictObject({
  endpoint: z
    .url({ protocol: /^https?$/ })
    .max(256)
    .optional()
    .describe(
      'of a collector that takes OTLP over HTTP, such as http://127.0.0.1:4318; absent: what OTEL_EXPORTER_OTLP_ENDPOINT says, else no traces',
    ),
  ratio: z.number().min(0).max(1).default(1).describe('which part of the requests is traced that are part of no trace yet'),
})
export type TracingSettings = z.output<typeof tracingSettingsSchema>
type Environment = Readonly<Record<string, string | undefined>>

/** Traces that are switched on. */
export interface Tracing {
  /** Where spans go, as it may be shown. */
  readonly to: string
  readonly onBegun: OnBegun
  /** Follows what the host commits from now on. */
  follow(host: Host): void
  /** Sends what is left. Never rejects. */
  stop(): Promise<void>
}

/** Sending what is left may take this long of a shutdown. */
const stopMs = 1_000

/** How it is switched on. */
export interface TracingPlan {
  /** With the path; undefined: the exporter reads it from the environment itself. */
  readonly url: string | undefined
  readonly to: string
  readonly sampler: SamplerName
  readonly ratio: number
}

/**
 * What settings and environment come to; undefined: no traces. The variables are those of
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/. @throws SETTINGS_INVALID
 */
export function tracingPlan({ endpoint, ratio }: TracingSettings, environment: Environment): TracingPlan | undefined {
  const word = (name: string): string => environment[name]?.trim().toLowerCase() ?? ''
  if (word('OTEL_SDK_DISABLED') === 'true' || word('OTEL_TRACES_EXPORTER') === 'none') return undefined
  const [whole, base] = [environment['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'], environment['OTEL_EXPORTER_OTLP_ENDPOINT']]
  const named = endpoint ?? (whole || base)
  if (named === undefined || named === '') return undefined
  const refuse = (name: string, problem: string): QuorateError =>
    new QuorateError('SETTINGS_INVALID', { file: 'the environment', problem: `${name}: ${problem}` })
  if (!URL.canParse(named))
    throw refuse(whole ? 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT' : 'OTEL_EXPORTER_OTLP_ENDPOINT', 'it is no URL')
  for (const name of ['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', 'OTEL_EXPORTER_OTLP_PROTOCOL']) {
    const protocol = word(name)
    if (protocol === '') continue
    if (protocol !== 'http/json') throw refuse(name, 'spans are sent as http/json only; write http/json')
    break
  }
  const asked = word('OTEL_TRACES_SAMPLER')
  const sampler = asked === '' ? 'parentbased_traceidratio' : samplerNames.find((one) => one === asked)
  if (sampler === undefined) throw refuse('OTEL_TRACES_SAMPLER', `write one of ${samplerNames.join(', ')}`)
  const given = word('OTEL_TRACES_SAMPLER_ARG')
  const part = asked === '' ? ratio : given === '' ? 1 : Number(given)
  if (!(part >= 0 && part <= 1)) throw refuse('OTEL_TRACES_SAMPLER_ARG', 'write a number from 0 to 1')
  const url = endpoint === undefined ? undefined : new URL('v1/traces', endpoint.endsWith('/') ? endpoint : `${endpoint}/`).href
  return { url, to: new URL(named).origin, sampler, ratio: part }
}

/** From now on what is secret of where spans go is in no log. */
export function hideTracingSecrets({ endpoint }: TracingSettings, environment: Environment): void {
  for (const address of [endpoint, environment['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'], environment['OTEL_EXPORTER_OTLP_ENDPOINT']])
    if (address !== undefined) redaction.hideUrl(address)
  for (const name of ['OTEL_EXPORTER_OTLP_HEADERS', 'OTEL_EXPORTER_OTLP_TRACES_HEADERS'])
    for (const header of environment[name]?.split(',') ?? []) {
      const value = header.slice(header.indexOf('=') + 1).trim()
      redaction.hide(value)
      redaction.hide(plain(value))
    }
}

function plain(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

/**
 * Switches traces on, where they are asked for.
 * @param options.notice says one line to the operator: sending began to fail, or goes well again
 * @throws SETTINGS_INVALID
 */
export async function startTracing(options: {
  readonly settings: TracingSettings
  readonly environment: Environment
  readonly service: { readonly version: string; readonly instance: string }
  readonly notice: (text: string, isBad: boolean) => void
  readonly intervalMs?: number
}): Promise<Tracing | undefined> {
  const { settings, environment, service, notice, intervalMs } = options
  const plan = tracingPlan(settings, environment)
  if (plan === undefined) return undefined
  const [{ otlpTracer }, { RequestSpans }] = await Promise.all([
    import('#integrations/telemetry/otlpTracer.ts'),
    import('./requestSpans.ts'),
  ])
  const { tracer, parentOf, stop } = otlpTracer({
    ...plan,
    service,
    onSending: (how) =>
      how.ok ? notice(`spans reach ${plan.to} again`, false) : notice(`spans cannot be sent to ${plan.to}: ${how.problem}`, true),
    ...(intervalMs === undefined ? {} : { intervalMs }),
  })
  const quiet = new AbortController()
  let durableThrough = (): number => 0
  const spans = new RequestSpans({ tracer, parentOf, durableThrough: () => durableThrough(), now: Date.now })
  let following: Promise<void> | undefined
  return {
    to: plan.to,
    onBegun: spans.begun,
    follow(host) {
      durableThrough = () => host.durableThrough()
      const after = durableThrough()
      following = (async () => {
        for await (const turn of host.turns({ after, follow: true, signal: quiet.signal })) spans.take(turn)
      })().catch((failure: unknown) =>
        notice(`turns are traced no more: ${failure instanceof Error ? failure.message : 'unknown'}`, true),
      )
    },
    async stop() {
      quiet.abort()
      await following
      spans.close()
      await stop(stopMs)
    },
  }
}
