import type { HistoryLine } from './history.ts'

/** How far a target was reached: 1 is the target itself, more is better, whichever way it points. */
export function score(line: Pick<HistoryLine, 'ratios' | 'targets' | 'bounds'>, baseline: string): number | undefined {
  const ratio = line.ratios[baseline]
  const target = line.targets[baseline]
  if (ratio === undefined || target === undefined || ratio <= 0) return undefined
  return line.bounds[baseline] === 'at least' ? ratio / target : target / ratio
}
