// Turns the fund's facts into tasks: what `<role>.nextTask` hands a bot, from a cursor on, skipping what is over.
import { parseFact, type Fact } from '#protocol/facts.ts'
import type { Next } from '#protocol/tasks.ts'
import type { Fact as StoredFact } from '#runtime/host.ts'
import type { World } from './world.ts'

/** One long poll: short enough that an idle bot shows signs of life, long enough to cost nothing. */
export const pollMs = 30_000

/** Finds the next task. `toTask` says whether a fact is one; `isOver` whether it still matters. */
export async function nextTask<Task>(given: {
  readonly world: World
  readonly fundId: string
  readonly cursor: string
  readonly signal: AbortSignal
  readonly toTask: (fact: Fact) => Task | null
  readonly isOpen: (task: Task) => Promise<boolean>
}): Promise<Next<Task>> {
  const patience = AbortSignal.any([given.signal, given.world.patience(pollMs)])
  let cursor = given.cursor
  for (;;) {
    const found = await given.world.relay().next({
      fundId: given.fundId,
      cursor,
      wants: (stored) => taskIn(stored, given.toTask) !== null,
      signal: patience,
    })
    if (found === undefined) return { cursor, task: null }
    cursor = found.id
    const task = taskIn(found, given.toTask)
    if (task !== null && (await given.isOpen(task))) return { cursor, task }
  }
}

function taskIn<Task>(stored: StoredFact, toTask: (fact: Fact) => Task | null): Task | null {
  const fact = parseFact(stored)
  return fact === null ? null : toTask(fact)
}
