// The transitions of its chart that a turn of the journal took.
import type { BotDefinition } from '#runtime/host.ts'
import type { RecordsAt } from '#runtime/momentAt.ts'
import type { TurnRecord } from '#runtime/records.ts'
import { takenTransitions } from '#runtime/takenTransitions.ts'

/** None where they cannot be known. A first turn, and that of a new incarnation, have nothing before them. */
export function takenBy(bot: BotDefinition, turn: TurnRecord, before: RecordsAt['before']): readonly string[] {
  const { actor: address, event, cause, version } = turn
  // another version of the role took it, on a chart that is not the one of now
  if (version !== bot.version) return []
  if (cause.kind === 'start') return takenTransitions(bot, { address, before: undefined, event })
  if (before === undefined || before === null || before.snapshot === null) return []
  return takenTransitions(bot, { address, before: { version: before.version, snapshot: before.snapshot }, event })
}
