// The table a person reads. No I/O here.
import type { Judged } from './judgement.ts'

/** Lines of what was measured: a row per case, its baselines below. */
export function benchTable(judged: readonly Judged[], fileSystem: string): readonly string[] {
  const missed = judged.filter(({ met }) => !met).map(({ name }) => name)
  return [
    `file system: ${fileSystem}`,
    ...judged.flatMap(caseLines),
    '',
    missed.length === 0
      ? `all ${judged.length} cases met`
      : `${missed.length} of ${judged.length} cases missed: ${missed.join(', ')}`,
  ]
}

function caseLines(judged: Judged): readonly string[] {
  const { name, median, unit, spread, samples, met } = judged
  const [low, high] = spread
  return [
    '',
    `${met ? 'met   ' : 'MISSED'} ${name}: ${figure(median)} ${unit}, middle half ${figure(low)} to ${figure(high)}, ${samples} samples`,
    ...Object.keys({ ...judged.baselines, ...judged.targets }).map((baseline) => baselineLine(judged, baseline)),
    ...detailLines(judged),
    ...Object.entries(judged.problems).map(([contender, problem]) => `         ${contender} failed: ${gist(problem)}`),
  ]
}

function baselineLine({ baselines, ratios, targets, bounds, unit }: Judged, baseline: string): string {
  const value = baselines[baseline]
  const ratio = ratios[baseline]
  const told = ratio === undefined || Number.isNaN(ratio) ? 'not measured' : `${ratio} ×`
  const target = targets[baseline]
  const wanted = target === undefined ? '' : ` (${bounds[baseline]} ${target})`
  return `       ${told.padStart(14)} ${baseline}${wanted}${value === undefined ? '' : `, which is ${figure(value)} ${unit}`}`
}

function detailLines({ details }: Judged): readonly string[] {
  const told = Object.entries(details).map(([name, value]) => `${name} ${figure(value)}`)
  return told.length === 0 ? [] : [`         ${told.join(', ')}`]
}

/** The line of an error's text that says what happened; a program that failed gives its own error further down. */
function gist(problem: string): string {
  const lines = problem.split('\n')
  return lines.findLast((line) => /^\w*Error\b/.test(line)) ?? lines[0] ?? ''
}

function figure(value: number): string {
  return value >= 10_000 ? Math.round(value).toLocaleString('en-US') : String(value)
}
