// Starts, finds again and ends the Anvil of one instance. It outlives a killed daemon on purpose: the chain goes on,
// and the next daemon attaches to it.
import { createAnvil, type Anvil, type CreateAnvilOptions } from '@viem/anvil'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { QuorateError } from '#protocol/errors.ts'
import type { Hash } from '#protocol/hash.ts'
import { findAnvilBinary } from './anvilBinary.ts'
import { readAnvilRecord, writeAnvilRecord, type AnvilRecord } from './anvilRecord.ts'
import { freePort } from './freePort.ts'
import { processCommand, waitForExit } from './processTable.ts'
import { askChainIdentity, callRpc, latestBlockTime, type ChainIdentity } from './rpc.ts'

/** What a power cut may cost the development chain; more often is work for nothing. */
const stateIntervalS = 2
/** A loaded machine needs longer than the usual 0.1 s, above all with a large state file. */
const startTimeoutMs = 20_000
/** Writing a large state file at the end; then it is killed. */
const stopTimeoutMs = 6_000
/** Together half a second, for whoever comes back to a port that somebody else has. */
const [portTries, portRetryMs] = [10, 50]

export interface AnvilOptions {
  /** The instance's folder for `anvil.json` and `anvil-state.json`; made when absent. */
  readonly folder: string
  readonly chainId: number
  /** Absent or 0: the recorded port when free, else any free one. */
  readonly port?: number
  /** Seconds between blocks; absent: a block per transaction. */
  readonly blockTimeS?: number
  readonly forkUrl?: string
  /** Development accounts, 10,000 ether each. Default 20. 0: none, so that only local signatures work. */
  readonly accounts?: number
  /** Refuse what asks for more gas than one transaction may have since Fusaka (EIP-7825). */
  readonly gasCap?: boolean
  /** Begin without the deterministic deployment proxy, as a young chain does. */
  readonly noProxy?: boolean
}

/**
 * Blocks whose state can be asked for. Anvil itself writes older ones, whole, below the home folder: gigabytes within an
 * hour, and they stay there when it is killed.
 */
const blocksWithState = 500

/** A running Anvil. */
export interface AnvilHandle extends ChainIdentity {
  readonly url: string
  readonly port: number
  readonly pid: number
  /** Was it running before, left by an earlier daemon? */
  readonly attached: boolean
  readonly genesisHash: Hash
  /** Ends it; its state is on disk and no process is left when this resolves. */
  stop(): Promise<void>
}

/**
 * Attaches to the Anvil that an earlier daemon left running for this folder, or starts one from its state file.
 * @throws QuorateError WRONG_CHAIN, WRONG_GENESIS (another chain: nothing is changed), PORT_IN_USE, ANVIL_MISSING,
 * ANVIL_FAILED, CHAIN_RECORD_DAMAGED
 */
export async function attachOrStart(options: AnvilOptions): Promise<AnvilHandle> {
  mkdirSync(options.folder, { recursive: true })
  const record = readAnvilRecord(options.folder)
  if (record !== undefined) {
    if (record.chainId !== options.chainId) {
      throw new QuorateError('WRONG_CHAIN', { url: urlOf(record.port), found: options.chainId, expected: record.chainId })
    }
    const running = await attach(options, record)
    if (running !== undefined) return running
  }
  return start(options, record)
}

const urlOf = (port: number): string => `http://127.0.0.1:${port}`
const stateFileOf = (folder: string): string => join(folder, 'anvil-state.json')

async function attach(options: AnvilOptions, record: AnvilRecord): Promise<AnvilHandle | undefined> {
  // a pid alone may have been given to another program since; the state file's path is in the right one's arguments
  if (processCommand(record.pid)?.includes(stateFileOf(options.folder)) !== true) return undefined
  const url = urlOf(record.port)
  let identity: ChainIdentity
  try {
    identity = await askChainIdentity(url)
  } catch {
    await end(record.pid) // ours, but it does not answer: a new one takes over from the state file
    return undefined
  }
  refuseOther(url, identity, record)
  if (options.port !== undefined && options.port !== 0 && options.port !== record.port) {
    await end(record.pid) // it has to move
    return undefined
  }
  return handle(record.pid, record.port, identity, true)
}

async function start(options: AnvilOptions, record: AnvilRecord | undefined): Promise<AnvilHandle> {
  const port = await choosePort(options.port ?? 0, record?.port ?? 0)
  const pidFile = join(options.folder, 'anvil.pid')
  const anvil = createAnvil(anvilArguments(options, port, pidFile, record))
  try {
    await anvil.start()
  } catch (cause) {
    throw new QuorateError('ANVIL_FAILED', { port, problem: startProblem(anvil, cause) }, { cause })
  }
  const pid = Number(readFileSync(pidFile, 'utf8'))
  const url = urlOf(port)
  try {
    await callRpc(url, 'anvil_setLoggingEnabled', [false]) // see anvilArguments
    const identity = await askChainIdentity(url)
    if (record !== undefined) refuseOther(url, identity, record)
    if (options.chainId !== identity.chainId) {
      throw new QuorateError('WRONG_CHAIN', { url, found: identity.chainId, expected: options.chainId })
    }
    if (record !== undefined) await continueClock(url)
    writeAnvilRecord(options.folder, { version: 1, pid, port, ...identity, forkUrl: options.forkUrl ?? null })
    return handle(pid, port, identity, false)
  } catch (error) {
    await end(pid)
    throw error
  }
}

/**
 * @viem/anvil ties Anvil to this process: execa kills it at our exit and its output goes to our pipe. `detached` and
 * `cleanup: false` undo the first; switching Anvil's logging off after the start undoes the second, since a write to
 * the pipe of a dead daemon would fail. The library does not tell the pid, so a shell writes it down and then
 * becomes Anvil (`exec` keeps the pid).
 */
function anvilArguments(
  options: AnvilOptions,
  port: number,
  pidFile: string,
  record: AnvilRecord | undefined,
): CreateAnvilOptions {
  const state = stateFileOf(options.folder)
  // Every start makes a genesis, beside the one in its state file, and writes all of them down at its end; which of
  // them is block 0 after the next start is chance. With the same time they are the same block. It also brings back
  // the chain of an Anvil that was killed before its first dump: the same chain, only older.
  const genesisTime = options.forkUrl === undefined ? record?.genesisTime : undefined
  return {
    anvilBinary: findAnvilBinary(),
    host: '127.0.0.1',
    port,
    chainId: options.chainId,
    state,
    stateInterval: stateIntervalS,
    accounts: options.accounts ?? 20,
    blockTime: options.blockTimeS,
    forkUrl: options.forkUrl,
    timestamp: genesisTime,
    startTimeout: startTimeoutMs,
    execArgs: ([binary, args, execa]) => [
      '/bin/sh',
      ['-c', 'echo $$ > "$1" && shift && exec "$@"', 'anvil', pidFile, binary, ...args, ...switchesOf(options)],
      { ...execa, cleanup: false, detached: true },
    ],
  }
}

// the library knows no options for these
const switchesOf = ({ gasCap, noProxy }: AnvilOptions): readonly string[] => [
  '--prune-history',
  `${blocksWithState}`,
  ...(gasCap === true ? ['--enable-tx-gas-limit'] : []),
  ...(noProxy === true ? ['--disable-default-create2-deployer'] : []),
]

/** A continued chain goes by the clock, but never back: Anvil itself would mine below the last block's time. */
async function continueClock(url: string): Promise<void> {
  const now = Math.floor(Date.now() / 1_000)
  await callRpc(url, 'evm_setTime', [Math.max(now, await latestBlockTime(url))])
}

async function choosePort(wanted: number, before: number): Promise<number> {
  // a process that has just ended loses its name a moment before its port
  for (let left = portTries; left > 0; left--) {
    const port = await freePort(wanted === 0 ? before : wanted)
    if (port !== undefined) return port
    await delay(portRetryMs)
  }
  const other = wanted === 0 ? await freePort() : undefined
  if (other === undefined) throw new QuorateError('PORT_IN_USE', { port: wanted })
  return other
}

function refuseOther(url: string, found: ChainIdentity, expected: AnvilRecord): void {
  if (found.chainId !== expected.chainId) {
    throw new QuorateError('WRONG_CHAIN', { url, found: found.chainId, expected: expected.chainId })
  }
  if (found.genesisHash !== expected.genesisHash) {
    throw new QuorateError('WRONG_GENESIS', { url, found: found.genesisHash, expected: expected.genesisHash })
  }
}

const handle = (pid: number, port: number, identity: ChainIdentity, attached: boolean): AnvilHandle => ({
  ...identity,
  url: urlOf(port),
  port,
  pid,
  attached,
  stop: () => end(pid),
})

/** Not through the library: its stop leaves a timer of ten seconds that keeps the daemon from ending. */
async function end(pid: number): Promise<void> {
  await untilItHearsSigterm(pid)
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    try {
      process.kill(pid, signal)
    } catch {
      return // already gone
    }
    if (await waitForExit(pid, stopTimeoutMs)) return
  }
}

/** It answers before it listens to signals; one that ends it then leaves no state. Only Linux tells, within a second. */
async function untilItHearsSigterm(pid: number): Promise<void> {
  const status = `/proc/${pid}/status`
  for (let look = 0; look < 50 && existsSync(status); look += 1) {
    const caught = /^SigCgt:\s*([0-9a-f]+)$/m.exec(readFileSync(status, 'utf8'))?.[1]
    if (caught === undefined || (BigInt(`0x${caught}`) & (1n << 14n)) !== 0n) return
    await delay(20)
  }
}

function startProblem(anvil: Anvil, cause: unknown): string {
  const said = anvil.logs.join(' ').trim()
  return said === '' ? (cause instanceof Error ? cause.message : String(cause)) : said.slice(-400)
}
