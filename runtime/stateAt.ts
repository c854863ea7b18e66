// Time travel: a bot as it stood at any sequence number that the journal still holds. Runs no machine.
import { QuorateError } from '#protocol/errors.ts'
import type { Address, EffectFailure } from './authoring.ts'
import type { Disk } from './disk.ts'
import type { Json } from './host.ts'
import type { ActorRecord, TurnRecord } from './records.ts'
import { births, isWhole, mentions, retainedHistory } from './replayReading.ts'
import { Store } from './store.ts'

const nowhere = { file: '', offset: 0, length: 0 }

/** A bot at a moment. */
export interface StateAt {
  readonly address: Address
  /** The moment asked for. */
  readonly seq: number
  /** The turn that the state stands since. */
  readonly since: number
  /** Time of that turn, ISO 8601. */
  readonly at: string
  readonly incarnation: number
  readonly version: number
  readonly status: TurnRecord['snapshot']['status']
  readonly value: Json
  readonly context: Json
  readonly output?: Json
  /** Timer id to its due time. */
  readonly timers: Readonly<Record<string, string>>
  /** Invoke id to the attempts that had begun. */
  readonly effects: Readonly<Record<string, { readonly id: string; readonly port: string; readonly attempt: number }>>
  readonly quarantine?: EffectFailure
}

/** Where to look. `journal` is the journal's folder. */
export interface StateAtOptions {
  readonly journal: string
  readonly address: Address
  readonly seq: number
  readonly disk?: Disk
}

/** A bot at a moment, with all that is known of the others then as far as they matter to it. */
export interface Standing {
  readonly store: Store
  readonly stored: TurnRecord | ActorRecord
  readonly seq: number
  readonly address: Address
  /** Is all known that was before the moment? Else there may have been bots that no record held tells of. */
  readonly isWhole: boolean
}

/** @throws UNKNOWN_BOT when there was none yet, JOURNAL_TRUNCATED with the earliest moment held, JOURNAL_CORRUPT, JOURNAL_VERSION */
export function stateAt(options: StateAtOptions): StateAt {
  return shown(standingAt(options))
}

/** As `stateAt`, with the store that the records up to the moment fold to. @throws as stateAt */
export function standingAt({ journal, address, seq, disk }: StateAtOptions): Standing {
  const history = retainedHistory(journal, disk)
  let store = new Store()
  let stored: TurnRecord | ActorRecord | undefined
  /** The first moment from which all is held, and whether what there was then is known. */
  let earliest = 1
  let whole = true
  const begin = (at: number): void => {
    store = new Store()
    stored = undefined
    whole = at === history.through + 1
    earliest = whole ? history.through : at
    for (const line of whole ? history.base() : []) {
      store.fold(line, nowhere)
      if (line.kind === 'actor' && line.actor === address) stored = line
    }
  }
  // what the base segment stands for need not be read again, for a moment behind it
  const from = seq >= history.through ? Math.max(history.through + 1, history.earliest) : history.earliest
  if (from > 1) begin(from)
  for (const line of history.lines(mentions(address), from)) {
    if ('missing' in line) {
      if (seq >= line.missing.from) begin(line.missing.to + 1)
      continue
    }
    const { record, file, offset } = line
    if (record === undefined || !isWhole(record))
      throw new QuorateError('JOURNAL_CORRUPT', { file, offset, problem: 'a record that cannot be read' })
    if (record.seq > seq) break
    if (record.seq < from) continue
    store.fold(record, nowhere)
    if (record.kind === 'turn' && record.actor === address) stored = record
  }
  if (seq < earliest) throw new QuorateError('JOURNAL_TRUNCATED', { after: seq, earliest })
  if (stored !== undefined && stored.snapshot !== null) return { store, stored, seq, address, isWhole: whole }
  const older = !whole && ![...births(history)].includes(address)
  throw older ? new QuorateError('JOURNAL_TRUNCATED', { after: seq, earliest }) : new QuorateError('UNKNOWN_BOT', { address })
}

function shown({ store, seq, stored, address }: Standing): StateAt {
  const { book, quarantine } = store.entry(address)
  const { snapshot, incarnation, version, at } = stored
  // The caller has looked: a bot without a snapshot is not shown.
  const { status, value, context, output } = snapshot as TurnRecord['snapshot']
  const timers = Object.entries(book.timers).map(([id, { dueAt }]) => [id, new Date(dueAt).toISOString()] as const)
  const effects = Object.entries(book.effects).map(([name, { id, port, attempt }]) => [name, { id, port, attempt }] as const)
  return {
    address,
    seq,
    since: stored.seq,
    at,
    incarnation,
    version,
    status,
    value,
    context,
    ...(output === undefined ? {} : { output }),
    timers: Object.fromEntries(timers),
    effects: Object.fromEntries(effects),
    ...(quarantine === undefined ? {} : { quarantine }),
  }
}
