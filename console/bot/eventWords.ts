// Events and states of a turn, short enough for a line. Pure.

const hidden: readonly (readonly [prefix: string, words: (rest: string) => string])[] = [
  ['xstate.done.actor.', (rest) => `${rest} answered`],
  ['xstate.error.actor.', (rest) => `${rest} failed`],
  ['xstate.done.state.', (rest) => `${rest} done`],
  // `xstate.after.<delay>.<state>`
  ['xstate.after.', (rest) => `after ${rest.split('.')[0] ?? rest}`],
]

/** What XState hides in an event's type, in words; every other type as it is. */
export function eventWords(type: string): string {
  if (type === 'xstate.init') return 'begins'
  for (const [prefix, words] of hidden) if (type.startsWith(prefix)) return words(type.slice(prefix.length))
  return type
}

/** Of a readable state with regions, those that moved: `rounds.open + books.valued`; null: it stayed. */
export function movedWords(from: string | null, to: string): string | null {
  if (from === null) return to
  const before = new Set(from.split(' + '))
  const moved = to.split(' + ').filter((region) => !before.has(region))
  return moved.length === 0 ? null : moved.join(' + ')
}
