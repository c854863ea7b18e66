// What a turn changed, by path. Pure.
import type { Difference } from './botShapes.ts'

/** By path, `context.cash`. */
export const pathsOfChanges = (changes: readonly Difference[]): ReadonlyMap<string, Difference> =>
  new Map(changes.map((change) => [change.path, change]))

/** The path of what is in a value under a name. */
export const belowPath = (path: string, name: string): string => `${path}.${name}`

/** The change of this path; `inside`: something under it changed; undefined: nothing of it did. */
export function changeAt(path: string, changes: ReadonlyMap<string, Difference>): Difference | 'inside' | undefined {
  const own = changes.get(path)
  if (own !== undefined) return own
  const prefix = `${path}.`
  for (const key of changes.keys()) if (key.startsWith(prefix)) return 'inside'
  return undefined
}
