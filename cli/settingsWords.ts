// The settings' schema as words: which setting an environment variable or a typed path names, what may be written there,
// and which values nobody is shown. Read from the schema itself, so that it never says something else.
import { z } from 'zod'
import { settingsSchema } from './settings.ts'

/** A setting's place: `['funds', '0', 'deposit']`. */
export type SettingPath = readonly string[]

/** The parts of a JSON Schema that are read here. */
interface Shape {
  readonly type?: string
  readonly description?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly format?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly properties?: Readonly<Record<string, Shape>>
  readonly propertyNames?: Shape
  readonly additionalProperties?: Shape | boolean
  readonly items?: Shape
  readonly anyOf?: readonly Shape[]
  readonly oneOf?: readonly Shape[]
}

let whole: Shape | undefined
/** What zod writes of the settings, as they may be typed. */
function settingsShape(): Shape {
  // a JSON Schema has these members; others are not looked at
  whole ??= z.toJSONSchema(settingsSchema, { io: 'input', unrepresentable: 'any' }) as Shape
  return whole
}

/** A shape and what it may be instead. */
const choices = (shape: Shape): readonly Shape[] =>
  shape.anyOf === undefined && shape.oneOf === undefined
    ? [shape]
    : [...(shape.anyOf ?? []), ...(shape.oneOf ?? [])].flatMap(choices)

function step(shapes: readonly Shape[], key: string): readonly Shape[] {
  return shapes.flatMap((shape) => {
    if (shape.type === 'array') return /^\d+$/.test(key) && shape.items !== undefined ? choices(shape.items) : []
    if (shape.properties !== undefined && Object.hasOwn(shape.properties, key)) return choices(shape.properties[key] ?? {})
    return typeof shape.additionalProperties === 'object' && shape.properties === undefined
      ? choices(shape.additionalProperties)
      : []
  })
}

const shapesAt = (path: SettingPath): readonly Shape[] => path.reduce(step, choices(settingsShape()))

/** Does the schema know a setting at this place? */
export const isSetting = (path: SettingPath): boolean => shapesAt(path).length > 0

/** The settings directly under a place, for whoever named one that is not there. */
export const settingsUnder = (path: SettingPath): readonly string[] => [
  ...new Set(shapesAt(path).flatMap(({ properties }) => Object.keys(properties ?? {}))),
]

/**
 * Finds the place that words name. Each word is a key, or of a list a position or the `fundId` or `name` of one of its
 * members. `sameWord` tells whether a word means a key.
 * @param words as typed, one for each level
 * @param data what is set already: lists are looked up in it
 * @returns the place; or how far it was understood
 */
export function findSetting(
  words: readonly string[],
  data: unknown,
  sameWord: (word: string, key: string) => boolean,
): { readonly path: SettingPath } | { readonly unknown: string; readonly under: SettingPath } {
  const path: string[] = []
  let here: unknown = data
  for (const word of words) {
    const key = keyFor(word, path, here, sameWord)
    if (key === undefined || !isSetting([...path, key])) return { unknown: word, under: path }
    path.push(key)
    // only ever looked into
    here = typeof here === 'object' && here !== null ? (here as Record<string, unknown>)[key] : undefined
  }
  return { path }
}

function keyFor(
  word: string,
  path: SettingPath,
  here: unknown,
  sameWord: (word: string, key: string) => boolean,
): string | undefined {
  if (Array.isArray(here)) {
    if (/^\d+$/.test(word)) return Number(word) < here.length ? word : undefined
    const at = here.findIndex((one: unknown) =>
      [member(one, 'fundId'), member(one, 'name')].some((is) => is !== undefined && sameWord(word, is)),
    )
    return at < 0 ? undefined : String(at)
  }
  const known = [...settingsUnder(path), ...(typeof here === 'object' && here !== null ? Object.keys(here) : [])]
  // a record takes any name: as it is written in settings
  return known.find((key) => sameWord(word, key)) ?? (sameWord(word, word.toLowerCase()) ? dashed(word) : word)
}

const member = (of: unknown, key: string): string | undefined => {
  const value: unknown = typeof of === 'object' && of !== null ? (of as Record<string, unknown>)[key] : undefined
  return typeof value === 'string' ? value : undefined
}
const dashed = (word: string): string => word.toLowerCase().replaceAll('_', '-')

/** A typed word as the value that this setting takes: text stays text, the rest is read as JSON. Undefined: it is no JSON. */
export function valueFor(path: SettingPath, text: string): { readonly value: unknown } | undefined {
  const kinds = new Set(
    shapesAt(path).flatMap(({ type, const: only, enum: some }) => type ?? (some ?? [only]).map((one) => typeof one)),
  )
  // what a JSON Schema cannot say, such as an address, is written as text too
  if (kinds.has('string') || kinds.has('undefined')) return { value: text }
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}

/** What may be written at a place: `a whole number from 1 to 60: absent: a block for every transaction`. */
export function whatToWrite(path: SettingPath): string {
  const shapes = shapesAt(path)
  if (shapes.length === 0) {
    const under = settingsUnder(path.slice(0, -1))
    return under.length === 0 ? 'nothing: there is no such setting' : `one of ${under.join(', ')}`
  }
  const words = [...new Set(shapes.map(kindWords))].join(', or ')
  const says = described(path)
  return says === undefined ? words : `${words} (${says})`
}

function kindWords({ type, enum: some, const: only, format, minimum, maximum }: Shape): string {
  if (only !== undefined) return JSON.stringify(only)
  if (some !== undefined) return `one of ${some.map((one) => JSON.stringify(one)).join(', ')}`
  if (type === 'integer' || type === 'number') {
    const kind = type === 'integer' ? 'a whole number' : 'a number'
    // what a double holds is no bound that anyone chose
    return minimum === undefined || maximum === undefined || maximum === Number.MAX_SAFE_INTEGER
      ? kind
      : `${kind} from ${minimum} to ${maximum}`
  }
  if (type === 'boolean') return 'true or false'
  if (type === 'array') return 'a list, as JSON'
  if (type === 'object') return 'an object, as JSON'
  return format === 'uri' ? 'a URL' : 'text'
}

/** A description may stand on the setting or around its choices. */
function described(path: SettingPath): string | undefined {
  const around = path.slice(0, -1).reduce(step, choices(settingsShape()))
  const key = path.at(-1) ?? ''
  for (const { properties } of around) if (properties?.[key]?.description !== undefined) return properties[key].description
  return shapesAt(path)[0]?.description
}

const secretName = /(secret|password|passphrase|privatekey|mnemonic|accesstoken)$/i
const addressName = /(rpcurl|forkurl|endpoint)$/i

/** A value as it may be shown: a secret's is hidden, and of a node's URL what may be a key to it. */
export function shownValue(path: SettingPath, value: unknown): unknown {
  const key = path.at(-1) ?? ''
  if (secretName.test(key)) return hidden
  return addressName.test(key) && typeof value === 'string' ? shownUrl(value) : value
}

/** Instead of a secret. */
export const hidden = '(hidden)'

/** A node's URL without user, path and query, which hold the keys of those who sell access. */
export function shownUrl(url: string): string {
  if (!URL.canParse(url)) return hidden
  const { origin, pathname, search, username } = new URL(url)
  const more = search !== '' || username !== '' || !['', '/'].includes(pathname)
  return more ? `${origin}/${hidden}` : url
}
