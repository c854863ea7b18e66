// Kills the real daemon with SIGKILL at random moments of running cycles and starts it again; at the end the chain's own
// events say whether each intent was executed exactly once. `node scripts/kill9.ts [--kills 10] [--json]`
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { createPublicClient, http } from 'viem'
import { clawCoreAbi } from '#protocol/abi/ClawCore.ts'

const root = join(import.meta.dirname, '..')
/** A start that takes longer is a failure: the target for recovery is 5 s, a loaded machine gets room. */
const factWithinMs = 90_000
const lookEveryMs = 4

interface Fact {
  readonly seq: number
  readonly type: string
  readonly data: Readonly<Record<string, unknown>>
}
interface Kill {
  readonly nr: number
  /** what was open: the last thing that happened to the newest open intent, or `between trades` */
  readonly during: string
  readonly sequence: number
  readonly intentHash: string | null
  readonly recoveredMs: number
}

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '10' },
    json: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
})
const kills = Number(values.kills)
const runtime = mkdtempSync(join(tmpdir(), 'quorate-kill9-'))
const storage = join(runtime, 'instances', 'default', 'storage')
const say = (text: string): void => {
  if (!values.json) console.log(text)
}

async function run(): Promise<number> {
  let daemon = start()
  const done: Kill[] = []
  try {
    await waitFor(() => has('snapshot.published', 0))
    for (let nr = 1; nr <= kills; nr++) {
      await moment(nr)
      daemon.kill('SIGKILL')
      await exited(daemon)
      const at = situation()
      const begun = performance.now()
      daemon = start()
      await waitFor(() => (readFacts().at(-1)?.seq ?? 0) > at.sequence)
      const recoveredMs = Math.round(performance.now() - begun)
      if (at.intentHash !== null) await waitFor(() => isClosed(at.intentHash))
      done.push({ nr, ...at, recoveredMs })
      say(
        `kill ${nr}: ${at.during} at sequence ${at.sequence}; next fact after ${recoveredMs} ms${at.intentHash === null ? '' : '; its intent reached its end'}`,
      )
    }
    // whatever is still open may finish, so that journal and chain can be compared
    await waitFor(() => openIntent() === null)
    return await judge(done)
  } finally {
    daemon.kill('SIGINT')
    await exited(daemon)
    if (!values.keep) rmSync(runtime, { recursive: true, force: true })
  }
}

/** What a trade goes through; a kill waits for one of these of a trade that was not there before, and strikes soon after. */
const stages = ['intent.proposed', 'intent.attested', 'intent.approved', 'intent.dryRun'] as const

/** Nine of ten kills fall between a proposal and its end; the others anywhere. */
async function moment(nr: number): Promise<void> {
  if (nr % 10 === 0) {
    await delay(500 + Math.random() * 4_000)
    return
  }
  const stage = stages[Math.floor(Math.random() * stages.length)] ?? 'intent.proposed'
  const before = count(stage)
  await waitFor(() => count(stage) > before && openIntent() !== null)
  await delay(Math.random() * 20)
}

function situation(): { during: string; sequence: number; intentHash: string | null } {
  const facts = readFacts()
  const open = openIntent()
  const last = facts.findLast((fact) => fact.data['intentHash'] === open)
  return {
    during: open === null ? 'between trades' : `after ${last?.type ?? 'its proposal'}`,
    sequence: facts.at(-1)?.seq ?? 0,
    intentHash: open,
  }
}

/** The chain decides: one IntentExecuted per intent, and the journal tells of each exactly once. */
async function judge(done: readonly Kill[]): Promise<number> {
  const journaled = readFacts()
    .filter((fact) => fact.type === 'intent.executed')
    .map((fact) => String(fact.data['intentHash']))
  const chain = await executedOnChain()
  const twice = chain.filter((hash, index) => chain.indexOf(hash) !== index)
  const toldTwice = journaled.filter((hash, index) => journaled.indexOf(hash) !== index)
  const untold = chain.filter((hash) => !journaled.includes(hash))
  const unreal = journaled.filter((hash) => !chain.includes(hash))
  const between = done.filter((kill) => kill.intentHash !== null).length
  const violations = [...twice, ...toldTwice, ...untold, ...unreal].length
  const recovery = done.map((kill) => kill.recoveredMs).toSorted((a, b) => a - b)
  const summary = {
    type: 'summary',
    runs: done.length,
    betweenProposalAndEnd: between,
    executed: chain.length,
    violations,
    recoveryMs: { median: recovery[Math.floor(recovery.length / 2)] ?? 0, max: recovery.at(-1) ?? 0 },
  }
  if (values.json) {
    for (const kill of done) console.log(JSON.stringify({ type: 'kill', ...kill }))
    console.log(JSON.stringify(summary))
  } else {
    say(
      `${done.length} kills, ${between} between proposal and end; ${chain.length} executions on chain, each once: ${violations === 0 ? 'yes' : 'NO'}`,
    )
    if (violations > 0) say(JSON.stringify({ twice, toldTwice, untold, unreal }))
  }
  return violations === 0 && chain.length > 0 && between >= Math.ceil(done.length * 0.7) ? 0 : 1
}

async function executedOnChain(): Promise<string[]> {
  const record = JSON.parse(readFileSync(join(storage, 'chain', 'anvil.json'), 'utf8')) as { port: number }
  const { funds } = JSON.parse(readFileSync(join(storage, 'state', 'funds.json'), 'utf8')) as {
    funds: { contracts: { core: `0x${string}` } }[]
  }
  const client = createPublicClient({ transport: http(`http://127.0.0.1:${record.port}`) })
  const logs = await Promise.all(
    funds.map(({ contracts }) =>
      client.getContractEvents({
        address: contracts.core,
        abi: clawCoreAbi,
        eventName: 'IntentExecuted',
        fromBlock: 'earliest',
        strict: true,
      }),
    ),
  )
  return logs.flat().map((log) => log.args.intentHash)
}

function start(): ChildProcess {
  return spawn(join(root, 'quorate'), ['up'], { env: { ...process.env, QUORATE_RUNTIME: runtime }, stdio: 'ignore' })
}
function exited(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve()
    else child.once('exit', () => resolve())
  })
}

const facts: Fact[] = []
const read = new Map<string, number>()

/**
 * Facts straight from the journal's segments: no daemon is needed to read them, and none can colour them. Only sealed
 * batches are taken, and each once: a trade is over in a quarter of a second, so a look must be quick.
 */
function readFacts(): readonly Fact[] {
  let names: string[]
  try {
    names = readdirSync(join(storage, 'journal'))
      .filter((name) => /^\d+\.jsonl$/.test(name))
      .toSorted()
  } catch {
    return facts // not begun yet
  }
  for (const name of names) {
    const from = read.get(name) ?? 0
    const fresh = readFileSync(join(storage, 'journal', name)).subarray(from)
    // what no seal covers yet may be cut off by the next start
    const seal = fresh.lastIndexOf('{"seal"')
    const whole = seal === -1 ? 0 : fresh.indexOf(10, seal) + 1
    facts.push(...fresh.subarray(0, whole).toString('utf8').split('\n').flatMap(factsOf))
    read.set(name, from + whole)
  }
  return facts
}
function factsOf(line: string): Fact[] {
  try {
    const record = JSON.parse(line) as { seq?: number; facts?: { type: string; data: Record<string, unknown> }[] }
    return (record.facts ?? []).map((fact) => ({ seq: record.seq ?? 0, ...fact }))
  } catch {
    return [] // the last line may be half written
  }
}
const count = (type: string): number => readFacts().filter((fact) => fact.type === type).length
const has = (type: string, after: number): boolean => readFacts().some((fact) => fact.type === type && fact.seq > after)
const isClosed = (intentHash: string | null): boolean =>
  readFacts().some(
    (fact) => (fact.type === 'intent.executed' || fact.type === 'intent.dropped') && fact.data['intentHash'] === intentHash,
  )
function openIntent(): string | null {
  const proposed = readFacts().findLast((fact) => fact.type === 'intent.proposed')
  const intentHash = proposed === undefined ? null : String(proposed.data['intentHash'])
  return intentHash === null || isClosed(intentHash) ? null : intentHash
}

async function waitFor(reached: () => boolean): Promise<void> {
  const end = performance.now() + factWithinMs
  while (!reached()) {
    if (performance.now() > end) throw new Error(`nothing happened for ${factWithinMs} ms; the journal is in ${storage}`)
    await delay(lookEveryMs)
  }
}

process.exitCode = await run()
