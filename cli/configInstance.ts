// `quorate config …`: looks at an instance's settings. Starts nothing, asks no network and no password.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { ConfigRow, ConfigShareResult, ConfigShowResult, ConfigValidateResult } from '#chat/commands/config.ts'
import { QuorateError } from '#protocol/errors.ts'
import { loadAddresses } from '#integrations/keys/keyRing.ts'
import { variableOf } from '#integrations/keys/keystorePassword.ts'
import { readFundRecord } from './fundRecord.ts'
import { instanceFolders, type InstanceFolders } from './instance.ts'
import { keySourcesOf, keystoreFolder } from './keySources.ts'
import type { LocalContext } from './localContext.ts'
import { productionProblems } from './productionRules.ts'
import { keyNames, settingsSchema, type Settings } from './settings.ts'
import { layerSettings, usableSettings, type LayeredSettings, type SettingsProblem } from './settingsLayers.ts'
import { shownValue, type SettingPath } from './settingsWords.ts'

type Context = Pick<LocalContext, 'instance' | 'environment'>
type Sets = { readonly set?: readonly string[] | undefined }

/** @throws SETTINGS_INVALID for settings that mean nothing */
export function showConfig(args: Sets & { readonly key?: string | undefined }, context: Context): ConfigShowResult {
  const layered = layeredOf(context, args.set)
  const settings = usableSettings(layered)
  const wanted = args.key === undefined ? [] : args.key.split('.')
  const rows = leaves(settings, [])
    .filter(({ path }) => wanted.every((word, at) => path[at] === word))
    .map(({ path, value }): ConfigRow => ({ key: path.join('.'), value: shownValue(path, value), ...layered.originOf(path) }))
  const { file, isFileThere } = layered
  return { file, isFileThere, profile: settings.profile, settings: rows }
}

/** Wrong settings are told, not thrown. */
export function validateConfig(args: Sets, context: Context): ConfigValidateResult {
  const layered = layeredOf(context, args.set)
  const { file, isFileThere, settings } = layered
  const problems = [
    ...layered.problems,
    ...productionProblems(layered),
    ...(settings === undefined ? [] : keyProblems(settings, layered, context)),
  ]
  return { ok: problems.length === 0, file, isFileThere, profile: settings?.profile ?? 'unknown', problems }
}

/** @throws SETTINGS_INVALID, ARGUMENTS_INVALID, KEY_MISSING, KEYSTORE_PASSWORD_WRONG */
export async function shareConfig(
  args: { readonly keys: string; readonly gateway?: string | undefined },
  context: Context,
): Promise<ConfigShareResult> {
  const folders = instanceFolders(context.instance)
  const settings = usableSettings(layeredOf(context))
  const refuse = (problem: string): QuorateError => new QuorateError('ARGUMENTS_INVALID', { command: 'config share', problem })
  const shared = args.keys.split(',').map((name) => name.trim())
  const all = keyNames({ ...settings, keysElsewhere: {} }).filter((name) => name !== 'deployer' && name !== 'walker')
  const unknown = shared.find((name) => !all.includes(name))
  if (unknown !== undefined) throw refuse(`these settings name no key ${unknown}; they name ${all.join(', ')}`)
  const url = args.gateway ?? settings.gateway.publicUrls[0]
  if (url === undefined) throw refuse('no gateway is named: give --gateway <url>')
  if (settings.chain.kind === 'local') throw refuse('a local chain belongs to this instance alone: name one with chain.rpcUrl')
  const addresses = await loadAddresses(all, keySourcesOf(settings, folders, context.environment, settings.chain.rpcUrl))
  const elsewhere = (names: readonly string[]): Record<string, string> =>
    Object.fromEntries(names.map((name) => [name, addresses.get(name) ?? '']))
  const recorded = new Map(readFundRecord(folders.storage).map((fund) => [fund.fundId, fund]))
  const funds = settings.funds.map(({ deployment: _deployment, ...fund }) => {
    const record = recorded.get(fund.fundId)
    const made = record && { contracts: record.contracts, tokens: record.tokens, pools: record.pools, venues: record.venues }
    return { ...fund, deployed: fund.deployed ?? made }
  })
  const { profile, chain } = settings
  const theirs = settingsSchema.parse({
    version: 1,
    profile,
    chain: { ...chain, developmentMarket: false },
    relay: { url },
    keysElsewhere: elsewhere(all.filter((name) => !shared.includes(name))),
    funds,
  })
  return { theirs, ours: { keysElsewhere: { ...settings.keysElsewhere, ...elsewhere(shared) } } }
}

const layeredOf = ({ instance, environment }: Context, sets?: readonly string[]): LayeredSettings =>
  layerSettings(instanceFolders(instance).settingsFile, { environment, sets })

/** Every single value with its place; an empty list or object is one too. */
function leaves(value: unknown, path: SettingPath): readonly { readonly path: SettingPath; readonly value: unknown }[] {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0)
    return value === undefined ? [] : [{ path, value }]
  return Object.entries(value).flatMap(([key, under]) => leaves(under, [...path, key]))
}

/** Whether each key has a place, and one that the profile takes. */
function keyProblems(
  settings: Settings,
  layered: LayeredSettings,
  { instance, environment }: Context,
): readonly SettingsProblem[] {
  const folders: InstanceFolders = instanceFolders(instance)
  const isProduction = settings.profile === 'production'
  return keyNames(settings).flatMap((name): readonly SettingsProblem[] => {
    const variable = variableOf('KEY', name)
    const isSet = (environment[variable] ?? '') !== ''
    if (isSet && isProduction)
      return [
        {
          key: variable,
          layer: 'environment',
          source: variable,
          problem: 'production takes no key from the environment',
          write: `nothing; make a keystore: ./quorate keys import ${name}`,
        },
      ]
    if (isSet || existsSync(join(keystoreFolder(folders), `${name}.json`))) return []
    if (!isProduction && settings.developmentKeys[name] !== undefined) return []
    return [
      {
        key: keyPlace(settings, name),
        ...layered.originOf(keyPlace(settings, name).split('.')),
        problem: `there is no keystore of ${name}`,
        write: `a name that has one, or make it: ./quorate keys new ${name}; for a bot that runs elsewhere its address into keysElsewhere.${name}`,
      },
    ]
  })
}

/** Where the settings name a key. */
function keyPlace({ funds }: Settings, name: string): string {
  for (const [at, fund] of funds.entries()) {
    for (const [role, key] of Object.entries(fund.keys)) if (key === name) return `funds.${at}.keys.${role}`
    for (const list of ['verifiers', 'crawlers'] as const)
      for (const [index, { key }] of fund[list].entries()) if (key === name) return `funds.${at}.${list}.${index}.key`
  }
  return 'chain' // a builder's, which a development market asks for
}
