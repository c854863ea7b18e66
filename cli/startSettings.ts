// The settings that a start runs with: the file's, with the environment and what was typed over them.
import { askChainIdentity } from '#integrations/anvil/rpc.ts'
import type { UpArgs } from '#chat/commands/up.ts'
import { QuorateError } from '#protocol/errors.ts'
import { shownPath, type InstanceFolders } from './instance.ts'
import { productionProblems } from './productionRules.ts'
import { parseSettings, writeSettings, type Settings } from './settings.ts'
import { layerSettings, problemLine, usableSettings } from './settingsLayers.ts'

/** Where a start happens. */
export interface StartPlace {
  readonly folders: InstanceFolders
  readonly environment: NodeJS.ProcessEnv
  /** Called before a file is written. */
  readonly makeFolders: () => void
}

/**
 * At an instance's first start what was typed is written into its settings file, and the environment is not: it holds
 * only while it is set. Later nothing may contradict the file's chain, because the journal belongs to it.
 * @throws SETTINGS_INVALID, PRODUCTION_REFUSED, RPC_UNREACHABLE
 */
export async function startSettings(args: UpArgs, { folders, environment, makeFolders }: StartPlace): Promise<Settings> {
  const file = shownPath(folders.settingsFile)
  const sets = [...(args.set ?? []), ...(args.relay === undefined ? [] : [`relay.url=${args.relay}`])]
  const layered = layerSettings(folders.settingsFile, { environment, sets })
  const wanted = await withTyped(usableSettings(layered), args, file)
  const broken = productionProblems({ ...layered, settings: wanted })
  if (broken.length > 0) throw new QuorateError('PRODUCTION_REFUSED', { problem: broken.map(problemLine).join('; ') })
  if (!layered.isFileThere) {
    const written = usableSettings(layerSettings(folders.settingsFile, { environment: {}, sets }))
    makeFolders()
    writeSettings(folders.settingsFile, await withTyped(written, args, file))
  }
  return wanted
}
async function withTyped(settings: Settings, { chain, fork, seed }: UpArgs, file: string): Promise<Settings> {
  if (chain !== undefined && chain !== 'local') {
    if (fork !== undefined || seed !== undefined)
      throw new QuorateError('ARGUMENTS_INVALID', {
        command: 'up',
        problem: '--fork and --seed are for a local chain, --chain named another',
      })
    const { chainId } = await askChainIdentity(chain)
    // another address of the same kind of chain: what else was configured of it holds
    const before = settings.chain.kind === 'rpc' ? settings.chain : { kind: 'rpc' as const }
    return parseSettings({ ...settings, chain: { ...before, rpcUrl: chain, chainId } }, file)
  }
  const local = settings.chain.kind === 'local' ? settings.chain : chain === 'local' ? { kind: 'local' as const } : null
  if (local === null) {
    if (fork === undefined && seed === undefined) return settings
    throw new QuorateError('ARGUMENTS_INVALID', {
      command: 'up',
      problem: `--fork and --seed are for a local chain, ${file} names another; add --chain local`,
    })
  }
  return parseSettings(
    {
      ...settings,
      chain: { ...local, ...(fork === undefined ? {} : { forkUrl: fork }), ...(seed === undefined ? {} : { seed }) },
    },
    file,
  )
}
