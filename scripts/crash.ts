// `npm run crash -- [--runs 200] [--point name] [--seed n] [--resume] [--json]`: kills the real daemon with a real Anvil at
// every named point and at random moments, starts it again, and judges from outside what must have held.
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { CommandLedger } from '../test/crash/commandLedger.ts'
import { CrashInstance } from '../test/crash/crashInstance.ts'
import { planKills, type PlannedKill } from '../test/crash/crashPlan.ts'
import { shortfalls, summarize } from '../test/crash/crashReport.ts'
import { crashOnce, type CrashResult } from '../test/crash/crashRun.ts'
import { daemonPoints } from '../test/crash/killPoints.ts'
import { scriptArgs } from './scriptArgs.ts'

const exitCodes = { met: 0, short: 1, wrongUse: 2 } as const
/** A journal of many kills is one thing to test, a chain that was just begun another. */
const killsPerInstance = 25
/** Where a run that was cut off is continued from. */
const folder = join(import.meta.dirname, '..', '.runtime', 'crash')

/** A run as it is kept: executions are counted per instance, so each run has those that came with it. */
async function run(): Promise<number> {
  const { values } = scriptArgs({
    options: {
      runs: { type: 'string', default: '200' },
      point: { type: 'string' },
      seed: { type: 'string', default: '1' },
      resume: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  })
  const [runs, seed] = [Number(values.runs), Number(values.seed)]
  if (!Number.isInteger(runs) || runs < 1 || !Number.isInteger(seed)) return refuse('--runs and --seed take whole numbers')
  const names = daemonPoints.map(({ point }) => point)
  if (values.point !== undefined && !names.includes(values.point))
    return refuse(`there is no point ${values.point}. There are: ${names.join(', ')}`)
  const file = join(folder, `${runs}-${seed}-${values.point ?? 'all'}.ndjson`)
  mkdirSync(folder, { recursive: true })
  if (!values.resume) rmSync(file, { force: true })
  const done = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').map(readResult) : []
  const say = values.json ? console.error : console.log
  if (done.length > 0) say(`continues after ${done.length} of ${runs} runs in ${file}`)
  const plans = planKills(runs, seed, values.point)
  await killAll(plans, done, (result) => {
    appendFileSync(file, `${JSON.stringify(result)}\n`)
    say(lineOf(result, done.length, runs))
  })
  // with fewer runs than points only those that were planned can be asked for
  const wanted = new Set(plans.flatMap((plan) => (plan.kind === 'point' ? [plan.point.point] : [])))
  const summary = summarize(
    done,
    names.filter((name) => wanted.has(name)),
  )
  const short = shortfalls(summary)
  for (const { planned, violations } of done) for (const { rule, what } of violations) say(`${planned}: ${rule}: ${what}`)
  if (values.json) console.log(JSON.stringify(summary))
  else for (const line of tableOf(summary)) console.log(line)
  for (const problem of short) console.error(`crash: ${problem}`)
  return short.length === 0 ? exitCodes.met : exitCodes.short
}

/** Goes through the plan; a point that did not come takes the place of the next random moment. */
async function killAll(plans: readonly PlannedKill[], done: CrashResult[], keep: (result: CrashResult) => void): Promise<void> {
  let instance: CrashInstance | undefined
  let ledger: CommandLedger | undefined
  let executedBefore = 0
  const leave = (): void => void (instance?.end() ?? Promise.resolve()).finally(() => process.exit(exitCodes.short))
  process.once('SIGINT', leave).once('SIGTERM', leave)
  const missed: PlannedKill[] = []
  // what is broken stays broken: it counts once
  const reported = new Set<string>()
  try {
    for (let nr = done.length; nr < plans.length; nr += 1) {
      if (instance === undefined || ledger === undefined || nr % killsPerInstance === 0) {
        await endKept(instance, reported)
        instance = new CrashInstance()
        ledger = new CommandLedger(instance.client)
        executedBefore = 0
        reported.clear()
        await instance.begin()
      }
      const next = plans[nr] as PlannedKill // nr < length
      const plan = next.kind === 'random' ? (missed.shift() ?? next) : next
      const result = await crashOnce(instance, ledger, plan)
      if (plan.kind === 'point' && result.point !== plan.point.point) missed.push({ ...plan, pass: 1 })
      const violations = result.violations.filter(({ rule, what }) => !reported.has(`${rule} ${what}`))
      for (const { rule, what } of violations) reported.add(`${rule} ${what}`)
      done.push({ ...result, violations, executed: result.executed - executedBefore })
      executedBefore = result.executed
      keep(done.at(-1) as CrashResult) // just pushed
    }
  } catch (failure) {
    await instance?.end(true)
    console.error(`crash: the instance is kept in ${instance?.folders.root ?? 'no folder'}`)
    throw failure
  }
  await endKept(instance, reported)
}

/** What was broken is looked at afterwards: its folder stays. */
async function endKept(instance: CrashInstance | undefined, broken: ReadonlySet<string>): Promise<void> {
  await instance?.end(broken.size > 0)
  if (broken.size > 0) console.error(`crash: the instance is kept in ${instance?.folders.root ?? 'no folder'}`)
}

function lineOf(
  { planned, point, during, recoveryMs, tookMs, chainKilled, violations }: CrashResult,
  nr: number,
  runs: number,
): string {
  const where = point === null && !planned.startsWith('random') ? `${planned} did not come; killed anyway` : planned
  const verdict = violations.length === 0 ? 'holds' : `VIOLATED: ${violations.map(({ rule }) => rule).join(', ')}`
  const chain = chainKilled ? ', Anvil too' : ''
  return `${String(nr).padStart(4)}/${runs} ${where}${chain}, ${during}: back after ${recoveryMs} ms, ${verdict} (${(tookMs / 1_000).toFixed(1)} s)`
}

function tableOf({ runs, executed, violations, pointsHit, recoveryMs }: ReturnType<typeof summarize>): readonly string[] {
  return [
    '',
    ...Object.entries(pointsHit).map(([point, hits]) => `${String(hits).padStart(4)} × ${point}`),
    '',
    `${runs} kills, ${executed} intents executed, ${violations} violations`,
    `recovery: median ${recoveryMs.median} ms, longest ${recoveryMs.max} ms`,
  ]
}

function readResult(line: string): CrashResult {
  return JSON.parse(line) as CrashResult // written above
}

function refuse(problem: string): number {
  console.error(`crash: ${problem}`)
  return exitCodes.wrongUse
}

process.exitCode = await run()
