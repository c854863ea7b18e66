import { closeSync, existsSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { tryLock, unlock } from 'fs-native-extensions'

/** Is a daemon running on this storage folder? Takes the lock for a moment and gives it back. */
export function isLocked(storage: string): boolean {
  const path = join(storage, 'daemon.lock')
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
