// The dry run of a new version: every stored bot of another version is migrated and restored, in memory only.
import { QuorateError } from '#protocol/errors.ts'
import type { Address } from './authoring.ts'
import type { Disk } from './disk.ts'
import type { BotDefinition } from './host.ts'
import { migrationProblems, type MigrationProblems } from './migrationProblems.ts'
import type { ActorRecord, BaseLine, JournalRecord, TurnRecord } from './records.ts'
import { isWhole, retainedHistory } from './replayReading.ts'
import type { Entry } from './entry.ts'
import { Store } from './store.ts'

/** What would become of one stored bot. */
export interface MigrationCheck extends MigrationProblems {
  readonly address: Address
  readonly role: string
  readonly found: number
  /** Null: this program does not have the role. */
  readonly known: number | null
  readonly status: Entry['status']
  /** `ended`: it takes no further turn, so nothing is migrated. */
  readonly verdict: 'migrates' | 'fails' | 'ended'
}

/** What to check. `journal` is the journal's folder. */
export interface MigrationCheckOptions {
  readonly journal: string
  readonly bots: readonly BotDefinition[]
  readonly disk?: Disk
}

/** Every bot whose stored version is not this program's. @throws JOURNAL_CORRUPT, JOURNAL_VERSION */
export function checkMigrations({ journal, bots, disk }: MigrationCheckOptions): readonly MigrationCheck[] {
  const known = new Map(bots.map((bot) => [bot.role, bot]))
  const store = new Store()
  /** Last states of those that differ; the others' are not kept. */
  const stored = new Map<Address, TurnRecord | ActorRecord>()
  for (const record of latest(journal, disk)) {
    store.fold(record, { file: '', offset: 0, length: 0 })
    if (record.kind !== 'turn' && record.kind !== 'actor') continue
    if (record.version === known.get(roleOf(record.actor))?.version) stored.delete(record.actor)
    else stored.set(record.actor, record)
  }
  return [...stored.values()].map((record) => {
    const { actor: address, version, snapshot } = record
    const { role, status, book } = store.entry(address)
    const bot = known.get(role)
    const about = { address, role, found: version, known: bot?.version ?? null, status }
    if (bot === undefined) {
      const { message } = new QuorateError('UNKNOWN_ROLE', { role })
      return { ...about, verdict: 'fails', problems: [message], warnings: [] }
    }
    if (status !== 'active' || snapshot === null) return { ...about, verdict: 'ended', problems: [], warnings: [] }
    const found = migrationProblems(bot, { address, version, snapshot, book })
    return { ...about, verdict: found.problems.length === 0 ? 'migrates' : 'fails', ...found }
  })
}

/** What a start would read: the newest base segment and what follows it. */
function* latest(journal: string, disk: Disk | undefined): Generator<JournalRecord | BaseLine> {
  const history = retainedHistory(journal, disk)
  if (history.earliest > history.through + 1)
    throw new QuorateError('JOURNAL_CORRUPT', {
      file: journal,
      offset: 0,
      problem: `records before ${history.earliest} are missing`,
    })
  yield* history.base()
  for (const line of history.lines()) {
    // archived segments need not be there, nor be whole
    if ('missing' in line) {
      if (line.missing.to <= history.through) continue
      const problem = `records ${line.missing.from} to ${line.missing.to} are missing`
      throw new QuorateError('JOURNAL_CORRUPT', { file: journal, offset: 0, problem })
    }
    const { record, file, offset, damage } = line
    if (record !== undefined && record.seq <= history.through) continue
    if (record === undefined || !isWhole(record) || damage !== undefined)
      throw new QuorateError('JOURNAL_CORRUPT', { file, offset, problem: damage ?? 'a record that cannot be read' })
    yield record
  }
}

function roleOf(address: Address): string {
  return address.slice(0, address.indexOf(':'))
}
