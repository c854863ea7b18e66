// Lives from their seeds alone: which fund, which faults, which acts, where each begins and what is asked of it at the end.
import { SimulatedMachine } from '#runtime/simulatedHost.ts'
import { faultsOf } from './faults.ts'
import { JournalMirror } from './journalMirror.ts'
import { Life, type Beginning } from './life.ts'
import type { LifeOptions, LifeReport } from './lifeReport.ts'
import { demandProgress, demandWhatIsOwed } from './progress.ts'
import { castOf, fundVarieties, wellCast } from './simulatedFund.ts'
import type { Violation } from './violation.ts'
import { actsOf, asksOf } from './workload.ts'

/** A trade takes some hundred steps once the price moves; a swarm that has none after this is broken. */
const quietStepsMax = 4_000
/** Seeds of the quiet beginnings; no life has one of these. */
const beginningSeed = 1_000_000_000
/**
 * By kind of beginning, which of some dozens of seeds came to it with the fewest records: every start of every life reads
 * them all. None is better than another in what it holds; a life of regressions.test.ts begins with kind 12.
 */
const shortSeeds: readonly number[] = [0, 0, 0, 0, 0, 0, 50, 35, 88, 7, 38, 1, 0, 22, 95, 29, 82, 10]
const beginnings = new Map<number, Promise<Beginning | Violation>>()

/** Lives one life. The same options give the same report, to the last hash. */
export async function live({ seed, steps, faults, progressSteps, bend }: LifeOptions): Promise<LifeReport> {
  const beginning = await beginningOf(seed)
  const life = new Life({
    seed,
    cast: castOf(seed),
    faults: faults ?? faultsOf(seed, steps),
    acts: [...actsOf(seed, steps), ...asksOf(seed, steps)],
    ...(bend === undefined ? {} : { bend }),
    ...(beginning === undefined || 'law' in beginning ? {} : { beginning }),
  })
  if (beginning !== undefined && 'law' in beginning) {
    life.broken(beginning)
    return life.end(null)
  }
  await life.until(steps)
  if (life.violations.length === 0) await demandWhatIsOwed(life)
  const within = progressSteps ?? (asksProgress(seed) ? progressStepsMax : 0)
  return life.end(within > 0 && life.violations.length === 0 ? await demandProgress(life, within) : null)
}

/** Some thirty minutes of the swarm's time: longer than anything in it waits. */
const progressStepsMax = 40_000
/** Some lives are asked to trade again after their faults: one takes as long as five others. */
const asksProgress = (seed: number): boolean => seed % 64 === 3

/** Where the quiet beginnings end: after the first round, with a trade proposed, with one approved. */
const stages = ['strategy.decided', 'intent.proposed', 'intent.approved'] as const

/** Most lives begin before or within a trade, so that their steps go into trades; every tenth begins from nothing. */
function beginningOf(seed: number): Promise<Beginning | Violation | undefined> {
  if (seed % 10 === 0) return Promise.resolve(undefined)
  const kind = seed % (fundVarieties * stages.length)
  const known = beginnings.get(kind) ?? begin(kind)
  beginnings.set(kind, known)
  return known
}

/** A beginning that breaks a law is no beginning. */
async function begin(kind: number): Promise<Beginning | Violation> {
  const stage = stages[Math.floor(kind / fundVarieties)] ?? stages[0]
  const variety = kind % fundVarieties
  const short = shortSeeds[kind] ?? 0
  const seed = beginningSeed + (short === 0 ? kind : variety + 1_000 * short)
  const life = new Life({ seed, cast: wellCast(variety), faults: [], acts: [] })
  await life.until(quietStepsMax, () => life.journalLaw.facts.has(stage))
  const [violation] = life.violations
  if (violation !== undefined) return { law: violation.law, detail: `in quiet beginning ${kind}: ${violation.detail}` }
  if (!life.journalLaw.facts.has(stage)) return { law: 'progress', detail: `quiet beginning ${kind} has no ${stage}` }
  life.leave()
  const { machine, chain } = life
  const disk = machine.disk.image()
  // read as any life would find it: what was not synced is there too
  const found = new SimulatedMachine(beginningSeed)
  found.disk.load(disk)
  const mirror = new JournalMirror(found.disk)
  return { elapsed: machine.time.elapsed, disk, chain, records: mirror.take(), mirror }
}
