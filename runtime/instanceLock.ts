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
    throw new QuorateError('INSTANCE_LOCKED', { instance: instanceName(directory), pid: holder(path) ?? 'unknown' })
  }
  ftruncateSync(fd, 0)
  writeSync(fd, `${process.pid}\n`)
  return () => {
    ftruncateSync(fd, 0)
    unlock(fd)
    closeSync(fd)
  }
}

/** One that begins at the same moment has the lock a little before its pid stands in the file. */
function holder(path: string): number | undefined {
  const pause = new Int32Array(new SharedArrayBuffer(4))
  let pid = Number.NaN
  for (let look = 0; look < pidLooks; look += 1) {
    pid = Number.parseInt(readFileSync(path, 'utf8'), 10)
    if (isAlive(pid)) return pid
    Atomics.wait(pause, 0, 0, 1)
  }
  // Of another namespace, perhaps: the number is still for people.
  return Number.isNaN(pid) ? undefined : pid
}

/** Of 1 ms each: far longer than two system calls take, short for who waits for the refusal. */
const pidLooks = 50

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** `.runtime/instances/<instance>/storage` names the instance. */
function instanceName(directory: string): string {
  return basename(directory) === 'storage' ? basename(dirname(directory)) : basename(directory)
}
