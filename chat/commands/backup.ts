import { z } from 'zod'
import { localCommand } from './command.ts'

/** What a backup holds, and how it was proven. */
export interface BackupResult {
  readonly folder: string
  readonly instance: string
  /** When it was made, ISO 8601. */
  readonly at: string
  /** The last record that is in it. */
  readonly through: number
  readonly files: number
  readonly bytes: number
  /** Are keystores in it? */
  readonly keys: boolean
  /** Bots that were restored under this program's machines, and account bots whose turns were run again. */
  readonly proven: { readonly bots: number; readonly replayed: number; readonly turns: number }
}

export const backupArgs = z.strictObject({
  folder: z.string().min(1).max(4_096).describe('where a folder for this backup is made'),
  keys: z.boolean().default(false).describe('with the keystores; whoever has them and the password can sign'),
})

export const backupCommand = localCommand<typeof backupArgs, BackupResult>({
  name: 'backup',
  summary: 'Copy an instance while it runs, and prove the copy',
  help: 'Copies journal, archive, state and settings into a new folder <instance>-<time>. The daemon goes on meanwhile. The copy is then read whole and opened as a start would, every bot in it is restored under this program’s machines, and the account bots’ turns are run again; only then has it its name. Keystores are left out unless --keys says otherwise. With a local chain the daemon has to be stopped: that chain is part of the instance.',
  permission: 'admin',
  args: backupArgs,
  positionals: ['folder'],
  examples: [{ type: 'backup backups', does: 'makes a backup in the folder backups' }],
  render: (result, style) => `${style.good('backed up')}: ${told(result)}`,
})

export const backupVerifyArgs = z.strictObject({ folder: z.string().min(1).max(4_096).describe('of one backup') })

export const backupVerifyCommand = localCommand<typeof backupVerifyArgs, BackupResult>({
  name: 'backup.verify',
  summary: 'Prove a backup again: every file, and a start from a copy of it',
  help: 'Compares every file with the checksum in the manifest, then opens a temporary copy of the journal as a start would. The backup itself is not changed.',
  permission: 'operator',
  args: backupVerifyArgs,
  positionals: ['folder'],
  examples: [{ type: 'backup verify backups/default-20261122T020000Z', does: 'proves that backup' }],
  render: (result, style) => `${style.good('sound')}: ${told(result)}`,
})

export const restoreArgs = z.strictObject({ folder: z.string().min(1).max(4_096).describe('of one backup') })
export interface RestoreResult {
  readonly instance: string
  readonly from: string
  /** The last record that is known. */
  readonly through: number
  readonly files: number
}

export const restoreCommand = localCommand<typeof restoreArgs, RestoreResult>({
  name: 'restore',
  summary: 'Put a backup into an instance that is empty',
  help: 'Proves the backup, then puts it into the instance, which must have no journal and no settings. Stop the daemon that it was made of for good first: two would sign with the same keys. The chain may know more than the backup does; so at the next start every account compares its nonce with the chain before it signs anything, and refuses what was asked for before where the chain is ahead.',
  permission: 'admin',
  args: restoreArgs,
  positionals: ['folder'],
  examples: [
    {
      type: 'restore backups/default-20261122T020000Z --instance copy --yes',
      does: 'puts that backup into the instance copy',
    },
  ],
  confirm: () => 'is the daemon that this backup was made of stopped for good?',
  render: ({ instance, through, files }, style) =>
    [
      `${style.good('restored')}: instance ${instance}, ${files} files, everything through record ${through}`,
      '  next: ./quorate keys list, then: ./quorate up',
    ].join('\n'),
})

export const resetArgs = z.strictObject({
  force: z.string().max(32).optional().describe('the name of the instance, where it runs under the profile production'),
})
export interface ResetResult {
  readonly instance: string
  /** What is gone. */
  readonly removed: readonly string[]
  readonly kept: readonly string[]
}

export const resetCommand = localCommand<typeof resetArgs, ResetResult>({
  name: 'reset',
  summary: 'Delete the journal and everything else an instance remembers',
  help: 'Deletes storage and workspace of an instance that no daemon runs: its journal, state, logs and local chain. Settings and keystores stay. What is on a chain that is elsewhere stays there, and the next start knows nothing of it. An instance under the profile production is only reset with --force and its name.',
  permission: 'admin',
  args: resetArgs,
  positionals: [],
  examples: [{ type: 'reset --instance spare --yes', does: 'deletes what the instance spare remembers' }],
  confirm: () => 'delete the journal and everything else that this instance remembers?',
  render: ({ instance, removed, kept }) =>
    [
      removed.length === 0 ? `instance ${instance} had nothing to delete` : `deleted: ${removed.join(', ')}`,
      ...(kept.length === 0 ? [] : [`kept: ${kept.join(', ')}`]),
    ].join('\n'),
})

function told({ folder, through, files, bytes, keys, proven }: BackupResult): string {
  const { bots, replayed, turns } = proven
  return [
    folder,
    `  ${files} files, ${bytes} bytes, everything through record ${through}; ${keys ? 'with' : 'without'} keystores`,
    `  proven: ${bots} bots restored, ${turns} turns of ${replayed} account bots run again`,
  ].join('\n')
}
