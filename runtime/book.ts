// What a bot waits for (timers, effects, late acts) after something happened to it.
import { emptyBook, type Book, type PendingEffect, type TurnRecord } from './records.ts'

/** A book without what an event consumed: the timer that fired or the effect that answered. */
export function withoutCause(book: Book, cause: TurnRecord['cause']): Book {
  if (cause.kind === 'timer') {
    const { [cause.id]: _fired, ...timers } = book.timers
    return { ...book, timers }
  }
  if (cause.kind === 'effect') {
    const { [cause.id]: _late, ...late } = book.late
    const effects = Object.fromEntries(Object.entries(book.effects).filter(([, effect]) => effect.id !== cause.id))
    return { ...book, effects, late }
  }
  return book
}

/** What an incarnation that ends leaves behind: only acts that may have happened. */
export function bookAfterEnd({ effects, late }: Book): Book {
  const begun = Object.values(effects).filter(({ kind, attempt }) => kind === 'act' && attempt > 0)
  const acts: Record<string, PendingEffect> = { ...late }
  for (const effect of begun) acts[effect.id] = effect
  return Object.keys(acts).length === 0 ? emptyBook : { ...emptyBook, late: acts }
}
