// Makes a generated OpenAPI document short: one name for what is the same, nothing that nobody refers to.
import { isDeepStrictEqual } from 'node:util'

type Json = { [key: string]: Json } | Json[] | string | number | boolean | null
type Node = { [key: string]: Json }

/** An OpenAPI 3.1 document as JSON. */
export interface ApiDocument {
  readonly openapi: string
  readonly info: { readonly title: string; readonly version: string; readonly description?: string }
  readonly tags?: readonly { readonly name: string; readonly description?: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, ApiOperation>>>>
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}
/** One method of one path. */
export interface ApiOperation {
  readonly operationId: string
  readonly summary: string
  readonly description: string
  readonly tags: readonly string[]
  readonly security?: readonly Readonly<Record<string, unknown>>[]
  readonly parameters?: readonly unknown[]
  readonly requestBody?: unknown
  readonly responses: Readonly<Record<string, unknown>>
}

const schemaPath = '#/components/schemas/'
/** What the refusals are called that many operations share. */
const statusNames: Readonly<Record<string, string>> = {
  400: 'Invalid',
  401: 'Unauthenticated',
  403: 'NotPermitted',
  404: 'NotFound',
  409: 'Conflict',
  410: 'Truncated',
  413: 'TooLarge',
  422: 'KeyUsed',
  429: 'TooMany',
  500: 'Bug',
  502: 'BadGateway',
  503: 'Busy',
  504: 'Timeout',
}
const waiting = new Set(['429', '503'])
const retryAfter = { description: 'seconds to wait before the next attempt', schema: { type: 'integer', minimum: 0 } }

/** The same document, with shared schemas, responses and parameters by name. The given one is left as it is. */
export function tidyDocument(given: ApiDocument): ApiDocument {
  const made = structuredClone(given) as unknown as Node // JSON in, JSON out
  const components = made['components'] as Node
  withoutNoise(made)
  const schemas = namedOnce(made)
  components['schemas'] = schemas
  const operations = operationsOf(made)
  for (const operation of operations) tidyOperation(operation, schemas)
  components['responses'] = hoist(
    operations.flatMap(({ responses }) =>
      Object.keys(responses as Node).map((status) => ({ at: responses as Node, key: status, name: statusNames[status] })),
    ),
    '#/components/responses/',
  )
  components['parameters'] = hoist(
    operations.flatMap(({ parameters }) =>
      ((parameters ?? []) as Node[]).map((one, index) => ({
        // an array is written to by its index
        at: parameters as unknown as Node,
        key: String(index),
        name: camelCase(one['name'] as string),
      })),
    ),
    '#/components/parameters/',
  )
  return made as unknown as ApiDocument
}

/** Path, query, header: as a request is written. */
const order: readonly (Json | undefined)[] = ['path', 'query', 'header']

function tidyOperation(operation: Node, schemas: Node): void {
  const { parameters, responses, requestBody } = operation as { parameters?: Node[]; responses: Node; requestBody?: Node }
  parameters?.sort((a, b) => order.indexOf(a['in']) - order.indexOf(b['in']))
  for (const parameter of parameters ?? [])
    parameter['description'] ??= namedBy(parameter['schema'] as Node, schemas)?.['description'] ?? ''
  if (requestBody === undefined) delete responses['413']
  for (const [status, one] of Object.entries(responses)) {
    const response = one as Node
    if (waiting.has(status)) response['headers'] = { 'Retry-After': retryAfter }
    const schema = ((response['content'] as Node | undefined)?.['application/json'] as Node | undefined)?.['schema'] as Node
    if (response['description'] === 'Default Response')
      response['description'] = namedBy(schema, schemas)?.['description'] ?? 'Done.'
    else if (schema?.['description'] === response['description']) delete schema['description']
  }
}

const namedBy = (schema: Node | undefined, schemas: Node): Node | undefined =>
  typeof schema?.['$ref'] === 'string' ? (schemas[schema['$ref'].slice(schemaPath.length)] as Node | undefined) : undefined

function operationsOf(made: Node): readonly Node[] {
  return Object.values(made['paths'] as Node).flatMap((path) => Object.values(path as Node) as Node[])
}

/** What zod says of every whole number and of every time is said by their type and format already. */
function withoutNoise(value: Json): void {
  if (typeof value !== 'object' || value === null) return
  const { minimum, format } = value as Node
  if (minimum === Number.MIN_SAFE_INTEGER) for (const key of ['minimum', 'maximum']) delete (value as Node)[key]
  if (format === 'date-time') delete (value as Node)['pattern']
  for (const inner of Object.values(value)) withoutNoise(inner)
}

/**
 * The library writes each named schema twice: as it comes in (`ClaimInput`) and as it goes out (`Claim`). Where both are the
 * same there is one, where only one is used it has the plain name, and what nothing refers to is left out.
 */
function namedOnce(made: Node): Node {
  const schemas = (made['components'] as Node)['schemas'] as Node
  const twins = new Set(Object.keys(schemas).filter((name) => name.endsWith('Input') && plainName(name) in schemas))
  const renamed = <Value extends Json>(value: Value): Value =>
    withRefs(value, (name) => (twins.has(name) ? plainName(name) : name))
  // a pair is only the same as long as everything in it is
  for (let before = -1; before !== twins.size;) {
    before = twins.size
    for (const name of twins)
      if (!isDeepStrictEqual(renamed(schemas[name] as Json), renamed(schemas[plainName(name)] as Json))) twins.delete(name)
  }
  const kept = Object.fromEntries(Object.entries(schemas).filter(([name]) => !twins.has(name)))
  made['paths'] = renamed(made['paths'] as Json)
  const used = reached(made['paths'] as Json, renamed(kept))
  const lonely = (name: string): string => (name.endsWith('Input') && !(plainName(name) in used) ? plainName(name) : name)
  made['paths'] = withRefs(made['paths'] as Json, lonely)
  return Object.fromEntries(
    Object.entries(used)
      .map(([name, schema]): [string, Json] => [lonely(name), withRefs(schema, lonely)])
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  )
}

/** The schemas that `from` refers to, and those that they refer to. */
function reached(from: Json, schemas: Node): Node {
  const found: Node = {}
  const open = [from]
  for (const value of open)
    withRefs(value, (name) => {
      const schema = schemas[name]
      if (schema !== undefined && !(name in found)) {
        found[name] = schema
        open.push(schema)
      }
      return name
    })
  return found
}

const plainName = (name: string): string => name.replace(/Input$/, '')

/** A copy with each reference to a schema led to the name that `to` gives. */
function withRefs<Value extends Json>(value: Value, to: (name: string) => string): Value {
  // a string is replaced by a string, everything else keeps its shape
  return JSON.parse(JSON.stringify(value), (key, inner: unknown) =>
    key === '$ref' && typeof inner === 'string' && inner.startsWith(schemaPath)
      ? `${schemaPath}${to(inner.slice(schemaPath.length))}`
      : inner,
  ) as Value
}

interface Place {
  readonly at: Node
  readonly key: string
  readonly name: string | undefined
}

/** Puts a reference where the same thing stands in several places. @returns what they refer to, by name */
function hoist(places: readonly Place[], path: string): Node {
  const byText = Map.groupBy(places, ({ at, key }) => JSON.stringify(at[key]))
  const named: Node = {}
  for (const [text, same] of [...byText].toSorted(([, a], [, b]) => b.length - a.length)) {
    const name = same[0]?.name
    if (same.length < 2 || name === undefined || name in named) continue
    named[name] = JSON.parse(text) as Json
    for (const { at, key } of same) at[key] = { $ref: `${path}${name}` }
  }
  return Object.fromEntries(Object.entries(named).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

const camelCase = (name: string): string => name.replace(/-(\w)/g, (_whole, letter: string) => letter.toUpperCase())
