// `quorate restore`: puts a proven backup into an instance that is empty. Until the last rename there is no instance that
// a daemon could start.
import { cpSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { RestoreResult } from '#chat/commands/backup.ts'
import { QuorateError } from '#protocol/errors.ts'
import { systemDisk } from '#runtime/disk.ts'
import { markRestored } from '#runtime/restoredJournal.ts'
import { verifyBackup } from './backupInstance.ts'
import { syncPath } from './backupManifest.ts'
import { instanceFolders, makeInstanceFolders, shownPath, type InstanceFolders } from './instance.ts'
import { holdInstance } from './lockState.ts'

/** @throws RESTORE_REFUSED when the instance is not empty, BACKUP_INVALID, INSTANCE_LOCKED, STORAGE_UNUSABLE */
export async function restoreInstance({ folder }: { readonly folder: string }, instance: string): Promise<RestoreResult> {
  const folders = instanceFolders(instance)
  refuseUnlessEmpty(folders)
  const { through, files, folder: from } = await verifyBackup({ folder })
  makeInstanceFolders(folders)
  const letGo = holdInstance(folders)
  const draft = mkdtempSync(join(dirname(folders.root), `.restore-${instance}-`))
  try {
    refuseUnlessEmpty(folders) // another one may have been quicker
    cpSync(resolve(folder), draft, { recursive: true })
    markRestored(join(draft, 'storage'), systemDisk, new Date())
    const storage = join(draft, 'storage')
    for (const name of readdirSync(storage)) if (name !== 'journal') put(join(storage, name), join(folders.storage, name))
    rmSync(join(folders.storage, 'journal'), { recursive: true, force: true })
    renameSync(join(storage, 'journal'), join(folders.storage, 'journal'))
    syncPath(folders.storage)
    // last: without them a start takes another chain for granted, and is refused by what is known of the funds
    put(join(draft, 'read-only'), folders.readOnly)
    return { instance, from, through, files }
  } finally {
    rmSync(draft, { recursive: true, force: true })
    letGo()
  }
}

/** A file into its place, or the files of a folder into theirs. */
function put(from: string, to: string): void {
  cpSync(from, to, { recursive: true })
  syncPath(to)
}

/** Keystores may be there: they are put back apart from the rest. */
function refuseUnlessEmpty({ name, storage, settingsFile }: InstanceFolders): void {
  const journal = join(storage, 'journal')
  const holds = [
    ...(existsSync(settingsFile) ? [shownPath(settingsFile)] : []),
    ...(existsSync(journal) && readdirSync(journal).some((file) => file !== 'archive') ? [shownPath(journal)] : []),
    ...(existsSync(join(storage, 'state')) ? [shownPath(join(storage, 'state'))] : []),
  ]
  if (holds.length > 0)
    throw new QuorateError('RESTORE_REFUSED', {
      problem: `instance ${name} is not empty, it has ${holds.join(' and ')}`,
      remedy: 'name another with --instance, or delete what it remembers: ./quorate reset',
    })
}
