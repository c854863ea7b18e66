// Brings what the project needs before any npm script runs: installs from the lockfile when node_modules is not what
// package.json and package-lock.json say. Plain JavaScript without dependencies, because it runs before there are any
// and on any Node from 18 (the npm package "node" then provides Node 24 in node_modules/.bin).
// It refuses to guess: what failed is printed with a code, a cause and the next command.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const oldestNodeMajor = 18
/** A lock whose owner is gone, or has not touched it for this long, is taken over: 12 missed heartbeats. */
const lockStaleMs = 60_000
const heartbeatMs = 5_000
/** Slow machines have been seen to need 2 minutes for an install. */
const lockWaitMs = 600_000

/** Every way the set-up can fail: exit code, cause and next command. Listed in docs/errors.md. */
export const setupErrors = {
  SETUP_NODE_TOO_OLD: {
    exit: 5,
    message: 'this is Node {found}; the set-up needs Node {needed} or newer',
    hint: 'install Node {needed} or newer, then run the same command again',
  },
  SETUP_NO_NPM: { exit: 5, message: 'npm could not be started: {cause}', hint: 'install npm 10 or newer, then run the same command again' },
  SETUP_NO_NETWORK: {
    exit: 5,
    message: 'the package registry could not be reached: {cause}',
    hint: 'check it with: npm ping; then run the same command again',
  },
  SETUP_NO_DISK: { exit: 5, message: 'no space left on the disk: {cause}', hint: 'free about 1 GB, then run the same command again' },
  SETUP_NOT_WRITABLE: {
    exit: 5,
    message: 'the project folder cannot be written: {cause}',
    hint: 'make it writable for this user, then run the same command again',
  },
  SETUP_LOCKFILE_CHANGED: {
    exit: 4,
    message: 'package-lock.json does not match package.json; a CI run may not change it',
    hint: 'run npm install at your desk and commit package-lock.json',
  },
  SETUP_BUSY: {
    exit: 6,
    message: 'another set-up (pid {pid}) has held the lock for {waitedMs} ms',
    hint: 'wait for it, or end it, then run the same command again',
  },
  SETUP_INTERRUPTED: { exit: 130, message: 'interrupted by {signal}', hint: 'run the same command again; it starts where npm left off' },
  SETUP_FAILED: { exit: 5, message: 'npm install ended with {cause}', hint: 'see what it says: npm install' },
}

/** A failed set-up, ready to print. */
export class SetupError extends Error {
  constructor(code, details = {}) {
    const fill = (text) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in details ? String(details[name]) : whole))
    super(fill(setupErrors[code].message))
    this.code = code
    this.hint = fill(setupErrors[code].hint)
    this.exit = setupErrors[code].exit
    this.output = details.output ?? ''
  }
}

/** Why an install is needed, in words, or undefined when node_modules is what the lockfile says. */
export function reasonToInstall(root) {
  const modules = join(root, 'node_modules')
  if (!existsSync(join(modules, '.bin', 'node'))) return 'nothing is installed yet'
  let stamp
  try {
    stamp = JSON.parse(readFileSync(join(stampFolder(root), 'stamp.json'), 'utf8'))
  } catch {
    return 'it is not known what is installed'
  }
  const wanted = fingerprint(root)
  if (stamp.platform !== wanted.platform) return `it was installed for ${stamp.platform}, this is ${wanted.platform}`
  if (stamp.lock !== wanted.lock) return 'package-lock.json has changed'
  if (stamp.declared !== wanted.declared) return 'the dependencies in package.json have changed'
  return undefined
}

/** Which error a failed npm run was, from what it printed. */
export function diagnose(output, exitCode) {
  const line = (pattern) => output.split('\n').find((each) => pattern.test(each))?.trim()
  const network = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET|network/
  const disk = /ENOSPC|no space left/i
  const access = /EACCES|EROFS|EPERM|permission denied/i
  if (disk.test(output)) return new SetupError('SETUP_NO_DISK', { cause: line(disk), output })
  if (access.test(output)) return new SetupError('SETUP_NOT_WRITABLE', { cause: line(access), output })
  if (network.test(output)) return new SetupError('SETUP_NO_NETWORK', { cause: line(network), output })
  return new SetupError('SETUP_FAILED', { cause: `exit code ${exitCode}`, output })
}

/** Installs when needed; returns whether it did. @throws SetupError */
export async function setUp({ root, env = process.env, say = (text) => process.stderr.write(`${text}\n`) }) {
  const found = process.versions.node
  if (Number(found.split('.')[0]) < oldestNodeMajor) throw new SetupError('SETUP_NODE_TOO_OLD', { found, needed: oldestNodeMajor })
  if (reasonToInstall(root) === undefined) {
    keepCopies(root)
    return false
  }
  const release = await takeLock(root, say)
  try {
    // asked again: whoever held the lock may have done the work
    const reason = reasonToInstall(root)
    if (reason === undefined) return false
    await install({ root, env, say, reason })
    return true
  } finally {
    release()
  }
}

async function install({ root, env, say, reason }) {
  const started = Date.now()
  const lockfile = join(root, 'package-lock.json')
  const before = readFileSync(lockfile)
  say(`set-up: ${reason}; installing from package-lock.json (about a minute the first time)`)
  const beat = setInterval(() => say(`set-up: still installing, ${seconds(started)}`), heartbeatMs * 2)
  let result
  try {
    result = await runNpm({ root, env })
  } finally {
    clearInterval(beat)
  }
  if (result.signal) throw new SetupError('SETUP_INTERRUPTED', { signal: result.signal, output: result.output })
  if (result.code !== 0) throw diagnose(result.output, result.code)
  if (env.CI && !before.equals(readFileSync(lockfile))) {
    writeFileSync(lockfile, before)
    throw new SetupError('SETUP_LOCKFILE_CHANGED')
  }
  mkdirSync(stampFolder(root), { recursive: true })
  writeFileSync(join(stampFolder(root), 'stamp.json'), JSON.stringify(fingerprint(root)))
  keepCopies(root)
  say(`set-up: installed in ${seconds(started)}`)
}

// `npm install`, not `npm ci`: ci refuses a lockfile whose optional packages for other platforms a mirror lacks.
function runNpm({ root, env }) {
  // the Node being installed must not run its own replacement, so node_modules/.bin is taken off the path
  const bin = join(root, 'node_modules', '.bin')
  const path = (env.PATH ?? '').split(delimiter).filter((each) => each !== bin)
  const args = ['install', '--no-audit', '--no-fund', '--loglevel=error']
  const viaNpm = env.npm_execpath && env.npm_node_execpath && existsSync(env.npm_execpath) && env.npm_execpath.endsWith('.js')
  const [file, rest] = viaNpm ? [env.npm_node_execpath, [env.npm_execpath, ...args]] : ['npm', args]
  return new Promise((resolve, reject) => {
    const child = spawn(file, rest, {
      cwd: root,
      env: { ...env, PATH: path.join(delimiter) },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    })
    let output = ''
    const keep = (chunk) => (output = (output + chunk).slice(-64_000))
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    let asked
    const pass = (signal) => {
      asked = signal
      child.kill(signal)
    }
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
    for (const signal of signals) process.on(signal, pass)
    child.on('error', (error) => reject(new SetupError('SETUP_NO_NPM', { cause: error.message })))
    child.on('close', (code, signal) => {
      for (const each of signals) process.off(each, pass)
      resolve({ code, signal: asked ?? signal, output })
    })
  })
}

// Two commands started at once must not install into the same folder. A file lock names its owner; it is taken over
// when the owner is gone. The kernel-released lock of the daemon needs a native package, which is not there yet.
async function takeLock(root, say) {
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

function stampFolder(root) {
  return join(root, 'node_modules', '.quorate')
}

// What ./quorate compares without starting Node: byte for byte the files the install was made from.
function keepCopies(root) {
  for (const name of ['package.json', 'package-lock.json']) {
    const copy = join(stampFolder(root), name)
    const same = existsSync(copy) && readFileSync(copy).equals(readFileSync(join(root, name)))
    if (!same) copyFileSync(join(root, name), copy)
  }
}

function fingerprint(root) {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const declared = ['dependencies', 'devDependencies', 'optionalDependencies', 'overrides', 'allowScripts'].map((key) => manifest[key] ?? null)
  return {
    platform: `${process.platform}-${process.arch}`,
    lock: sha256(readFileSync(join(root, 'package-lock.json'))),
    declared: sha256(JSON.stringify(declared)),
  }
}

function sha256(data) {
  return createHash('sha256').update(data).digest('hex')
}

function mkdirOrExplain(folder) {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    throw asSetupError(error)
  }
}

function asSetupError(error) {
  return diagnose(`${error.code}: ${error.message}`, 1)
}

function seconds(started) {
  return `${Math.round((Date.now() - started) / 1000)} s`
}

async function main() {
  const root = fileURLToPath(new URL('..', import.meta.url))
  try {
    await setUp({ root })
  } catch (error) {
    const known = error instanceof SetupError ? error : asSetupError(error)
    if (known.output) process.stderr.write(`${known.output.trim()}\n`)
    process.stderr.write(`${known.code}: ${known.message}\n  next: ${known.hint}\n`)
    process.exitCode = known.exit
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) await main()
