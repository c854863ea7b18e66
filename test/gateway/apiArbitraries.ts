// Requests out of the OpenAPI document: those that fit its schemas, and those that nearly do.
import fc from 'fast-check'
import type { ApiDocument, ApiOperation } from '#gateway/tidyDocument.ts'

type Schema = Readonly<Record<string, unknown>>
/** A body, or the value of a parameter. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
interface Parameter {
  readonly in: 'path' | 'query' | 'header'
  readonly name: string
  readonly required?: boolean
  readonly schema: Schema
}
/** One operation with everything that is needed to ask it. */
export interface AskedOperation {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly operation: ApiOperation
  readonly parameters: readonly Parameter[]
  readonly body: Schema | undefined
}
/** A request before it is sent; a body that is text is sent as it is. */
export interface ApiRequest {
  readonly path: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  readonly body: Json | undefined
}

/** Every operation of a document, with its references followed. */
export function operationsOf(document: ApiDocument): readonly AskedOperation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      id: operation.operationId,
      method: method.toUpperCase(),
      path,
      operation,
      // the document's linter has looked at their shape
      parameters: (operation.parameters ?? []).map((one) => followed(document, one as Schema) as unknown as Parameter),
      body: (operation.requestBody as { content?: { 'application/json'?: { schema: Schema } } } | undefined)?.content?.[
        'application/json'
      ]?.schema,
    })),
  )
}

function followed(document: ApiDocument, value: Schema): Schema {
  const { $ref } = value
  if (typeof $ref !== 'string') return value
  const [, , kind = '', name = ''] = $ref.split('/')
  return followed(document, document.components[kind]?.[name] as Schema)
}

/** What its pattern cannot say: which spellings of an address are one. */
const byName: Readonly<Record<string, fc.Arbitrary<Json>>> = {
  EvmAddress: fc.stringMatching(/^0x[0-9a-f]{40}$/),
}

/** Values that fit a schema. */
export class ApiArbitraries {
  readonly #document: ApiDocument
  constructor(document: ApiDocument) {
    this.#document = document
  }

  /** A request that fits; `known` are values that there are in this swarm, by parameter or property. */
  valid(asked: AskedOperation, known: Readonly<Record<string, fc.Arbitrary<Json>>>): fc.Arbitrary<ApiRequest> {
    const values = (place: Parameter['in']): fc.Arbitrary<Record<string, string>> => {
      const all = asked.parameters.filter((one) => one.in === place)
      const made = all.map(({ name, schema }) => [name, (known[name] ?? this.of(schema)).map(String)] as const)
      const required = all.filter((one) => one.required === true).map(({ name }) => name)
      return fc.record(Object.fromEntries(made), { requiredKeys: required }) as fc.Arbitrary<Record<string, string>>
    }
    return fc.record({
      path: values('path'),
      query: values('query'),
      headers: values('header'),
      body: asked.body === undefined ? fc.constant(undefined) : this.of(asked.body, known),
    })
  }

  /** One that fits, with one thing about it broken. */
  hostile(asked: AskedOperation, known: Readonly<Record<string, fc.Arbitrary<Json>>>): fc.Arbitrary<ApiRequest> {
    const odd = fc.oneof(
      fc.string({ unit: 'binary-ascii' }),
      fc.constantFrom('', '-1', '1e999', 'null', '../x', '%00', '0x', '__proto__'),
    )
    const oddPath = odd.filter((one) => one !== '').map(encodeURIComponent)
    const header = odd.map((one) => one.replaceAll(/[^\x21-\x7e]/g, '?'))
    const breaks = [
      ...(asked.body === undefined ? [] : [fc.tuple(fc.constant('body' as const), this.of(asked.body, known).chain(brokenJson))]),
      ...asked.parameters.map(({ in: place, name }) =>
        fc.tuple(fc.constant(`${place} ${name}`), place === 'path' ? oddPath : place === 'header' ? header : odd),
      ),
    ]
    if (breaks.length === 0) return this.valid(asked, known).map((one) => ({ ...one, query: { surprise: '1' } }))
    return fc
      .tuple(this.valid(asked, known), fc.oneof(...(breaks as fc.Arbitrary<[string, Json]>[])))
      .map(([request, [what, value]]) => {
        const [place = '', name = ''] = what.split(' ')
        if (place === 'body') return { ...request, body: value }
        const at = place === 'header' ? 'headers' : (place as 'path' | 'query')
        return { ...request, [at]: { ...request[at], [name]: value as string } }
      })
  }

  /** Values of one schema. */
  of(schema: Schema, known: Readonly<Record<string, fc.Arbitrary<Json>>> = {}): fc.Arbitrary<Json> {
    const { $ref, const: only, enum: some, anyOf, oneOf, type, properties } = schema
    if (typeof $ref === 'string') return byName[$ref.split('/').at(-1) ?? ''] ?? this.of(followed(this.#document, schema), known)
    if ('const' in schema) return fc.constant(only as Json)
    if (Array.isArray(some)) return fc.constantFrom(...(some as Json[]))
    const several = anyOf ?? oneOf
    if (Array.isArray(several)) return fc.oneof(...(several as Schema[]).map((one) => this.of(one, known)))
    if (properties !== undefined) return this.#object(schema, known)
    switch (type) {
      case 'string':
        return text(schema)
      case 'integer':
      case 'number':
        return wholeNumber(schema)
      case 'boolean':
        return fc.boolean()
      case 'null':
        return fc.constant(null)
      case 'array':
        return fc.array(this.of((schema['items'] ?? {}) as Schema, known), {
          minLength: Number(schema['minItems'] ?? 0),
          maxLength: 3,
        })
      case 'object':
        return fc.dictionary(
          fc.stringMatching(/^[a-z]{1,8}$/),
          this.of((schema['additionalProperties'] ?? {}) as Schema, known),
          { maxKeys: 3 },
        )
      default:
        return fc.jsonValue({ maxDepth: 1 }) as fc.Arbitrary<Json>
    }
  }

  #object(schema: Schema, known: Readonly<Record<string, fc.Arbitrary<Json>>>): fc.Arbitrary<Json> {
    const properties = Object.entries(schema['properties'] as Record<string, Schema>)
    // what is further in has other things of the same names
    const made = properties.map(([name, inner]) => [name, known[name] ?? this.of(inner)] as const)
    return fc.record(Object.fromEntries(made), { requiredKeys: (schema['required'] ?? []) as string[] }) as fc.Arbitrary<Json>
  }
}

function text(schema: Schema): fc.Arbitrary<Json> {
  const maxLength = Math.min(Number(schema['maxLength'] ?? 40), 200)
  if (schema['format'] === 'uri') return fc.webUrl()
  if (typeof schema['pattern'] === 'string')
    return fc
      .stringMatching(new RegExp(schema['pattern'], 'u'))
      .filter((one) => one.length <= Number(schema['maxLength'] ?? 10_000))
  return fc.string({ minLength: Number(schema['minLength'] ?? 0), maxLength, unit: 'grapheme' })
}

function wholeNumber(schema: Schema): fc.Arbitrary<Json> {
  const min = Number(schema['minimum'] ?? 0)
  return fc.integer({ min, max: Math.max(min, Math.min(Number(schema['maximum'] ?? 1_000), min + 100_000)) })
}

/** Another value than a schema wants: of another kind, with a key too many or too few, much too large, or any JSON. */
function brokenJson(value: Json): fc.Arbitrary<Json> {
  const any = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return any
  const entries = Object.entries(value as Record<string, Json>)
  const withExtra = any.map((extra) => ({ ...(value as object), surprise: extra }))
  if (entries.length === 0) return fc.oneof(withExtra, any)
  const one = fc.constantFrom(...entries.map(([key]) => key))
  return fc.oneof(
    withExtra,
    one.map((key) => Object.fromEntries(entries.filter(([name]) => name !== key))),
    fc.tuple(one, any).map(([key, odd]) => ({ ...(value as object), [key]: odd })),
    fc
      .tuple(one, fc.constantFrom('x'.repeat(20_000), '\u0000', '💥'.repeat(2_000)))
      .map(([key, odd]) => ({ ...(value as object), [key]: odd })),
    any,
  )
}
