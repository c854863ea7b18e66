// The account of many runs: the line a script judges, and what fell short.
import type { CrashResult } from './crashRun.ts'

/** The last line of `npm run crash -- --json`. */
export interface CrashSummary {
  readonly type: 'summary'
  readonly runs: number
  readonly executed: number
  readonly violations: number
  readonly pointsHit: Readonly<Record<string, number>>
  readonly recoveryMs: { readonly median: number; readonly max: number }
}

/** The target: a daemon that was killed shows its first new fact within this. */
export const recoveryMaxMs = 5_000

/** @param points every point that should have been met, so that one never met is counted too */
export function summarize(results: readonly CrashResult[], points: readonly string[]): CrashSummary {
  const recovery = results.map(({ recoveryMs }) => recoveryMs).toSorted((one, other) => one - other)
  const hits = (point: string): number => results.filter((result) => result.point === point).length
  return {
    type: 'summary',
    runs: results.length,
    executed: results.reduce((sum, { executed }) => sum + executed, 0),
    violations: results.reduce((sum, { violations }) => sum + violations.length, 0),
    pointsHit: Object.fromEntries(points.map((point) => [point, hits(point)])),
    recoveryMs: { median: recovery[Math.floor(recovery.length / 2)] ?? 0, max: recovery.at(-1) ?? 0 },
  }
}

/** Why the runs are not good enough; nothing when they are. */
export function shortfalls({ runs, executed, violations, pointsHit, recoveryMs }: CrashSummary): readonly string[] {
  const never = Object.entries(pointsHit).flatMap(([point, hits]) => (hits === 0 ? [point] : []))
  return [
    ...(runs === 0 ? ['nothing was killed'] : []),
    ...(executed === 0 ? ['no intent was executed, so nothing was shown'] : []),
    ...(violations > 0 ? [`${violations} violations`] : []),
    ...(never.length > 0 ? [`never killed at ${never.join(', ')}`] : []),
    ...(recoveryMs.max > recoveryMaxMs ? [`a recovery took ${recoveryMs.max} ms of ${recoveryMaxMs} ms`] : []),
  ]
}
