// Time travel for people: the last turn that a bot took up to a moment, how it stood after it, and what that changed. Cheap
// where the turn is near: the journal is read backwards, and no further than the turn before.
import { QuorateError } from '#protocol/errors.ts'
import { backwards } from './journalBackwards.ts'
import type { ActorRecord, TurnRecord } from './records.ts'
import { births, retainedHistory } from './replayReading.ts'
import type { StateAtOptions } from './stateAt.ts'

/** A bot at a moment, by its records. */
export interface RecordsAt {
  /** The bot's last turn up to the moment; where that is not held any more, its line of the base segment. */
  readonly last: TurnRecord | (ActorRecord & { readonly snapshot: TurnRecord['snapshot'] })
  /** The one before it: null when there was none, undefined when it is not held any more. */
  readonly before: TurnRecord | ActorRecord | null | undefined
}

/** @throws UNKNOWN_BOT when there was none yet, JOURNAL_TRUNCATED with the earliest moment held, JOURNAL_CORRUPT */
export function recordsAt({ journal, address, seq, disk }: StateAtOptions): RecordsAt {
  const found: TurnRecord[] = []
  const pieces = backwards({ journal, upTo: seq, needle: turnNeedle(address), disk })
  let piece = pieces.next()
  for (; piece.done !== true && found.length < 2; piece = pieces.next())
    for (const line of piece.value.lines) {
      const record = found.length < 2 ? turnIn(line, address) : undefined
      if (record !== undefined) found.push(record)
    }
  const [last, before] = found
  if (last !== undefined && before !== undefined) return { last, before }
  // fewer than two: it was read to its end
  const reached = piece.done === true ? piece.value : 1
  if (last?.cause.kind === 'start' && last.incarnation === 1) return { last, before: null }
  const older = reached > 1 ? baseLine({ journal, address, seq, disk }, reached) : undefined
  if (last !== undefined) return { last, before: older ?? (reached > 1 ? undefined : null) }
  const snapshot = older?.snapshot ?? undefined
  if (older !== undefined && snapshot !== undefined) return { last: { ...older, snapshot }, before: undefined }
  throw missing({ journal, address, seq, disk }, reached)
}

/** How a turn's line of a bot goes on behind its time. */
export const turnNeedle = (address: string): Buffer => Buffer.from(`"kind":"turn","actor":${JSON.stringify(address)},`)
/** `{"seq":` with 16 digits, and the time. */
const headBytes = 64

/** The turn of a bot that a line is, or undefined. @throws JOURNAL_CORRUPT */
export function turnIn(
  { bytes, file, offset }: { readonly bytes: Buffer; readonly file: string; readonly offset: number },
  address: string,
): TurnRecord | undefined {
  // deeper in the line it is something that somebody was told
  const needle = turnNeedle(address)
  if (!bytes.subarray(0, headBytes + needle.length).includes(needle)) return undefined
  try {
    return JSON.parse(bytes.toString('utf8')) as TurnRecord // written by this program, unless it is damaged
  } catch (cause) {
    throw new QuorateError('JOURNAL_CORRUPT', { file, offset, problem: 'a record that cannot be read' }, { cause })
  }
}

/** What the base segment says of a bot, if it stands right before the first record held and not behind the moment. */
function baseLine({ journal, address, seq, disk }: StateAtOptions, reached: number): ActorRecord | undefined {
  const history = retainedHistory(journal, disk)
  if (history.through + 1 !== reached || seq < history.through) return undefined
  for (const line of history.base()) if (line.kind === 'actor' && line.actor === address) return line
  return undefined
}

/** As stateAt says it. */
function missing({ journal, address, seq, disk }: StateAtOptions, reached: number): QuorateError {
  const history = retainedHistory(journal, disk)
  const isWhole = reached === history.through + 1
  const earliest = isWhole ? history.through : reached
  if (seq < earliest) return new QuorateError('JOURNAL_TRUNCATED', { after: seq, earliest })
  const isOlder = !isWhole && reached > 1 && ![...births(history)].includes(address as never)
  return isOlder ? new QuorateError('JOURNAL_TRUNCATED', { after: seq, earliest }) : new QuorateError('UNKNOWN_BOT', { address })
}
