// One spelling per JSON value (RFC 8785): what is hashed, signed or chained is written by this function.
import { QuorateError } from './errors.ts'
import { jsonDepthMax } from './limits.ts'

/**
 * JSON with sorted keys and no spaces. Properties that are `undefined` are left out, as JSON does.
 * @throws QuorateError NOT_CANONICAL for what JSON cannot carry: bigint, functions, NaN, lone surrogates,
 * class instances, nesting over 32.
 */
export function canonicalJson(value: unknown): string {
  return write(value, '$', 0)
}

function write(value: unknown, path: string, depth: number): string {
  if (depth > jsonDepthMax) throw refused(path, `nesting over ${jsonDepthMax}`)
  if (value === null || typeof value === 'boolean') return JSON.stringify(value)
  if (typeof value === 'string') return writeString(value, path)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw refused(path, 'not a finite number')
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) return `[${value.map((item, index) => write(item, `${path}[${index}]`, depth + 1)).join(',')}]`
  if (typeof value === 'object') return writeObject(value, path, depth)
  throw refused(path, `a ${typeof value}`)
}

function writeObject(value: object, path: string, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) throw refused(path, 'an instance of a class')
  const parts = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1)) // UTF-16 code units, as the RFC says
    .map(([key, item]) => `${writeString(key, path)}:${write(item, `${path}.${key}`, depth + 1)}`)
  return `{${parts.join(',')}}`
}

function writeString(text: string, path: string): string {
  if (!text.isWellFormed()) throw refused(path, 'text with a lone surrogate')
  return JSON.stringify(text)
}

function refused(path: string, problem: string): QuorateError {
  return new QuorateError('NOT_CANONICAL', { path, problem })
}
