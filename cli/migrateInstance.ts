// `quorate migrate --check`: the stored bots of an instance under the versions of this program. Writes nothing.
import { join } from 'node:path'
import { roles } from '#actors/swarm.ts'
import type { MigrateResult } from '#chat/commands/migrate.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { BotDefinition } from '#runtime/host.ts'
import { checkMigrations, type MigrationCheck } from '#runtime/migrationCheck.ts'
import { instanceFolders } from './instance.ts'

/** @throws ARGUMENTS_INVALID without `check`, JOURNAL_CORRUPT, JOURNAL_VERSION */
export function migrateInstance(
  { check }: { readonly check: boolean },
  instance: string,
  bots: readonly BotDefinition[] = roles,
): MigrateResult {
  if (!check)
    throw new QuorateError('ARGUMENTS_INVALID', {
      command: 'migrate',
      problem: 'migrations run by themselves at a start; only --check is there',
    })
  const found = checkMigrations({ journal: join(instanceFolders(instance).storage, 'journal'), bots })
  const count = (verdict: MigrationCheck['verdict']): number => found.filter((each) => each.verdict === verdict).length
  return { type: 'summary', migrates: count('migrates'), fails: count('fails'), ended: count('ended'), bots: found }
}
