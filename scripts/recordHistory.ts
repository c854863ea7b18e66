// Records the history that test/history replays: a whole swarm on a fresh local chain that buys, is killed with SIGKILL,
// comes back, sells and stops. `node scripts/recordHistory.ts` rewrites test/fixtures/history/demo.jsonl.br.
import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { brotliCompressSync, constants } from 'node:zlib'
import { defaultSettings } from '#cli/defaultSettings.ts'
import { instanceFolders, makeInstanceFolders } from '#cli/instance.ts'
import { writeSettings } from '#cli/settings.ts'
import { retainedHistory } from '#runtime/replayReading.ts'
import { sealLine, journalFormat } from '#runtime/journalFormat.ts'
import { crc32 } from 'node:zlib'

const root = join(import.meta.dirname, '..')
const runtime = mkdtempSync(join(tmpdir(), 'quorate-history-'))
/** A run that has not traded by then never will. */
const limitMs = 170_000

interface Line {
  readonly type: string
  readonly data?: { readonly type: string; readonly approvalId?: string }
}

const environment = { ...process.env, QUORATE_RUNTIME: runtime }

/** As a person would, while the daemon's lines are read on. */
function approve(id: string): void {
  execFile(join(root, 'quorate'), ['approval', 'approve', id, '--revision', '1'], { cwd: root, env: environment }, (error) => {
    if (error !== null) console.error(error.message)
  })
}

/** A daemon, its lines, and its end. */
class Daemon {
  readonly #child: ChildProcess
  readonly #ended: Promise<number | null>

  constructor() {
    this.#child = spawn(join(root, 'quorate'), ['up', '--json'], {
      cwd: root,
      env: environment,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    this.#ended = new Promise((resolve) => this.#child.once('exit', resolve))
  }

  /** Waits for a fact. @throws when the daemon ends first */
  async states(type: string): Promise<void> {
    if (this.#child.stdout === null) throw new Error('it was spawned with a pipe')
    for await (const text of createInterface({ input: this.#child.stdout })) {
      const line = JSON.parse(text) as Line // one line of `up --json`
      if (line.data?.type === 'approval.asked') approve(line.data.approvalId ?? '')
      if (line.data?.type === type) return
    }
    throw new Error(`the daemon ended before it stated ${type}`)
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    this.#child.kill(signal)
    this.#child.stdout?.resume()
    await this.#ended
  }
}

/** A threshold that every price reaches, and people behind every trade: incidents and approvals take part too. */
function configure(): void {
  const settings = defaultSettings({ seed: 7 })
  for (const fund of settings.funds) {
    Object.assign(fund.monitor.rules['price-deviation'], { threshold: 0, forS: 0 })
    Object.assign(fund, { approvalAboveValue: '1' })
  }
  const folders = instanceFolders('default', runtime)
  makeInstanceFolders(folders)
  writeSettings(folders.settingsFile, settings)
}

async function live(): Promise<void> {
  configure()
  const first = new Daemon()
  const limit = setTimeout(() => void first.end('SIGKILL'), limitMs)
  await first.states('intent.executed')
  await first.end('SIGKILL')
  clearTimeout(limit)
  const second = new Daemon()
  const rest = setTimeout(() => void second.end('SIGKILL'), limitMs)
  await second.states('intent.executed')
  // every role takes part, also one that no trade needs
  execFileSync(join(root, 'quorate'), ['apikey', 'create', 'recorded'], { env: environment })
  await second.end('SIGTERM')
  clearTimeout(rest)
}

/** All records that were kept, under one seal: how they were batched is chance. */
function oneSegment(journal: string): Buffer {
  const lines: string[] = []
  for (const line of retainedHistory(journal).lines()) {
    if ('missing' in line || line.damage !== undefined) throw new Error('the journal is not whole')
    lines.push(line.text)
  }
  const body = Buffer.from(`${lines.join('\n')}\n`)
  const count = lines.length
  const seal = sealLine({ format: journalFormat, firstSeq: 1, count, crc: crc32(body), durableThrough: 0 })
  return Buffer.concat([body, Buffer.from(seal)])
}

try {
  await live()
  const segment = oneSegment(join(runtime, 'instances', 'default', 'storage', 'journal'))
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 24,
    [constants.BROTLI_PARAM_SIZE_HINT]: segment.length,
  }
  const packed = brotliCompressSync(segment, { params })
  writeFileSync(join(root, 'test', 'fixtures', 'history', 'demo.jsonl.br'), packed)
  console.log(`${segment.length} bytes of journal, ${packed.length} packed`)
} finally {
  rmSync(runtime, { recursive: true, force: true })
}
