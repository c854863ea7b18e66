import type { Core } from './core.ts'
import type { BotView } from './host.ts'
import { asJson } from './jsonValue.ts'
import { emptyBook, type ActorRecord, type TurnRecord } from './records.ts'
import type { Entry } from './entry.ts'

/** A bot as of its last durable turn, or undefined when it has none yet. */
export function botView(core: Core, entry: Entry): BotView | undefined {
  const record = durableRecord(core, entry)
  if (record === undefined) return undefined
  const { snapshot, version, incarnation, seq, at } = record
  const { timers, effects } = record.book ?? emptyBook
  // Nothing is seen before it is durable, not even this.
  const quarantine = entry.quarantineSeq <= core.writer.durableThrough ? entry.quarantine : undefined
  const due = (entry.trouble?.due?.seq ?? 0) <= core.writer.durableThrough ? entry.trouble?.due : undefined
  return {
    address: entry.address,
    role: entry.role,
    version,
    incarnation,
    status: quarantine === undefined ? (snapshot?.status ?? 'active') : 'quarantined',
    value: asJson(snapshot?.value),
    context: asJson(snapshot?.context),
    seq,
    at,
    parent: entry.parent,
    queued: entry.queue.length,
    timers: Object.entries(timers).map(([id, { dueAt }]) => ({ id, dueAt: new Date(dueAt).toISOString() })),
    effects: Object.values(effects).map(({ id, name, port, attempt, since }) => {
      const now = entry.book.effects[name]
      return { id, port, attempt: now?.id === id ? now.attempt : attempt, since }
    }),
    ...(quarantine === undefined ? {} : { quarantine }),
    ...(due === undefined ? {} : { restart: { dueAt: new Date(due.dueAt).toISOString(), failure: due.failure } }),
  }
}

/** The record that a bot's view is made of. */
export function durableRecord(core: Core, entry: Entry): TurnRecord | ActorRecord | undefined {
  if (entry.shown !== undefined) return entry.shown
  if (entry.position === undefined || entry.seq > core.writer.durableThrough) return undefined
  // The position is that of a turn or base record, whose kinds hold a bot's state.
  return core.read(entry.position) as TurnRecord | ActorRecord
}
