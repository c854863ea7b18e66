// Which requests are traced: read from settings before anything of OpenTelemetry is loaded.

/** Names of `OTEL_TRACES_SAMPLER`, as the specification has them. */
export const samplerNames = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const
/** One of them. */
export type SamplerName = (typeof samplerNames)[number]
