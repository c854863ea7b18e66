// What comes out of a mailbox is looked at once more: a timer or result that its bot no longer waits for is dropped here,
// because XState would take it for the current one (ids repeat).
import type { BotEvent, TurnCause } from './host.ts'
import type { MailboxItem } from './mailbox.ts'
import type { Entry } from './entry.ts'

/** An item made ready for a machine. */
export interface Taken {
  readonly event: BotEvent
  readonly cause: TurnCause
  readonly consumes?: string
  readonly askId?: string
}

/** What the machine is given, or undefined for a timer or result that nobody waits for any more. */
export function takeItem(entry: Entry, item: Exclude<MailboxItem, { kind: 'start' | 'stop' }>): Taken | undefined {
  switch (item.kind) {
    case 'message':
      return { event: item.event, cause: { kind: 'message', from: item.from, id: item.id }, consumes: item.id }
    case 'external': {
      const { askId, who, requestId, event } = item
      const cause: TurnCause = { kind: 'external', askId, who, requestId }
      return { event: askId === undefined ? event : { ...event, askId }, cause, askId }
    }
    case 'timer': {
      const armed = entry.book.timers[item.id]
      if (armed?.generation !== item.generation) return undefined
      return { event: armed.event, cause: { kind: 'timer', id: item.id, generation: item.generation } }
    }
    case 'effect':
      return takeResult(entry, item)
  }
}

function takeResult(entry: Entry, item: Extract<MailboxItem, { kind: 'effect' }>): Taken | undefined {
  const { id, name, attempt, result } = item
  const cause: TurnCause = { kind: 'effect', id, attempt }
  if (entry.book.effects[name]?.id === id) {
    const event: BotEvent = result.ok
      ? { type: `xstate.done.actor.${name}`, output: result.output, actorId: name }
      : { type: `xstate.error.actor.${name}`, error: result.error, actorId: name }
    return { event, cause }
  }
  const late = entry.book.late[id]
  if (late === undefined) return undefined
  return { event: { type: `${late.port}.late`, effectId: id, result }, cause }
}
