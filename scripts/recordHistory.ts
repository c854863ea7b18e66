// Records the history that test/history replays: a whole swarm on a fresh local chain that buys, is killed with SIGKILL,
// comes back, sells and stops. `node scripts/recordHistory.ts` rewrites test/fixtures/history/demo.jsonl.br.
import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { brotliCompressSync, constants } from 'node:zlib'
import { testSigner } from '#actors/fixtures.ts'
import { gatewayClient } from '#client/gatewayClient.ts'
import { defaultSettings } from '#cli/defaultSettings.ts'
import { readFundRecord } from '#cli/fundRecord.ts'
import { instanceFolders, makeInstanceFolders } from '#cli/instance.ts'
import { writeSettings } from '#cli/settings.ts'
import { envelopeAudience } from '#protocol/envelope.ts'
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

/** Types a command. @returns what it printed */
const typed = (...words: readonly string[]): string =>
  execFileSync(join(root, 'quorate'), words, { cwd: root, env: environment, encoding: 'utf8' })

/** Where the daemon listens, without a path. */
function gatewayUrl(): string {
  const file = join(instanceFolders('default', runtime).storage, 'state', 'gateway.json')
  const { port } = JSON.parse(readFileSync(file, 'utf8')) as { port: number } // the daemon's own
  return `http://127.0.0.1:${port}`
}

/** A person opens the address that signs them in. */
async function signIn(): Promise<void> {
  const { url } = JSON.parse(typed('session', 'open', '--role', 'viewer', '--person', 'mara', '--json')) as { url: string }
  const token = new URL(url).hash.replace('#token=', '')
  const { error } = await gatewayClient(gatewayUrl()).POST('/api/v1/sessions', {
    body: { token },
    headers: { origin: new URL(url).origin },
  })
  if (error !== undefined) throw new Error(JSON.stringify(error))
}

/** Somebody else's bot asks to take part. Nobody answers it here. */
async function askToJoin(): Promise<void> {
  const [fund] = readFundRecord(instanceFolders('default', runtime).storage)
  if (fund === undefined) throw new Error('the instance has a fund')
  const { chainId, contracts } = fund
  const reader = testSigner('stranger')
  const audience = (): string => envelopeAudience({ chainId, vault: contracts.vault })
  const client = gatewayClient(gatewayUrl(), { reader, audience, now: () => Math.floor(Date.now() / 1_000) })
  const { error } = await client.POST('/api/v1/funds/{fundId}/bots', {
    params: { path: { fundId: fund.fundId } },
    body: { type: 'bot.register', role: 'verifier', name: 'delta', weight: 1 },
  })
  if (error !== undefined) throw new Error(JSON.stringify(error))
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
  try {
    await second.states('intent.executed')
    // every role takes part, also one that no trade needs
    typed('apikey', 'create', 'recorded')
    await signIn()
    await askToJoin()
    typed('audit', 'anchor', 'main')
    typed('schedule', 'create', 'sweep', '--every', '15', '--fund', 'main')
  } finally {
    await second.end('SIGTERM')
  }
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
