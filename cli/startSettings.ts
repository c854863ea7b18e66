// The settings that a start runs with: the file's, with what was typed over them.
import { askChainIdentity } from '#integrations/anvil/rpc.ts'
import type { UpArgs } from '#chat/commands/up.ts'
import { QuorateError } from '#protocol/errors.ts'
import { defaultSettings } from './defaultSettings.ts'
import { shownPath, type InstanceFolders } from './instance.ts'
import { parseSettings, readSettings, writeSettings, type Settings } from './settings.ts'

/**
 * At an instance's first start what was typed is written into its settings file; later it must not contradict the
 * file, because the journal belongs to that chain.
 * @param makeFolders called before a file is written
 * @throws SETTINGS_INVALID, RPC_UNREACHABLE
 */
export async function startSettings(args: UpArgs, folders: InstanceFolders, makeFolders: () => void): Promise<Settings> {
  const file = shownPath(folders.settingsFile)
  const stored = readSettings(folders.settingsFile)
  const wanted = await withTyped(stored ?? defaultSettings(), args, file)
  if (stored === undefined) {
    makeFolders()
    writeSettings(folders.settingsFile, wanted)
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
