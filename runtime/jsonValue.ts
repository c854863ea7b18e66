// What counts as JSON here, and what is refused at the door because XState would rewrite it.
import type { Json } from './host.ts'

/** A cycle is deeper than any honest state, and recursion must end before the stack does. */
const depthMax = 64

/**
 * Where `value` stops being JSON, or undefined when it is JSON throughout. `undefined` members of objects count as absent.
 * @returns a path such as `$.amount (bigint)`
 */
export function nonJsonPath(value: unknown, path = '$', depth = 0): string | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return undefined
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : `${path} (${String(value)})`
  if (typeof value !== 'object') return `${path} (${typeof value})`
  if (depth > depthMax) return `${path} (nested deeper than ${depthMax})`
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      const found = nonJsonPath(value[index], `${path}[${index}]`, depth + 1)
      if (found !== undefined) return found
    }
    return undefined
  }
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return `${path} (${className(value)})`
  for (const key of Object.keys(value)) {
    // Own enumerable string keys of a plain object: the cast only names that.
    const member = (value as Record<string, unknown>)[key]
    if (member === undefined) continue
    const found = nonJsonPath(member, `${path}.${key}`, depth + 1)
    if (found !== undefined) return found
  }
  return undefined
}

/** As `nonJsonPath`, for a context of which only the members that differ from `before` need a look. */
export function nonJsonChange(before: Record<string, unknown> | undefined, after: Record<string, unknown>): string | undefined {
  if (before === after) return undefined
  for (const key of Object.keys(after)) {
    const value = after[key]
    if (value === undefined || (before !== undefined && before[key] === value)) continue
    const found = nonJsonPath(value, `$.${key}`)
    if (found !== undefined) return found
  }
  return undefined
}

/** Why an event from outside is not let in, or undefined. XState's own revival would rewrite values with such keys. */
export function hostileKey(value: unknown, path = '$', depth = 0): string | undefined {
  if (value === null || typeof value !== 'object') return undefined
  if (depth > depthMax) return `${path} (nested deeper than ${depthMax})`
  const keys = Object.keys(value)
  if (keys.includes('xstate$$type')) return `${path}.xstate$$type`
  if (keys.includes('__proto__')) return `${path}.__proto__`
  if (keys.includes('sessionId') && keys.includes('send') && keys.includes('ref'))
    return `${path} (sessionId, send and ref together)`
  for (const key of keys) {
    const found = hostileKey((value as Record<string, unknown>)[key], `${path}.${key}`, depth + 1)
    if (found !== undefined) return found
  }
  return undefined
}

/** As `asJson`, without the way through text: for what is copied on every turn. */
export function copyJson(value: unknown): Json {
  if (typeof value === 'number') return value === 0 ? 0 : value // JSON has no -0
  if (value === null || typeof value !== 'object') return value === undefined ? null : (value as Json)
  if (Array.isArray(value)) return value.map(copyJson)
  const copy: Record<string, Json> = {}
  for (const key of Object.keys(value)) {
    const member = (value as Record<string, unknown>)[key]
    if (member === undefined) continue
    if (key === '__proto__')
      Object.defineProperty(copy, key, { value: copyJson(member), enumerable: true, writable: true, configurable: true })
    else copy[key] = copyJson(member)
  }
  return copy
}

/** A value as the journal gives it back. Only for values that `nonJsonPath` accepts. */
export function asJson(value: unknown): Json {
  // JSON.parse of JSON text yields Json by construction.
  return value === undefined ? null : (JSON.parse(JSON.stringify(value)) as Json)
}

function className(value: object): string {
  return (value.constructor as { name?: string } | undefined)?.name ?? 'object'
}
