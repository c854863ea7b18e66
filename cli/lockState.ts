import { closeSync, existsSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { tryLock, unlock } from 'fs-native-extensions'
import { QuorateError } from '#protocol/errors.ts'

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

/** An early look, before anything is started for nothing; the host takes the lock for good. @throws INSTANCE_LOCKED */
export function refuseLocked(instance: string, storage: string): void {
  if (!isLocked(storage)) return
  const pid = Number.parseInt(readFileSync(join(storage, 'daemon.lock'), 'utf8'), 10)
  throw new QuorateError('INSTANCE_LOCKED', { instance, pid: Number.isNaN(pid) ? 'unknown' : pid })
}
