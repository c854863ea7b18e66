// Which transitions of its chart a turn took. The journal does not say: the turn is run again and XState tells.
import type { AnyTransitionDefinition } from 'xstate'
import type { Address } from './authoring.ts'
import type { BotDefinition } from './host.ts'
import { storedState } from './migration.ts'
import type { TurnRecord } from './records.ts'
import { firstTurn, nextTurn, restore, watched } from './turn.ts'

/** One turn, as the journal holds it: the bot before it (undefined for its first turn) and the event that it took. */
export interface TurnToTell {
  readonly address: Address
  readonly before: Pick<TurnRecord, 'version' | 'snapshot'> | undefined
  readonly event: TurnRecord['event']
}

/**
 * The transitions that a turn took, in their order, named as charts/graph.ts names them (`<source>#<event>#<n>`).
 * None where the turn cannot be run again: it failed, or another version of the role took it.
 */
export function takenTransitions(bot: BotDefinition, { address, before, event }: TurnToTell): readonly string[] {
  try {
    return takenIn(() =>
      before === undefined
        ? firstTurn(bot.machine, event['input'])
        : nextTurn(bot.machine, restore(bot.machine, storedState(bot, address, before)), event),
    ).taken
  } catch {
    return []
  }
}

/** Runs a turn and names the transitions that it takes. @throws what `run` throws */
export function takenIn<Value>(run: () => Value): { readonly value: Value; readonly taken: readonly string[] } {
  const taken: string[] = []
  const value = watched(run, (transition) => taken.push(transitionId(transition)))
  return { value, taken }
}

/** A transition without an event is listed by its state's `always`; all others by what they wait for. */
function transitionId(transition: AnyTransitionDefinition): string {
  const { source, eventType } = transition
  const path = source.path.join('.')
  const siblings = eventType === '' ? (source.always ?? []) : (source.transitions.get(eventType) ?? [])
  return `${path}#${eventType}#${siblings.indexOf(transition as never)}`
}
