// Pages of what the ledger lists.

/** What of a list is asked for. */
export interface Wanted {
  readonly order: 'oldest' | 'newest'
  readonly cursor?: number | undefined
  readonly limit: number
  readonly round?: number | undefined
  readonly status?: string | undefined
}

/** A page of what a ledger lists, oldest first; `cursor` is the row that the page before ended with. */
export function pageOf<Listed extends { readonly seq: number; readonly round: number; readonly status: string }>(
  all: Iterable<Listed>,
  { order, cursor, limit, round, status }: Wanted,
): { readonly rows: Listed[]; readonly next: number | null } {
  const rows: Listed[] = []
  const isNewest = order === 'newest'
  const wasListed = (seq: number): boolean => cursor !== undefined && (isNewest ? seq >= cursor : seq <= cursor)
  for (const one of isNewest ? [...all].toReversed() : all) {
    if (wasListed(one.seq) || (round !== undefined && one.round !== round) || (status !== undefined && one.status !== status))
      continue
    if (rows.length === limit) return { rows, next: rows.at(-1)?.seq ?? null }
    rows.push(one)
  }
  return { rows, next: null }
}
