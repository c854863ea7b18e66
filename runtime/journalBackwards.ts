// The journal read from a moment backwards, archive included, in pieces: what a person asks about is mostly near, and a bot's
// last turn is found without reading what came before it. Writes nothing, and is right beside a daemon that goes on writing.
import { join } from 'node:path'
import { systemDisk, type Disk } from './disk.ts'
import { baseThrough, looksLikeSeal, segmentName } from './journalFormat.ts'
import { segmentsOf } from './observation.ts'

/** Read at once: some hundred records. */
const pieceBytes = 256 * 1024
const newline = 10

/** Some lines that follow each other, newest first. */
export interface BackPiece {
  /** Those that hold the needle, or all records; none that is newer than asked for. */
  readonly lines: readonly BackLine[]
  /** All records from this one on, up to the moment asked for, were looked at. */
  readonly from: number
  /** What was read for it. */
  readonly bytes: number
}
export interface BackLine {
  readonly bytes: Buffer
  readonly seq: number
  readonly file: string
  readonly offset: number
}

/** What is read: the journal's folder, the newest record wanted, and what a line must hold. */
export interface BackwardsOptions {
  readonly journal: string
  readonly upTo: number
  /** Bytes that a line must hold; without a newline. Absent: every record is wanted. */
  readonly needle?: Buffer | undefined
  readonly disk?: Disk | undefined
}

/**
 * Pieces of the journal, newest first, until its beginning or the first gap. @returns the first record that is held without
 * a gap up to the moment; 1 when it is all there
 */
export function* backwards({ journal, upTo, needle, disk = systemDisk }: BackwardsOptions): Generator<BackPiece, number> {
  const segments = segmentsOf(journal, disk).map(({ firstSeq }) => firstSeq)
  /** Where the records begin that come next, and the last record that must be there before them. */
  let next = segments.find((firstSeq) => firstSeq > upTo)
  let before = next === undefined ? undefined : upTo
  for (const firstSeq of segments.filter((each) => each <= upTo).toReversed()) {
    const file = new SegmentFile(journal, segmentName(firstSeq), disk)
    const end = file.endOf(upTo)
    // behind a gap nothing is told of this moment
    if (before !== undefined && file.lastSeq(end, upTo) !== before) break
    yield* file.pieces(end, upTo, needle)
    next = firstSeq
    before = firstSeq - 1
  }
  return next ?? Math.max(0, ...disk.list(journal).flatMap((name) => baseThrough(name) ?? [])) + 1
}

/** One segment, wherever a compaction beside us has put it. */
class SegmentFile {
  readonly #name: string
  readonly #places: readonly string[]
  readonly #disk: Disk

  constructor(journal: string, name: string, disk: Disk) {
    this.#name = name
    this.#places = [join(journal, name), join(journal, 'archive', name)]
    this.#disk = disk
  }

  /** Where the lines up to a record end, or a little later: found by halving, since records stand in their order. */
  endOf(upTo: number): number {
    let low = 0
    let high = pieceBytes
    while (this.#isWithin(high, upTo)) {
      low = high
      high *= 2
    }
    while (high - low > pieceBytes) {
      const middle = Math.floor((low + high) / 2)
      if (this.#isWithin(middle, upTo)) low = middle
      else high = middle
    }
    return this.#lineEnd(high)
  }

  /** The last record up to this one that stands before a line's end, or undefined when there is none. */
  lastSeq(end: number, upTo: number): number | undefined {
    for (const piece of this.pieces(end, upTo, undefined)) {
      const [newest] = piece.lines
      if (newest !== undefined) return newest.seq
    }
    return undefined
  }

  *pieces(end: number, upTo: number, needle: Buffer | undefined): Generator<BackPiece> {
    for (let rest = end; rest > 0;) {
      const { start, bytes } = this.#wholeLines(rest)
      const lines = [...this.#lines(bytes, start, needle)].filter(({ seq }) => seq <= upTo)
      yield { lines, from: firstRecord(bytes) ?? upTo + 1, bytes: bytes.length }
      rest = start
    }
  }

  /** Lines that end before `end`, as many as a piece holds; a longer line makes a longer piece. */
  #wholeLines(end: number): { readonly start: number; readonly bytes: Buffer } {
    for (let length = pieceBytes; ; length *= 2) {
      const from = Math.max(0, end - length)
      const bytes = this.#read(from, end - from)
      if (from === 0) return { start: 0, bytes }
      // the line that the piece begins in is the next piece's
      const cut = bytes.indexOf(newline) + 1
      if (cut > 0 && cut < bytes.length) return { start: from + cut, bytes: bytes.subarray(cut) }
    }
  }

  *#lines(bytes: Buffer, start: number, needle: Buffer | undefined): Generator<BackLine> {
    for (let end = bytes.length; end > 0;) {
      const hit = needle === undefined ? end - 2 : bytes.lastIndexOf(needle, end - 1)
      if (hit < 0) return
      const from = bytes.lastIndexOf(newline, hit) + 1
      const to = bytes.indexOf(newline, hit)
      const seq = recordSeq(bytes, from)
      if (seq !== undefined && to >= 0) yield { bytes: bytes.subarray(from, to), seq, file: this.#name, offset: start + from }
      end = from
    }
  }

  /** Does a line begin behind this byte that is of a record up to this one? */
  #isWithin(offset: number, upTo: number): boolean {
    for (let length = 4_096; ; length *= 4) {
      const bytes = this.#read(offset, length)
      for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) {
        // a record's number stands within its first bytes
        if (at + 32 > bytes.length && bytes.length === length) break
        const seq = recordSeq(bytes, at + 1)
        if (seq !== undefined) return seq <= upTo
      }
      // the file ends, perhaps in zeros
      if (bytes.length < length || bytes.at(-1) === 0) return false
    }
  }

  /** The end of the line that a byte is in, or of the file's last line. */
  #lineEnd(offset: number): number {
    for (let length = 4_096; ; length *= 4) {
      const bytes = this.#read(offset, length)
      const found = bytes.indexOf(newline)
      if (found >= 0) return offset + found + 1
      if (bytes.length === length && bytes.at(-1) !== 0) continue
      // nothing ends behind it: the last line ends before
      return this.#endBefore(offset)
    }
  }

  #endBefore(offset: number): number {
    for (let end = offset; end > 0;) {
      const from = Math.max(0, end - pieceBytes)
      const last = this.#read(from, end - from).lastIndexOf(newline)
      if (last >= 0) return from + last + 1
      end = from
    }
    return 0
  }

  #read(offset: number, length: number): Buffer {
    let failure: unknown
    for (const path of this.#places)
      try {
        return this.#disk.readAt(path, offset, length)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
        failure = error
      }
    throw failure
  }
}

const recordStart = Buffer.from('{"seq":')

/** The number of the record that begins here; undefined for a seal and for anything else. */
function recordSeq(bytes: Buffer, start: number): number | undefined {
  if (looksLikeSeal(bytes, start)) return undefined
  const digits = start + recordStart.length
  if (digits > bytes.length || bytes.compare(recordStart, 0, recordStart.length, start, digits) !== 0) return undefined
  const found = /^\d{1,16}(?=,)/.exec(bytes.toString('latin1', digits, digits + 17))
  return found === null ? undefined : Number(found[0])
}

/** The first record of some lines. */
function firstRecord(bytes: Buffer): number | undefined {
  for (let at = 0; at < bytes.length;) {
    const seq = recordSeq(bytes, at)
    if (seq !== undefined) return seq
    const end = bytes.indexOf(newline, at)
    if (end < 0) return undefined
    at = end + 1
  }
  return undefined
}
