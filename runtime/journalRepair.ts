// Repairs a journal that a start refuses. It first says what can be kept and what is lost; carried out, it writes what is
// kept into a new base segment and puts the damaged files aside as they were. Nothing is ever changed in place, and the
// sequence goes on behind all that was ever written: no number, and so no effect's id, is used twice.
import { join } from 'node:path'
import { QuorateError } from '#protocol/errors.ts'
import { rebuildHint, writeBase } from './baseSegment.ts'
import type { Disk } from './disk.ts'
import { checkJournal, type JournalCheck } from './journalCheck.ts'
import { baseName, baseThrough, hintName, segmentFirstSeq } from './journalFormat.ts'
import { salvage, salvageSnapshots, type Salvage } from './journalSalvage.ts'
import type { Repair } from './records.ts'

/** What a repair would do, or did. */
export interface RepairPlan {
  /** `tail`: the next start cuts it off. `hint`: written anew. `archive`: put aside. `base`: what is kept is written anew. */
  readonly does: 'nothing' | 'tail' | 'hint' | 'archive' | 'base'
  readonly check: JournalCheck
  /** What the new base segment says of itself; null when none is written. */
  readonly repair: Repair | null
  /** Files to put aside, below the journal's folder. */
  readonly aside: readonly string[]
  /** Where they go, below the journal's folder. */
  readonly folder: string
  /** Snapshot files that cannot be used: damaged, or of an older program. */
  readonly unusable: readonly string[]
  /** The last sequence number that is taken; the next record is the one after it. */
  readonly through: number
}
export interface RepairOptions {
  /** The instance's storage folder. */
  readonly storage: string
  readonly disk: Disk
  /** Wall time: it names the folder of what is put aside. */
  readonly now: Date
  /** Take the bots from their files in actors/ where the journal has no whole beginning that is newer. */
  readonly fromSnapshots: boolean
}

/**
 * Looks, and writes nothing.
 * @throws JOURNAL_UNREPAIRABLE, JOURNAL_VERSION
 */
export function planRepair(options: RepairOptions): RepairPlan {
  return prepare(options).plan
}

/**
 * Repairs. Hold the instance's lock. Killed at any moment, it leaves a journal that starts or that it can repair.
 * @throws JOURNAL_UNREPAIRABLE, JOURNAL_VERSION, and what the disk refuses
 */
export function repairJournal(options: RepairOptions): RepairPlan {
  const { plan, kept } = prepare(options)
  const { storage, disk, now } = options
  const journal = join(storage, 'journal')
  disk.makeFolder(join(journal, 'archive'))
  // From here on a start needs nothing else.
  if (kept !== undefined && plan.repair !== null)
    writeBase({ folder: journal, disk, store: kept.store, read: kept.read, at: now.toISOString() }, plan.through, plan.repair)
  putAside(journal, plan, disk)
  for (const segment of kept?.history ?? []) archiveHistory(journal, segment, plan, disk)
  if (plan.does === 'hint') {
    const { base: through, baseCrc: crc, baseLines: base } = plan.check
    rebuildHint({ folder: journal, disk, through, crc, base })
  }
  disk.syncFolder(join(journal, 'archive'))
  disk.syncFolder(journal)
  return plan
}

function prepare({ storage, disk, now, fromSnapshots }: RepairOptions): { readonly plan: RepairPlan; readonly kept?: Salvage } {
  const check = checkJournal(storage, disk)
  const folder = `damaged-${now.toISOString().replaceAll(/[:-]/g, '').replace(/\.\d+/, '')}`
  const plan = { check, folder, repair: null, aside: [], unusable: [], through: check.knownThrough }
  if (check.verdict !== 'damaged') return { plan: { ...plan, ...smallRepair(check, storage, disk) } }
  const kept = fromSnapshots ? salvageSnapshots(storage, disk) : salvage(storage, disk)
  if (kept.through === 0 && kept.store.entries.size === 0) throw unrepairable(storage, fromSnapshots)
  const names = disk.list(join(storage, 'journal'))
  const seqs = [...kept.store.entries.values()].map(({ seq }) => seq)
  const known = Math.max(check.knownThrough, kept.through, ...seqs)
  // One further when a damaged base has the name: that one stays as it is.
  const through = names.includes(baseName(known)) ? known + 1 : known
  const lost = kept.through >= known ? null : { from: kept.through + 1, to: known }
  const whole = new Set(kept.history.filter((segment) => segment.whole).map(({ name }) => name))
  return {
    kept,
    plan: {
      ...plan,
      does: 'base',
      repair: { how: kept.how, lost, bots: lost === null ? [] : check.bots },
      aside: names.filter((name) => isOurs(name) && !whole.has(name)),
      unusable: kept.unusable,
      through,
    },
  }
}

/** What needs no new base. */
function smallRepair(check: JournalCheck, storage: string, disk: Disk): Pick<RepairPlan, 'does' | 'aside'> {
  const archived = check.findings.filter(({ kind }) => kind === 'archive').map(({ file }) => file)
  const newest = archived.toSorted().at(-1)
  if (newest !== undefined) {
    const names = disk.list(join(storage, 'journal', 'archive')).map((name) => join('archive', name))
    // A replay begins behind a gap, not across it: what is older than the damage goes with it.
    return { does: 'archive', aside: names.filter((name) => name <= newest) }
  }
  if (check.findings.some(({ kind }) => kind === 'hint')) return { does: 'hint', aside: [hintName(check.base)] }
  return { does: check.verdict === 'tail' ? 'tail' : 'nothing', aside: [] }
}

const isOurs = (name: string): boolean =>
  segmentFirstSeq(name) !== undefined || baseThrough(name.replace('.hint', '.jsonl')) !== undefined

/** The folder's name is synced before anything leaves its place. */
function putAside(journal: string, { aside, folder }: RepairPlan, disk: Disk): void {
  if (aside.length === 0) return
  const kept = join(journal, folder)
  disk.makeFolder(join(kept, 'archive'))
  disk.syncFolder(journal)
  for (const name of aside) disk.rename(join(journal, name), join(kept, name))
  disk.syncFolder(join(kept, 'archive'))
  disk.syncFolder(kept)
}

/** History that is whole stays readable: a whole segment is moved, of a damaged one the beginning is copied. */
function archiveHistory(journal: string, segment: Salvage['history'][number], { folder }: RepairPlan, disk: Disk): void {
  const { name, bytes, whole } = segment
  const path = join(journal, 'archive', name)
  if (whole) {
    disk.rename(join(journal, name), path)
    return
  }
  const fd = disk.open(`${path}.tmp`, 'overwrite')
  try {
    disk.append(fd, [disk.readAt(join(journal, folder, name), 0, bytes)])
    disk.syncNow(fd)
  } finally {
    disk.close(fd)
  }
  disk.rename(`${path}.tmp`, path)
}

function unrepairable(storage: string, fromSnapshots: boolean): QuorateError {
  return new QuorateError('JOURNAL_UNREPAIRABLE', {
    folder: join(storage, 'journal'),
    problem: fromSnapshots ? 'there are no files in actors/ that could be used' : 'no record at its beginning is whole',
    remedy: fromSnapshots
      ? 'put back a copy of the storage folder, or begin anew: ./quorate up --instance <name>'
      : 'take the bots from their files: ./quorate journal repair --from-snapshots',
  })
}
