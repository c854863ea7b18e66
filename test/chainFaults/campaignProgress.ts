// What a campaign has done, one line per run in a file, so that an interrupted one can go on; and the sum of it.
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'

const runSchema = z.object({
  type: z.literal('run'),
  fault: z.string(),
  confirmations: z.number(),
  nr: z.number(),
  note: z.string(),
  isHit: z.boolean(),
  outcome: z.enum(['executed', 'held', 'undone', 'unexplained']),
  reason: z.string().nullable(),
  /** from the end of the fault to a closed intent and counts that agree */
  recoveryMs: z.number(),
  violations: z.array(z.string()),
  /** where journal and logs are kept, when something was violated */
  kept: z.string().nullable(),
})
export type FaultRun = z.output<typeof runSchema>

export interface CampaignSummary {
  readonly type: 'summary'
  readonly runs: number
  readonly executed: number
  readonly violations: number
  readonly pointsHit: Readonly<Record<string, number>>
  readonly recoveryMs: { readonly median: number; readonly max: number }
}

export const addRun = (file: string, run: FaultRun): void => appendFileSync(file, `${JSON.stringify(run)}\n`)

/** A line cut off by an interruption is not a run. */
export function readRuns(file: string): readonly FaultRun[] {
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return [runSchema.parse(JSON.parse(line))]
      } catch {
        return []
      }
    })
}

export function summarize(runs: readonly FaultRun[], faults: readonly string[]): CampaignSummary {
  const times = runs.map(({ recoveryMs }) => recoveryMs).toSorted((a, b) => a - b)
  return {
    type: 'summary',
    runs: runs.length,
    executed: runs.filter(({ outcome }) => outcome === 'executed').length,
    violations: runs.reduce((sum, { violations }) => sum + violations.length, 0),
    pointsHit: Object.fromEntries(faults.map((fault) => [fault, runs.filter((run) => run.fault === fault && run.isHit).length])),
    recoveryMs: { median: times[Math.floor(times.length / 2)] ?? 0, max: times.at(-1) ?? 0 },
  }
}

/** What is missing of what was asked for; empty when nothing is. */
export function shortfalls(summary: CampaignSummary, wanted: { readonly timesPerFault: number }): readonly string[] {
  const short = Object.entries(summary.pointsHit).filter(([, hits]) => hits < wanted.timesPerFault)
  return [
    ...(summary.violations === 0 ? [] : [`${summary.violations} violations`]),
    ...(summary.executed === 0 ? ['no intent was executed'] : []),
    ...short.map(([fault, hits]) => `${fault} struck ${hits} times of ${wanted.timesPerFault}`),
  ]
}
