import type { Core } from './core.ts'
import type { BotGlance, BotView } from './host.ts'
import { asJson } from './jsonValue.ts'
import { emptyBook, type ActorRecord, type Book, type TurnRecord } from './records.ts'
import type { Entry } from './entry.ts'

/** What is told of a bot, taken from its record or, where that sleeps on disk, from what is kept of every bot. */
type Stood = Pick<BotView, 'version' | 'incarnation' | 'status' | 'seq' | 'at'> & { readonly book: Book }

/** A bot as of its last durable turn, or undefined when it has none yet. */
export function botView(core: Core, entry: Entry): BotView | undefined {
  const record = durableRecord(core, entry)
  if (record === undefined) return undefined
  const { value, context } = record.snapshot ?? {}
  return { ...glanceOf(core, entry, stoodIn(record)), value: asJson(value), context: asJson(context) }
}

/** Every bot, or those of a role, without state and context; reads nothing. What they wait for is as it is now. */
export function botGlances(core: Core, role: string | undefined): readonly BotGlance[] {
  const glances: BotGlance[] = []
  for (const entry of core.store.entries.values()) {
    const glance = role === undefined || entry.role === role ? botGlance(core, entry) : undefined
    if (glance !== undefined) glances.push(glance)
  }
  return glances
}

function botGlance(core: Core, entry: Entry): BotGlance | undefined {
  const { shown, status, position, version, incarnation, seq, at, book } = entry
  if (shown !== undefined) return glanceOf(core, entry, stoodIn(shown))
  if (position === undefined || seq > core.writer.durableThrough) return undefined
  // one that begins again is neither ended nor there: it lives
  return glanceOf(core, entry, { version, incarnation, status: status === 'starting' ? 'active' : status, seq, at, book })
}

const stoodIn = ({ snapshot, version, incarnation, seq, at, book = emptyBook }: TurnRecord | ActorRecord): Stood => ({
  version,
  incarnation,
  status: snapshot?.status ?? 'active',
  seq,
  at,
  book,
})

function glanceOf(core: Core, entry: Entry, { version, incarnation, status, seq, at, book }: Stood): BotGlance {
  // Nothing is seen before it is durable, not even this.
  const quarantine = entry.quarantineSeq <= core.writer.durableThrough ? entry.quarantine : undefined
  const due = (entry.trouble?.due?.seq ?? 0) <= core.writer.durableThrough ? entry.trouble?.due : undefined
  return {
    address: entry.address,
    role: entry.role,
    version,
    incarnation,
    status: quarantine === undefined ? status : 'quarantined',
    seq,
    at,
    parent: entry.parent,
    queued: entry.queue.length,
    timers: Object.entries(book.timers).map(([id, { dueAt }]) => ({ id, dueAt: new Date(dueAt).toISOString() })),
    effects: Object.values(book.effects).map(({ id, name, port, attempt, since }) => {
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
