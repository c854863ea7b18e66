// Where a turn led, short enough for a line. Pure.

/** Of a readable state with regions, those that moved: `rounds.open + books.valued`; null: it stayed. */
export function movedWords(from: string | null, to: string): string | null {
  if (from === null) return to
  const before = new Set(from.split(' + '))
  const moved = to.split(' + ').filter((region) => !before.has(region))
  return moved.length === 0 ? null : moved.join(' + ')
}
