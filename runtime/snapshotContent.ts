// What a snapshot file holds: the bot as people read it, and beside that what a repair needs when the journal is lost.
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { QuorateError } from '#protocol/errors.ts'
import type { Address } from './authoring.ts'
import { botView, durableRecord } from './botView.ts'
import type { Core } from './core.ts'
import type { Disk } from './disk.ts'
import type { BotView, Json } from './host.ts'
import type { ActorRecord, Book, TurnRecord } from './records.ts'
import type { Entry } from './entry.ts'
import type { StoredSnapshot } from './turn.ts'
import { isEmptyBook } from './turnRecord.ts'

/** What is not part of the view and cannot be had again without the journal. */
interface Kept extends Omit<StoredSnapshot, 'value' | 'context'> {
  readonly input: Json
  readonly book?: Book
}
interface SnapshotContent extends BotView {
  readonly kept: Kept
}

/** A bot's file as of its last durable turn, or undefined when there is none yet. `more` is shown and not restored. */
export function snapshotContent(core: Core, entry: Entry, more: object = {}): object | undefined {
  const view = botView(core, entry)
  const record = durableRecord(core, entry)
  const input = inputOf(core, entry)
  if (view === undefined || !record?.snapshot || input === undefined) return undefined
  const { value: _value, context: _context, ...rest } = record.snapshot
  const book = record.book === undefined || isEmptyBook(record.book) ? {} : { book: record.book }
  const content = { ...view, ...more, kept: { ...rest, input, ...book } }
  return { ...content, crc: crc32(JSON.stringify(content)) }
}

/** The files of a storage folder that are whole, each as a base segment's record, and the others by name. */
export function readSnapshotFiles(
  storage: string,
  disk: Disk,
): {
  readonly bots: readonly { readonly path: string; readonly record: ActorRecord }[]
  readonly unusable: readonly string[]
} {
  const folder = join(storage, 'actors')
  const names = disk.list(folder).flatMap((role) => disk.list(join(folder, role)).map((name) => join(role, name)))
  const bots: { path: string; record: ActorRecord }[] = []
  const unusable: string[] = []
  for (const path of names.toSorted()) {
    if (!path.endsWith('.json')) continue
    const record = actorRecord(disk.readFile(join(folder, path))?.toString('utf8') ?? '')
    if (record === undefined) unusable.push(join('actors', path))
    else bots.push({ path: join('actors', path), record })
  }
  return { bots, unusable }
}

/** The file's bot, or undefined when a byte of it is not as it was written, or an older program wrote it. */
function actorRecord(text: string): ActorRecord | undefined {
  try {
    // The checksum vouches that this program wrote it.
    const { crc, ...content } = JSON.parse(text) as SnapshotContent & { readonly crc: number }
    if (crc !== crc32(JSON.stringify(content))) return undefined
    const { seq, at, address, incarnation, version, parent, quarantine, value, context } = content
    const { input, book, ...rest } = content.kept
    return {
      seq,
      at,
      kind: 'actor',
      actor: address as Address,
      incarnation,
      version,
      parent,
      input,
      ...(book === undefined ? {} : { book }),
      ...(quarantine === undefined ? {} : { quarantine }),
      snapshot: { ...rest, value, context },
    }
  } catch {
    return undefined
  }
}

/** What the bot was started with; undefined while the record of a new start is still on its way to the disk. */
function inputOf(core: Core, { birth }: Entry): Json | undefined {
  if (birth === undefined) return undefined
  try {
    const record = core.read(birth) as TurnRecord | ActorRecord
    return record.kind === 'actor' ? record.input : ((record.event['input'] ?? null) as Json)
  } catch (error) {
    // Not written yet: the file ends before it, or has zeros there.
    if (error instanceof SyntaxError || (error instanceof QuorateError && error.code === 'JOURNAL_CORRUPT')) return undefined
    throw error
  }
}
