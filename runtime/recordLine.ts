// How a turn's record is written as a line: what a start needs stands first, and the line's end says how long that is, so
// that a start reads some half of the bytes. To everyone else the line is plain JSON.
import type { JournalRecord, TurnRecord } from './records.ts'

/** What a turn's record holds beyond what a start needs. */
export type TurnBody = Pick<TurnRecord, 'event' | 'from' | 'facts' | 'snapshot'>
/** What a start needs of a turn's record. Its bot is active after it; where it is not, the whole record is read. */
export type TurnHead = Omit<TurnRecord, keyof TurnBody>

/**
 * The line of a turn, without its newline. Written out by hand because every turn makes one: the same text as JSON.stringify
 * of the head's members and then the body's, in this order.
 * @param snapshotText `record.snapshot` as JSON, which the caller has measured
 */
export function turnLine(record: TurnRecord, snapshotText: string): string {
  const { seq, at, actor, incarnation, version, cause, consumes, parent, outbox, replies, book } = record
  let text = `{"seq":${seq},"at":"${at}","kind":"turn","actor":${JSON.stringify(actor)},"incarnation":${incarnation},"version":${version}`
  text += `,"cause":${JSON.stringify(cause)}`
  if (consumes !== undefined) text += `,"consumes":${JSON.stringify(consumes)}`
  if (parent !== undefined) text += `,"parent":${JSON.stringify(parent)}`
  if (outbox !== undefined) text += `,"outbox":${JSON.stringify(outbox)}`
  if (replies !== undefined) text += `,"replies":${JSON.stringify(replies)}`
  if (book !== undefined) text += `,"book":${JSON.stringify(book)}`
  const { event, from, facts, snapshot } = record
  // A start and an end say in their body what the fold must know.
  const mark = cause.kind === 'start' || snapshot.status !== 'active' ? '' : `,"head":${Buffer.byteLength(text)}`
  const factsText = facts === undefined ? '' : `,"facts":${JSON.stringify(facts)}`
  return `${text},"event":${JSON.stringify(event)},"from":${JSON.stringify(from)}${factsText},"snapshot":${snapshotText}${mark}}`
}

/** A line's record, or as much of it as the fold needs. The caller vouches for the bytes. */
export function readRecord(bytes: Buffer, start: number, end: number): JournalRecord | TurnHead {
  const length = headLength(bytes, end)
  const text = length === undefined ? bytes.toString('utf8', start, end) : `${bytes.toString('utf8', start, start + length)}}`
  return JSON.parse(text) as JournalRecord | TurnHead
}

const mark = Buffer.from('"head":')
const [zero, nine] = [48, 57]

/** Reads `"head":123}` backwards. No other record ends in it: a number of the user's stands deeper, behind more braces. */
function headLength(bytes: Buffer, end: number): number | undefined {
  let length = 0
  let at = end - 2
  for (let unit = 1; at > 0; at -= 1, unit *= 10) {
    const digit = bytes[at] as number // 0 < at < end
    if (digit < zero || digit > nine) break
    length += (digit - zero) * unit
  }
  const from = at + 1 - mark.length
  if (length === 0 || from < 0 || bytes.compare(mark, 0, mark.length, from, at + 1) !== 0) return undefined
  return length
}
