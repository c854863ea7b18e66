// The journal as a replay reads it: everything that is still held, archive included, while the daemon may be running.
// It writes nothing, and it goes on where a start would refuse: what is damaged is what a replay is asked about.
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { QuorateError } from '#protocol/errors.ts'
import type { Address } from './authoring.ts'
import { systemDisk, type Disk } from './disk.ts'
import { baseName, baseThrough, journalFormat, looksLikeSeal, readSeal, segmentFirstSeq, segmentName } from './journalFormat.ts'
import type { BaseLine, DeadRecord, JournalRecord, TurnRecord } from './records.ts'

/** One record of a sealed batch. */
export interface HistoryLine {
  /** Undefined when the line is no JSON any more. */
  readonly record: JournalRecord | undefined
  readonly text: string
  readonly file: string
  readonly offset: number
  /** Why the line's batch cannot be trusted as a whole. */
  readonly damage?: string
}

/** Records that are not held although later ones are. */
export interface HistoryGap {
  readonly missing: { readonly from: number; readonly to: number }
}

/** What a journal's folder still holds. */
export interface History {
  /** The first sequence number held; 1 when it is all there. */
  readonly earliest: number
  /** What the newest base segment stands for; 0 when there is none. */
  readonly through: number
  /** Lines of the newest base segment. */
  base(): Generator<BaseLine>
  /**
   * Sealed lines that `wants` asks for, oldest first; what is not sealed yet is not there yet. Segments that end before
   * `from` are left out. @throws JOURNAL_VERSION
   */
  lines(wants?: (text: string) => boolean, from?: number): Generator<HistoryLine | HistoryGap>
}

/** Looks at a journal's folder. */
export function retainedHistory(folder: string, disk: Disk = systemDisk): History {
  const live = disk.list(folder)
  const firsts = [...new Set([...disk.list(join(folder, 'archive')), ...live].flatMap((name) => segmentFirstSeq(name) ?? []))]
  const through = Math.max(0, ...live.flatMap((name) => baseThrough(name) ?? []))
  firsts.sort((one, other) => one - other)
  return {
    earliest: firsts[0] ?? through + 1,
    through,
    *base() {
      if (through === 0) return
      // a base line's kinds are those that compaction writes
      for (const { record } of readFile(folder, baseName(through), disk)) if (record !== undefined) yield record as BaseLine
    },
    *lines(wants, from = 0) {
      const asked = firsts.filter((_, index) => (firsts[index + 1] ?? Infinity) > from)
      let next = asked[0] ?? 0
      for (const first of asked) {
        const file = segmentName(first)
        if (first > next) yield { missing: { from: next, to: first - 1 } }
        next = Math.max(next, first)
        next += yield* readFile(folder, file, disk, wants)
      }
    },
  }
}

/** Lines that matter to a bot: its own, those that name it, and those by which addresses are taken or free. */
export function mentions(address: Address): (text: string) => boolean {
  const quoted = JSON.stringify(address)
  const also = ['"start"', '"kind":"daemon"', '"kind":"restart"']
  return (text) => text.includes(quoted) || also.some((word) => text.includes(word))
}

/** Does it have what a fold reads of it? A changed byte may have renamed a member. */
export function isWhole(record: JournalRecord): boolean {
  if (typeof record.seq !== 'number' || typeof record.at !== 'string') return false
  if (record.kind !== 'turn' && record.kind !== 'dead') return true
  const { event, cause } = record as Partial<TurnRecord | DeadRecord>
  if (typeof event?.type !== 'string' || typeof cause?.kind !== 'string') return false
  return record.kind === 'dead' || typeof (record as Partial<TurnRecord>).snapshot?.status === 'string'
}

/** Bots that began in what is still held. */
export function* births(history: History): Generator<Address> {
  for (const line of history.lines((text) => text.includes('"start"'))) {
    const record = 'missing' in line ? undefined : line.record
    if (record?.kind === 'turn' && record.cause.kind === 'start' && record.incarnation === 1) yield record.actor
  }
}

/** @returns how many lines there were, wanted or not */
function* readFile(folder: string, file: string, disk: Disk, wants?: (text: string) => boolean): Generator<HistoryLine, number> {
  // A compaction beside us may have moved it meanwhile.
  const bytes = disk.readFile(join(folder, file)) ?? disk.readFile(join(folder, 'archive', file)) ?? Buffer.alloc(0)
  let start = 0
  let batch: { readonly text: string; readonly offset: number }[] = []
  let count = 0
  let offset = 0
  for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, offset)) {
    const text = bytes.toString('utf8', offset, end)
    const at = offset
    offset = end + 1
    if (!looksLikeSeal(bytes, at)) {
      batch.push({ text, offset: at })
      continue
    }
    const first = segmentFirstSeq(file)
    const place = { file, lines: batch.length, nextSeq: first === undefined ? undefined : first + count }
    const damage = sealDamage(text, bytes.subarray(start, at), place)
    for (const line of batch)
      if (wants?.(line.text) ?? true)
        yield { ...line, file, record: parsed(line.text), ...(damage === undefined ? {} : { damage }) }
    count += batch.length
    batch = []
    start = offset
  }
  return count
}

function sealDamage(
  text: string,
  body: Buffer,
  { file, lines, nextSeq }: { readonly file: string; readonly lines: number; readonly nextSeq: number | undefined },
): string | undefined {
  const seal = readSeal(text)
  if (seal === undefined) return 'a damaged seal'
  if (seal.format !== journalFormat) throw new QuorateError('JOURNAL_VERSION', { file, found: seal.format, known: journalFormat })
  if (seal.crc !== crc32(body) || seal.count !== lines) return 'records that do not match their seal'
  return nextSeq === undefined || seal.firstSeq === nextSeq ? undefined : `sequence ${seal.firstSeq} where ${nextSeq} belongs`
}

function parsed(text: string): JournalRecord | undefined {
  try {
    // written by this program, unless it is damaged, which the comparison will show
    return JSON.parse(text) as JournalRecord
  } catch {
    return undefined
  }
}
