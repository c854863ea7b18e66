import { QuorateError } from '#protocol/errors.ts'
import type { Address } from './authoring.ts'
import type { BotDefinition, Json } from './host.ts'
import type { ActorRecord, TurnRecord } from './records.ts'
import type { StoredSnapshot } from './turn.ts'

/** A stored snapshot in the shape this program's version of the role has. @throws SNAPSHOT_VERSION */
export function storedState(
  bot: BotDefinition,
  address: Address,
  record: Pick<TurnRecord | ActorRecord, 'version' | 'snapshot'>,
): StoredSnapshot {
  refuseUnknownVersion(bot, address, record.version)
  // The journal's own record, and a migration's promise to give the next version's shape.
  let snapshot = record.snapshot as unknown as Json
  for (let version = record.version; version < bot.version; version += 1) {
    const migrate = bot.migrations?.[version]
    if (migrate !== undefined) snapshot = migrate(snapshot)
  }
  return snapshot as unknown as StoredSnapshot
}

/** An unknown version is refused, never guessed. @throws SNAPSHOT_VERSION */
export function refuseUnknownVersion(bot: BotDefinition, address: Address, version: number): void {
  let reachable = version
  while (reachable < bot.version && bot.migrations?.[reachable] !== undefined) reachable += 1
  if (reachable !== bot.version)
    throw new QuorateError('SNAPSHOT_VERSION', { address, role: bot.role, found: version, known: bot.version })
}
