import { QuorateError } from '#protocol/errors.ts'
import type { Core } from './core.ts'
import { migrationProblems } from './migrationProblems.ts'
import type { ActorRecord, TurnRecord } from './records.ts'

/** A start does not strand a bot half-way: what the dry run calls a failure refuses it. @throws MIGRATION_FAILED */
export function refuseFailingMigrations(core: Core): void {
  for (const { address, role, status, version, position, book } of core.store.entries.values()) {
    const bot = core.bot(role)
    if (status !== 'active' || version === bot.version || position === undefined) continue
    const { snapshot } = core.read(position) as TurnRecord | ActorRecord // the kinds that hold a bot's state
    const [problem] = migrationProblems(bot, { address, version, snapshot, book }).problems
    if (problem !== undefined)
      throw new QuorateError('MIGRATION_FAILED', { address, role, found: version, known: bot.version, problem })
  }
}
