// One instance that is killed again and again: its folder, its daemon as a child process, its chain, its journal's trail.
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createPublicClient, http, type PublicClient } from 'viem'
import { verifyJournal } from '#cli/verifyInstanceJournal.ts'
import { controlClient, type ControlClient } from '#cli/controlClient.ts'
import { instanceFolders, type InstanceFolders } from '#cli/instance.ts'
import type { Settings } from '#cli/settings.ts'
import { asQuorateError } from '#chat/commands/wireError.ts'
import { clawCoreAbi } from '#protocol/abi/ClawCore.ts'
import { vaultAbi } from '#protocol/abi/Vault.ts'
import { quickSettings } from '../daemon/drill.ts'
import { JournalTrail, readDocument } from './journalTrail.ts'

const launcher = join(import.meta.dirname, '..', '..', 'quorate')
/** Small enough that rolling and compacting happen every few seconds. */
const segmentBytes = 64 * 1024
const lookEveryMs = 5
/** Every wait has an end; a start on a busy machine takes several seconds. */
const patienceMs = 90_000

/** What the chain itself tells. */
export interface ChainEvents {
  readonly executions: readonly string[]
  readonly deposits: readonly string[]
}

/** What differs from the default instance in a hurry. */
export interface CrashInstanceChange {
  readonly settings?: Settings
  readonly environment?: Readonly<Record<string, string>>
}

/** A daemon's life and death, from outside. */
export class CrashInstance {
  readonly folders: InstanceFolders
  readonly trail: JournalTrail
  readonly client: ControlClient
  readonly #root: string
  readonly #planFile: string
  readonly #environment: Readonly<Record<string, string>>
  #child: ChildProcess | undefined
  #said = ''

  /** @param change of the settings, and what its daemons find in the environment */
  constructor({ settings = quickSettings(), environment = {} }: CrashInstanceChange = {}) {
    this.#environment = environment
    this.#root = mkdtempSync(join(tmpdir(), 'quorate-crash-'))
    this.folders = instanceFolders('crash', this.#root)
    this.trail = new JournalTrail(join(this.folders.storage, 'journal'))
    this.client = controlClient(this.folders.name, this.folders.storage)
    this.#planFile = join(this.#root, 'kill-at')
    mkdirSync(this.folders.readOnly, { recursive: true, mode: 0o700 })
    writeFileSync(this.folders.settingsFile, JSON.stringify({ ...settings, journal: { segmentBytes } }))
  }

  get alive(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null
  }
  /** What the last daemon wrote to stderr; a kill point says its name there. */
  get said(): string {
    return this.#said
  }
  /** The point that the last daemon died at; null when somebody else killed it. */
  get diedAt(): string | null {
    return /^killed at (\S+)#\d+$/m.exec(this.#said)?.[1] ?? null
  }

  /** @param killAt armed from the first instruction on; without it the daemon waits for `arm` */
  start(killAt?: string): void {
    rmSync(this.#planFile, { force: true })
    this.#said = ''
    const env = {
      PATH: process.env['PATH'] ?? '',
      QUORATE_RUNTIME: this.#root,
      NO_COLOR: '1',
      ...this.#environment,
      QUORATE_KILL_AT: killAt ?? `@${this.#planFile}`,
    }
    const child = spawn(launcher, ['up', '--json', '--instance', this.folders.name], { env, stdio: ['ignore', 'ignore', 'pipe'] })
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.#said += text))
    this.#child = child
  }

  /** Starts a fresh instance and waits for its first executed intent: from there on everything a fund does has begun. */
  async begin(): Promise<void> {
    this.start()
    const hasTraded = (): boolean => this.trail.facts.some(({ type }) => type === 'intent.executed')
    await this.until(() => hasTraded() || !this.alive)
    if (!hasTraded()) throw new Error(`a fresh instance executed nothing: ${this.said}`)
  }

  /** From now on the daemon dies at the n-th pass of this point. */
  arm(killAt: string): void {
    writeFileSync(`${this.#planFile}.new`, killAt)
    renameSync(`${this.#planFile}.new`, this.#planFile)
  }

  /** Sends a signal, if there is still somebody to get it. */
  signal(signal: NodeJS.Signals): void {
    this.#child?.kill(signal)
  }

  /** Waits for the daemon's end. @returns whether it came in time */
  async died(limitMs: number): Promise<boolean> {
    const child = this.#child
    if (child === undefined || !this.alive) return true
    const left = new AbortController()
    // 'close' comes after stderr was read to its end
    const closed = new Promise<true>((resolve) => child.once('close', () => resolve(true)))
    const late = delay(limitMs, false, { signal: left.signal }).catch(() => false)
    const inTime = await Promise.race([closed, late])
    left.abort()
    return inTime
  }

  /** Waits until the journal's files tell of it. @returns whether it came in time */
  async until(reached: () => boolean, limitMs: number = patienceMs): Promise<boolean> {
    const end = performance.now() + limitMs
    for (;;) {
      this.trail.look()
      if (reached()) return true
      if (performance.now() > end) return false
      await delay(lookEveryMs)
    }
  }

  /** Reads the whole journal of a dead daemon. @returns what is wrong, or null */
  journalProblem(): string | null {
    try {
      verifyJournal(join(this.folders.storage, 'journal'))
      return null
    } catch (failure) {
      return asQuorateError(failure).message
    }
  }

  /** Waits until the chain has written down every block it has; it does so every 2 s. */
  async chainWritten(): Promise<void> {
    const file = join(this.folders.chain, 'anvil-state.json')
    const head = Number(await this.#reader().getBlockNumber())
    const written = (): number => {
      try {
        return (readDocument(file) as { readonly best_block_number: number }).best_block_number
      } catch {
        return 0 // not there yet, or being written right now
      }
    }
    const end = performance.now() + patienceMs
    while (written() < head && performance.now() < end) await delay(100)
  }

  /** Kills the chain; the next daemon starts it again from what it had written down. */
  async killChain(): Promise<void> {
    const { pid } = this.#chain()
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      return // it is gone already
    }
    await this.until(() => !isAlive(pid))
  }

  async chainEvents(): Promise<ChainEvents> {
    const client = this.#reader()
    const { funds } = readDocument(join(this.folders.storage, 'state', 'funds.json')) as {
      readonly funds: readonly { readonly contracts: { readonly core: `0x${string}`; readonly vault: `0x${string}` } }[]
    }
    const read = { fromBlock: 'earliest', strict: true } as const
    const found = await Promise.all(
      funds.map(async ({ contracts: { core, vault } }) => ({
        executed: await client.getContractEvents({ ...read, address: core, abi: clawCoreAbi, eventName: 'IntentExecuted' }),
        deposited: await client.getContractEvents({ ...read, address: vault, abi: vaultAbi, eventName: 'Deposit' }),
      })),
    )
    return {
      executions: found.flatMap(({ executed }) => executed.map((log) => log.args.intentHash)),
      deposits: found.flatMap(({ deposited }) => deposited.map((log) => String(log.args.assets))),
    }
  }

  /** Ends everything that belongs to it and removes its folder, unless it is kept to be looked at. */
  async end(keep = false): Promise<void> {
    this.signal('SIGKILL')
    await this.died(patienceMs)
    try {
      await this.killChain()
    } catch {
      // it never came as far as a chain
    }
    if (!keep) rmSync(this.#root, { recursive: true, force: true })
  }

  #reader(): PublicClient {
    return createPublicClient({ cacheTime: 0, transport: http(`http://127.0.0.1:${this.#chain().port}`) })
  }

  // written by integrations/anvil/anvilRecord.ts
  #chain(): { readonly pid: number; readonly port: number } {
    return readDocument(join(this.folders.chain, 'anvil.json')) as { pid: number; port: number }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
