import { expect, it } from 'vitest'
import { redaction } from '#chat/commands/redaction.ts'
import { hideTracingSecrets, tracingPlan, tracingSettingsSchema } from './tracing.ts'

const settings = (given: unknown = {}): ReturnType<typeof tracingSettingsSchema.parse> => tracingSettingsSchema.parse(given)

it('is off until somebody names a collector', () => {
  expect(tracingPlan(settings(), {})).toBeUndefined()
  expect(
    tracingPlan(settings(), { OTEL_SERVICE_NAME: 'desk', OTEL_TRACES_EXPORTER: 'otlp', OTEL_EXPORTER_OTLP_ENDPOINT: '' }),
  ).toBeUndefined()
})

it('takes the collector from the settings, else from the standard variables', () => {
  expect(tracingPlan(settings({ endpoint: 'http://127.0.0.1:4318/base', ratio: 0.5 }), {})).toEqual({
    url: 'http://127.0.0.1:4318/base/v1/traces',
    to: 'http://127.0.0.1:4318',
    sampler: 'parentbased_traceidratio',
    ratio: 0.5,
  })
  // the exporter reads its own variables: address, headers, certificates, compression
  expect(tracingPlan(settings(), { OTEL_EXPORTER_OTLP_ENDPOINT: 'https://user:pass@collector.example/x' })).toMatchObject({
    url: undefined,
    to: 'https://collector.example',
  })
  expect(tracingPlan(settings(), { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://other.example/v1/traces' })?.to).toBe(
    'https://other.example',
  )
})

it('is off where the standard variables say so, whatever the settings are', () => {
  const named = settings({ endpoint: 'http://127.0.0.1:4318' })
  expect(tracingPlan(named, { OTEL_SDK_DISABLED: 'true' })).toBeUndefined()
  expect(tracingPlan(named, { OTEL_TRACES_EXPORTER: 'none' })).toBeUndefined()
})

it('knows the standard samplers', () => {
  const named = settings({ endpoint: 'http://127.0.0.1:4318', ratio: 0.5 })
  expect(tracingPlan(named, { OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.25' })).toMatchObject({
    sampler: 'traceidratio',
    ratio: 0.25,
  })
  expect(tracingPlan(named, { OTEL_TRACES_SAMPLER: 'always_on' })).toMatchObject({ sampler: 'always_on', ratio: 1 })
})

it.each([
  ['OTEL_EXPORTER_OTLP_PROTOCOL', 'grpc', 'write http/json'],
  ['OTEL_TRACES_SAMPLER', 'sometimes', 'write one of always_on'],
  ['OTEL_TRACES_SAMPLER_ARG', 'half', 'a number from 0 to 1'],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector', 'it is no URL'],
])('refuses %s=%s', (name, value, words) => {
  const environment = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318', OTEL_TRACES_SAMPLER: 'always_on', [name]: value }
  expect(() => tracingPlan(settings(), environment)).toThrow(expect.objectContaining({ code: 'SETTINGS_INVALID' }) as Error)
  expect(() => tracingPlan(settings(), environment)).toThrow(words)
})

it('keeps what lets spans in out of the log', () => {
  hideTracingSecrets(settings({ endpoint: 'https://collector.example/aaaaaaaaaaaaaaaa7/' }), {
    OTEL_EXPORTER_OTLP_HEADERS: 'x-honeycomb-team=team-secret-7,other=percent%20secret',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'https://user7777:pass7777@collector.example/',
  })
  const said = redaction.text('team-secret-7 percent secret percent%20secret user7777 pass7777 aaaaaaaaaaaaaaaa7')
  expect(said.replaceAll('[redacted]', '').trim()).toBe('')
})
