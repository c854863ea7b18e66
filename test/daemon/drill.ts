// One instance for one drill: a folder of its own, quick settings, the real ./quorate, and nothing left at the end.
import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { defaultSettings } from '#cli/defaultSettings.ts'
import { instanceFolders, type InstanceFolders } from '#cli/instance.ts'
import type { Settings } from '#cli/settings.ts'
import { commandNamed } from '#chat/commands/commandTable.ts'
import { requireStated } from '../gateway/statedAnswer.ts'
import { startDaemon, type Daemon } from './daemon.ts'
import { pidsNaming, waitForNone } from './processList.ts'

const launcher: string = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'quorate')

/** A busy machine starts Node slowly. */
const commandLimitMs = 30_000
/** What a stopped daemon may still have to reap. */
const leftoverMs = 2_000

/** How a command ended and what it said. */
export interface Said {
  readonly exit: number
  readonly out: string
  readonly complaint: string
}

/** A command that runs. */
export interface KillableCommand {
  /** Null while it runs; 128 and the signal's number for one that was killed. */
  exit(): number | null
  /** What it complained of so far. */
  complaint(): string
  /** Ends it as a power cut does, with everything it started; at once for one that has ended. */
  kill(): Promise<void>
}

export interface Drill {
  readonly folders: InstanceFolders
  /** Stands in the command line of every process that belongs to this drill. */
  readonly mark: string
  /** Its temporary folder; what a test starts beside the daemon keeps its files here too. */
  readonly folder: string
  /** Writes what the operator configured. */
  configure(settings: unknown): void
  settings(): Settings
  /** Starts the daemon and waits until it says that the swarm runs. @throws when it ends before */
  up(...words: readonly string[]): Promise<Daemon>
  /** Types a command about this instance. */
  quorate(...words: readonly string[]): Promise<Said>
  /** Begins a command that the test will kill. */
  begin(...words: readonly string[]): KillableCommand
  /** The JSON that a command prints. @throws when it fails */
  asked(...words: readonly string[]): Promise<unknown>
  /** Removes the folder. @throws when a process of the drill was left behind, which it then kills */
  end(): Promise<void>
}

/** @param environment added to what the commands see, such as keys and passwords */
export function openDrill(environment: Readonly<Record<string, string>> = {}): Drill {
  const mark = `drill-${randomBytes(6).toString('hex')}`
  const folder = join(tmpdir(), mark)
  mkdirSync(folder, { mode: 0o700 })
  const folders = instanceFolders(mark, folder)
  const env = { PATH: process.env['PATH'] ?? '', QUORATE_RUNTIME: folder, NO_COLOR: '1', ...environment }
  const daemons: Daemon[] = []
  const quorate: Drill['quorate'] = (...words) => run([...words, '--instance', mark], env)
  return {
    folders,
    mark,
    folder,
    configure(settings) {
      mkdirSync(folders.readOnly, { recursive: true, mode: 0o700 })
      writeFileSync(folders.settingsFile, typeof settings === 'string' ? settings : JSON.stringify(settings))
    },
    // written by this file or by the daemon, which parses it again
    settings: () => JSON.parse(readFileSync(folders.settingsFile, 'utf8')) as Settings,
    async up(...words) {
      const daemon = await startDaemon({ launcher, words: ['up', '--json', ...words, '--instance', mark], env, folders })
      daemons.push(daemon)
      return daemon
    },
    quorate,
    begin: (...words) => beginCommand([...words, '--instance', mark], env),
    async asked(...words) {
      const { exit, out, complaint } = await quorate(...words, '--json')
      if (exit !== 0) throw new Error(`${words.join(' ')} ended with ${exit}: ${complaint}`)
      const said: unknown = JSON.parse(out)
      const [one = '', two = ''] = words
      requireStated(commandNamed(`${one}.${two}`) === undefined ? one : `${one}.${two}`, said)
      return said
    },
    async end() {
      await Promise.all(daemons.map((daemon) => daemon.end())) // those that a failed test did not come to end
      const left = await waitForNone(mark, leftoverMs)
      for (const pid of pidsNaming(mark)) process.kill(pid, 'SIGKILL')
      rmSync(folder, { recursive: true, force: true })
      if (left.length > 0) throw new Error(`left behind: ${left.join('; ')}`)
    },
  }
}

/** Types a command line. */
function run(words: readonly string[], env: Readonly<Record<string, string>>): Promise<Said> {
  return new Promise((resolve, reject) => {
    execFile(launcher, [...words], { env, timeout: commandLimitMs, maxBuffer: 64 * 1_048_576 }, (failure, out, complaint) => {
      if (failure !== null && typeof failure.code !== 'number')
        reject(new Error(`${words.join(' ')} was cut off after ${commandLimitMs} ms: ${out}${complaint}`, { cause: failure }))
      else resolve({ exit: typeof failure?.code === 'number' ? failure.code : 0, out, complaint })
    })
  })
}

/** In a process group of its own: the launcher hands over to Node. */
function beginCommand(words: readonly string[], env: Readonly<Record<string, string>>): KillableCommand {
  const child = spawn(launcher, [...words], { env, detached: true, stdio: ['ignore', 'ignore', 'pipe'] })
  const ended = once(child, 'exit')
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text))
  const exit = (): number | null => child.exitCode ?? (child.signalCode === null ? null : 137)
  return {
    exit,
    complaint: () => complaint,
    async kill() {
      const { pid } = child
      if (pid === undefined || exit() !== null) return
      process.kill(-pid, 'SIGKILL')
      await ended
      while (isAlive(-pid)) await delay(5) // what it had started dies a little later, with the instance's lock
    },
  }
}

/** @param pid of a process; negative: of a group */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** The default instance in a hurry: rounds follow each other at once, and a small move is enough to trade. */
export function quickSettings(chain: Readonly<Record<string, unknown>> = {}): Settings {
  const settings = defaultSettings({ walkIntervalMs: 250, ...chain })
  for (const fund of settings.funds) {
    Object.assign(fund.rounds, { intervalMs: 250, twapWindowS: 2 })
    fund.strategy.entry = { rule: 'momentum', windowRounds: 1, thresholdBps: 20 }
    fund.strategy.exit.timeStopRounds = 3
  }
  return settings
}
