// Strikes running trades with every fault, so many times each, and judges after each strike what chain and journal say.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Hex } from 'viem'
import { addRun, readRuns, type FaultRun } from './campaignProgress.ts'
import { faultTable } from './faultTable.ts'
import { judge, type Judgement, type ToldFact } from './judgement.ts'
import { nonceDrift } from './nonceDrift.ts'
import { makeStrike, type Struck } from './strike.ts'
import { beginLife, type SwarmLife } from './swarmLife.ts'

export interface CampaignOptions {
  readonly faults: readonly string[]
  readonly times: number
  readonly confirmations: readonly number[]
  /** For progress and for what has to be looked at. */
  readonly folder: string
  readonly say: (run: FaultRun) => void
  /** Ends the campaign at once; what it has done stays done. */
  readonly signal?: AbortSignal
}

/** An intent's window and what it takes to find out that it is over. */
const closedWithinMs = 150_000
/** An idle account compares once a minute. */
const driftWithinMs = 90_000
const lookEveryMs = 50
/** A long journal and a long chain are one thing to recover on, young ones another. */
const runsPerLife = 40
/** Until a strike hits what it meant. */
const strikesMax = 3
const progressFile = 'progress.ndjson'

/** Does what is not in the progress file yet, and answers with all that is in it then. */
export async function runCampaign(options: CampaignOptions): Promise<readonly FaultRun[]> {
  const { faults, times, confirmations, folder } = options
  mkdirSync(folder, { recursive: true })
  const file = join(folder, progressFile)
  for (const depth of confirmations) {
    const todo = faults
      .flatMap((fault) => Array.from({ length: times }, (_, at) => ({ fault, nr: at + 1 })))
      .filter(
        ({ fault, nr }) => !readRuns(file).some((run) => run.fault === fault && run.nr === nr && run.confirmations === depth),
      )
    while (todo.length > 0) await live(todo, depth, options)
  }
  return readRuns(file).filter((run) => faults.includes(run.fault) && confirmations.includes(run.confirmations))
}

interface Todo {
  readonly fault: string
  readonly nr: number
}

/** Takes from the list until it is empty or something was violated: what is wrong then would be found in every later run. */
async function live(todo: Todo[], confirmations: number, { folder, say, signal }: CampaignOptions): Promise<void> {
  const own = join(folder, `life-${process.pid}-${(lives += 1)}`)
  const swarm = await beginLife(own, confirmations)
  const end = (): void => void swarm.end()
  signal?.addEventListener('abort', end, { once: true })
  try {
    const life: Life = { swarm, folder: own, removed: new Set<string>() }
    for (let done = 0; done < runsPerLife; done += 1) {
      const next = todo.shift()
      if (next === undefined) break
      const run = await runUntilHit(life, next)
      signal?.throwIfAborted()
      addRun(join(folder, progressFile), run)
      say(run)
      if (run.violations.length > 0) return
    }
  } finally {
    signal?.removeEventListener('abort', end)
    await swarm.end()
  }
  rmSync(own, { recursive: true, force: true })
}

let lives = 0
interface Life {
  readonly swarm: SwarmLife
  readonly folder: string
  readonly removed: Set<string>
}

/** A strike that came too late, after the blocks it meant, is judged like every other, and made again. */
async function runUntilHit(life: Life, todo: Todo): Promise<FaultRun> {
  let run = await runOnce(life, todo)
  for (let again = 1; again < strikesMax && !run.isHit && run.violations.length === 0; again += 1) run = await runOnce(life, todo)
  return run
}

async function runOnce({ swarm, folder, removed }: Life, { fault, nr }: Todo): Promise<FaultRun> {
  const about = { type: 'run', fault, nr, confirmations: swarm.confirmations } as const
  const given = faultTable[fault]
  if (given === undefined) throw new Error(`there is no fault ${fault}`)
  let struck: Struck
  try {
    struck = await given.strike(makeStrike(swarm, nr, removed))
  } catch (failure) {
    const why = failure instanceof Error ? failure.message : String(failure)
    return {
      ...about,
      note: '',
      isHit: false,
      outcome: 'unexplained',
      reason: null,
      recoveryMs: 0,
      violations: [why],
      kept: folder,
    }
  }
  const begun = performance.now()
  await until(closedWithinMs, () => {
    swarm.alive()
    return isClosed(swarm, struck.intentHash)
  })
  const drifts = await settledDrifts(swarm)
  const look = async (): Promise<Judgement> =>
    judge({
      logs: await swarm.executed(),
      drifts,
      facts: swarm.facts.map(({ seq, fact }): ToldFact => ({ seq, ...fact })),
      removed,
      struck: struck.intentHash,
    })
  // an account notices what the chain undid when it next looks, as it does a wrong count
  await until(driftWithinMs, async () => (await look()).violations.length === 0)
  const recoveryMs = Math.round(performance.now() - begun)
  const { outcome, reason, violations } = await look()
  const { isHit, note } = struck
  return {
    ...about,
    isHit,
    note,
    outcome,
    reason,
    recoveryMs,
    violations: [...violations],
    kept: violations.length === 0 ? null : folder,
  }
}

const isClosed = ({ facts }: SwarmLife, intentHash: string): boolean =>
  facts.some(({ fact }) => (fact.type === 'intent.executed' || fact.type === 'intent.dropped') && fact.intentHash === intentHash)

interface Drift {
  readonly account: string
  readonly drift: number
}

/** Looks until every count agrees; else what was seen last within the bound. */
async function settledDrifts(swarm: SwarmLife): Promise<readonly Drift[]> {
  let seen: readonly Drift[] = []
  await until(driftWithinMs, async () => {
    swarm.alive()
    seen = await Promise.all(swarm.accounts.map((account) => driftOf(swarm, account, seen)))
    return seen.every(({ drift }) => drift === 0)
  })
  return seen
}

/** Bot and chain are asked one after the other: a look during which the bot moved on says nothing, the one before stands. */
async function driftOf({ chain, account: show }: SwarmLife, account: string, before: readonly Drift[]): Promise<Drift> {
  const { context } = await show(account)
  const signed = context.pending?.signed ?? []
  const [mined, ...blocks] = await Promise.all([
    chain.call('eth_getTransactionCount', [account, 'latest']),
    ...signed.map(({ hash }) => chain.minedIn(hash as Hex)), // a hash of the signer's
  ])
  const own = new Set(signed.filter((_, index) => blocks[index] !== null).map(({ hash }) => hash))
  const drift = nonceDrift(context, { mined: Number(mined), own })
  const after = (await show(account)).context
  const hasMoved = JSON.stringify(after) !== JSON.stringify(context)
  return hasMoved ? (before.find((one) => one.account === account) ?? { account, drift: Number.NaN }) : { account, drift }
}

async function until(withinMs: number, reached: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = performance.now() + withinMs; performance.now() < end; await delay(lookEveryMs)) if (await reached()) return
}
