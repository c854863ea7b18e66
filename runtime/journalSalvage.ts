// What of a damaged journal can be kept. From the journal: a beginning without a gap, so that no bot remembers what another
// never did. From the snapshot files: each bot as it was last seen, when there is no such beginning.
import { join } from 'node:path'
import { QuorateError } from '#protocol/errors.ts'
import type { Disk } from './disk.ts'
import { baseThrough, segmentName } from './journalFormat.ts'
import { readBase, readSegment, segmentsAfter, type RecordVisitor } from './journalRecovery.ts'
import type { Position, Repair } from './records.ts'
import { readSnapshotFiles } from './snapshotContent.ts'
import { Store } from './store.ts'

/** State that can be kept, and where it is read from. */
export interface Salvage {
  readonly how: Repair['how']
  readonly store: Store
  readonly read: (position: Position) => unknown
  /** All records through this one are in it. */
  readonly through: number
  /** Segments in their live place whose first `bytes` are whole and part of it. */
  readonly history: readonly { readonly name: string; readonly bytes: number; readonly whole: boolean }[]
  /** Snapshot files that could not be used. */
  readonly unusable: readonly string[]
}

/** The longest beginning there is, from a base segment or from the first record on, archived segments included. */
export function salvage(storage: string, disk: Disk): Salvage {
  const journal = join(storage, 'journal')
  const bases = disk
    .list(journal)
    .flatMap((name) => baseThrough(name) ?? [])
    .toSorted((one, other) => other - one)
  const newest = bases[0] ?? 0
  const found = [...bases, 0].flatMap((base) => beginning(journal, base, disk, base === newest ? 'prefix' : 'archive') ?? [])
  // The beginning from record 1 is always there, if need be empty.
  return found.reduce((best, each) => (each.through > best.through ? each : best))
}

/** Each bot from its file, or from the beginning of the journal where that is newer. What was on its way is gone. */
export function salvageSnapshots(storage: string, disk: Disk): Salvage {
  const kept = salvage(storage, disk)
  const { bots, unusable } = readSnapshotFiles(storage, disk)
  const files = new Map(bots.map(({ path, record }) => [path, record]))
  let newer = 0
  for (const { path, record } of bots) {
    if ((kept.store.entries.get(record.actor)?.seq ?? -1) >= record.seq) continue
    kept.store.fold(record, { file: path, offset: 0, length: 0 })
    newer += 1
  }
  // A message that a newer state has consumed must not come twice.
  if (newer > 0) kept.store.pending.clear()
  return { ...kept, how: 'snapshots', unusable, read: (position) => files.get(position.file) ?? kept.read(position) }
}

function beginning(journal: string, base: number, disk: Disk, how: Repair['how']): Salvage | undefined {
  const store = new Store()
  try {
    if (base > 0) readBase(journal, disk, base, (record, position) => store.fold(record, position), false)
  } catch (error) {
    if (isDamage(error)) return undefined
    throw error
  }
  const history: Salvage['history'][number][] = []
  let through = base
  for (let found = nextSegment(journal, through, disk); found !== undefined; found = nextSegment(journal, through, disk)) {
    const { folder, file, nextSeq, end, whole } = found
    const place = folder === journal ? '' : 'archive/'
    const visit: RecordVisitor = (record, position) => store.fold(record, { ...position, file: `${place}${file}` })
    readSegment({ folder, file, firstSeq: through + 1, disk, visit })
    if (place === '') history.push({ name: file, bytes: end, whole })
    through = nextSeq - 1
  }
  const read = ({ file, offset, length }: Position): unknown =>
    JSON.parse(disk.readAt(join(journal, file), offset, length).toString('utf8'))
  return { how, store, read, through, history, unusable: [] }
}

interface FoundSegment {
  readonly folder: string
  readonly file: string
  readonly nextSeq: number
  readonly end: number
  readonly whole: boolean
}

/** The segment that goes on after `through`, from where most of it is left; undefined when nothing is. */
function nextSegment(journal: string, through: number, disk: Disk): FoundSegment | undefined {
  const file = segmentName(through + 1)
  const found = [journal, join(journal, 'archive')].flatMap((folder): FoundSegment[] => {
    if (!segmentsAfter(disk.list(folder), through).includes(through + 1)) return []
    try {
      const { nextSeq, end, damage } = readSegment({ folder, file, firstSeq: through + 1, disk, visit: () => undefined })
      return nextSeq > through + 1 ? [{ folder, file, nextSeq, end, whole: damage === undefined }] : []
    } catch (error) {
      if (isDamage(error)) return []
      throw error
    }
  })
  return found.toSorted((one, other) => other.nextSeq - one.nextSeq)[0]
}

const isDamage = (error: unknown): boolean => error instanceof QuorateError && error.code === 'JOURNAL_CORRUPT'
