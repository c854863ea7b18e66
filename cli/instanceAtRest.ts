// For commands that work on an instance's files themselves: no daemon may run meanwhile.
import { existsSync } from 'node:fs'
import { lockInstance } from '#runtime/instanceLock.ts'
import { asStorageFailure } from '#runtime/storageFailure.ts'
import { instanceFolders, makeInstanceFolders, type InstanceFolders } from './instance.ts'
import { holdInstance } from './lockState.ts'

/** Runs on the files of an instance that no daemon has; `absent` answers for one that never was. @throws INSTANCE_LOCKED, STORAGE_UNUSABLE */
export async function atRest<Result>(
  instance: string,
  absent: (folders: InstanceFolders) => Result,
  run: (folders: InstanceFolders) => Result,
): Promise<Result> {
  const folders = instanceFolders(instance)
  if (!existsSync(folders.storage)) return absent(folders)
  const letGo: (() => void)[] = []
  try {
    makeInstanceFolders(folders)
    letGo.push(holdInstance(folders))
    letGo.push(lockInstance(folders.storage))
    return run(folders)
  } catch (failure) {
    throw asStorageFailure(failure, folders.storage)
  } finally {
    for (const release of letGo.toReversed()) release()
  }
}
