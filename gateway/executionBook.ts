// What became of approved trades: the jobs of executors, read from the journal's facts, and where the job that an executor
// has in hand stands at this moment.
import { z } from 'zod'
import type { executionJobSchema } from '#protocol/executionJob.ts'
import type { Fact } from '#protocol/facts.ts'
import type { Host } from '#runtime/host.ts'

/** One job. `seq` and `at` are of the approval that it began with. */
export interface ExecutionRow {
  readonly seq: number
  readonly at: string
  readonly fundId: string
  readonly intentHash: string
  readonly state: z.output<typeof executionJobSchema>['state']
  /** Dry runs that an executor of this instance made. */
  readonly attempts: number
  /** ISO 8601; of a job that waits for its next attempt. */
  readonly nextAttemptAt: string | null
  /** Of the execution. */
  readonly txHash: string | null
  readonly block: number | null
  /** Why the last attempt came to nothing, or why there is none any more. */
  readonly problem: string | null
}

/** Takes a fact into the jobs of its fund. A trade that was never approved is no job. */
export function noteExecution(
  rows: Map<string, ExecutionRow>,
  fact: Extract<Fact, { fundId: string }>,
  when: { readonly seq: number; readonly at: string },
): void {
  if (fact.type === 'intent.approved') {
    const { fundId, intentHash } = fact
    const begun = { state: 'READY', attempts: 0, nextAttemptAt: null, txHash: null, block: null, problem: null } as const
    if (!rows.has(intentHash)) rows.set(intentHash, { ...when, fundId, intentHash, ...begun })
    return
  }
  if (fact.type !== 'intent.dryRun' && fact.type !== 'intent.executed' && fact.type !== 'intent.dropped') return
  const known = rows.get(fact.intentHash)
  if (known === undefined) return
  switch (fact.type) {
    case 'intent.dryRun': {
      const problem = fact.code === 'OK' ? null : [fact.code, fact.detail ?? ''].filter((word) => word !== '').join(': ')
      rows.set(fact.intentHash, { ...known, attempts: known.attempts + 1, problem })
      return
    }
    case 'intent.executed':
      rows.set(fact.intentHash, { ...known, state: 'EXECUTED', txHash: fact.txHash, block: fact.block, problem: null })
      return
    case 'intent.dropped':
      rows.set(fact.intentHash, { ...known, state: 'FAILED_FINAL', problem: fact.detail === '' ? fact.outcome : fact.detail })
  }
}

// the parts of machines/executor.ts's context that say which job it has
const inHandSchema = z.object({ task: z.object({ intentHash: z.string() }).nullable() })

/** A job as it stands now: the one that its executor has in hand is running, or waits for another attempt. */
export function executionNow(host: Pick<Host, 'view'>, row: ExecutionRow): ExecutionRow {
  if (row.state !== 'READY') return row
  const view = host.view(`executor:${row.fundId}`)
  const inHand = inHandSchema.safeParse(view?.context)
  if (view === undefined || !inHand.success || inHand.data.task?.intentHash !== row.intentHash) return row
  if (view.value !== 'retrying') return { ...row, state: 'RUNNING' }
  return { ...row, state: 'FAILED_RETRYABLE', nextAttemptAt: view.timers[0]?.dueAt ?? null }
}
