// Lives from their seeds alone: which fund, which faults, which acts, where each begins and what is asked of it at the end.
import { faultsOf } from './faults.ts'
import { Life, type Beginning } from './life.ts'
import type { LifeOptions, LifeReport } from './lifeReport.ts'
import { demandProgress } from './progress.ts'
import { castOf, fundVarieties, wellCast } from './simulatedFund.ts'
import { actsOf } from './workload.ts'

/** A first round takes some hundred steps; a swarm that has none after this is broken. */
const firstRoundSteps = 2_000
/** Seeds of the quiet beginnings; no life has one of them. */
const beginningSeed = 1_000_000_000
const beginnings = new Map<number, Promise<Beginning>>()

/** Lives one life. The same options give the same report, to the last hash. */
export async function live({ seed, steps, faults, demandsProgress, bend }: LifeOptions): Promise<LifeReport> {
  const beginning = await beginningOf(seed)
  const life = new Life({
    seed,
    cast: castOf(seed),
    faults: faults ?? faultsOf(seed, steps),
    acts: actsOf(seed, steps),
    ...(bend === undefined ? {} : { bend }),
    ...(beginning === undefined ? {} : { beginning }),
  })
  await life.until(steps)
  const isAsked = demandsProgress ?? asksProgress(seed)
  return life.end(isAsked && life.violations.length === 0 ? await demandProgress(life) : null)
}

/** Every seventh life is asked to trade again after its faults. */
const asksProgress = (seed: number): boolean => seed % 7 === 3

/** Most lives begin after a quiet first round, so that their steps go into trades; every tenth begins from nothing. */
function beginningOf(seed: number): Promise<Beginning | undefined> {
  if (seed % 10 === 0) return Promise.resolve(undefined)
  const variety = seed % fundVarieties
  const known = beginnings.get(variety) ?? begin(variety)
  beginnings.set(variety, known)
  return known
}

async function begin(variety: number): Promise<Beginning> {
  const life = new Life({ seed: beginningSeed + variety, cast: wellCast(variety), faults: [], acts: [] })
  await life.until(firstRoundSteps, () => life.journalLaw.facts.has('strategy.decided'))
  const [violation] = life.violations
  if (violation !== undefined) throw new Error(`a quiet beginning breaks a law: ${violation.law}: ${violation.detail}`)
  life.daemon.process.die()
  const { machine, chain } = life
  return { elapsed: machine.time.elapsed, disk: machine.disk.image(), chain }
}
