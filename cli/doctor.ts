// `quorate doctor`: looks at everything the daemon needs. Changes nothing but a probe file that it removes.
import { createRequire } from 'node:module'
import { existsSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { DoctorCheck, DoctorResult } from '#chat/commands/doctor.ts'
import { asQuorateError } from '#chat/commands/wireError.ts'
import { QuorateError } from '#protocol/errors.ts'
import { findAnvilBinary } from '#integrations/anvil/anvilBinary.ts'
import { readAnvilRecord } from '#integrations/anvil/anvilRecord.ts'
import { freePort } from '#integrations/anvil/freePort.ts'
import { askChainIdentity } from '#integrations/anvil/rpc.ts'
import { loadKeyRing } from '#integrations/keys/keyRing.ts'
import { controlClient } from './controlClient.ts'
import { defaultSettings } from './defaultSettings.ts'
import { instanceFolders, shownPath, type InstanceFolders } from './instance.ts'
import { keySourcesOf } from './keySources.ts'
import type { LocalContext } from './localContext.ts'
import { isHeld } from './lockState.ts'
import { keyNames, type Settings } from './settings.ts'
import { layerSettings, usableSettings } from './settingsLayers.ts'
import { toldFor } from './toldFor.ts'
import { verifyJournal } from './verifyInstanceJournal.ts'

/** A day of a busy swarm's journal and the chain's state, with room to spare. */
const freeBytesMin = 512 * 1_048_576
const nodeMajorMin = 24

type Finding = Omit<DoctorCheck, 'name'>
const ok = (found: string): Finding => ({ state: 'ok', found })
const skip = (found: string): Finding => ({ state: 'skip', found })
const bad = (found: string, mend: string): Finding => ({ state: 'bad', found, mend })
const warn = (found: string, mend: string): Finding => ({ state: 'warn', found, mend })

/** Every check is made, also after one that failed. */
export async function doctor(context: Pick<LocalContext, 'instance' | 'environment'>): Promise<DoctorResult> {
  const folders = instanceFolders(context.instance)
  const settings = look(() => usableSettings(layerSettings(folders.settingsFile, context)))
  const usable = settings.value ?? defaultSettings()
  const running = isHeld(folders)
  const checks: readonly (readonly [string, () => Finding | Promise<Finding>])[] = [
    ['node', nodeVersion],
    ['native packages', nativePackages],
    ['anvil', () => (usable.chain.kind === 'local' ? ok(shownPath(findAnvilBinary())) : skip('the chain is elsewhere'))],
    ['folders', () => writableFolder(folders)],
    ['disk', () => diskSpace(folders)],
    ['settings', () => settingsFinding(settings, folders)],
    ['lock', () => (running ? ok('a daemon runs') : ok('free: no daemon runs'))],
    ['control', () => controlFinding(folders, running)],
    ['chain', () => chainFinding(usable, folders, running)],
    ['keys', async () => keyFinding(usable, folders, context.environment)],
    ['journal', () => journalFinding(folders)],
  ]
  const found: DoctorCheck[] = []
  for (const [name, check] of checks) {
    const finding = await safely(check)
    found.push({ name, ...finding, ...(finding.mend === undefined ? {} : { mend: toldFor(folders.name, finding.mend) }) })
  }
  return { ok: found.every(({ state }) => state !== 'bad'), checks: found }
}

/** A check that throws has found something. */
async function safely(check: () => Finding | Promise<Finding>): Promise<Finding> {
  try {
    return await check()
  } catch (failure) {
    const { code, message, hint } = asQuorateError(failure)
    return bad(`${code}: ${message}`, hint)
  }
}

interface Looked<Value> {
  readonly value?: Value
  readonly failed?: { readonly failure: unknown }
}
function look<Value>(read: () => Value): Looked<Value> {
  try {
    return { value: read() }
  } catch (failure) {
    return { failed: { failure } }
  }
}

function nodeVersion(): Finding {
  const { node } = process.versions
  return Number(node.split('.')[0]) >= nodeMajorMin
    ? ok(node)
    : bad(`${node} is older than ${nodeMajorMin}`, 'start through ./quorate, which brings its own Node.js')
}

function nativePackages(): Finding {
  const load = createRequire(import.meta.url)
  const missing = ['secp256k1', 'fs-native-extensions'].filter((name) => look(() => load(name) as unknown).failed !== undefined)
  return missing.length === 0 ? ok('secp256k1, fs-native-extensions') : bad(`cannot load ${missing.join(', ')}`, 'npm install')
}

function writableFolder(folders: InstanceFolders): Finding {
  const folder = nearest(folders.root)
  const probe = join(folder, `.quorate-doctor-${process.pid}`)
  try {
    writeFileSync(probe, '')
    rmSync(probe)
  } catch (cause) {
    const problem = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
    return bad(
      `${shownPath(folder)} cannot be written: ${problem}`,
      'make it yours, or choose another: QUORATE_RUNTIME=<folder> ./quorate up',
    )
  }
  return ok(existsSync(folders.root) ? shownPath(folders.root) : `${shownPath(folders.root)} can be made`)
}

function diskSpace(folders: InstanceFolders): Finding {
  const { bavail, bsize } = statfsSync(nearest(folders.root))
  const free = `${Math.floor((bavail * bsize) / 1_048_576)} MiB free`
  return bavail * bsize >= freeBytesMin ? ok(free) : bad(free, `free at least ${freeBytesMin / 1_048_576} MiB`)
}

/** The deepest folder of this path that exists. */
function nearest(path: string): string {
  return existsSync(path) ? path : nearest(dirname(path))
}

function settingsFinding(settings: Looked<Settings>, folders: InstanceFolders): Finding {
  if (settings.failed !== undefined) throw settings.failed.failure
  const file = shownPath(folders.settingsFile)
  return existsSync(folders.settingsFile) ? ok(file) : ok(`${file} is not there yet: the defaults hold`)
}

async function controlFinding(folders: InstanceFolders, running: boolean): Promise<Finding> {
  if (!running) return skip('no daemon to ask')
  await controlClient(folders.name, folders.storage).ask('bots', {})
  return ok('the daemon answers')
}

async function chainFinding({ chain }: Settings, folders: InstanceFolders, running: boolean): Promise<Finding> {
  if (chain.kind === 'rpc') {
    const found = await askChainIdentity(chain.rpcUrl)
    if (found.chainId !== chain.chainId)
      throw new QuorateError('WRONG_CHAIN', { url: chain.rpcUrl, found: found.chainId, expected: chain.chainId })
    return ok(`${chain.rpcUrl} serves chain ${found.chainId}`)
  }
  const record = readAnvilRecord(folders.chain)
  if (record !== undefined) {
    const url = `http://127.0.0.1:${record.port}`
    const asked = await askChainIdentity(url).catch(() => undefined)
    if (asked?.genesisHash === record.genesisHash) return ok(`${url} serves chain ${asked.chainId}`)
    if (running) return bad(`${url} does not answer`, 'restart the daemon: ./quorate stop, then ./quorate up')
  }
  const port = chain.port === 0 ? 0 : ((await freePort(chain.port)) ?? -1)
  return port < 0
    ? bad(
        `port ${chain.port} is in use by another program`,
        `choose another port in ${shownPath(folders.settingsFile)}, or 0 for any`,
      )
    : ok(`a local chain ${chain.chainId} is started by the daemon`)
}

async function keyFinding(settings: Settings, folders: InstanceFolders, environment: NodeJS.ProcessEnv): Promise<Finding> {
  const names = keyNames(settings)
  const ring = await loadKeyRing(names, keySourcesOf(settings, folders, environment, 'http://127.0.0.1:0'))
  const published = names.filter((name) => settings.developmentKeys[name] !== undefined)
  const found = `${ring.list().length} keys can be used`
  return published.length > 0 && settings.chain.kind === 'rpc'
    ? warn(`${found}; published ones are named for ${published.join(', ')}`, 'put their keys into the environment or keystores')
    : ok(found)
}

function journalFinding(folders: InstanceFolders): Finding {
  const folder = join(folders.storage, 'journal')
  if (!existsSync(folder)) return skip('nothing was journaled yet')
  const { records, segments, durableThrough } = verifyJournal(folder)
  return ok(`${records} records in ${segments} segments, durable through ${durableThrough}`)
}
