// Writes a base segment: what is live at one sequence number, and beside it the hint that lets a start skip what is large.
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import type { Disk } from './disk.ts'
import { baseName, hintName, journalFormat, sealLine } from './journalFormat.ts'
import type { ActorRecord, BaseLine, HintRecord, Position, Repair, TurnRecord } from './records.ts'
import { inputCrc, type Store } from './store.ts'
import { isEmptyBook } from './turnRecord.ts'

/** Where a base segment's lines come from. */
export interface BaseSource {
  /** The journal's. */
  readonly folder: string
  readonly disk: Disk
  readonly store: Store
  /** The line at a position that the store knows. */
  readonly read: (position: Position) => unknown
  /** ISO 8601: the time of what has none of its own. */
  readonly at: string
}

/** Writes and syncs base and hint; afterwards the store's positions are those of the base. */
export function writeBase(source: BaseSource, through: number, repair?: Repair): void {
  const { folder, disk, store } = source
  const lines: string[] = []
  const hints: (HintRecord | BaseLine)[] = []
  const positions: Position[] = []
  const name = baseName(through)
  let offset = 0
  for (const line of baseLines(source, through, repair)) {
    const text = JSON.stringify(line)
    const length = Buffer.byteLength(text)
    hints.push(line.kind === 'actor' ? hintOf(line, offset, length) : line)
    positions.push({ file: name, offset, length })
    lines.push(text)
    offset += length + 1
  }
  const crc = writeSealed(disk, join(folder, name), lines, through)
  writeHint({ folder, disk, through, crc, lines: hints })
  disk.syncFolder(folder)
  hints.forEach((hint, index) => {
    const entry = hint.kind === 'hint' ? store.entries.get(hint.actor) : undefined
    if (entry === undefined) return
    entry.position = positions[index]
    entry.birth = positions[index]
  })
}

/** Writes a hint anew from the lines of its base. */
export function rebuildHint(options: {
  readonly folder: string
  readonly disk: Disk
  readonly through: number
  readonly crc: number
  readonly base: readonly { readonly line: BaseLine; readonly position: Position }[]
}): void {
  const lines = options.base.map(({ line, position: { offset, length } }) =>
    line.kind === 'actor' ? hintOf(line, offset, length) : line,
  )
  writeHint({ ...options, lines })
  options.disk.syncFolder(options.folder)
}

/** It names its base by the checksum, so that a hint never speaks for another. */
function writeHint({
  folder,
  disk,
  through,
  crc,
  lines,
}: {
  readonly folder: string
  readonly disk: Disk
  readonly through: number
  readonly crc: number
  readonly lines: readonly BaseLine[]
}): void {
  const texts = [JSON.stringify({ base: crc }), ...lines.map((line) => JSON.stringify(line))]
  writeSealed(disk, join(folder, hintName(through)), texts, through)
}

function* baseLines({ store, read, at }: BaseSource, through: number, repair: Repair | undefined): Generator<BaseLine> {
  for (const entry of store.entries.values()) {
    const record = entry.position === undefined ? undefined : (read(entry.position) as TurnRecord | ActorRecord)
    // Waiting for its first turn: its start is among the pending messages. One whose first turn failed keeps its name.
    if (record === undefined && entry.quarantine === undefined) continue
    const birth = entry.birth === undefined ? undefined : (read(entry.birth) as TurnRecord | ActorRecord)
    yield {
      seq: entry.seq,
      at: record?.at ?? at,
      kind: 'actor',
      actor: entry.address,
      incarnation: entry.incarnation,
      version: entry.version,
      parent: entry.parent,
      input: birth?.kind === 'actor' ? birth.input : ((birth?.event['input'] ?? null) as ActorRecord['input']),
      ...(isEmptyBook(entry.book) ? {} : { book: entry.book }),
      ...(entry.quarantine === undefined ? {} : { quarantine: entry.quarantine }),
      ...(entry.trouble === undefined ? {} : { trouble: entry.trouble }),
      snapshot: record?.snapshot ?? null,
    }
  }
  for (const { id, from, out } of store.pending.values()) yield { seq: 0, at, kind: 'pending', id, from, out }
  for (const [key, { seq, atMs, reply }] of store.asks) {
    const space = key.indexOf(' ')
    const actor = key.slice(0, space) as ActorRecord['actor']
    yield {
      seq,
      at: new Date(atMs).toISOString(),
      kind: 'ask',
      actor,
      askId: key.slice(space + 1),
      ...(reply === undefined ? {} : { reply: { output: reply.output } }),
    }
  }
  for (const dead of store.deadLetters.values()) yield { ...dead, kept: true }
  yield { seq: through, at, kind: 'base', incarnation: store.incarnation, through, ...(repair === undefined ? {} : { repair }) }
}

function hintOf(record: ActorRecord, offset: number, length: number): HintRecord {
  const { input, snapshot, kind: _kind, ...small } = record
  return { ...small, kind: 'hint', inputCrc: inputCrc(input), status: snapshot?.status ?? null, offset, length }
}

/** Writes lines under one seal into a file that has its name only once it is whole and synced. @returns the lines' checksum */
function writeSealed(disk: Disk, path: string, lines: readonly string[], durableThrough: number): number {
  const body = Buffer.from(`${lines.join('\n')}\n`)
  const crc = crc32(body)
  const seal = Buffer.from(sealLine({ format: journalFormat, firstSeq: 1, count: lines.length, crc, durableThrough }))
  const fd = disk.open(`${path}.tmp`, 'overwrite')
  try {
    disk.append(fd, [body, seal])
    disk.syncNow(fd)
  } catch (error) {
    // On a full disk its bytes are the first that can be spared; should that fail too, the next start removes it.
    disk.truncate(`${path}.tmp`, 0)
    throw error
  } finally {
    disk.close(fd)
  }
  disk.rename(`${path}.tmp`, path)
  return crc
}
