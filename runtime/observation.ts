// What observers see: committed turns and facts, in order, from the journal's files and then as they happen.
import { join } from 'node:path'
import { QuorateError } from '#protocol/errors.ts'
import type { Core } from './core.ts'
import { systemDisk, type Disk } from './disk.ts'
import type { CommittedTurn, Fact } from './host.ts'
import type { Address } from './authoring.ts'
import { segmentFirstSeq, segmentName } from './journalFormat.ts'
import { limits } from './limits.ts'
import type { JournalRecord, TurnRecord } from './records.ts'

/** Feeds of a host. The memory it keeps is bounded: who is far behind reads files. */
export class Observation {
  readonly #core: Core
  /** The newest turn records, oldest first. */
  #recent: TurnRecord[] = []
  /** All turns after this one are in `#recent`. */
  #recentAfter: number
  /** From here on back is more than memory takes. */
  #outOfReach = -Infinity
  #waiting = new Set<() => void>()

  constructor(core: Core) {
    this.#core = core
    this.#recentAfter = core.writer.durableThrough
  }

  /** Takes in a durable record. */
  publish(record: JournalRecord): void {
    if (record.kind === 'turn') {
      this.#recent.push(record)
      if (this.#recent.length > limits.recentRecords * 2) {
        this.#recent = this.#recent.slice(-limits.recentRecords)
        this.#recentAfter = (this.#recent[0] as TurnRecord).seq - 1
      }
    }
    this.wake()
  }

  /** Lets everyone who waits look again. */
  wake(): void {
    if (this.#waiting.size === 0) return
    const waiting = this.#waiting
    this.#waiting = new Set()
    for (const look of waiting) look()
  }

  /** Waits until this record is durable. */
  async durable(seq: number): Promise<void> {
    while (this.#core.writer.durableThrough < seq) await this.#next()
  }

  /** @throws JOURNAL_TRUNCATED */
  async *turns(options: {
    readonly after: number
    readonly actor?: Address
    readonly follow?: boolean
    readonly signal?: AbortSignal
  }): AsyncGenerator<CommittedTurn> {
    const { actor, follow, signal } = options
    let after = options.after
    const stopped = (): boolean => signal?.aborted === true
    while (!stopped()) {
      const through = this.#core.writer.durableThrough
      for (const record of this.#between(after, through)) {
        if (stopped()) return
        if (actor === undefined || record.actor === actor) yield committedTurn(record)
      }
      after = through
      if (follow !== true) return
      if (this.#core.writer.durableThrough === through) await this.#next(signal)
    }
  }

  /** As Host.nextFact. @throws JOURNAL_TRUNCATED */
  async nextFact(options: {
    readonly after: string
    readonly wants: (fact: Fact) => boolean
    readonly signal: AbortSignal
  }): Promise<Fact | undefined> {
    const { wants, signal } = options
    let [afterSeq, afterIndex] = factPlace(options.after)
    while (!signal.aborted) {
      const through = this.#core.writer.durableThrough
      for (const record of this.#between(afterSeq - 1, through)) {
        if (record.facts === undefined) continue
        for (const fact of factsOf(record)) {
          if (record.seq === afterSeq && Number(fact.id.split('/')[1]) <= afterIndex) continue
          if (wants(fact)) return fact
        }
      }
      afterSeq = Math.max(afterSeq, through)
      afterIndex = Infinity
      if (this.#core.writer.durableThrough === through) await this.#next(signal)
    }
    return undefined
  }

  /** Turn records with after < seq ≤ through, from memory when it reaches back far enough. */
  #between(after: number, through: number): Iterable<TurnRecord> {
    if (after < this.#recentAfter && after > this.#outOfReach) this.#reach(after)
    if (after >= this.#recentAfter) {
      let from = this.#recent.length
      while (from > 0 && (this.#recent[from - 1] as TurnRecord).seq > after) from -= 1
      return this.#recent.slice(from)
    }
    return turnRecords(this.#core.folder, after, through, this.#core.disk)
  }

  /** After a start every bot asks for what was before it, again and again: the files are read once, if it is not too much. */
  #reach(after: number): void {
    const older: TurnRecord[] = []
    for (const record of turnRecords(this.#core.folder, after, this.#recentAfter, this.#core.disk)) {
      older.push(record)
      if (older.length + this.#recent.length > limits.recentRecords) {
        this.#outOfReach = after
        return
      }
    }
    this.#recent = [...older, ...this.#recent]
    this.#recentAfter = after
  }

  #next(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted === true) return resolve()
      const look = (): void => {
        signal?.removeEventListener('abort', look)
        this.#waiting.delete(look)
        resolve()
      }
      this.#waiting.add(look)
      signal?.addEventListener('abort', look, { once: true })
    })
  }
}

/** Turn records from a journal's files, archive included. @throws JOURNAL_TRUNCATED */
export function* turnRecords(folder: string, after: number, through: number, disk: Disk = systemDisk): Generator<TurnRecord> {
  for (const record of journalRecords(folder, after, through, disk)) if (record.kind === 'turn') yield record
}

/** All records from a journal's files, archive included. @throws JOURNAL_TRUNCATED */
export function* journalRecords(
  folder: string,
  after: number,
  through: number,
  disk: Disk = systemDisk,
): Generator<JournalRecord> {
  if (after >= through) return
  const segments = segmentsOf(folder, disk)
  const earliest = segments[0]?.firstSeq ?? 1
  if (Math.max(0, after) + 1 < earliest) throw new QuorateError('JOURNAL_TRUNCATED', { after, earliest })
  for (const [index, { path, firstSeq }] of segments.entries()) {
    if (firstSeq > through || (segments[index + 1]?.firstSeq ?? Infinity) <= after + 1) continue
    for (const line of linesOf(disk.readFile(path) ?? Buffer.alloc(0))) {
      const seq = Number(/^\{"seq":(\d+),/.exec(line)?.[1] ?? 0)
      if (seq > through) return
      if (seq > after) yield JSON.parse(line) as JournalRecord // written by this program; checked at the start
    }
  }
}

/** Segments of a journal, archive included, oldest first. */
export function segmentsOf(folder: string, disk: Disk): readonly { readonly path: string; readonly firstSeq: number }[] {
  const found = new Map<number, string>()
  for (const place of [join(folder, 'archive'), folder]) {
    for (const name of disk.list(place)) {
      const firstSeq = segmentFirstSeq(name)
      if (firstSeq !== undefined) found.set(firstSeq, join(place, segmentName(firstSeq)))
    }
  }
  return [...found].map(([firstSeq, path]) => ({ firstSeq, path })).toSorted((one, other) => one.firstSeq - other.firstSeq)
}

function* linesOf(bytes: Buffer): Generator<string> {
  let start = 0
  for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
    yield bytes.toString('utf8', start, end)
    start = end + 1
  }
}

/** A record as observers see it. */
export function committedTurn(record: TurnRecord): CommittedTurn {
  const { seq, at, actor, incarnation, version, event, cause, consumes, from, snapshot, book, outbox, replies } = record
  return {
    seq,
    at,
    actor,
    incarnation,
    version,
    event,
    cause,
    from,
    to: snapshot.value,
    status: snapshot.status,
    snapshot: snapshot as unknown as CommittedTurn['snapshot'], // JSON by its own definition
    effects: Object.values(book?.effects ?? {}).flatMap(({ id, port, kind, input }) =>
      id.startsWith(`${actor}/${seq}/`) ? [{ id, port, kind, input }] : [],
    ),
    messages: (outbox ?? []).flatMap((out, index) =>
      'event' in out ? [{ id: `${seq}/${index}`, to: out.to, event: out.event }] : [],
    ),
    starts: (outbox ?? []).flatMap((out, index) => ('start' in out ? [{ id: `${seq}/${index}`, to: out.to }] : [])),
    ...(consumes === undefined ? {} : { consumes }),
    replies: replies ?? [],
    timers: Object.entries(book?.timers ?? {}).flatMap(([id, { dueAt, generation }]) =>
      generation === seq ? [{ id, dueAt: new Date(dueAt).toISOString(), generation }] : [],
    ),
    waits: waitsOf(book),
    facts: factsOf(record),
  }
}

/** What a book holds, in figures. */
export function waitsOf(book: TurnRecord['book']): CommittedTurn['waits'] {
  const due = Object.values(book?.timers ?? {}).map(({ dueAt }) => dueAt)
  return {
    timers: due.length,
    effects: Object.keys(book?.effects ?? {}).length,
    dueAt: due.length === 0 ? null : new Date(Math.min(...due)).toISOString(),
  }
}

function factsOf({ seq, at, actor, facts }: TurnRecord): readonly Fact[] {
  return (facts ?? []).map(({ type, data }, index) => ({ id: `${seq}/${index}`, seq, at, actor, type, data }))
}

/** `seq/index`, `seq` (all of it seen) or nothing (the beginning). */
function factPlace(after: string): [number, number] {
  const [seq, index] = after.split('/')
  return [Number(seq) || 0, index === undefined ? Infinity : Number(index)]
}
