// Settings in layers: what was typed beats the environment, which beats the file, which beats the defaults. Every value
// knows where it came from, and every refusal names it.
import { existsSync, readFileSync } from 'node:fs'
import { QuorateError } from '#protocol/errors.ts'
import { defaultSettings } from './defaultSettings.ts'
import { shownPath } from './instance.ts'
import { settingsSchema, type Settings } from './settings.ts'
import { findSetting, settingsUnder, valueFor, whatToWrite, type SettingPath } from './settingsWords.ts'

/** Strongest first. */
export type Layer = 'flag' | 'environment' | 'file' | 'default'

/** Where a value came from; `source` is what one would change: `--set chain.rpcUrl`, a variable's name, a file. */
export interface Origin {
  readonly layer: Layer
  readonly source: string
}
/** Something that is wrong with one setting. */
export interface SettingsProblem extends Origin {
  /** `chain.rpcUrl`; empty: the whole. */
  readonly key: string
  readonly problem: string
  readonly write: string
}
/** What the layers come to. */
export interface LayeredSettings {
  /** Undefined when there are problems. */
  readonly settings: Settings | undefined
  readonly problems: readonly SettingsProblem[]
  /** The settings file, as the operator would type it. */
  readonly file: string
  readonly isFileThere: boolean
  /** Where the value at a place came from. */
  originOf(path: SettingPath): Origin
}
/** What is laid over the file. */
export interface Overlays {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** `chain.rpcUrl=https://rpc.example/`, as typed with `--set`. */
  readonly sets?: readonly string[] | undefined
}

/** Variables of this form are settings: `QUORATE__CHAIN__RPC_URL`. */
const prefix = 'QUORATE__'
const fileBytesMax = 4 * 1_048_576

interface Said extends Origin {
  readonly path: SettingPath
}

/** Reads and judges; throws nothing about the settings themselves. */
export function layerSettings(settingsFile: string, { environment, sets = [] }: Overlays): LayeredSettings {
  const file = shownPath(settingsFile)
  const problems: SettingsProblem[] = []
  const isFileThere = existsSync(settingsFile)
  const read = isFileThere ? readJson(settingsFile, file, problems) : undefined
  // a copy: the overlays are written into it
  const data: unknown = structuredClone(isFileThere ? (read ?? {}) : defaultSettings())
  const said: Said[] = []
  for (const one of [...environmentWords(environment), ...sets.map(typedWords)]) lay(one, data, said, problems)
  const originOf = (path: SettingPath): Origin => {
    // the last that was laid is the strongest
    const over = said.findLast((one) => isWithin(one.path, path) || isWithin(path, one.path))
    if (over !== undefined) return { layer: over.layer, source: over.source }
    return isFileThere && holds(read, path) ? { layer: 'file', source: file } : { layer: 'default', source: 'the program' }
  }
  const parsed = problems.length > 0 ? undefined : settingsSchema.safeParse(data)
  for (const issue of parsed?.error?.issues ?? []) {
    const places = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [[...issue.path]]
    for (const place of places) {
      const path = place.map(String)
      const origin = originOf(path)
      const from = origin.layer === 'default' && isFileThere ? { layer: 'file' as const, source: file } : origin
      const problem = issue.code === 'unrecognized_keys' ? 'there is no such setting' : issue.message
      problems.push({ key: path.join('.'), ...from, problem, write: whatToWrite(path) })
    }
  }
  return { settings: parsed?.data, problems, file, isFileThere, originOf }
}

/** For whoever needs settings that hold. @throws SETTINGS_INVALID naming every wrong key, its layer and what to write */
export function usableSettings(layered: LayeredSettings): Settings {
  if (layered.settings !== undefined && layered.problems.length === 0) return layered.settings
  throw settingsRefusal(layered.file, layered.problems)
}

/** One refusal for all of them. */
export function settingsRefusal(file: string, problems: readonly SettingsProblem[]): QuorateError {
  return new QuorateError('SETTINGS_INVALID', { file, problem: problems.map(problemLine).join('; ').slice(0, 4_000) })
}

/** `chain.seed (environment, QUORATE__CHAIN__SEED): too small; write a whole number from 1 to 1000000` */
export function problemLine({ key, layer, source, problem, write }: SettingsProblem): string {
  const from = layer === 'file' || layer === 'default' ? layer : `${layer}, ${source}`
  return `${key === '' ? 'the whole' : key} (${from}): ${problem}; write ${write}`
}

interface Words extends Origin {
  readonly words: readonly string[]
  readonly text: string | undefined
  readonly sameWord: (word: string, key: string) => boolean
}

/** `QUORATE__FUNDS__MAIN__DEPOSIT`: two underscores between levels, one between a key's words. */
function environmentWords(environment: Overlays['environment']): readonly Words[] {
  return Object.keys(environment)
    .filter((name) => name.startsWith(prefix) && environment[name] !== undefined)
    .toSorted()
    .map((name) => ({
      layer: 'environment',
      source: name,
      words: name.slice(prefix.length).split('__'),
      text: environment[name],
      sameWord: (word, key) => word.toUpperCase() === upperSnake(key),
    }))
}

/** `rpcUrl` and `rpc-url` are `RPC_URL`. */
const upperSnake = (key: string): string =>
  key
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/[^A-Za-z0-9]/g, '_')
    .toUpperCase()

function typedWords(typed: string): Words {
  const at = typed.indexOf('=')
  const name = at < 0 ? typed : typed.slice(0, at)
  return {
    layer: 'flag',
    source: `--set ${name}`,
    words: name.split('.'),
    text: at < 0 ? undefined : typed.slice(at + 1),
    sameWord: (word, key) => word === key,
  }
}

function lay({ layer, source, words, text, sameWord }: Words, data: unknown, said: Said[], problems: SettingsProblem[]): void {
  const wrong = (key: string, problem: string, write: string): void => void problems.push({ key, layer, source, problem, write })
  const found = findSetting(words, data, sameWord)
  if ('unknown' in found) {
    const under = settingsUnder(found.under)
    const place = found.under.length === 0 ? 'the settings' : found.under.join('.')
    wrong(
      words.join('.'),
      `${place} have no ${found.unknown}`,
      under.length === 0 ? 'nothing there' : `one of ${under.join(', ')}`,
    )
    return
  }
  const { path } = found
  if (text === undefined) return wrong(path.join('.'), 'it has no value', `${path.join('.')}=<value>: ${whatToWrite(path)}`)
  const value = valueFor(path, text)
  // the text itself is not repeated: it may be a secret in the wrong place
  if (value === undefined) return wrong(path.join('.'), 'its value cannot be read', whatToWrite(path))
  put(data, path, value.value)
  said.push({ path, layer, source })
}

function put(data: unknown, path: SettingPath, value: unknown): void {
  let here = data as Record<string, unknown> // findSetting went this way
  for (const key of path.slice(0, -1)) {
    const next: unknown = here[key]
    if (typeof next !== 'object' || next === null) here[key] = {}
    here = here[key] as Record<string, unknown> // the line above made it one
  }
  here[path.at(-1) ?? ''] = value
}

const isWithin = (outer: SettingPath, inner: SettingPath): boolean => outer.every((key, at) => inner[at] === key)

function holds(data: unknown, path: SettingPath): boolean {
  let here = data
  for (const key of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, key)) return false
    here = (here as Record<string, unknown>)[key] // it has this member
  }
  return true
}

function readJson(path: string, file: string, problems: SettingsProblem[]): unknown {
  try {
    const text = readFileSync(path, 'utf8')
    if (text.length > fileBytesMax) throw new Error(`it is larger than ${fileBytesMax} bytes`)
    return JSON.parse(text) as unknown
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : 'it cannot be read'
    problems.push({ key: '', layer: 'file', source: file, problem, write: 'JSON, as docs/production.md shows' })
    return undefined
  }
}
