// Lets one set-up at a time into node_modules, across processes.
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SetupError, asSetupError } from './setupErrors.mjs'

/** A lock whose owner is gone, or has not touched it for this long, is taken over: 12 missed heartbeats. */
const lockStaleMs = 60_000
const heartbeatMs = 5_000
/** Slow machines have been seen to need 2 minutes for an install. */
const lockWaitMs = 600_000

// Two commands started at once must not install into the same folder. A file lock names its owner; it is taken over
// when the owner is gone. The kernel-released lock of the daemon needs a native package, which is not there yet.
/** Waits for the lock; returns the function that gives it back. @throws SetupError */
export async function takeLock(root, say) {
  const modules = join(root, 'node_modules')
  mkdirOrExplain(modules)
  const lock = join(modules, '.quorate-setup.lock')
  const started = Date.now()
  let told = false
  for (;;) {
    const mine = JSON.stringify({ pid: process.pid, at: new Date().toISOString() })
    try {
      writeFileSync(lock, mine, { flag: 'wx' })
      const beat = setInterval(() => touch(lock), heartbeatMs)
      return () => {
        clearInterval(beat)
        rmSync(lock, { force: true })
      }
    } catch (error) {
      if (error.code !== 'EEXIST') throw asSetupError(error)
    }
    const owner = readLock(lock)
    if (owner?.stale) removeStale(lock, owner.text)
    else if (owner) {
      if (!told) say(`set-up: another one (pid ${owner.pid}) is installing; waiting for it`)
      told = true
      const waitedMs = Date.now() - started
      if (waitedMs > lockWaitMs) throw new SetupError('SETUP_BUSY', { pid: owner.pid, waitedMs })
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
}

function readLock(lock) {
  try {
    const text = readFileSync(lock, 'utf8')
    const ageMs = Date.now() - statSync(lock).mtimeMs
    let pid = 0
    try {
      pid = JSON.parse(text).pid
    } catch {
      // created but not yet written: only its age tells
    }
    const gone = pid !== 0 && !isAlive(pid)
    return { text, pid, stale: gone || ageMs > lockStaleMs }
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw asSetupError(error)
  }
}

// Moved aside first: of two that judge the same lock stale, one may by now hold a new one, which is put back.
function removeStale(lock, judged) {
  const aside = `${lock}.${process.pid}`
  try {
    renameSync(lock, aside)
    if (readFileSync(aside, 'utf8') !== judged) linkSync(aside, lock)
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw asSetupError(error)
  } finally {
    rmSync(aside, { force: true })
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function touch(file) {
  const now = new Date()
  try {
    utimesSync(file, now, now)
  } catch {
    // taken over after a long stop of this process: the next owner waits for nothing of ours
  }
}

function mkdirOrExplain(folder) {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    throw asSetupError(error)
  }
}
