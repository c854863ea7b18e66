// Medians, spread and rounding of samples. No I/O here.

/** The middle of the samples; of two middles their mean. NaN without samples. */
export function median(samples: readonly number[]): number {
  const sorted = samples.toSorted((one, other) => one - other)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}

/** Where the middle half of the samples begins and ends. */
export function middleHalf(samples: readonly number[]): readonly [number, number] {
  const sorted = samples.toSorted((one, other) => one - other)
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return [at(0.25), at(0.75)]
}

/** The sample that so many per cent of them do not exceed. NaN without samples. */
export function percentile(samples: readonly number[], percent: number): number {
  const sorted = samples.toSorted((one, other) => one - other)
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? Number.NaN
}

/** Four digits that count: more is noise. */
export function digits(value: number): number {
  return Number(value.toPrecision(4))
}
