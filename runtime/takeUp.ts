// What a start takes up of each bot: its restart, its timers, and the effects that were under way.
import { deathsAfter, isYoung } from './effectDeaths.ts'
import { outcomeUnknown } from './effectResult.ts'
import type { EffectRunner } from './effectRunner.ts'
import type { Entry } from './entry.ts'
import { limits } from './limits.ts'
import type { Supervisor } from './supervisor.ts'
import type { Timers } from './timers.ts'
import type { TurnLoop } from './turnLoop.ts'

/** Who goes on with what the last process left. */
export interface TakeUpParts {
  readonly timers: Timers
  readonly effects: EffectRunner
  readonly loop: TurnLoop
  readonly supervisor: Supervisor
  /** Did the last process end without saying so? */
  readonly diedBefore: boolean
  /** Effects that may be why: `isYoung`. */
  readonly company: number
}

/** Takes up one bot. An effect in which the process died too often is not tried again: its bot is quarantined. */
export function takeUp(entry: Entry, { timers, effects, loop, supervisor, diedBefore, company }: TakeUpParts): void {
  supervisor.restarts.takeUp(entry)
  if (entry.incarnation === 0) return
  const { address, book } = entry
  for (const [id, { generation, dueAt }] of Object.entries(book.timers)) timers.add({ address, id, generation, dueAt })
  // Its state was left and the process that ran it is gone: nobody can say whether it happened.
  for (const { id, name, attempt, port } of Object.values(book.late))
    loop.enqueue(entry, { kind: 'effect', id, name, attempt, result: outcomeUnknown(port) })
  if (entry.quarantine !== undefined) return
  for (const effect of Object.values(book.effects)) {
    const count = deathsAfter(effect, diedBefore, company)
    if (count.deaths >= limits.effectDeathsMax) supervisor.deadlyEffect(entry, effect.port, count.deaths)
    else effects.start(entry, effect, count)
  }
}

/** How many effects may be why the last process died. */
export function youngEffects(entries: Iterable<Entry>): number {
  let count = 0
  for (const { book } of entries)
    for (const effects of [book.effects, book.late]) for (const effect of Object.values(effects)) if (isYoung(effect)) count += 1
  return count
}
