// One turn, run again: what the machine says of it now, in the shape in which the journal keeps it. Pure.
import type { AnyMachineSnapshot } from 'xstate'
import type { BotDefinition, Json } from './host.ts'
import type { TurnRecord } from './records.ts'
import type { Entry } from './entry.ts'
import { takeItem } from './takenItem.ts'
import type { MailboxItem, EffectResult } from './mailbox.ts'
import { firstTurn, nextTurn, persist, type StoredSnapshot } from './turn.ts'
import { encodeSnapshot, isEmptyBook, nextBook, readDeclared, stoppedBook, type Surroundings } from './turnRecord.ts'

/** What a turn came to, all of it: whatever of a turn record is not given but decided. */
export type TurnResults = Pick<
  TurnRecord,
  'incarnation' | 'version' | 'from' | 'parent' | 'book' | 'outbox' | 'replies' | 'facts' | 'snapshot'
>

const decided = ['incarnation', 'version', 'from', 'parent', 'book', 'outbox', 'replies', 'facts', 'snapshot'] as const

/** The results of a turn as the journal has them. */
export function recordedResults(record: TurnRecord): TurnResults {
  const results = decided.flatMap((member) => (record[member] === undefined ? [] : [[member, record[member]] as const]))
  // members of a turn record under their own names
  return Object.fromEntries(results) as unknown as TurnResults
}

/** A turn run again. */
export interface Rerun {
  readonly results: TurnResults
  /** For the next turn. */
  readonly live: AnyMachineSnapshot
}

/** What a turn is run again with. */
export interface RerunParts {
  readonly bot: BotDefinition
  /** The bot before the turn. */
  readonly entry: Pick<Entry, 'incarnation' | 'book'>
  /** The machine before the turn; never asked of a first turn. */
  readonly live: () => AnyMachineSnapshot
  readonly around: Surroundings
  readonly event: TurnRecord['event']
}

/** Runs a turn of a bot again. @throws what the turn throws: then it did not happen */
export function rerunTurn({ bot, entry, live, around, event }: RerunParts): Rerun {
  const { cause } = around
  const first = cause.kind === 'start'
  const before = first ? undefined : live()
  const outcome = before === undefined ? firstTurn(bot.machine, event['input']) : nextTurn(bot.machine, before, event)
  const said = readDeclared(outcome.declared, around)
  const { book } = nextBook(outcome, around)
  const { text } = encodeSnapshot(around.address, persist(outcome.snapshot))
  const results = {
    incarnation: first ? entry.incarnation + 1 : entry.incarnation,
    version: bot.version,
    from: before === undefined ? null : (before.value as Json),
    ...(first ? { parent: cause.by === 'operator' ? null : cause.by } : {}),
    ...(isEmptyBook(book) ? {} : { book }),
    ...said,
  }
  return { results: { ...asWritten(results), snapshot: JSON.parse(text) as StoredSnapshot }, live: outcome.snapshot }
}

/** Stops a bot again; this runs no code of its machine. */
export function rerunStop({ bot, entry, live }: RerunParts): Rerun {
  const before = live()
  const { book } = stoppedBook(entry.book)
  const { incarnation } = entry
  const snapshot: StoredSnapshot = { ...persist(before), status: 'stopped' }
  return { results: asWritten({ incarnation, version: bot.version, from: before.value as Json, book, snapshot }), live: before }
}

/** The event that the bot's book says it is, where the journal can tell; undefined when nobody waited for it. */
export function expectedEvent(entry: Entry, record: Pick<TurnRecord, 'cause' | 'event'>): TurnRecord['event'] | undefined {
  const item = itemOf(record)
  return item === undefined ? record.event : takeItem(entry, item)?.event
}

function itemOf({
  cause,
  event,
}: Pick<TurnRecord, 'cause' | 'event'>): Exclude<MailboxItem, { kind: 'start' | 'stop' }> | undefined {
  if (cause.kind === 'timer') return { kind: 'timer', id: cause.id, generation: cause.generation }
  if (cause.kind !== 'effect') return undefined
  // The shapes that takeItem gives a result; anything else will not equal what it gives.
  const name = typeof event['actorId'] === 'string' ? event['actorId'] : ''
  const result = event.type.endsWith('.late')
    ? (event['result'] as EffectResult)
    : event.type.startsWith('xstate.error.')
      ? { ok: false as const, error: event['error'] as Extract<EffectResult, { ok: false }>['error'] }
      : { ok: true as const, output: event['output'] as Json | undefined }
  return { kind: 'effect', id: cause.id, name, attempt: cause.attempt, result }
}

/** As it is read from disk: members that are undefined are absent there. */
function asWritten<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value
}
