// The reading end at start-up: every sealed record in order, the unsealed tail cut off, and a refusal where acknowledged
// records are damaged. It runs no machine.
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { QuorateError } from '#protocol/errors.ts'
import { systemDisk, type Disk } from './disk.ts'
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
import type { BaseLine, JournalRecord, Position } from './records.ts'

/** Takes each record found, oldest first. */
export type RecordVisitor = (record: JournalRecord | BaseLine, position: Position) => void

interface Batch {
  readonly records: readonly { readonly line: string; readonly offset: number; readonly length: number }[]
  readonly end: number
  readonly firstSeq: number
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
  const segments = names.flatMap((name) => segmentFirstSeq(name) ?? []).toSorted((one, other) => one - other)
  // A compaction that was cut short leaves segments the base already covers.
  const live = segments.filter((first, index) => first > through || (segments[index + 1] ?? Infinity) > through + 1)
  let lastSeq = through
  let segment: JournalTail['segment']
  let cut: JournalTail['cut']
  for (const [index, firstSeq] of live.entries()) {
    const file = segmentName(firstSeq)
    if (firstSeq > lastSeq + 1) throw corrupt(file, 0, `records ${lastSeq + 1} to ${firstSeq - 1} are missing`)
    const isLast = index === live.length - 1
    const take: RecordVisitor = (record, position) => {
      if (record.seq > through) visit(record, position)
    }
    const read = readSegment({ folder, file, firstSeq, disk, visit: take })
    if (read.damage !== undefined) {
      if (!isLast || read.provenThrough >= read.nextSeq) throw corrupt(file, read.damage.offset, read.damage.problem)
      disk.truncate(join(folder, file), read.end)
      cut = { file, offset: read.end, problem: read.damage.problem }
    }
    lastSeq = Math.max(lastSeq, read.nextSeq - 1)
    if (isLast) segment = { firstSeq, bytes: read.end }
  }
  return { folder, disk, lastSeq, ...(segment === undefined ? {} : { segment }), ...(cut === undefined ? {} : { cut }) }
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
}): { readonly nextSeq: number; readonly end: number; readonly damage?: Damage; readonly provenThrough: number } {
  const bytes = disk.readFile(join(folder, file)) ?? Buffer.alloc(0)
  let nextSeq = firstSeq
  let end = 0
  while (end < bytes.length) {
    const batch = readBatch(bytes, end, nextSeq, file)
    if ('problem' in batch) return { nextSeq, end, damage: batch, provenThrough: provenThrough(bytes, end) }
    for (const { line, offset, length } of batch.records) {
      // The checksum vouches that these are the bytes this program wrote.
      visit(JSON.parse(line) as JournalRecord, { file, offset, length })
    }
    nextSeq += batch.records.length
    end = batch.end
  }
  return { nextSeq, end, provenThrough: nextSeq - 1 }
}

function readBatch(bytes: Buffer, start: number, nextSeq: number, file: string): Batch | Damage {
  const records: { line: string; offset: number; length: number }[] = []
  let offset = start
  while (offset < bytes.length) {
    const newline = bytes.indexOf(10, offset)
    if (newline === -1) return { offset: start, problem: 'a batch without its seal' }
    const line = bytes.toString('utf8', offset, newline)
    if (!looksLikeSeal(bytes, offset)) {
      records.push({ line, offset, length: newline - offset })
      offset = newline + 1
      continue
    }
    const seal = readSeal(line)
    if (seal === undefined) return { offset, problem: 'a damaged seal' }
    if (seal.format !== journalFormat)
      throw new QuorateError('JOURNAL_VERSION', { file, found: seal.format, known: journalFormat })
    if (seal.crc !== crc32(bytes.subarray(start, offset)) || seal.count !== records.length)
      return { offset: start, problem: 'records that do not match their seal' }
    if (seal.firstSeq !== nextSeq) return { offset: start, problem: `sequence ${seal.firstSeq} where ${nextSeq} belongs` }
    return { records, end: newline + 1, firstSeq: seal.firstSeq }
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
function readBase(folder: string, disk: Disk, through: number, visit: RecordVisitor): void {
  const file = baseName(through)
  const bytes = disk.readFile(join(folder, file)) ?? Buffer.alloc(0)
  const sealAt = bytes.lastIndexOf(10, bytes.length - 2) + 1
  const seal = bytes.at(-1) === 10 ? readSeal(bytes.toString('utf8', sealAt, bytes.length - 1)) : undefined
  if (seal === undefined) throw corrupt(file, sealAt, 'a damaged seal')
  if (seal.format !== journalFormat) throw new QuorateError('JOURNAL_VERSION', { file, found: seal.format, known: journalFormat })
  if (seal.crc !== crc32(bytes.subarray(0, sealAt))) throw corrupt(file, 0, 'records that do not match their seal')
  const hints = readHints(disk, join(folder, hintName(through)), seal.crc)
  for (const hint of hints ?? [])
    visit(hint, hint.kind === 'hint' ? { file, offset: hint.offset, length: hint.length } : { file, offset: 0, length: 0 })
  if (hints !== undefined) return
  const batch = readBatch(bytes, 0, 1, file)
  if ('problem' in batch) throw corrupt(file, batch.offset, batch.problem)
  for (const { line, offset, length } of batch.records) visit(JSON.parse(line) as BaseLine, { file, offset, length })
}

/** The lines of a hint that is whole and speaks for this base; undefined when the base must be read instead. */
function readHints(disk: Disk, path: string, baseCrc: number): readonly BaseLine[] | undefined {
  const bytes = disk.readFile(path)
  if (bytes === undefined) return undefined
  const batch = readBatch(bytes, 0, 1, path)
  if ('problem' in batch) return undefined
  const [header, ...lines] = batch.records
  if (header?.line !== JSON.stringify({ base: baseCrc })) return undefined
  return lines.map(({ line }) => JSON.parse(line) as BaseLine)
}

function corrupt(file: string, offset: number, problem: string): QuorateError {
  return new QuorateError('JOURNAL_CORRUPT', { file, offset, problem })
}
