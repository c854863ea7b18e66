// What became of each wrong line, appended as it is known: a run that was ended goes on where it was.
import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import type { Mutant } from '../contractMutants.ts'

/** One wrong line under one seed: the tests that failed, none if it survived. */
export interface MutantOutcome {
  readonly key: string
  readonly file: string
  readonly from: string
  readonly to: string
  readonly seed: string
  /** `tests` are all but the campaigns, which are asked only about what those let live, unless they alone are asked. */
  readonly suites: 'tests' | 'campaigns'
  readonly by: readonly string[]
  readonly ms: number
}

/** The same sources, wrong line, seed and suites make the same key; anything else changed makes another. */
export function outcomeKey(sources: string, mutant: Mutant, seed: string, suites: string): string {
  return createHash('sha256')
    .update(JSON.stringify([sources, mutant.file, mutant.from, mutant.to, seed, suites]))
    .digest('hex')
}

/** The lines of a file, one an outcome. Several processes may append to the same file. */
export class MutantLedger {
  readonly #path: string
  readonly #outcomes = new Map<string, MutantOutcome>()

  constructor(path: string) {
    this.#path = path
    if (!existsSync(path)) return
    for (const line of readFileSync(path, 'utf8').split('\n')) {
      const outcome = parsed(line)
      if (outcome !== undefined) this.#outcomes.set(outcome.key, outcome)
    }
  }

  get(key: string): MutantOutcome | undefined {
    return this.#outcomes.get(key)
  }

  add(outcome: MutantOutcome): void {
    appendFileSync(this.#path, `${JSON.stringify(outcome)}\n`)
    this.#outcomes.set(outcome.key, outcome)
  }
}

/** The last line of a run that was killed may be half there. */
function parsed(line: string): MutantOutcome | undefined {
  try {
    return JSON.parse(line) as MutantOutcome // written by `add`
  } catch {
    return undefined
  }
}
