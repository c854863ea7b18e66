// What a case of the benchmark is, as data.
import type { Reading } from './contender.ts'

/** The contender that is the project itself, in every case. */
export const own = 'quorate'

/** What the contenders of a case came to, by name; one that failed has its problem instead. */
export interface Outcome {
  readonly readings: Readonly<Record<string, readonly Reading[]>>
  readonly problems: Readonly<Record<string, string>>
}

/** A module below this folder that exports `open`, and what it is given. */
export interface ContenderSpec {
  readonly module: string
  readonly options?: Readonly<Record<string, number>>
  readonly nodeArgs?: readonly string[]
}

/** A bound on the ratio of medians, the project's over the baseline's. */
export interface Target {
  readonly is: 'at least' | 'at most'
  readonly ratio: number
}

/** A row of the targets. */
export interface BenchCase {
  readonly name: string
  readonly unit: string
  /** One sentence: what is done, at which rates. */
  readonly about: string
  /** `quorate` first, then the baselines by name. */
  readonly contenders: Readonly<Record<string, ContenderSpec>>
  /** By baseline. A baseline without a target is told for comparison. */
  readonly targets: Readonly<Record<string, Target>>
  /** An absolute bound, in the unit: the baseline `target`. */
  readonly limit?: { readonly is: Target['is']; readonly value: number }
  /** Baselines computed from what was measured. */
  readonly derive?: (outcome: Outcome) => Readonly<Record<string, number>>
  /** Samples that are thrown away first. Default 1. */
  readonly warmUps?: number
  /** Rounds at most, for cases whose sample takes long. */
  readonly roundsMax?: number
  /** Needs the engines: only with --engines. */
  readonly engines?: true
}
