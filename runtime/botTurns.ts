// The turns of one bot, a page at a time: the newest before a moment, or the first after one. Reads the journal where it lies
// near, and what one page reads is bounded.
import type { Address } from './authoring.ts'
import { systemDisk, type Disk } from './disk.ts'
import { baseThrough } from './journalFormat.ts'
import { backwards, type BackLine } from './journalBackwards.ts'
import { limits } from './limits.ts'
import { recordsAt, turnIn, turnNeedle, type RecordsAt } from './momentAt.ts'
import { segmentsOf } from './observation.ts'
import type { TurnRecord } from './records.ts'

/** Records between a moment and the journal's end up to which it is read from there: some 0.1 s. */
const nearRecords = 20_000
const newline = 10

/** What is wanted. `journal` is its folder. */
export interface BotTurnsWanted {
  readonly journal: string
  readonly address: Address
  /** Only turns before this sequence number. */
  readonly before: number
  /** The first ones after this sequence number; absent: the newest. */
  readonly after?: number | undefined
  readonly limit: number
  readonly bytesMax?: number
  readonly disk?: Disk | undefined
}

/** A page of them. */
export interface BotTurns {
  /** Oldest first. */
  readonly turns: readonly TurnRecord[]
  /** The bot's turn before the first of them; null: there was none, undefined: it is not held any more. */
  readonly previous: RecordsAt['before']
  /** Where the next page goes on, as `after` where that was asked for, else as `before`; null at the end. */
  readonly next: number | null
  /** The first sequence number that the journal holds. */
  readonly earliest: number
}

/** @throws JOURNAL_CORRUPT */
export function botTurns(wanted: BotTurnsWanted): BotTurns {
  const { journal, address, disk = systemDisk } = wanted
  const earliest = earliestOf(journal, disk)
  const { lines, next } =
    wanted.after === undefined
      ? newest(wanted, disk)
      : wanted.before - wanted.after <= nearRecords
        ? firstNear({ ...wanted, after: wanted.after }, disk)
        : firstFar({ ...wanted, after: wanted.after }, disk)
  const turns = lines.flatMap((line) => turnIn(line, address) ?? [])
  const [first] = turns
  const previous = first === undefined ? undefined : recordsAt({ journal, address, seq: first.seq, disk }).before
  return { turns, previous, next, earliest }
}

interface Found {
  /** Oldest first. */
  readonly lines: readonly BackLine[]
  readonly next: number | null
}
type After = BotTurnsWanted & { readonly after: number }

/** From the moment backwards until there are enough. */
function newest({ journal, address, before, limit, bytesMax = limits.searchBytesMax }: BotTurnsWanted, disk: Disk): Found {
  const found: BackLine[] = []
  let bytes = 0
  for (const piece of backwards({ journal, upTo: before - 1, needle: turnNeedle(address), disk })) {
    for (const line of piece.lines) {
      if (turnIn(line, address) === undefined) continue
      if (found.length === limit) return { lines: found.toReversed(), next: found.at(-1)?.seq ?? null }
      found.push(line)
    }
    bytes += piece.bytes
    if (bytes >= bytesMax) return { lines: found.toReversed(), next: piece.from }
  }
  return { lines: found.toReversed(), next: null }
}

/** From the end backwards to the moment; the oldest that are found are the first after it. */
function firstNear({ journal, address, before, after, limit }: After, disk: Disk): Found {
  let found: BackLine[] = []
  let isMore = false
  for (const piece of backwards({ journal, upTo: before - 1, needle: turnNeedle(address), disk })) {
    const lines = piece.lines.filter((line) => line.seq > after && turnIn(line, address) !== undefined)
    isMore ||= found.length + lines.length > limit
    found = [...found, ...lines].slice(-limit)
    if (piece.from <= after + 1) break
  }
  return { lines: found.toReversed(), next: isMore ? (found[0]?.seq ?? null) : null }
}

/** From the moment's segment forwards. */
function firstFar({ journal, address, before, after, limit, bytesMax = limits.searchBytesMax }: After, disk: Disk): Found {
  const segments = segmentsOf(journal, disk)
  const found: BackLine[] = []
  let bytes = 0
  for (const [index, { path }] of segments.entries()) {
    const following = segments[index + 1]?.firstSeq
    if (following !== undefined && following <= after + 1) continue
    const content = disk.readFile(path) ?? Buffer.alloc(0)
    for (const line of linesOf(content, turnNeedle(address), path)) {
      const turn = turnIn(line, address)
      if (turn === undefined || turn.seq <= after) continue
      if (turn.seq >= before) return { lines: found, next: null }
      if (found.length === limit) return { lines: found, next: found.at(-1)?.seq ?? null }
      found.push({ ...line, seq: turn.seq })
    }
    bytes += content.length
    if (bytes >= bytesMax && following !== undefined && following < before) return { lines: found, next: following - 1 }
  }
  return { lines: found, next: null }
}

/** Lines that hold the needle, oldest first; `seq` is not read yet. */
function* linesOf(content: Buffer, needle: Buffer, file: string): Generator<BackLine> {
  for (let hit = content.indexOf(needle); hit >= 0;) {
    const offset = content.lastIndexOf(newline, hit) + 1
    const end = content.indexOf(newline, hit)
    if (end < 0) return
    yield { bytes: content.subarray(offset, end), seq: 0, file, offset }
    hit = content.indexOf(needle, end)
  }
}

/** The first sequence number that a journal holds. */
export function earliestOf(journal: string, disk: Disk = systemDisk): number {
  const [first] = segmentsOf(journal, disk)
  return first?.firstSeq ?? Math.max(0, ...disk.list(journal).flatMap((name) => baseThrough(name) ?? [])) + 1
}
