// Many lives as one result: sums, the laws that were broken, and one number for all their histories, whatever the order.
import { createHash } from 'node:crypto'
import type { LifeReport, SeenViolation } from './lifeReport.ts'

/** Sums over lives. Plain JSON, so that a long campaign can be put down and taken up again. */
export interface Tally {
  readonly seeds: number
  readonly steps: number
  readonly executions: number
  readonly crashes: number
  readonly reorgs: number
  readonly tornWrites: number
  readonly violations: number
  /** 64 hex digits; the sum of each life's own, so that the order does not matter. */
  readonly historyHash: string
}
/** A life that broke a law. */
export interface Failure {
  readonly seed: number
  readonly violation: SeenViolation
}

const hashes = 2n ** 256n

/** Nothing lived yet. */
export const emptyTally: Tally = {
  seeds: 0,
  steps: 0,
  executions: 0,
  crashes: 0,
  reorgs: 0,
  tornWrites: 0,
  violations: 0,
  historyHash: '0'.repeat(64),
}

/** With one life more. */
export function withLife(tally: Tally, life: LifeReport): Tally {
  const own = createHash('sha256').update(`${life.seed} ${life.historyHash}`).digest('hex')
  return {
    seeds: tally.seeds + 1,
    steps: tally.steps + life.steps,
    executions: tally.executions + life.executions,
    crashes: tally.crashes + life.crashes,
    reorgs: tally.reorgs + life.reorgs,
    tornWrites: tally.tornWrites + life.tornWrites,
    violations: tally.violations + life.violations.length,
    historyHash: ((BigInt(`0x${tally.historyHash}`) + BigInt(`0x${own}`)) % hashes).toString(16).padStart(64, '0'),
  }
}

/** What a campaign must have met to prove anything. @returns what it did not meet */
export function unmet(tally: Tally): readonly string[] {
  return (['executions', 'crashes', 'reorgs', 'tornWrites'] as const).filter((what) => tally[what] === 0)
}
