// `quorate keys …`: makes, takes in and lists the keys of an instance. A secret goes in and never comes out.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { generatePrivateKey } from 'viem/accounts'
import type { KeyMade, KeyRow, KeysListResult } from '#chat/commands/keys.ts'
import { QuorateError } from '#protocol/errors.ts'
import { loadAddresses } from '#integrations/keys/keyRing.ts'
import { openKeystore, type ScryptCost } from '#integrations/keys/keystore.ts'
import { writeKeystore } from '#integrations/keys/keystoreFile.ts'
import { keystorePassword, variableOf } from '#integrations/keys/keystorePassword.ts'
import { makeFolder } from '#runtime/makeFolder.ts'
import { askSecret, secretFrom } from './askSecret.ts'
import { instanceFolders, makeInstanceFolders, shownPath, type InstanceFolders } from './instance.ts'
import { keySourcesOf, keystoreFolder } from './keySources.ts'
import type { LocalContext } from './localContext.ts'
import { keyNames, type Settings } from './settings.ts'
import { layerSettings } from './settingsLayers.ts'

/** What these commands need of the command line. */
export type KeyContext = Pick<LocalContext, 'instance' | 'environment' | 'json'> & {
  readonly terminal: Pick<LocalContext['terminal'], 'interactive'>
  /** Asks a person; tests answer themselves. */
  readonly ask?: (question: string) => Promise<string>
  /** Lowered by tests only. */
  readonly cost?: ScryptCost
}
interface PasswordWords {
  readonly name: string
  readonly 'password-fd'?: number | undefined
}

/** @throws KEY_EXISTS, PASSWORD_REFUSED */
export function newKey(args: PasswordWords, context: KeyContext): Promise<KeyMade> {
  return keep(args, generatePrivateKey(), context)
}

/** @throws KEY_EXISTS, KEY_INVALID, KEYSTORE_INVALID, KEYSTORE_PASSWORD_WRONG, PUBLISHED_KEY_REFUSED, PASSWORD_REFUSED */
export async function importKey(
  args: PasswordWords & {
    readonly file?: string | undefined
    readonly 'key-fd'?: number | undefined
    readonly 'file-password-fd'?: number | undefined
  },
  context: KeyContext,
): Promise<KeyMade> {
  const { name, file } = args
  if (file === undefined) {
    const given = args['key-fd'] === undefined ? await asked(`private key of ${name}`, context) : secretFrom(args['key-fd'])
    const key = given.trim().startsWith('0x') ? given.trim() : `0x${given.trim()}`
    return keep(args, key as `0x${string}`, context) // it is judged where it is sealed
  }
  const fd = args['file-password-fd']
  const old = fd === undefined ? await asked(`password of ${file}`, context) : secretFrom(fd)
  const key = await openKeystore(readGiven(file), old, { file, variable: '--file-password-fd' })
  return keep(args, key, context)
}

/** Keys of settings that mean nothing are not known: then only the keystores are listed. */
export async function listKeys({ instance, environment }: Pick<KeyContext, 'instance' | 'environment'>): Promise<KeysListResult> {
  const folders = instanceFolders(instance)
  const folder = keystoreFolder(folders)
  const { settings } = layerSettings(folders.settingsFile, { environment })
  const stored = namesIn(folder)
  const named = settings === undefined ? [] : [...Object.keys(settings.keysElsewhere), ...keyNames(settings)]
  const keys: KeyRow[] = []
  for (const name of [...new Set([...named, ...stored])].toSorted()) {
    const place = placeOf(name, stored, settings, environment)
    const usedFor = settings === undefined ? [] : usesOf(settings, name)
    const open = place === 'keystore' && (statSync(join(folder, `${name}.json`)).mode & 0o077) !== 0
    keys.push({ name, address: await addressIn(name, place, { folders, settings, environment }), place, usedFor, open })
  }
  return { folder: shownPath(folder), keys }
}

async function keep(args: PasswordWords, key: `0x${string}`, context: KeyContext): Promise<KeyMade> {
  const { name } = args
  const folders = instanceFolders(context.instance)
  const folder = keystoreFolder(folders)
  const file = join(folder, `${name}.json`)
  if (namesIn(folder).includes(name)) throw new QuorateError('KEY_EXISTS', { file: shownPath(file) }) // before a person types anything
  const password = await newPassword(args, context)
  makeInstanceFolders(folders)
  makeFolder(folder, 0o700)
  const { cost } = context
  const address = await writeKeystore({ name, key, password, file, ...(cost === undefined ? {} : { cost }) })
  return { name, address, file: shownPath(file) }
}

async function newPassword({ name, 'password-fd': fd }: PasswordWords, context: KeyContext): Promise<string> {
  if (fd !== undefined) return secretFrom(fd)
  const given = keystorePassword(name, context.environment)
  if (given !== undefined) return given
  const password = await asked(`password for ${name}`, context)
  if ((await asked('the same again', context)) !== password)
    throw new QuorateError('PASSWORD_REFUSED', { problem: 'the two differ' })
  return password
}

function asked(question: string, { ask, terminal, json }: KeyContext): Promise<string> {
  if (ask !== undefined) return ask(question)
  if (!terminal.interactive || json)
    return Promise.reject(new QuorateError('PASSWORD_REFUSED', { problem: `nobody is there to be asked for the ${question}` }))
  return askSecret(question)
}

function readGiven(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new QuorateError('KEYSTORE_INVALID', { file, problem: 'it cannot be opened' })
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).flatMap((name) => /^([a-z0-9-]+)\.json$/.exec(name)?.[1] ?? [])
  } catch {
    return [] // there is none yet
  }
}

function placeOf(
  name: string,
  stored: readonly string[],
  settings: Settings | undefined,
  environment: NodeJS.ProcessEnv,
): KeyRow['place'] {
  if (settings !== undefined && Object.hasOwn(settings.keysElsewhere, name)) return 'elsewhere'
  if ((environment[variableOf('KEY', name)] ?? '') !== '') return 'environment'
  if (stored.includes(name)) return 'keystore'
  return settings?.developmentKeys[name] === undefined ? 'missing' : 'published'
}

async function addressIn(
  name: string,
  place: KeyRow['place'],
  given: { readonly folders: InstanceFolders; readonly settings: Settings | undefined; readonly environment: NodeJS.ProcessEnv },
): Promise<string | null> {
  const { folders, settings, environment } = given
  if (place === 'missing') return null
  // a keystore that does not tell its address would ask for a password: it stays locked
  const sources =
    settings === undefined
      ? { environment: {}, keystoreFolder: keystoreFolder(folders) }
      : keySourcesOf(
          { ...settings, profile: 'development' },
          folders,
          place === 'environment' ? environment : {},
          'http://127.0.0.1',
        )
  return (await loadAddresses([name], sources).catch(() => undefined))?.get(name) ?? null
}

function usesOf({ funds, chain }: Settings, name: string): readonly string[] {
  const builds = chain.kind === 'local' || chain.developmentMarket
  return [
    ...(builds && (name === 'deployer' || name === 'walker') ? ['development market'] : []),
    ...funds.flatMap(({ fundId, keys, verifiers, crawlers }) => [
      ...Object.entries(keys).flatMap(([role, key]) => (key === name ? [`${fundId} ${role}`] : [])),
      ...verifiers.flatMap((one) => (one.key === name ? [`${fundId} verifier ${one.name}`] : [])),
      ...crawlers.flatMap((one) => (one.key === name ? [`${fundId} crawler ${one.name}`] : [])),
    ]),
  ]
}
