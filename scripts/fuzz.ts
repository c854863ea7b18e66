// Lives of the swarm from many seeds, in as many processes as there are cores to spare; a life that breaks a law is
// lived again with fewer and fewer faults, and the least that still breaks it is printed.
// `npm run fuzz -- [--seeds 1000] [--minutes 10] [--from 1] [--steps 400] [--workers 2] [--record file] [--json]`
// `npm run fuzz -- --seed 17 [--steps 400] [--faults '[…]'] [--json]`
import { fork, type ChildProcess } from 'node:child_process'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { emptyTally, unmet, withLife, type Failure, type Tally } from '../test/simulation/campaign.ts'
import { faultsOf, type Fault } from '../test/simulation/faults.ts'
import type { LifeReport } from '../test/simulation/lifeReport.ts'
import { live } from '../test/simulation/lives.ts'
import { shrink } from '../test/simulation/shrink.ts'
import { Worker } from '../test/simulation/worker.ts'
import { scriptArgs } from './scriptArgs.ts'

/** A life has some hundred steps between a proposal and its execution; most begin just before one. */
const usualSteps = '400'
const reportEveryMs = 5_000
/** Failures that are made small; more of them are usually the same one. */
const shrunkMax = 3

const { values } = scriptArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    minutes: { type: 'string', default: '10' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    steps: { type: 'string', default: usualSteps },
    faults: { type: 'string' },
    workers: { type: 'string', default: '2' },
    record: { type: 'string' },
    json: { type: 'boolean', default: false },
    worker: { type: 'boolean', default: false },
  },
})
const number = (name: 'seeds' | 'minutes' | 'from' | 'seed' | 'steps' | 'workers', least: number): number => {
  const given = Number(values[name])
  if (!Number.isFinite(given) || given < least) throw new Error(`--${name} ${values[name]}: give a number of at least ${least}`)
  return given
}
const steps = number('steps', 1)
const say = (text: string): void => void process.stderr.write(`${text}\n`)

interface Record {
  readonly next: number
  readonly elapsedMs: number
  readonly tally: Tally
  readonly failures: readonly Failure[]
}

function summary(tally: Tally): string {
  return values.json
    ? JSON.stringify({ type: 'summary', ...tally })
    : `${tally.seeds} seeds, ${tally.steps} steps: ${tally.executions} executions, ${tally.crashes} crashes, ${tally.reorgs} reorgs, ${tally.tornWrites} torn writes; ${tally.violations} violations; history ${tally.historyHash}`
}

/** One life, told in full. */
async function one(): Promise<number> {
  const seed = number('seed', 0)
  // typed by a person or printed by this program
  const faults = values.faults === undefined ? faultsOf(seed, steps) : (JSON.parse(values.faults) as Fault[])
  const life = await live({ seed, steps, faults })
  if (life.hold !== null) say(`held: ${life.hold}`)
  const [violation] = life.violations
  if (violation !== undefined) await tell({ seed, violation }, faults)
  console.log(summary(withLife(emptyTally, life)))
  return life.violations.length === 0 ? 0 : 1
}

/** What broke, how to see it again, and the least that breaks it. */
async function tell({ seed, violation }: Failure, faults: readonly Fault[]): Promise<void> {
  say(`seed ${seed}, step ${violation.step}: ${violation.law}: ${violation.detail}`)
  say(`  again: npm run fuzz -- --seed ${seed} --steps ${steps}`)
  const fails = async (some: readonly Fault[]): Promise<boolean> =>
    (await live({ seed, steps, faults: some })).violations.some(({ law }) => law === violation.law)
  const least = await shrink(faults, fails)
  say(
    `  ${least.length} of ${faults.length} faults suffice: npm run fuzz -- --seed ${seed} --steps ${steps} --faults '${JSON.stringify(least)}'`,
  )
}

/** Many lives. */
async function many(): Promise<number> {
  const begun = performance.now()
  const known = readRecord()
  const first = known?.next ?? number('from', 0)
  const end = number('from', 0) + number('seeds', 1)
  const deadline = begun + number('minutes', 0) * 60_000
  let { tally, failures }: Pick<Record, 'tally' | 'failures'> = known ?? { tally: emptyTally, failures: [] }
  let next = first
  const open = new Set<number>()
  const elapsedMs = (): number => (known?.elapsedMs ?? 0) + Math.round(performance.now() - begun)
  const report = (): void => {
    // what is under way is lived again by whoever takes this up
    const done = Math.min(next, ...open)
    if (open.size === 0) keep({ next: done, elapsedMs: elapsedMs(), tally, failures })
    say(`${Math.round(elapsedMs() / 1_000)} s, next --from ${next}: ${summary(tally)}`)
  }
  let reported = begun
  const batch = 50
  while (next < end && performance.now() < deadline) {
    // in step: a record stands for all lives before its `next`, and for no other
    const seeds = Array.from({ length: Math.min(batch * workers.length, end - next) }, (_, index) => next + index)
    for (const seed of seeds) open.add(seed)
    for (const life of await livedBy(workers, seeds)) {
      open.delete(life.seed)
      tally = withLife(tally, life)
      const [violation] = life.violations
      if (violation !== undefined) failures = [...failures, { seed: life.seed, violation }]
      if (violation !== undefined)
        say(`seed ${life.seed}, step ${violation.step}: ${violation.law}: ${violation.detail.slice(0, 400)}`)
    }
    next += seeds.length
    if (performance.now() - reported < reportEveryMs) continue
    reported = performance.now()
    report()
  }
  report()
  for (const worker of workers) worker.end()
  for (const failure of failures.slice(0, shrunkMax)) await tell(failure, faultsOf(failure.seed, steps))
  const missing = unmet(tally)
  if (missing.length > 0) say(`nothing is proven: no ${missing.join(', no ')}`)
  console.log(summary(tally))
  return tally.violations === 0 && missing.length === 0 ? 0 : 1
}

/** Shares seeds among the workers, seed by seed. */
async function livedBy(workers: readonly Worker[], seeds: readonly number[]): Promise<readonly LifeReport[]> {
  const waiting = [...seeds]
  const reports: LifeReport[] = []
  await Promise.all(
    workers.map(async (worker) => {
      for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) reports.push(await worker.live(seed))
    }),
  )
  return reports
}

function serve(): void {
  process.on('message', (seed) => {
    live({ seed: Number(seed), steps }).then(
      (report) => process.send?.(report),
      (error: unknown) => {
        say(`seed ${Number(seed)}: ${error instanceof Error ? error.stack : String(error)}`)
        process.exit(1)
      },
    )
  })
}

function readRecord(): Record | undefined {
  if (values.record === undefined || !existsSync(values.record)) return undefined
  return JSON.parse(readFileSync(values.record, 'utf8')) as Record // written by `keep`
}
function keep(record: Record): void {
  if (values.record === undefined) return
  writeFileSync(`${values.record}.tmp`, `${JSON.stringify(record)}\n`)
  renameSync(`${values.record}.tmp`, values.record)
}

const begun = (): ChildProcess => fork(import.meta.filename, ['--worker', '--steps', String(steps)])
const workers: readonly Worker[] =
  values.worker || values.seed !== undefined ? [] : Array.from({ length: number('workers', 1) }, () => new Worker(begun, say))
if (values.worker) serve()
else process.exitCode = await (values.seed === undefined ? many() : one())
