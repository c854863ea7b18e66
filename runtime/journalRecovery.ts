// The reading end at start-up: every sealed record in order, the unsealed tail cut off, and a refusal where acknowledged
// records are damaged. It runs no machine.
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { QuorateError } from '#protocol/errors.ts'
import { systemDisk, type Disk } from './disk.ts'
import { readDurableMark } from './durableMark.ts'
import {
  baseName,
  baseThrough,
  hintName,
  journalFormat,
  looksLikeSeal,
  readSeal,
  segmentFirstSeq,
  segmentName,
} from './journalFormat.ts'
import type { JournalTail } from './journalWriter.ts'
import { readRecord, type TurnHead } from './recordLine.ts'
import type { BaseLine, JournalRecord, Position } from './records.ts'

/** Takes each record found, oldest first. */
export type RecordVisitor = (record: JournalRecord | TurnHead | BaseLine, position: Position) => void

interface Batch {
  readonly records: readonly { readonly offset: number; readonly length: number }[]
  readonly end: number
  readonly firstSeq: number
  readonly durableThrough: number
}
interface Damage {
  readonly offset: number
  readonly problem: string
}

/**
 * Reads a journal folder (made if it is not there) and leaves it ready to be written on.
 * @throws JOURNAL_CORRUPT when something acknowledged is damaged or missing, JOURNAL_VERSION
 */
export function recoverJournal(folder: string, disk: Disk, visit: RecordVisitor): JournalTail {
  disk.makeFolder(join(folder, 'archive'))
  const names = disk.list(folder)
  const through = Math.max(0, ...names.flatMap((name) => baseThrough(name) ?? []))
  // What a compaction that was cut short left behind.
  for (const name of names) if (name.endsWith('.tmp')) disk.remove(join(folder, name))
  if (through > 0) readBase(folder, disk, through, visit)
  // What a compaction or repair that was cut short left behind is covered by the base: it begins a new segment.
  const live = segmentsAfter(names, through)
  const mark = readDurableMark(folder, disk)
  let lastSeq = through
  let segment: JournalTail['segment']
  let cut: JournalTail['cut']
  for (const [index, firstSeq] of live.entries()) {
    const file = segmentName(firstSeq)
    if (firstSeq !== lastSeq + 1) throw corrupt(file, 0, gap(lastSeq, firstSeq))
    const read = readSegment({ folder, file, firstSeq, disk, visit })
    const next = live[index + 1]
    if (read.damage !== undefined && next !== read.nextSeq) {
      if (next !== undefined || Math.max(read.provenThrough, mark) >= read.nextSeq)
        throw corrupt(file, read.damage.offset, read.damage.problem)
      disk.truncate(join(folder, file), read.end)
      cut = { file, offset: read.end, problem: read.damage.problem }
    }
    lastSeq = read.nextSeq - 1
    if (next === undefined && Math.max(read.vouchedThrough, mark) < lastSeq)
      writeAgain(disk, join(folder, file), read.lastBatch, read.end)
    if (next === undefined)
      segment = { firstSeq, bytes: read.end, allocated: read.damage === undefined ? read.allocated : read.end }
  }
  if (mark > lastSeq) throw corrupt(segmentName(live.at(-1) ?? lastSeq + 1), segment?.bytes ?? 0, gap(lastSeq, mark + 1))
  // The process before may have ended after it made the segment's name and before it synced it.
  if (segment !== undefined) disk.syncFolder(folder)
  return { folder, disk, lastSeq, ...(segment === undefined ? {} : { segment }), ...(cut === undefined ? {} : { cut }) }
}

/**
 * Makes a last batch durable that nothing proves to be: it may only have been in memory when its process was killed, and a
 * sync that failed may have left it there, said to be written. The next seal vouches for it.
 */
function writeAgain(disk: Disk, path: string, from: number, end: number): void {
  const bytes = disk.readAt(path, from, end - from)
  const fd = disk.open(path, 'update')
  try {
    disk.writeAt(fd, bytes, from)
    disk.syncNow(fd)
  } finally {
    disk.close(fd)
  }
}

/**
 * Bots' files and no journal at all: an empty journal would begin everything anew, nonces and all.
 * @throws JOURNAL_CORRUPT
 */
export function refuseLostJournal(directory: string, disk: Disk, lastSeq: number): void {
  if (lastSeq > 0 || disk.list(join(directory, 'actors')).length === 0) return
  throw corrupt(segmentName(1), 0, 'it is gone, and the files in actors/ say that there was one')
}

/** First sequence numbers of the segments that come after what the base stands for, oldest first. */
export function segmentsAfter(names: readonly string[], through: number): readonly number[] {
  return names
    .flatMap((name) => segmentFirstSeq(name) ?? [])
    .filter((first) => first > through)
    .toSorted((one, other) => one - other)
}

/** Which records are not there, or there twice, between the last one read and the next one there is. */
export function gap(lastSeq: number, next: number): string {
  if (next <= lastSeq) return `records ${next} to ${lastSeq} are there twice`
  return next === lastSeq + 2 ? `record ${lastSeq + 1} is missing` : `records ${lastSeq + 1} to ${next - 1} are missing`
}

/** What a segment holds up to its first damage, and what its seals prove beyond it. */
export function readSegment({
  folder,
  file,
  firstSeq,
  visit,
  disk = systemDisk,
}: {
  readonly folder: string
  readonly file: string
  readonly firstSeq: number
  readonly visit: RecordVisitor
  readonly disk?: Disk
}): {
  readonly nextSeq: number
  readonly end: number
  readonly allocated: number
  readonly damage?: Damage
  readonly provenThrough: number
  /** Where the last whole batch begins, and what its seal knew to be durable when it was written. */
  readonly lastBatch: number
  readonly vouchedThrough: number
} {
  const bytes = readWhole(folder, file, disk)
  let nextSeq = firstSeq
  let end = 0
  let lastBatch = 0
  let vouchedThrough = 0
  const allocated = bytes.length
  while (end < allocated && !isUnwritten(bytes, end)) {
    const batch = readBatch(bytes, end, nextSeq, file)
    if ('problem' in batch)
      return { nextSeq, end, allocated, lastBatch, vouchedThrough, damage: batch, provenThrough: provenThrough(bytes, end) }
    // The checksum vouches that these are the bytes this program wrote.
    for (const { offset, length } of batch.records) visit(readRecord(bytes, offset, offset + length), { file, offset, length })
    nextSeq += batch.records.length
    lastBatch = end
    vouchedThrough = batch.durableThrough
    end = batch.end
  }
  return { nextSeq, end, allocated, lastBatch, vouchedThrough, provenThrough: nextSeq - 1 }
}

/** Is there nothing from here on but the zeros that a segment grows by? */
function isUnwritten(bytes: Buffer, start: number): boolean {
  if (bytes[start] !== 0) return false
  const rest = bytes.subarray(start)
  return rest.equals(Buffer.alloc(rest.length))
}

function readBatch(bytes: Buffer, start: number, nextSeq: number, file: string): Batch | Damage {
  const records: { offset: number; length: number }[] = []
  let offset = start
  while (offset < bytes.length) {
    const newline = bytes.indexOf(10, offset)
    if (newline === -1) return { offset: start, problem: 'a batch without its seal' }
    if (!looksLikeSeal(bytes, offset)) {
      records.push({ offset, length: newline - offset })
      offset = newline + 1
      continue
    }
    const seal = readSeal(bytes.toString('utf8', offset, newline))
    if (seal === undefined) return { offset, problem: 'a damaged seal' }
    if (seal.format !== journalFormat)
      throw new QuorateError('JOURNAL_VERSION', { file, found: seal.format, known: journalFormat })
    if (seal.crc !== crc32(bytes.subarray(start, offset)) || seal.count !== records.length)
      return { offset: start, problem: 'records that do not match their seal' }
    if (seal.firstSeq !== nextSeq) return { offset: start, problem: `sequence ${seal.firstSeq} where ${nextSeq} belongs` }
    return { records, end: newline + 1, firstSeq: seal.firstSeq, durableThrough: seal.durableThrough }
  }
  return { offset: start, problem: 'a batch without its seal' }
}

/** The highest sequence that any intact seal from here on knew to be durable: damage up to there is not a torn write. */
function provenThrough(bytes: Buffer, start: number): number {
  let proven = 0
  for (let at = bytes.indexOf('{"seal":', start); at !== -1; at = bytes.indexOf('{"seal":', at + 1)) {
    const newline = bytes.indexOf(10, at)
    const seal = newline === -1 ? undefined : readSeal(bytes.toString('utf8', at, newline))
    if (seal !== undefined) proven = Math.max(proven, seal.durableThrough)
  }
  return proven
}

/** A base segment was synced before it got its name: any damage is damage. Its hint saves the reading, not the checking. */
export function readBase(
  folder: string,
  disk: Disk,
  through: number,
  visit: RecordVisitor,
  useHint = true,
): { readonly crc: number; readonly hinted: boolean } {
  const file = baseName(through)
  const bytes = readWhole(folder, file, disk)
  const sealAt = bytes.lastIndexOf(10, bytes.length - 2) + 1
  const seal = bytes.at(-1) === 10 ? readSeal(bytes.toString('utf8', sealAt, bytes.length - 1)) : undefined
  if (seal === undefined) throw corrupt(file, sealAt, 'a damaged seal')
  if (seal.format !== journalFormat) throw new QuorateError('JOURNAL_VERSION', { file, found: seal.format, known: journalFormat })
  if (seal.crc !== crc32(bytes.subarray(0, sealAt))) throw corrupt(file, 0, 'records that do not match their seal')
  const hints = useHint ? readHints(disk, folder, hintName(through), seal.crc) : undefined
  for (const hint of hints ?? [])
    visit(hint, hint.kind === 'hint' ? { file, offset: hint.offset, length: hint.length } : { file, offset: 0, length: 0 })
  if (hints !== undefined) return { crc: seal.crc, hinted: true }
  const batch = readBatch(bytes, 0, 1, file)
  if ('problem' in batch) throw corrupt(file, batch.offset, batch.problem)
  for (const at of batch.records) visit(JSON.parse(lineOf(bytes, at)) as BaseLine, { file, ...at })
  return { crc: seal.crc, hinted: false }
}

/** The lines of a hint that is whole and speaks for this base; undefined when the base must be read instead. */
function readHints(disk: Disk, folder: string, file: string, baseCrc: number): readonly BaseLine[] | undefined {
  const bytes = wholeOrNothing(folder, file, disk)
  const batch = readBatch(bytes, 0, 1, file)
  if ('problem' in batch) return undefined
  const [header, ...lines] = batch.records
  if (header === undefined || lineOf(bytes, header) !== JSON.stringify({ base: baseCrc })) return undefined
  return lines.map((at) => JSON.parse(lineOf(bytes, at)) as BaseLine)
}

function lineOf(bytes: Buffer, { offset, length }: Batch['records'][number]): string {
  return bytes.toString('utf8', offset, offset + length)
}

function wholeOrNothing(folder: string, file: string, disk: Disk): Buffer {
  try {
    return readWhole(folder, file, disk)
  } catch (error) {
    if (error instanceof QuorateError) return Buffer.alloc(0)
    throw error
  }
}

/** @throws JOURNAL_CORRUPT for what is no file */
function readWhole(folder: string, file: string, disk: Disk): Buffer {
  try {
    return disk.readFile(join(folder, file)) ?? Buffer.alloc(0)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EISDIR') throw corrupt(file, 0, 'it is a folder')
    throw error
  }
}

export function corrupt(file: string, offset: number, problem: string): QuorateError {
  return new QuorateError('JOURNAL_CORRUPT', { file, offset, problem })
}
