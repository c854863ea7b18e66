// Searches the journal's turns, newest first. What one search reads is bounded: it answers with what it has found and with
// where the next one goes on.
import { QuorateError } from '#protocol/errors.ts'
import type { Address } from './authoring.ts'
import type { Disk } from './disk.ts'
import { backwards, type BackLine } from './journalBackwards.ts'
import { limits } from './limits.ts'
import type { TurnRecord } from './records.ts'

/** What is looked for. A turn must be all of it. */
export interface TurnSearch {
  /** Only turns before this sequence number, and after that one. */
  readonly before: number
  readonly after: number
  readonly limit: number
  readonly bot?: Address | undefined
  /** The type of the event that was taken, and of a fact that was stated; how it begins, where it ends in `*`. */
  readonly event?: string | undefined
  readonly fact?: string | undefined
  /** Anywhere in what came in and what went out, not in the state; small letters stand for large ones too. */
  readonly text?: string | undefined
}

/** Whom a turn is told, and what it is told as. */
export interface TurnsFound {
  /** Newest first. */
  readonly turns: readonly TurnRecord[]
  /** The next search's `before`; null when nothing is left. */
  readonly next: number | null
  /** All turns from here on (and before `before`) were looked at. */
  readonly from: number
}

/** Where it is looked, and what else a turn must be; `wants` sees those that are all of the search. */
export interface TurnSearchOptions {
  readonly journal: string
  readonly search: TurnSearch
  readonly wants: (turn: TurnRecord) => boolean
  readonly bytesMax?: number
  readonly disk?: Disk | undefined
}

/** @throws JOURNAL_TRUNCATED when it would begin behind the first turn held, JOURNAL_CORRUPT */
export function searchTurns({ journal, search, wants, bytesMax = limits.searchBytesMax, disk }: TurnSearchOptions): TurnsFound {
  const { before, after, limit } = search
  const { needle, mayBe, is } = sought(search)
  const turns: TurnRecord[] = []
  let from = before
  let bytes = 0
  const pieces = backwards({ journal, upTo: before - 1, needle, disk })
  for (let piece = pieces.next(); ; piece = pieces.next()) {
    if (piece.done === true) {
      // the end of a journal that holds nothing since a compaction is no moment behind it
      if (before < piece.value) throw new QuorateError('JOURNAL_TRUNCATED', { after: before - 1, earliest: piece.value })
      return { turns, next: null, from: Math.min(from, piece.value) }
    }
    for (const line of piece.value.lines) {
      if (line.seq <= after) return { turns, next: null, from: after + 1 }
      const turn = mayBe(line.bytes) ? turnOf(line) : undefined
      if (turn === undefined || !is(turn) || !wants(turn)) continue
      turns.push(turn)
      if (turns.length === limit) return { turns, next: turn.seq, from: turn.seq }
    }
    from = Math.min(from, piece.value.from)
    bytes += piece.value.bytes
    if (from <= after + 1) return { turns, next: null, from: after + 1 }
    if (bytes >= bytesMax) return { turns, next: from, from }
  }
}

interface Sought {
  /** Bytes that every line of a turn that is sought holds. */
  readonly needle: Buffer
  /** A quick look that may say yes to more. */
  readonly mayBe: (line: Buffer) => boolean
  readonly is: (turn: TurnRecord) => boolean
}

function sought({ bot, event, fact, text }: TurnSearch): Sought {
  const needle = bot === undefined ? '"kind":"turn",' : `"kind":"turn","actor":${JSON.stringify(bot)},`
  const parts = [event, fact].filter((each) => each !== undefined).map((type) => Buffer.from(typeText(type)))
  // as JSON writes it, so that a quote is found
  const words = text === undefined ? undefined : JSON.stringify(text).slice(1, -1).toLowerCase()
  return {
    needle: Buffer.from(needle),
    mayBe: (line) =>
      parts.every((part) => line.includes(part)) && (words === undefined || line.toString('utf8').toLowerCase().includes(words)),
    is: (turn) =>
      turn.kind === 'turn' &&
      (bot === undefined || turn.actor === bot) &&
      (event === undefined || isOfType(turn.event.type, event)) &&
      (fact === undefined || turn.facts?.some(({ type }) => isOfType(type, fact)) === true) &&
      (words === undefined || told(turn).toLowerCase().includes(words)),
  }
}

const isOfType = (type: string, wanted: string): boolean =>
  wanted.endsWith('*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted

/** A type as it stands in a line. */
const typeText = (wanted: string): string => {
  const text = JSON.stringify(wanted)
  return wanted.endsWith('*') ? text.slice(0, -2) : text
}

/** What came in and what went out. The state is left out: what is kept there is in every turn that follows. */
const told = ({ actor, cause, event, outbox, replies, facts, book, seq }: TurnRecord): string =>
  JSON.stringify([
    actor,
    cause,
    event,
    outbox,
    replies,
    facts,
    Object.values(book?.effects ?? {}).filter(({ id }) => id.startsWith(`${actor}/${seq}/`)),
  ])

/** The record that a line is. @throws JOURNAL_CORRUPT */
export function turnOf({ bytes, file, offset }: Pick<BackLine, 'bytes' | 'file' | 'offset'>): TurnRecord {
  try {
    return JSON.parse(bytes.toString('utf8')) as TurnRecord // written by this program, unless it is damaged
  } catch (cause) {
    throw new QuorateError('JOURNAL_CORRUPT', { file, offset, problem: 'a record that cannot be read' }, { cause })
  }
}
