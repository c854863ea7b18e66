// From samples to a verdict: medians, ratios of medians, and whether each target is met. No I/O here.
import { own, type BenchCase, type Outcome, type Target } from './benchCase.ts'
import { digits, median, middleHalf } from './statistics.ts'

/** A judged case, as the summary and the history have it. */
export interface Judged {
  readonly name: string
  readonly median: number
  readonly unit: string
  /** The middle half of the samples, in the unit. */
  readonly spread: readonly [number, number]
  readonly samples: number
  /** The project's median over the baseline's, by baseline. */
  readonly ratios: Readonly<Record<string, number>>
  readonly targets: Readonly<Record<string, number>>
  /** Which way each target points. */
  readonly bounds: Readonly<Record<string, Target['is']>>
  /** Every target reached; a baseline that could not be measured is a miss. */
  readonly met: boolean
  /** Medians of the baselines, in the unit. */
  readonly baselines: Readonly<Record<string, number>>
  /** Medians of what else was seen. */
  readonly details: Readonly<Record<string, number>>
  /** What went wrong, by contender. */
  readonly problems: Readonly<Record<string, string>>
}

/** The baseline of an absolute limit. */
const limitBaseline = 'target'

/** Judges what a contest came to. */
export function judge(bench: BenchCase, outcome: Outcome): Judged {
  const readings = outcome.readings[own] ?? []
  const values = readings.map(({ value }) => value)
  const baselines: Record<string, number> = {
    ...besideOf(outcome),
    ...Object.fromEntries(
      Object.entries(outcome.readings)
        .filter(([name]) => name !== own)
        .map(([name, taken]) => [name, median(taken.map(({ value }) => value))]),
    ),
    ...bench.derive?.(outcome),
    ...(bench.limit === undefined ? {} : { [limitBaseline]: bench.limit.value }),
  }
  const targets: Readonly<Record<string, Target>> = {
    ...bench.targets,
    ...(bench.limit === undefined ? {} : { [limitBaseline]: { is: bench.limit.is, ratio: 1 } }),
  }
  const middle = median(values)
  const measured = Object.entries(baselines).filter(([, value]) => Number.isFinite(value))
  const ratios = Object.fromEntries(measured.map(([name, value]) => [name, digits(middle / value)]))
  const [low, high] = middleHalf(values)
  return {
    name: bench.name,
    median: digits(middle),
    unit: bench.unit,
    spread: [digits(low), digits(high)],
    samples: values.length,
    ratios,
    targets: mapped(targets, ({ ratio }) => ratio),
    bounds: mapped(targets, ({ is }) => is),
    met: Object.entries(targets).every(([name, target]) => reaches(ratios[name], target)),
    baselines: mapped(Object.fromEntries(measured), digits),
    details: detailsOf(outcome),
    problems: outcome.problems,
  }
}

/** Is a ratio on the right side of its target? One that could not be measured is not. */
export function reaches(ratio: number | undefined, { is, ratio: wanted }: Target): boolean {
  if (ratio === undefined || !Number.isFinite(ratio)) return false
  return is === 'at least' ? ratio >= wanted : ratio <= wanted
}

function besideOf({ readings }: Outcome): Readonly<Record<string, number>> {
  return gathered((readings[own] ?? []).flatMap(({ beside }) => Object.entries(beside ?? {})))
}

/** The project's own details by their name, a baseline's with the baseline's name before. */
function detailsOf({ readings }: Outcome): Readonly<Record<string, number>> {
  const found = Object.entries(readings).flatMap(([contender, taken]) =>
    taken.flatMap(({ details }) =>
      Object.entries(details ?? {}).map(([name, value]): [string, number] => [
        contender === own ? name : `${contender} ${name}`,
        value,
      ]),
    ),
  )
  return mapped(gathered(found), digits)
}

function gathered(found: readonly (readonly [string, number])[]): Readonly<Record<string, number>> {
  const lists = new Map<string, number[]>()
  for (const [name, value] of found) lists.set(name, [...(lists.get(name) ?? []), value])
  return Object.fromEntries([...lists].map(([name, values]) => [name, median(values)]))
}

function mapped<Value, Result>(
  table: Readonly<Record<string, Value>>,
  how: (value: Value) => Result,
): Readonly<Record<string, Result>> {
  return Object.fromEntries(Object.entries(table).map(([name, value]) => [name, how(value)]))
}
