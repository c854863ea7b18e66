// `quorate reset`: deletes what an instance remembers. Settings and keystores stay.
import { existsSync, rmSync } from 'node:fs'
import type { ResetResult } from '#chat/commands/backup.ts'
import { QuorateError } from '#protocol/errors.ts'
import { instanceFolders, shownPath } from './instance.ts'
import { atRest } from './instanceAtRest.ts'
import type { LocalContext } from './localContext.ts'
import { layerSettings } from './settingsLayers.ts'

/** @throws RESET_REFUSED under the profile production without its name, INSTANCE_LOCKED while a daemon runs */
export async function resetInstance(
  { force }: { readonly force?: string | undefined },
  { instance, environment }: Pick<LocalContext, 'instance' | 'environment'>,
): Promise<ResetResult> {
  const { settingsFile, readOnly } = instanceFolders(instance)
  const { settings, isFileThere } = layerSettings(settingsFile, { environment })
  // settings that cannot be read may be anybody's: they are not taken for a throw-away instance's
  const isSafe = !isFileThere || settings?.profile === 'development'
  if (!isSafe && force !== instance) throw new QuorateError('RESET_REFUSED', { instance })
  const kept = existsSync(readOnly) ? [shownPath(readOnly)] : []
  const removed = await atRest(
    instance,
    () => [],
    ({ storage, workspace }) => {
      const there = [storage, workspace].filter((folder) => existsSync(folder))
      for (const folder of there) rmSync(folder, { recursive: true, force: true })
      return there.map((folder) => shownPath(folder))
    },
  )
  return { instance, removed, kept }
}
