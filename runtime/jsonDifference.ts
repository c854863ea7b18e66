// Where two JSON values differ, as paths that a person can read.
import type { Json } from './host.ts'

/** One place; `undefined` means that there is nothing at the path. */
export interface JsonDifference {
  /** `snapshot.context.cash`, `outbox[0].to`, `context["a.b"]`. */
  readonly path: string
  readonly before: Json | undefined
  readonly after: Json | undefined
}

/** All places where they differ, in the order of their keys, at most `max`. The order of keys itself is no difference. */
export function jsonDifferences(before: unknown, after: unknown, max = 100): readonly JsonDifference[] {
  const found: JsonDifference[] = []
  compare(before, after, '', (difference) => {
    if (found.length < max) found.push(difference)
  })
  return found
}

function compare(before: unknown, after: unknown, path: string, found: (difference: JsonDifference) => void): void {
  if (before === after) return
  const branches = isBranch(before) && isBranch(after) && Array.isArray(before) === Array.isArray(after)
  if (!branches) {
    // both are JSON: they come from the journal or went through JSON
    found({ path, before: before as Json | undefined, after: after as Json | undefined })
    return
  }
  const list = Array.isArray(before)
  const keys = new Set([...Object.keys(before), ...Object.keys(after)])
  for (const key of keys) compare(before[key], after[key], list ? `${path}[${key}]` : below(path, key), found)
}

function isBranch(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function below(path: string, key: string): string {
  if (!/^[A-Za-z_$][\w$]*$/.test(key)) return `${path}[${JSON.stringify(key)}]`
  return path === '' ? key : `${path}.${key}`
}
