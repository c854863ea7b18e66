// One kill of a daemon at work, its recovery, and the look at everything that must have held.
import type { CrashInstance } from './crashInstance.ts'
import type { PlannedKill } from './crashPlan.ts'
import { lasting, mayPass, violationsIn, type Violation } from './crashVerdict.ts'
import type { CommandLedger } from './commandLedger.ts'
import { isClosed, openIntent } from './journalTrail.ts'

/** What one run came to. */
export interface CrashResult {
  readonly planned: string
  /** The point it died at; null: killed from outside, at a random moment or because the point did not come. */
  readonly point: string | null
  readonly during: string
  readonly chainKilled: boolean
  /** From the start of the process to the first new fact in the journal's file. */
  readonly recoveryMs: number
  readonly tookMs: number
  readonly executed: number
  readonly violations: readonly Violation[]
}

/** A point that did not come by now is passed too rarely for this run; it is planned again. */
const pointWithinMs = 8_000
/** A start on a busy machine, up to where it takes up the journal. */
const startWithinMs = 30_000
/** The next trade, at a random walk's mercy. */
const stageWithinMs = 6_000
/** An open intent ends by execution or by its deadline; on an idle machine in a quarter of a second. */
const jobWithinMs = 60_000
/** Journal and chain agree at rest; between two looks something may be on its way. */
const agreeWithinMs = 15_000

/** Kills the running daemon as planned, starts it again, and judges. */
export async function crashOnce(instance: CrashInstance, ledger: CommandLedger, plan: PlannedKill): Promise<CrashResult> {
  const began = performance.now()
  await strike(instance, ledger, plan)
  const diedAt = instance.diedAt
  await ledger.settled()
  instance.trail.look()
  const job = openIntent(instance.trail.facts)
  const journalProblem = instance.journalProblem()
  if (plan.chain === 'killed') {
    await instance.chainWritten()
    await instance.killChain()
  }
  const before = instance.trail.facts.length
  const during = situation(instance, job)
  const started = performance.now()
  instance.start()
  const isBack = (): boolean => instance.trail.facts.length > before
  await instance.until(() => isBack() || !instance.alive)
  const recoveryMs = Math.round(performance.now() - started)
  if (!isBack()) throw new Error(`no new fact after the kill at ${wordsOf(plan)}: ${instance.said}`)
  const answered = ledger.repeat()
  const ended = job === null || (await instance.until(() => isClosed(instance.trail.facts, job), jobWithinMs))
  await answered
  const { violations, executed } = await judge(instance, ledger, { job: { intentHash: job, ended }, journalProblem })
  return {
    planned: wordsOf(plan),
    point: diedAt,
    during,
    chainKilled: plan.chain === 'killed',
    recoveryMs,
    tookMs: Math.round(performance.now() - began),
    executed,
    violations,
  }
}

/** A plan for people and for the log. */
export function wordsOf(plan: PlannedKill): string {
  return plan.kind === 'point' ? `${plan.point.point}#${plan.pass}` : `random: ${plan.stage} + ${plan.afterMs} ms`
}

async function strike(instance: CrashInstance, ledger: CommandLedger, plan: PlannedKill): Promise<void> {
  const { facts } = instance.trail
  if (plan.kind === 'random') {
    const from = facts.length
    ledger.send()
    if (plan.stage !== 'any') await instance.until(() => facts.slice(from).some(({ type }) => type === plan.stage), stageWithinMs)
    await instance.until(() => false, plan.afterMs)
    instance.signal('SIGKILL')
    await instance.died(pointWithinMs)
    return
  }
  const killAt = `${plan.point.point}#${plan.pass}`
  if (plan.point.moment === 'start') {
    instance.signal('SIGKILL')
    await instance.died(pointWithinMs)
    instance.start(killAt)
  } else {
    // most kills fall into a trade
    const from = facts.length
    if (plan.point.moment === 'work') {
      await instance.until(() => facts.slice(from).some(({ type }) => type === 'intent.proposed'), stageWithinMs)
      instance.arm(killAt)
      ledger.send()
    } else {
      instance.arm(killAt)
      instance.signal('SIGTERM')
    }
  }
  if (await instance.died(plan.point.moment === 'start' ? startWithinMs : pointWithinMs)) return
  instance.signal('SIGKILL')
  await instance.died(pointWithinMs)
}

/** Waits until journal and chain agree, or for as long as that may take; then what still disagrees is a violation. */
async function judge(
  instance: CrashInstance,
  ledger: CommandLedger,
  seen: { readonly job: { readonly intentHash: string | null; readonly ended: boolean }; readonly journalProblem: string | null },
): Promise<{ readonly violations: readonly Violation[]; readonly executed: number }> {
  const end = performance.now() + agreeWithinMs
  let first: readonly Violation[] | undefined
  for (;;) {
    const chain = await instance.chainEvents()
    instance.trail.look()
    const { facts, asks, quarantined } = instance.trail
    const told = (type: string, key: string): readonly string[] =>
      facts.flatMap((fact) => (fact.type === type ? [String(fact.data[key])] : []))
    const violations = violationsIn({
      ...seen,
      ledger: ledger.entries,
      askTurns: asks,
      toldExecutions: told('intent.executed', 'intentHash'),
      chainExecutions: chain.executions,
      toldDeposits: told('fund.deposited', 'amount'),
      // the first one was made before any client
      chainDeposits: chain.deposits.slice(1),
      takenBack: new Set(),
      quarantined: quarantined.map(({ actor, code }) => `${actor}: ${code}`),
    })
    first ??= violations
    const over = performance.now() > end
    if (over || !violations.some(mayPass))
      return { violations: over ? lasting(first, violations) : violations, executed: chain.executions.length }
    await instance.until(() => false, 100)
  }
}

function situation(instance: CrashInstance, job: string | null): string {
  const last = instance.trail.facts.findLast(({ data }) => data['intentHash'] === job)
  return job === null ? 'between trades' : `after ${last?.type ?? 'its proposal'}`
}
