// Judges the files of a journal without changing them: what is whole, what a start will cut off, what is damaged and what
// that costs. A start refuses exactly what is called damaged here.
import { join } from 'node:path'
import { QuorateError } from '#protocol/errors.ts'
import type { Address } from './authoring.ts'
import type { Disk } from './disk.ts'
import { readDurableMark } from './durableMark.ts'
import { baseThrough, hintName, segmentName } from './journalFormat.ts'
import { gap, readBase, readSegment, segmentsAfter, type RecordVisitor } from './journalRecovery.ts'
import { botsTouched, knownThrough } from './journalRemains.ts'
import type { BaseLine, Position } from './records.ts'

/** Something about one file. */
export interface JournalFinding {
  /** `tail`: a start cuts it off. `damage`: a start refuses. `hint`: a start does without. `archive`: only replay misses it. */
  readonly kind: 'tail' | 'damage' | 'hint' | 'archive'
  /** Below the journal's folder. */
  readonly file: string
  readonly offset: number
  readonly problem: string
}
/** What the files of a journal are worth. */
export interface JournalCheck {
  readonly verdict: 'sound' | 'tail' | 'damaged'
  /** Sequence number of the base segment; 0 when there is none. */
  readonly base: number
  readonly segments: number
  readonly archived: number
  /** Intact records, those of the base not counted. */
  readonly records: number
  /** All through this one is intact. */
  readonly intactThrough: number
  /** Nothing that can be found was ever written beyond this one. */
  readonly knownThrough: number
  readonly findings: readonly JournalFinding[]
  /** Sequence numbers that a start cannot have any more. */
  readonly lost: { readonly from: number; readonly to: number } | null
  /** Bots that are known to have taken part in them. */
  readonly bots: readonly Address[]
  /** Lines of the base, when it is whole. */
  readonly baseLines: readonly { readonly line: BaseLine; readonly position: Position }[]
  readonly baseCrc: number
}

/**
 * Reads everything in `storage/journal`. Writes nothing.
 * @throws JOURNAL_VERSION
 */
export function checkJournal(storage: string, disk: Disk): JournalCheck {
  const folder = join(storage, 'journal')
  // Before the rest: beside a running daemon the files only grow.
  const mark = readDurableMark(folder, disk)
  const names = disk.list(folder)
  const findings: JournalFinding[] = []
  const base = checkBase(folder, names, disk, findings)
  const live = segmentsAfter(names, base.through)
  const read = checkSegments({ folder, live, disk, through: base.through, mark, findings })
  const archived = checkArchive(folder, disk, findings)
  const intactThrough = base.whole ? read.intactThrough : 0
  const known = Math.max(
    intactThrough,
    base.through,
    mark,
    ...live.map((first) => knownThrough(folder, segmentName(first), disk)),
  )
  if (mark > read.lastSeq && !findings.some(({ kind }) => kind === 'damage'))
    findings.push({ kind: 'damage', file: segmentName(live.at(-1) ?? 1), offset: read.end, problem: gap(read.lastSeq, mark + 1) })
  if (known === 0 && disk.list(join(storage, 'actors')).length > 0)
    findings.push({
      kind: 'damage',
      file: segmentName(1),
      offset: 0,
      problem: 'it is gone, and the files in actors/ say that there was one',
    })
  const damaged = findings.some(({ kind }) => kind === 'damage')
  const lost = damaged ? { from: intactThrough + 1, to: Math.max(known, intactThrough + 1) } : null
  return {
    verdict: damaged ? 'damaged' : findings.some(({ kind }) => kind === 'tail') ? 'tail' : 'sound',
    base: base.through,
    segments: live.length,
    archived,
    records: read.records,
    intactThrough,
    knownThrough: known,
    findings,
    lost,
    bots: lost === null ? [] : botsTouched({ storage, disk, live, from: lost.from }),
    baseLines: base.lines,
    baseCrc: base.crc,
  }
}

interface CheckedBase {
  readonly through: number
  readonly whole: boolean
  readonly crc: number
  readonly lines: JournalCheck['baseLines']
}

function checkBase(folder: string, names: readonly string[], disk: Disk, findings: JournalFinding[]): CheckedBase {
  const through = Math.max(0, ...names.flatMap((name) => baseThrough(name) ?? []))
  if (through === 0) return { through, whole: true, crc: 0, lines: [] }
  const lines: { line: BaseLine; position: Position }[] = []
  try {
    // A base line: the file holds no others.
    const { crc } = readBase(folder, disk, through, (line, position) => lines.push({ line: line as BaseLine, position }), false)
    const hint = hintName(through)
    if (names.includes(hint) && !readBase(folder, disk, through, () => undefined).hinted)
      findings.push({ kind: 'hint', file: hint, offset: 0, problem: 'it does not fit its base segment' })
    return { through, whole: true, crc, lines }
  } catch (error) {
    findings.push(damageOf(error))
    return { through, whole: false, crc: 0, lines: [] }
  }
}

interface CheckedSegments {
  readonly records: number
  /** Without a gap or damage. */
  readonly intactThrough: number
  readonly lastSeq: number
  readonly end: number
}

function checkSegments({
  folder,
  live,
  disk,
  through,
  mark,
  findings,
}: {
  readonly folder: string
  readonly live: readonly number[]
  readonly disk: Disk
  readonly through: number
  readonly mark: number
  readonly findings: JournalFinding[]
}): CheckedSegments {
  let records = 0
  let lastSeq = through
  let end = 0
  let intactThrough: number | undefined
  for (const [index, firstSeq] of live.entries()) {
    const file = segmentName(firstSeq)
    const damaged = (offset: number, problem: string): void => {
      intactThrough ??= lastSeq
      findings.push({ kind: 'damage', file, offset, problem })
    }
    if (firstSeq !== lastSeq + 1) damaged(0, gap(lastSeq, firstSeq))
    const read = readJudged(folder, firstSeq, disk, findings)
    if (read === undefined) {
      intactThrough ??= lastSeq
      lastSeq = (live[index + 1] ?? firstSeq) - 1
      continue
    }
    const next = live[index + 1]
    records += read.nextSeq - firstSeq
    lastSeq = read.nextSeq - 1
    end = read.end
    if (read.damage === undefined || next === read.nextSeq) continue
    const { offset, problem } = read.damage
    if (next !== undefined || Math.max(read.provenThrough, mark) >= read.nextSeq) damaged(offset, problem)
    else findings.push({ kind: 'tail', file, offset: read.end, problem })
    if (next !== undefined) lastSeq = next - 1
  }
  return { records, intactThrough: intactThrough ?? lastSeq, lastSeq, end }
}

/** A segment, or undefined and a finding for what cannot be read as one. */
function readJudged(
  folder: string,
  firstSeq: number,
  disk: Disk,
  findings: JournalFinding[],
): ReturnType<typeof readSegment> | undefined {
  const ignore: RecordVisitor = () => undefined
  try {
    return readSegment({ folder, file: segmentName(firstSeq), firstSeq, disk, visit: ignore })
  } catch (error) {
    findings.push(damageOf(error))
    return undefined
  }
}

function checkArchive(folder: string, disk: Disk, findings: JournalFinding[]): number {
  const kept = join(folder, 'archive')
  const segments = segmentsAfter(disk.list(kept), 0)
  for (const [index, firstSeq] of segments.entries()) {
    const found: JournalFinding[] = []
    const read = readJudged(kept, firstSeq, disk, found)
    const next = segments[index + 1]
    if (read?.damage !== undefined && read.nextSeq !== next)
      found.push({ kind: 'archive', file: segmentName(firstSeq), ...read.damage })
    for (const { file, offset, problem } of found)
      findings.push({ kind: 'archive', file: join('archive', file), offset, problem })
  }
  return segments.length
}

/** @throws what is not damage */
function damageOf(error: unknown): JournalFinding {
  if (!(error instanceof QuorateError) || error.code !== 'JOURNAL_CORRUPT') throw error
  const { file, offset, problem } = error.details
  return { kind: 'damage', file: String(file), offset: Number(offset), problem: String(problem) }
}
