// Writes what is live into a base segment, so that a start reads that instead of all that ever happened, and moves the
// segments it stands for into the archive. Runs between batches, on a drained journal.
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import type { Core } from './core.ts'
import type { Disk } from './disk.ts'
import { baseName, baseThrough, hintName, journalFormat, sealLine, segmentFirstSeq, segmentName } from './journalFormat.ts'
import { killPoint } from './killPoint.ts'
import { limits } from './limits.ts'
import type { ActorRecord, BaseLine, HintRecord, Position, TurnRecord } from './records.ts'
import { inputCrc } from './store.ts'
import { isEmptyBook } from './turnRecord.ts'

/** What a compaction did. */
export interface Compaction {
  readonly through: number
  readonly archived: readonly string[]
}

/**
 * Compacts a drained journal that is not being written to meanwhile. Killed at any moment, it leaves either the old
 * segments or a whole base segment that stands for them.
 */
export function compact(core: Core, disk: Disk): Compaction {
  const { folder, store, writer } = core
  killPoint('compaction.before')
  const through = writer.durableThrough
  writer.endSegment()
  const lines: string[] = []
  const hints: (HintRecord | BaseLine)[] = []
  const positions: Position[] = []
  const name = baseName(through)
  let offset = 0
  for (const line of baseLines(core, through)) {
    const text = JSON.stringify(line)
    const length = Buffer.byteLength(text)
    hints.push(line.kind === 'actor' ? hintOf(line, offset, length) : line)
    positions.push({ file: name, offset, length })
    lines.push(text)
    offset += length + 1
  }
  const crc = writeSealed(disk, join(folder, name), lines, through)
  // Names the base by its checksum, so that a hint never speaks for another.
  writeSealed(
    disk,
    join(folder, hintName(through)),
    [JSON.stringify({ base: crc }), ...hints.map((hint) => JSON.stringify(hint))],
    through,
  )
  disk.syncFolder(folder)
  // From here on the base is the truth; what follows only tidies up.
  hints.forEach((hint, index) => {
    const entry = hint.kind === 'hint' ? store.entries.get(hint.actor) : undefined
    if (entry === undefined) return
    entry.position = positions[index]
    entry.birth = positions[index]
  })
  return { through, archived: archive(folder, through, disk) }
}

/** Moves what the newest base stands for out of the way, and deletes what the archive no longer keeps. */
export function archive(folder: string, through: number, disk: Disk): readonly string[] {
  const kept = join(folder, 'archive')
  disk.makeFolder(kept)
  const names = disk.list(folder)
  const segments = names.flatMap((name) => segmentFirstSeq(name) ?? []).toSorted((one, other) => one - other)
  const covered = segments.filter((first) => first <= through)
  for (const first of covered) disk.rename(join(folder, segmentName(first)), join(kept, segmentName(first)))
  for (const name of names)
    if ((baseThrough(name.replace('.hint', '.jsonl')) ?? through) < through) disk.remove(join(folder, name))
  const archived = disk
    .list(kept)
    .filter((name) => segmentFirstSeq(name) !== undefined)
    .toSorted()
  for (const name of archived.slice(0, Math.max(0, archived.length - limits.archivedSegmentsMax))) disk.remove(join(kept, name))
  disk.syncFolder(kept)
  disk.syncFolder(folder)
  return covered.map(segmentName)
}

function* baseLines(core: Core, through: number): Generator<BaseLine> {
  const { store } = core
  const at = core.isoAt(core.nowMs())
  for (const entry of store.entries.values()) {
    const record = entry.position === undefined ? undefined : (core.read(entry.position) as TurnRecord | ActorRecord)
    // Waiting for its first turn: its start is among the pending messages. One whose first turn failed keeps its name.
    if (record === undefined && entry.quarantine === undefined) continue
    const birth = entry.birth === undefined ? undefined : (core.read(entry.birth) as TurnRecord | ActorRecord)
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
  yield { seq: through, at, kind: 'base', incarnation: store.incarnation, through }
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
  } finally {
    disk.close(fd)
  }
  disk.rename(`${path}.tmp`, path)
  return crc
}
