// Time travel of a whole swarm: how every bot stood at a moment of the journal. Runs no machine. What was found in a segment
// is kept, since a closed one never changes: the first question reads, those after it look up.
import { join } from 'node:path'
import { QuorateError } from '#protocol/errors.ts'
import type { Address } from './authoring.ts'
import { systemDisk, type Disk } from './disk.ts'
import { segmentName } from './journalFormat.ts'
import { limits } from './limits.ts'
import { segmentsOf } from './observation.ts'
import type { ActorRecord, TurnRecord } from './records.ts'
import { retainedHistory, type History } from './replayReading.ts'
import { SegmentIndex, type TurnPlace } from './segmentIndex.ts'
import { turnOf } from './turnSearch.ts'

/** A bot at a moment: its last turn up to then or, where that is not held any more, what is known of it from later. */
export interface BotThen {
  readonly record: TurnRecord | ActorRecord
  readonly isQuarantined: boolean
}

/** All of them. */
export interface BotsThen<Line> {
  readonly bots: readonly Line[]
  /** The first moment that can be told. */
  readonly earliest: number
}

/** Where it looks. `lineOf` makes what is told, and kept, of a bot. */
export interface BotsAtOptions<Line> {
  readonly journal: string
  readonly lineOf: (bot: BotThen) => Line
  readonly bytesMax?: number
  readonly disk?: Disk
}

/** Lines that are kept: those of a large swarm at a few moments. */
const keptMax = 50_000

interface Segment {
  readonly firstSeq: number
  readonly path: string
}
/** A turn of a bot, and what is said of its quarantine since. */
interface Found {
  turn: { readonly segment: Segment; readonly place: TurnPlace } | undefined
  isQuarantined: boolean | undefined
}
interface Indexed {
  readonly segment: Segment
  readonly index: SegmentIndex
}

/** The bots of one journal at any moment that it holds. */
export class BotsAt<Line> {
  readonly #options: Required<BotsAtOptions<Line>>
  /** By the first record of the segment. */
  readonly #closed = new Map<number, SegmentIndex>()
  /** Of the segment that the last moment lay in, up to there. */
  #part: { readonly firstSeq: number; readonly index: SegmentIndex } | undefined
  #base: { readonly through: number; readonly actors: ReadonlyMap<Address, ActorRecord> } | undefined
  readonly #lines = new Map<string, Line>()

  constructor({ bytesMax = limits.indexBytesMax, disk = systemDisk, ...options }: BotsAtOptions<Line>) {
    this.#options = { ...options, bytesMax, disk }
  }

  /** @returns undefined: so much was read that others should have their turn; ask again. @throws JOURNAL_TRUNCATED, JOURNAL_CORRUPT */
  at(seq: number): BotsThen<Line> | undefined {
    const { journal, disk } = this.#options
    const history = retainedHistory(journal, disk)
    const { through } = history
    const segments = segmentsOf(journal, disk)
    const earliest = Math.max(1, Math.min(segments[0]?.firstSeq ?? Infinity, through === 0 ? Infinity : through))
    if (seq < earliest) throw new QuorateError('JOURNAL_TRUNCATED', { after: seq, earliest })
    // behind the base segment, all that was before it is in it
    const isBased = through > 0 && seq >= through
    const from = isBased ? through + 1 : 1
    const to = isBased ? seq : Math.max(seq, through)
    const needed = segments.filter(({ firstSeq }, index) => firstSeq <= to && (segments[index + 1]?.firstSeq ?? Infinity) > from)
    const here = needed.findLast(({ firstSeq }) => firstSeq <= seq)
    if (!this.#readAll(needed.filter((one) => one !== segments.at(-1) && one !== here))) return undefined
    const before = needed.flatMap((segment) => this.#indexed(segment, seq, here))
    const run = isBased ? before : lastRun(before)
    const found = foundIn(run)
    const older = isBased
      ? [...this.#actors(history).values()]
      : this.#before({ history, seq, found, from: run[0]?.segment.firstSeq ?? seq + 1, segments: needed })
    const unmoved = older.filter(({ actor }) => found.get(actor)?.turn === undefined)
    const bots = [
      ...unmoved.flatMap((record) => {
        const isQuarantined = found.get(record.actor)?.isQuarantined ?? record.quarantine !== undefined
        return record.snapshot === null ? [] : [this.#options.lineOf({ record, isQuarantined })]
      }),
      ...[...found.values()].flatMap(({ turn, isQuarantined = false }) =>
        turn === undefined ? [] : [this.#line(turn.segment, turn.place, isQuarantined)],
      ),
    ]
    return { bots, earliest }
  }

  /** @returns whether all of them are known now */
  #readAll(segments: readonly Segment[]): boolean {
    let bytes = 0
    for (const segment of segments) {
      if (this.#closed.has(segment.firstSeq)) continue
      if (bytes >= this.#options.bytesMax) return false
      const content = this.#content(segment)
      this.#closed.set(segment.firstSeq, new SegmentIndex().read(content, Infinity))
      bytes += content.length
    }
    return true
  }

  #indexed(segment: Segment, seq: number, here: Segment | undefined): readonly Indexed[] {
    if (segment.firstSeq > seq) return []
    const index = segment === here ? this.#upTo(segment, seq) : this.#closed.get(segment.firstSeq)
    return index === undefined ? [] : [{ segment, index }]
  }

  /** Goes on where the last question ended, if that was before. */
  #upTo(segment: Segment, seq: number): SegmentIndex {
    const { firstSeq } = segment
    const last = this.#part?.firstSeq === firstSeq && this.#part.index.through <= seq ? this.#part.index : undefined
    if (last?.through === seq) return last
    const index = (last ?? new SegmentIndex()).read(this.#content(segment), seq)
    this.#part = { firstSeq, index }
    return index
  }

  /**
   * Bots that were there then and have no turn in what is held up to then. The base segment, which is of later, tells how
   * they stood if they had not moved until then; the others' next turn tells the state that it left.
   */
  #before({
    history,
    seq,
    from,
    found,
    segments,
  }: {
    readonly history: History
    readonly seq: number
    readonly from: number
    readonly found: ReadonlyMap<Address, Found>
    readonly segments: readonly Segment[]
  }): readonly ActorRecord[] {
    if (from === 1 || history.through < from) return []
    const actors = this.#actors(history)
    const missing = [...actors.values()].filter(({ actor }) => found.get(actor)?.turn === undefined)
    const unmoved = missing.filter((actor) => actor.seq < from)
    if (unmoved.length === missing.length) return unmoved
    const next = new Map<Address, { readonly segment: Segment; readonly place: TurnPlace }>()
    for (const segment of segments.toReversed()) {
      const isLater = segment.firstSeq > seq
      const index = isLater ? this.#closed.get(segment.firstSeq) : new SegmentIndex(seq).read(this.#content(segment), Infinity)
      for (const [address, { first }] of index?.bots ?? []) if (first !== undefined) next.set(address, { segment, place: first })
      if (!isLater) break
    }
    const at = this.#timeAt(from, segments)
    const moved = missing.flatMap((actor): readonly ActorRecord[] => {
      const turn = actor.seq < from ? undefined : next.get(actor.actor)
      const record = turn === undefined ? undefined : this.#turn(turn.segment, turn.place)
      // who began then was not there before
      if (record === undefined || record.from === null) return []
      const { book: _later, quarantine: _too, ...known } = actor
      const snapshot = { ...record.snapshot, value: record.from, status: 'active' as const }
      return [{ ...known, incarnation: record.incarnation, seq: from - 1, at: at ?? record.at, snapshot }]
    })
    return [...unmoved, ...moved]
  }

  /** ISO 8601, of the first record of a segment. */
  #timeAt(from: number, segments: readonly Segment[]): string | undefined {
    const segment = segments.find(({ firstSeq }) => firstSeq === from)
    if (segment === undefined) return undefined
    const { disk } = this.#options
    return /"at":"([^"]+)"/.exec(disk.readAt(segment.path, 0, 128).toString('latin1'))?.[1]
  }

  #actors(history: History): ReadonlyMap<Address, ActorRecord> {
    const { through } = history
    if (this.#base?.through !== through) {
      const actors = new Map<Address, ActorRecord>()
      for (const line of history.base()) if (line.kind === 'actor') actors.set(line.actor, line)
      this.#base = { through, actors }
    }
    return this.#base.actors
  }

  #line(segment: Segment, place: TurnPlace, isQuarantined: boolean): Line {
    const key = `${place.seq} ${isQuarantined}`
    const known = this.#lines.get(key)
    if (known !== undefined) return known
    const made = this.#options.lineOf({ record: this.#turn(segment, place), isQuarantined })
    this.#lines.set(key, made)
    const [oldest] = this.#lines.keys()
    if (this.#lines.size > keptMax && oldest !== undefined) this.#lines.delete(oldest)
    return made
  }

  #turn({ firstSeq, path }: Segment, { offset, length }: TurnPlace): TurnRecord {
    const bytes = this.#either(firstSeq, path, (place) => this.#options.disk.readAt(place, offset, length)) ?? Buffer.alloc(0)
    return turnOf({ bytes, file: path, offset })
  }

  #content({ firstSeq, path }: Segment): Buffer {
    return this.#either(firstSeq, path, (place) => this.#options.disk.readFile(place)) ?? Buffer.alloc(0)
  }

  /** A compaction beside us may have moved it meanwhile. */
  #either<Read>(firstSeq: number, path: string, read: (path: string) => Read | undefined): Read | undefined {
    const moved = join(this.#options.journal, 'archive', segmentName(firstSeq))
    try {
      return read(path) ?? read(moved)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || path === moved) throw error
      return read(moved)
    }
  }
}

/** The segments at the end that follow each other without a gap. */
function lastRun(segments: readonly Indexed[]): readonly Indexed[] {
  const begin = segments.findLastIndex(({ segment }, at) => {
    const before = segments[at - 1]
    return before !== undefined && before.index.through + 1 !== segment.firstSeq
  })
  return segments.slice(Math.max(0, begin))
}

function foundIn(segments: readonly Indexed[]): ReadonlyMap<Address, Found> {
  const found = new Map<Address, Found>()
  for (const { segment, index } of segments)
    for (const [address, { last, isQuarantined }] of index.bots) {
      const known = found.get(address) ?? { turn: undefined, isQuarantined: undefined }
      if (last !== undefined) known.turn = { segment, place: last }
      if (isQuarantined !== undefined) known.isQuarantined = isQuarantined
      found.set(address, known)
    }
  return found
}
