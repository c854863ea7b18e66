// What a bot waits for (timers, effects, late acts) after something happened to it.
import { emptyBook, type Book, type PendingEffect, type TurnRecord, type Waited } from './records.ts'

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

/** What a bot waited for that `cause` brought: a timer or an effect's result; undefined for anything else. */
export function waitedFor({ timers, effects }: Book, cause: TurnRecord['cause']): Waited | undefined {
  if (cause.kind === 'timer') {
    const timer = timers[cause.id]
    return timer?.generation === cause.generation ? { timer: { id: cause.id, ...timer } } : undefined
  }
  if (cause.kind !== 'effect') return undefined
  const effect = Object.values(effects).find(({ id }) => id === cause.id)
  return effect === undefined ? undefined : { effect }
}

/** A book with what had been taken out of it by a failed turn. */
export function withWaited(book: Book, { timer, effect }: Waited): Book {
  const { timers, effects } = book
  const armed =
    timer === undefined ? {} : { [timer.id]: { dueAt: timer.dueAt, generation: timer.generation, event: timer.event } }
  const asked = effect === undefined ? {} : { [effect.name]: { ...effect, running: false } }
  return { ...book, timers: { ...timers, ...armed }, effects: { ...effects, ...asked } }
}
