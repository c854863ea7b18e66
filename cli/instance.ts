// Where an instance keeps its things, and which names an instance may have.
import { chmodSync, existsSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { QuorateError } from '#protocol/errors.ts'
import { makeFolder } from '#runtime/makeFolder.ts'

/** The folders of one instance; all absolute. */
export interface InstanceFolders {
  readonly name: string
  readonly root: string
  /** What the operator configured; never shown to a model. */
  readonly readOnly: string
  readonly settingsFile: string
  /** Journal, snapshot files, lock, control socket. */
  readonly storage: string
  readonly sessions: string
  /** The local chain's state and record. */
  readonly chain: string
  /** The only place a model may write. */
  readonly workspace: string
}

/** Where the program itself lies. */
export const programFolder: string = dirname(dirname(fileURLToPath(import.meta.url)))

// letters first: never an option, a hidden file or a path; 32 leaves room for the socket's path
const namePattern = /^[a-z][a-z0-9-]{0,31}$/

/**
 * The root of all instances: `QUORATE_RUNTIME`, else `.runtime` of the working folder if there is one, else of the
 * program's folder.
 */
export function runtimeRoot(environment: NodeJS.ProcessEnv = process.env, workingFolder: string = process.cwd()): string {
  const given = environment['QUORATE_RUNTIME']
  if (given !== undefined && given !== '') return resolve(workingFolder, given)
  const here = join(workingFolder, '.runtime')
  return existsSync(here) ? here : join(programFolder, '.runtime')
}

/** @throws INSTANCE_NAME_INVALID for anything but a short lower-case name */
export function instanceFolders(name: string, root: string = runtimeRoot()): InstanceFolders {
  if (!namePattern.test(name)) throw new QuorateError('INSTANCE_NAME_INVALID', { name: name.slice(0, 64) })
  const folder = join(root, 'instances', name)
  const readOnly = join(folder, 'read-only')
  const storage = join(folder, 'storage')
  return {
    name,
    root: folder,
    readOnly,
    settingsFile: join(readOnly, 'settings.json'),
    storage,
    sessions: join(storage, 'sessions'),
    chain: join(storage, 'chain'),
    workspace: join(folder, 'workspace'),
  }
}

/** The instance a demo lives in: its name is its own, so that a demo never touches what somebody works with. */
export const demoInstance = (instance: string): string => (instance === 'default' ? 'demo' : `demo-${instance}`)

/** Makes what is missing. Storage is closed to other users before anything is put into it. */
export function makeInstanceFolders(folders: InstanceFolders): void {
  for (const folder of [folders.readOnly, folders.storage, folders.sessions, folders.chain, folders.workspace]) {
    makeFolder(folder, 0o700)
  }
  for (const folder of [folders.readOnly, folders.storage]) chmodSync(folder, 0o700)
}

/** A folder as the operator would type it from where they are. */
export function shownPath(path: string, workingFolder: string = process.cwd()): string {
  const shown = relative(workingFolder, path)
  return shown === '' ? '.' : shown.startsWith('..') ? path : shown
}
