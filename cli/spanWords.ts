// What may stand in a span, and how a failure is told in one.
import { SpanStatusCode, type Attributes, type Span } from '@opentelemetry/api'
import { redaction } from '#chat/commands/redaction.ts'

/** The code of a failure; its words may say anything. */
export function codeOf(error: unknown): string {
  const { code } = (typeof error === 'object' && error !== null ? error : {}) as { readonly code?: unknown }
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{0,63}$/.test(code) ? code : 'error'
}

/** Says that what the span is about failed, and by which code. */
export function fail(span: Span, type: string): void {
  span.setStatus({ code: SpanStatusCode.ERROR })
  span.setAttribute('error.type', type)
}

/** What may be told; null is not told. A name that a caller chose may hold anything. */
export function said(attributes: Readonly<Record<string, string | number | null>>): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) =>
      value === null ? [] : [[name, typeof value === 'string' ? redaction.text(value) : value]],
    ),
  )
}
