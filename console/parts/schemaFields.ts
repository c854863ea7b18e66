// A form for a JSON Schema: which fields it has, and what was filled in as JSON. What a form cannot say is written as JSON. Pure.

/** JSON Schema of an object, as far as it is read here. */
export type Schema = Readonly<Record<string, unknown>>
/** What stands in the fields, by `nameOf`. */
export type Filled = Readonly<Record<string, string>>

/** One field; `fixed` is none to fill in. */
export interface SchemaField {
  /** Keys that lead to it; none: members that the schema does not name. */
  readonly path: readonly string[]
  readonly kind: 'text' | 'number' | 'choice' | 'json' | 'fixed'
  readonly required: boolean
  readonly says: string
  /** Of a choice: what is shown, and what it stands for. */
  readonly choices: readonly { readonly text: string; readonly value: unknown }[]
  /** Of what is fixed. */
  readonly value?: unknown
}

/** The name of a field in the form: `change.step`. */
export const nameOf = ({ path }: Pick<SchemaField, 'path'>): string => path.join('.')

/** Fields of an object, in the order of its schema. */
export function fieldsOf(schema: Schema): readonly SchemaField[] {
  return [
    ...membersOf(schema, { path: [], required: true, defs: defsOf(schema) }),
    ...(isLoose(schema)
      ? [{ path: [], kind: 'json', required: false, says: 'more members, as a JSON object', choices: [] } as const]
      : []),
  ]
}

/** Where a schema stands. */
interface Place {
  readonly path: readonly string[]
  readonly required: boolean
  /** What `$ref` may name. */
  readonly defs: Readonly<Record<string, Schema>>
}
const defsOf = (schema: Schema): Place['defs'] => (schema['$defs'] ?? {}) as Place['defs']

function membersOf(schema: Schema, { path, required, defs }: Place): readonly SchemaField[] {
  const needed = Array.isArray(schema['required']) ? schema['required'] : []
  return Object.entries((schema['properties'] ?? {}) as Readonly<Record<string, Schema>>).flatMap(([key, member]) =>
    fieldOf(member, { path: [...path, key], required: required && needed.includes(key), defs }),
  )
}

function fieldOf(named: Schema, place: Place): readonly SchemaField[] {
  const { path, required, defs } = place
  const { $ref: reference } = named
  const [, name] = (typeof reference === 'string' ? /^#\/\$defs\/(.+)$/.exec(reference) : null) ?? []
  const schema = name === undefined ? named : { ...defs[name], ...named }
  const { type, enum: several, pattern, description, minimum, maximum } = schema
  const bounds = [
    ...(typeof minimum === 'number' && minimum > Number.MIN_SAFE_INTEGER ? [`at least ${minimum}`] : []),
    ...(typeof maximum === 'number' && maximum < Number.MAX_SAFE_INTEGER ? [`at most ${maximum}`] : []),
  ]
  const words = typeof description === 'string' ? description.replace(/\.$/, '') : undefined
  const says = [words, ...bounds, typeof pattern === 'string' ? `as ${pattern}` : undefined].filter(Boolean).join(', ')
  const field = (kind: SchemaField['kind'], more: Partial<SchemaField> = {}): readonly SchemaField[] => [
    { path, kind, required, says, choices: [], ...more },
  ]
  if (Object.hasOwn(schema, 'const')) return field('fixed', { value: schema['const'] })
  if (Array.isArray(several))
    return field('choice', { choices: several.map((value: unknown) => ({ text: String(value), value })) })
  if (type === 'boolean')
    return field('choice', { choices: [true, false].map((value) => ({ text: value ? 'yes' : 'no', value })) })
  if (type === 'string') return field('text')
  if (type === 'integer' || type === 'number') return field('number')
  if (type === 'object' && schema['properties'] !== undefined && !isLoose(schema)) return membersOf(schema, place)
  return field('json', { says: says === '' ? 'as JSON' : `${says}, as JSON` })
}

const isLoose = ({ additionalProperties: more }: Schema): boolean => more !== undefined && more !== false

/** What was filled in, and what is wrong with it by the names of fields. What is empty and not needed is left out. */
export function filledIn(
  fields: readonly SchemaField[],
  filled: Filled,
): { readonly value: Readonly<Record<string, unknown>>; readonly problems: Filled } {
  const value: Record<string, unknown> = {}
  const problems: Record<string, string> = {}
  for (const field of fields) {
    const name = nameOf(field)
    const text = filled[name] ?? ''
    // a fixed member of an object that is not needed comes with its neighbours
    if (field.kind === 'fixed') {
      if (field.required || isBegun(field, fields, filled)) put(value, field.path, field.value)
      continue
    }
    if (text.trim() === '') {
      if (field.required) problems[name] = 'is needed'
      continue
    }
    const read = readText(field, text)
    if (read.problem !== undefined) problems[name] = read.problem
    else put(value, field.path, read.value)
  }
  return { value, problems }
}

const isBegun = ({ path }: SchemaField, fields: readonly SchemaField[], filled: Filled): boolean =>
  path.length > 1 &&
  fields.some((one) => one.kind !== 'fixed' && one.path[0] === path[0] && (filled[nameOf(one)] ?? '').trim() !== '')

function readText({ kind, path, choices }: SchemaField, text: string): { readonly value?: unknown; readonly problem?: string } {
  switch (kind) {
    case 'text':
    case 'fixed':
      return { value: text }
    case 'number':
      return Number.isFinite(Number(text)) ? { value: Number(text) } : { problem: 'is no number' }
    case 'choice':
      return { value: choices.find((choice) => choice.text === text)?.value }
    case 'json': {
      const { value, problem } = parsedJson(text)
      if (problem !== undefined) return { problem }
      const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
      return path.length > 0 || isObject ? { value } : { problem: 'is no JSON object' }
    }
  }
}

/** JSON that a person typed; what is none says why. */
export function parsedJson(text: string): { readonly value?: unknown; readonly problem?: string } {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch (failure) {
    return { problem: `is no JSON: ${failure instanceof Error ? failure.message : String(failure)}` }
  }
}

function put(into: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [key, ...rest] = path
  if (key === undefined) Object.assign(into, value)
  else if (rest.length === 0) into[key] = value
  else {
    const below = (into[key] ?? {}) as Record<string, unknown>
    into[key] = below
    put(below, rest, value)
  }
}
