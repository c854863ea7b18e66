// A campaign's runs as a table: what each fault came to, at each number of confirmations.
import type { FaultRun } from './campaignProgress.ts'

/** One fault at one number of confirmations. */
export interface CampaignRow {
  readonly fault: string
  readonly confirmations: number
  readonly struck: number
  readonly executed: number
  /** Why nothing was executed, and how often. */
  readonly held: Readonly<Record<string, number>>
  /** Executed, taken back by the chain after it was final, and told so. */
  readonly undone: number
  readonly violations: number
  readonly recoveryMs: { readonly median: number; readonly max: number }
}

export function campaignTable(runs: readonly FaultRun[]): readonly CampaignRow[] {
  const keys = [...new Set(runs.map(({ fault, confirmations }) => `${fault} ${confirmations}`))]
  return keys.map((key) => rowOf(runs.filter(({ fault, confirmations }) => `${fault} ${confirmations}` === key)))
}

function rowOf(runs: readonly FaultRun[]): CampaignRow {
  const [first] = runs
  if (first === undefined) throw new Error('a row has runs')
  const times = runs.map(({ recoveryMs }) => recoveryMs).toSorted((a, b) => a - b)
  const reasons = runs.flatMap(({ outcome, reason }) => (outcome === 'held' && reason !== null ? [reason] : []))
  return {
    fault: first.fault,
    confirmations: first.confirmations,
    struck: runs.filter(({ isHit }) => isHit).length,
    executed: runs.filter(({ outcome }) => outcome === 'executed').length,
    held: Object.fromEntries([...new Set(reasons)].map((reason) => [reason, reasons.filter((one) => one === reason).length])),
    undone: runs.filter(({ outcome }) => outcome === 'undone').length,
    violations: runs.reduce((sum, { violations }) => sum + violations.length, 0),
    recoveryMs: { median: times[Math.floor(times.length / 2)] ?? 0, max: times.at(-1) ?? 0 },
  }
}

/** For a page. */
export function asMarkdown(rows: readonly CampaignRow[]): string {
  const lines = rows.map(({ fault, confirmations, struck, executed, held, undone, violations, recoveryMs }) => {
    const reasons = Object.entries(held).map(([reason, count]) => `${count} × ${reason}`)
    const shown = [
      reasons.length === 0 ? '-' : reasons.join(', '),
      undone,
      violations,
      seconds(recoveryMs.median),
      seconds(recoveryMs.max),
    ]
    return `| ${[fault, confirmations, struck, executed, ...shown].join(' | ')} |`
  })
  return [
    '| fault | confirmations | struck | executed once | held, and why | undone | violations | recovery, median | longest |',
    '|---|---|---|---|---|---|---|---|---|',
    ...lines,
  ].join('\n')
}

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`
