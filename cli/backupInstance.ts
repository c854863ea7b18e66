// `quorate backup`: a copy of an instance that may be running, proven before it has its name.
import { cpSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { effectsOf, roles } from '#actors/swarm.ts'
import type { World } from '#actors/world.ts'
import type { BackupResult } from '#chat/commands/backup.ts'
import { asQuorateError } from '#chat/commands/wireError.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { Address } from '#runtime/authoring.ts'
import { copyFolder, copyStorage } from '#runtime/copyStorage.ts'
import { systemDisk } from '#runtime/disk.ts'
import type { BotDefinition, EffectBinding } from '#runtime/host.ts'
import { createLocalHost } from '#runtime/localHost.ts'
import { makeFolder } from '#runtime/makeFolder.ts'
import { replay } from '#runtime/replay.ts'
import { ReplayTally } from '#runtime/replayedTurn.ts'
import { openCopiedJournal } from '#runtime/restoredJournal.ts'
import { readManifest, syncPath, writeManifest, type Manifest } from './backupManifest.ts'
import { instanceFolders, shownPath } from './instance.ts'
import { isHeld } from './lockState.ts'
import type { LocalContext } from './localContext.ts'
import { layerSettings } from './settingsLayers.ts'
import { programVersion } from './version.ts'

type Context = Pick<LocalContext, 'instance' | 'environment'>

/** @throws BACKUP_REFUSED, BACKUP_INVALID, JOURNAL_CORRUPT, STORAGE_UNUSABLE */
export async function backupInstance(
  args: { readonly folder: string; readonly keys: boolean },
  { instance, environment }: Context,
): Promise<BackupResult> {
  const folders = instanceFolders(instance)
  if (!existsSync(join(folders.storage, 'journal')))
    throw new QuorateError('BACKUP_REFUSED', {
      problem: `instance ${instance} has no journal yet`,
      remedy: 'start it first, or name another with --instance',
    })
  const { settings } = layerSettings(folders.settingsFile, { environment })
  if (settings?.chain.kind === 'local' && isHeld(folders))
    throw new QuorateError('BACKUP_REFUSED', {
      problem: 'its local chain is part of the instance, and is not whole on disk while it runs',
      remedy: 'stop it first: ./quorate stop',
    })
  const at = new Date().toISOString()
  const parent = resolve(args.folder)
  if (!relative(folders.root, parent).startsWith('..'))
    throw new QuorateError('BACKUP_REFUSED', {
      problem: `${shownPath(parent)} is part of the instance`,
      remedy: 'name a folder elsewhere, best on another disk',
    })
  makeFolder(parent, 0o700)
  const folder = join(parent, `${instance}-${at.replaceAll(/[-:]/g, '').replace(/\.\d+/, '')}`)
  if (existsSync(folder))
    throw new QuorateError('BACKUP_REFUSED', {
      problem: `${shownPath(folder)} is there already`,
      remedy: 'try again in a second',
    })
  const draft = mkdtempSync(`${folder}.partial-`)
  try {
    copyStorage(folders.storage, join(draft, 'storage'), () => false)
    copyFolder(folders.readOnly, join(draft, 'read-only'), '', (path) => path === 'keystores' && !args.keys)
    // what was written and not sealed yet is cut off here, as a start would do
    const { through } = openCopiedJournal(join(draft, 'storage'), systemDisk)
    const proven = await prove(join(draft, 'storage'))
    const manifest = writeManifest(draft, { instance, at, program: programVersion(), through, keys: args.keys })
    readManifest(draft)
    renameSync(draft, folder)
    syncPath(parent)
    return resultOf(folder, manifest, proven)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

/** @throws BACKUP_INVALID */
export async function verifyBackup({ folder: given }: { readonly folder: string }): Promise<BackupResult> {
  const folder = resolve(given)
  const manifest = readManifest(folder)
  return resultOf(folder, manifest, await prove(join(folder, 'storage')))
}

/**
 * Starts a host on a temporary copy, in which no effect does anything, and runs the account bots' turns again.
 * @throws BACKUP_INVALID
 */
async function prove(storage: string): Promise<BackupResult['proven']> {
  const folder = dirname(storage)
  const place = mkdtempSync(join(dirname(folder), '.proof-'))
  const invalid = (problem: string, cause?: unknown): QuorateError =>
    new QuorateError('BACKUP_INVALID', { folder: shownPath(folder), problem }, { cause })
  try {
    const journal = join(storage, 'journal')
    for (const name of readdirSync(journal))
      if (name !== 'archive') cpSync(join(journal, name), join(place, 'journal', name), { recursive: true })
    const host = await createLocalHost({ directory: place, bots: roles, effects: idleEffects() })
    const bots = host.list().length
    const accounts = host.list('account').map(({ address }) => address)
    await host.shutdown()
    const tally = replayed(journal, accounts, roles)
    const { divergences, first, turns } = tally.summary
    if (divergences > 0) throw invalid(`run again, turn ${first?.seq ?? 0} comes to something else`)
    return { bots, replayed: accounts.length, turns }
  } catch (failure) {
    if (failure instanceof QuorateError && failure.code === 'BACKUP_INVALID') throw failure
    throw invalid(`a start from it fails: ${asQuorateError(failure).message}`, failure)
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}

function replayed(journal: string, accounts: readonly Address[], bots: readonly BotDefinition[]): ReplayTally {
  const tally = new ReplayTally()
  for (const address of accounts) for (const turn of replay({ journal, address, bots })) tally.take(turn)
  return tally
}

/** Every port, bound to nothing: it waits until the host ends. */
function idleEffects(): EffectBinding[] {
  // the world is looked at by effects that run, and none does
  return effectsOf({} as World).map((effect) => ({
    ...effect,
    run: (_input: never, { signal }) =>
      new Promise((_resolve, reject) => {
        if (signal.aborted) reject(new QuorateError('SHUTTING_DOWN'))
        else signal.addEventListener('abort', () => reject(new QuorateError('SHUTTING_DOWN')), { once: true })
      }),
  }))
}

function resultOf(
  folder: string,
  { instance, at, through, keys, files }: Manifest,
  proven: BackupResult['proven'],
): BackupResult {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  return { folder: shownPath(folder), instance, at, through, files: files.length, bytes, keys, proven }
}
