import { closeSync, existsSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { tryLock, unlock } from 'fs-native-extensions'
import { QuorateError } from '#protocol/errors.ts'
import { lockInstance } from '#runtime/instanceLock.ts'
import type { InstanceFolders } from './instance.ts'

/** Is this folder's lock taken? Takes the lock for a moment and gives it back. */
function isLocked(folder: string): boolean {
  const path = join(folder, 'daemon.lock')
  if (!existsSync(path)) return false
  const fd = openSync(path, 'a+')
  try {
    if (!tryLock(fd)) return true
    unlock(fd)
    return false
  } finally {
    closeSync(fd)
  }
}

/**
 * Holds an instance from before its chain is started until after it has ended: the host's own lock covers only the
 * journal. Returns what lets go. @throws INSTANCE_LOCKED
 */
export function holdInstance({ name, chain }: InstanceFolders): () => void {
  try {
    return lockInstance(chain)
  } catch (failure) {
    if (failure instanceof QuorateError && failure.code === 'INSTANCE_LOCKED')
      throw new QuorateError('INSTANCE_LOCKED', { instance: name, pid: failure.details['pid'] })
    throw failure
  }
}

/** Does a daemon hold this instance? */
export function isHeld({ chain, storage }: Pick<InstanceFolders, 'chain' | 'storage'>): boolean {
  return isLocked(chain) || isLocked(storage)
}
