// What the parts of a running host share: the store, the journal, the clock, and the one way a record gets from being
// decided to being durable to being seen.
import { join } from 'node:path'
import { QuorateError } from '#protocol/errors.ts'
import type { Address } from './authoring.ts'
import type { Clock } from './clock.ts'
import type { Disk } from './disk.ts'
import type { BotDefinition } from './host.ts'
import { JournalWriter, type JournalTail } from './journalWriter.ts'
import { killPoint } from './killPoint.ts'
import { limits } from './limits.ts'
import type { MailboxItem } from './mailbox.ts'
import { turnLine } from './recordLine.ts'
import type { JournalRecord, Position, TurnRecord } from './records.ts'
import type { Entry } from './entry.ts'
import type { Store } from './store.ts'

/** Something an operator should know. Never thrown. */
export interface Alert {
  readonly code: string
  readonly message: string
  readonly address?: Address
}

type Stamped = 'seq' | 'at'
type Kind = JournalRecord['kind']
/** A record before it has its number and its time; turns have drafts of their own. */
export type Draft = { [Each in Exclude<Kind, 'turn'>]: Omit<Extract<JournalRecord, { kind: Each }>, Stamped> }[Exclude<
  Kind,
  'turn'
>]
/** Who is told when a record is durable. */
export interface Seen {
  done(seq: number): void
}
interface Undurable {
  readonly record: JournalRecord
  readonly seen: Seen | undefined
}

/** The shared middle of a running host. */
export class Core {
  readonly store: Store
  readonly clock: Clock
  readonly bots: ReadonlyMap<string, BotDefinition>
  readonly folder: string
  readonly disk: Disk
  readonly root: Address = 'swarm:root'
  readonly alert: (alert: Alert) => void
  readonly mailboxBound: number
  /** Set by the parts; called for each record once it is durable, oldest first. */
  publish: (record: JournalRecord) => void = () => undefined
  /** Set by the turn loop. */
  enqueue: (entry: Entry, item: MailboxItem) => void = () => undefined
  /** Set by the host: the journal cannot go on. */
  stopped: (error: QuorateError) => void = () => undefined
  readonly writer: JournalWriter
  /** Why the journal stopped for good; undefined while it runs. */
  failure: QuorateError | undefined
  #undurable: Undurable[] = []
  #isoMs = -1
  #flushing = false
  #iso = ''

  constructor(parts: {
    readonly store: Store
    readonly clock: Clock
    readonly bots: ReadonlyMap<string, BotDefinition>
    readonly tail: JournalTail
    readonly segmentBytes?: number | undefined
    readonly onSynced?: ((tookMs: number, records: number) => void) | undefined
    readonly alert: (alert: Alert) => void
    readonly mailboxBound: number
  }) {
    this.store = parts.store
    this.clock = parts.clock
    this.bots = parts.bots
    this.folder = parts.tail.folder
    this.disk = parts.tail.disk
    this.alert = parts.alert
    this.mailboxBound = parts.mailboxBound
    this.writer = new JournalWriter(
      { ...parts.tail, segmentBytes: parts.segmentBytes },
      parts.clock,
      (through) => this.#durable(through),
      (error) => {
        this.failure = error
        this.stopped(error)
      },
      parts.onSynced,
    )
  }

  /** The definition of a role. @throws UNKNOWN_ROLE */
  bot(role: string): BotDefinition {
    const known = this.bots.get(role)
    if (known === undefined) throw new QuorateError('UNKNOWN_ROLE', { role })
    return known
  }

  /** Time of the next record in ms: never before the last one's. @param wallMs what the clock says, where it was just asked */
  nowMs(wallMs = this.clock.now()): number {
    return Math.max(this.store.lastAt, wallMs)
  }

  /** A time as records write it; the same for all records of a millisecond. */
  isoAt(ms: number): string {
    if (ms !== this.#isoMs) {
      this.#isoMs = ms
      this.#iso = new Date(ms).toISOString()
    }
    return this.#iso
  }

  /** Puts a record in the journal and folds it in; `seen` is called when it is durable, after it was published. */
  append(draft: Draft, seen?: (seq: number) => void): void {
    killPoint('append.before', draft.kind)
    const record = { ...this.#stamp(), ...draft } as JournalRecord // a draft with its stamp is the record of its kind
    this.#take(record, JSON.stringify(record), seen === undefined ? undefined : { done: seen })
  }

  /**
   * As `append`, for a turn, whose record is whole: its number is `writer.nextSeq`.
   * @param snapshotText the record's snapshot, encoded once
   */
  appendTurn(record: TurnRecord, snapshotText: string, seen: Seen | undefined): void {
    killPoint('append.before', record.kind)
    this.#take(record, turnLine(record, snapshotText), seen)
  }

  #stamp(): { readonly seq: number; readonly at: string } {
    return { seq: this.writer.nextSeq, at: this.isoAt(this.nowMs()) }
  }

  #take(record: JournalRecord, line: string, seen: Seen | undefined): void {
    const position = this.writer.append(line)
    this.store.fold(record, position)
    this.#undurable.push({ record, seen })
  }

  /** The line at a position, parsed. */
  read(position: Position): unknown {
    const { file, offset, length } = position
    const bytes = this.disk.readAt(join(this.folder, file), offset, length)
    if (bytes.length !== length) throw new QuorateError('JOURNAL_CORRUPT', { file, offset, problem: 'a record is cut off' })
    return JSON.parse(bytes.toString('utf8'))
  }

  /** Delivers what a durable record sends. */
  deliver(id: string): void {
    const message = this.store.pending.get(id)
    if (message === undefined) return
    const { out, from } = message
    const entry = this.store.entry(out.to)
    if ('event' in out) this.enqueue(entry, { kind: 'message', id, from, event: out.event })
    else if ('start' in out) this.enqueue(entry, { kind: 'start', id, by: from, input: out.start.input })
    else this.enqueue(entry, { kind: 'stop', id, from })
    this.#bound(entry, from)
  }

  /** A full mailbox closes the door of whoever fills it; one that keeps filling it is stopped by the supervisor. */
  #bound(receiver: Entry, from: Address): void {
    if (receiver.queue.length <= this.mailboxBound) return
    const feeder = this.store.entries.get(from)
    if (feeder === undefined) return
    feeder.feeds = receiver.address
    if (receiver.queue.length > this.mailboxBound * limits.feederFactor) this.flooded(feeder, receiver)
  }

  /** Waits until all that was appended is durable, also what following up appends in the same round. */
  async settleDown(): Promise<void> {
    do await this.writer.drain()
    while (this.#undurable.length > 0)
  }

  /** Lets the records of this round of the event loop share a batch. */
  flushSoon(): void {
    if (this.#flushing) return
    this.#flushing = true
    this.clock.soon(() => {
      this.#flushing = false
      this.writer.flush()
    })
  }

  /** Set by the supervisor. */
  flooded: (feeder: Entry, receiver: Entry) => void = () => undefined

  #durable(through: number): void {
    let count = 0
    for (const { record, seen } of this.#undurable) {
      if (record.seq > through) break
      count += 1
      killPoint('publish.before', record.kind)
      this.publish(record)
      killPoint('record.acknowledge.before')
      seen?.done(record.seq)
      killPoint('record.acknowledge.after')
    }
    this.#undurable = count === this.#undurable.length ? [] : this.#undurable.slice(count)
  }
}
