/**
 * `from` stands exactly once in the file it belongs to; `to` takes its place, or the place of the part of it that stands
 * between ⟦ and ⟧. A tail like `) revert` only says which is meant. `no lock` takes `nonReentrant` away, `no owner` the
 * modifier that asks who calls.
 */
export type MutantRow = readonly [from: string, to: string]

/** Where in a text a wrong line goes, and what it replaces. */
export function spanOf(source: string, from: string): { readonly start: number; readonly original: string } {
  const plain = from.replaceAll(/[⟦⟧]/g, '')
  if (source.split(plain).length !== 2) throw new Error(`"${plain}" stands ${source.split(plain).length - 1} times`)
  const at = source.indexOf(plain)
  const marked = /⟦(.*)⟧/s.exec(from)
  return marked ? { start: at + marked.index, original: marked[1] ?? '' } : { start: at, original: withoutTail(plain) }
}

const withoutTail = (from: string): string =>
  /^(.*?)(?:\) return\b|\) revert\b|\) available\b| && MerkleProof\b)/s.exec(from)?.[1] ?? from.replace(/\n\s+if$/, '')
