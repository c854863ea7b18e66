// A migration's usual step: members that a machine's context has since its next version.
import type { Json } from '#runtime/host.ts'

type JsonObject = { readonly [key: string]: Json }
const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The stored snapshot with more in its context. What is no snapshot is left as it is: whoever restores it refuses it. */
export function withContext(stored: Json, more: JsonObject): Json {
  if (!isObject(stored) || !isObject(stored['context'])) return stored
  return { ...stored, context: { ...stored['context'], ...more } }
}
