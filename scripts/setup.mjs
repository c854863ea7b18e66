// Brings what the project needs before any npm script runs: installs from the lockfile when node_modules is not what
// package.json and package-lock.json say. Plain JavaScript without dependencies, because it runs before there are any
// and on any Node from 18 (the npm package "node" then provides Node 24 in node_modules/.bin).
// It refuses to guess: what failed is printed with a code, a cause and the next command.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { basename, delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SetupError, asSetupError, diagnose } from './setupErrors.mjs'
import { takeLock } from './setupLock.mjs'

const oldestNodeMajor = 18
// npm leaves out optional packages whose engines refuse the Node it runs on; Hardhat's native part asks for 22
const fullInstallNodeMajor = 22
const progressMs = 10_000
// npm retries per package, which makes it wait over ten minutes for a registry that is not there: the whole run is
// repeated instead, and what one run has fetched the next finds in npm's cache
const attemptsMax = 3
const betweenAttemptsMs = 2_000

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

/** Installs when needed; returns whether it did. @throws SetupError */
export async function setUp({ root, env = process.env, say = (text) => process.stderr.write(`${text}\n`) }) {
  const found = process.versions.node
  if (majorOf(found) < oldestNodeMajor) throw new SetupError('SETUP_NODE_TOO_OLD', { found, needed: oldestNodeMajor })
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
  const beat = setInterval(() => say(`set-up: still installing, ${seconds(started)}`), progressMs)
  let result
  try {
    result = await runUntilReachable({ root, env, say })
    if (result.code === 0 && !result.signal && majorOf(process.versions.node) < fullInstallNodeMajor)
      result = await runNpm({ root, env, node: join(root, 'node_modules', '.bin', 'node') })
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

async function runUntilReachable({ root, env, say }) {
  for (let attempt = 1; ; attempt += 1) {
    const result = await runNpm({ root, env })
    const unreachable = result.code !== 0 && !result.signal && diagnose(result.output, result.code).code === 'SETUP_NO_NETWORK'
    if (!unreachable || attempt === attemptsMax) return result
    say(`set-up: the package registry did not answer; trying again (${attempt + 1} of ${attemptsMax})`)
    await new Promise((resolve) => setTimeout(resolve, betweenAttemptsMs))
  }
}

// `npm install`, not `npm ci`: ci refuses a lockfile whose optional packages for other platforms a mirror lacks.
// `node`: run npm by this Node rather than by the machine's.
function runNpm({ root, env, node }) {
  // the Node being installed must not run its own replacement, so node_modules/.bin is taken off the path
  const bin = join(root, 'node_modules', '.bin')
  const path = (env.PATH ?? '').split(delimiter).filter((each) => each !== bin)
  const args = ['install', '--no-audit', '--no-fund', '--loglevel=error', '--fetch-retries=0']
  const cli = npmCli(env, path)
  const by = node ?? env.npm_node_execpath ?? process.execPath
  const [file, rest] = cli === undefined ? ['npm', args] : [by, [cli, ...args]]
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

// npm as a script, so that a chosen Node can run it: the npm that started us, else the one on the path.
function npmCli(env, path) {
  const isCli = (file) => basename(file) === 'npm-cli.js' && existsSync(file)
  if (env.npm_execpath && isCli(env.npm_execpath)) return env.npm_execpath
  for (const folder of path) {
    const found = join(folder, 'npm')
    if (!existsSync(found)) continue
    const file = realpathSync(found)
    return isCli(file) ? file : undefined
  }
  return undefined
}

const majorOf = (version) => Number(version.split('.')[0])

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
  const declared = ['dependencies', 'devDependencies', 'optionalDependencies', 'overrides', 'allowScripts'].map(
    (key) => manifest[key] ?? null,
  )
  return {
    platform: `${process.platform}-${process.arch}`,
    lock: sha256(readFileSync(join(root, 'package-lock.json'))),
    declared: sha256(JSON.stringify(declared)),
  }
}

function sha256(data) {
  return createHash('sha256').update(data).digest('hex')
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
