// The turns of a whole swarm, a page at a time, oldest first: the newest before a moment, or the first after one. Reads the
// journal from the moment on, and what one page reads is bounded.
import { backwards, type BackLine } from './journalBackwards.ts'
import type { Disk } from './disk.ts'
import { limits } from './limits.ts'
import type { TurnRecord } from './records.ts'
import { searchTurns, turnOf } from './turnSearch.ts'

/** What is wanted. `journal` is its folder; `wants` sees every turn. */
export interface SwarmTurnsWanted {
  readonly journal: string
  /** Only turns before this sequence number. */
  readonly before: number
  /** The first ones after this sequence number; absent: the newest. */
  readonly after?: number | undefined
  readonly limit: number
  readonly wants: (turn: TurnRecord) => boolean
  readonly bytesMax?: number
  readonly disk?: Disk | undefined
}

/** A page of them. */
export interface SwarmTurns {
  /** Oldest first. */
  readonly turns: readonly TurnRecord[]
  /** Where the next page goes on, as `after` where that was asked for, else as `before`; null at the end. */
  readonly next: number | null
}

/** Records that are looked at together: a page's worth. */
const recordsAtOnce = 512

/** @throws JOURNAL_TRUNCATED when it would begin behind the first turn held, JOURNAL_CORRUPT */
export function swarmTurns(wanted: SwarmTurnsWanted): SwarmTurns {
  if (wanted.after !== undefined) return firstAfter({ ...wanted, after: wanted.after })
  const { before, limit, wants, ...where } = wanted
  const { turns, next } = searchTurns({ ...where, search: { before, after: 0, limit }, wants })
  return { turns: turns.toReversed(), next }
}

/** Some records at a time, each of them read backwards: where a record stands is found from its number. */
function firstAfter(wanted: SwarmTurnsWanted & { readonly after: number }): SwarmTurns {
  const { journal, before, limit, wants, bytesMax = limits.searchBytesMax, disk } = wanted
  const turns: TurnRecord[] = []
  let bytes = 0
  for (let from = wanted.after; from + 1 < before;) {
    const upTo = Math.min(from + recordsAtOnce, before - 1)
    const lines: BackLine[] = []
    for (const piece of backwards({ journal, upTo, needle, disk })) {
      lines.push(...piece.lines.filter(({ seq }) => seq > from))
      bytes += piece.bytes
      if (piece.from <= from + 1) break
    }
    for (const line of lines.toReversed()) {
      const turn = turnOf(line)
      if (turn.kind !== 'turn' || !wants(turn)) continue
      turns.push(turn)
      if (turns.length === limit) return { turns, next: turn.seq }
    }
    from = upTo
    if (bytes >= bytesMax && from + 1 < before) return { turns, next: from }
  }
  return { turns, next: null }
}

const needle = Buffer.from('"kind":"turn",')
