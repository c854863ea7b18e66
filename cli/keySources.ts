import { join } from 'node:path'
import type { KeySources } from '#integrations/keys/keyRing.ts'
import type { InstanceFolders } from './instance.ts'
import type { Settings } from './settings.ts'

/** Where an instance keeps its keystores, `<name>.json` each. */
export const keystoreFolder = ({ readOnly }: Pick<InstanceFolders, 'readOnly'>): string => join(readOnly, 'keystores')

/**
 * Where an instance's keys may come from: the environment, `read-only/keystores/<name>.json`, and the published
 * development accounts that its settings name.
 * @param url the chain's RPC URL: published keys are refused off this machine
 */
export function keySourcesOf(
  settings: Settings,
  folders: InstanceFolders,
  environment: NodeJS.ProcessEnv,
  url: string,
): KeySources {
  const { chain, developmentKeys, keysElsewhere, profile } = settings
  return {
    environment,
    keystoreFolder: keystoreFolder(folders),
    elsewhere: keysElsewhere,
    ...(profile === 'production' && { keystoresOnly: true }),
    development: { chainId: chain.chainId, url: chain.kind === 'rpc' ? chain.rpcUrl : url, accounts: developmentKeys },
  }
}
