import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { tryLock, unlock } from 'fs-native-extensions'
import { QuorateError } from '#protocol/errors.ts'

/**
 * Takes an instance for this process. The kernel lets go of the lock with the process, however it ends.
 * @returns what lets go of it
 * @throws INSTANCE_LOCKED with the pid of the one that has it
 */
export function lockInstance(directory: string): () => void {
  const path = join(directory, 'daemon.lock')
  const fd = openSync(path, 'a+')
  if (!tryLock(fd)) {
    closeSync(fd)
    const pid = Number.parseInt(readFileSync(path, 'utf8'), 10)
    throw new QuorateError('INSTANCE_LOCKED', { instance: instanceName(directory), pid: Number.isNaN(pid) ? 'unknown' : pid })
  }
  ftruncateSync(fd, 0)
  writeSync(fd, `${process.pid}\n`)
  return () => {
    ftruncateSync(fd, 0)
    unlock(fd)
    closeSync(fd)
  }
}

/** `.runtime/instances/<instance>/storage` names the instance. */
function instanceName(directory: string): string {
  return basename(directory) === 'storage' ? basename(dirname(directory)) : basename(directory)
}
