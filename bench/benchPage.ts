// The page of figures: the newest line of the history for each case. No I/O here.
import type { BenchCase } from './benchCase.ts'
import type { HistoryLine } from './history.ts'
import { score } from './score.ts'

/** The whole page in Markdown. Cases that were never measured say so. */
export function benchPage(cases: readonly BenchCase[], history: readonly HistoryLine[]): string {
  const newest = new Map(history.map((line) => [line.name, line]))
  return [
    '# Speed',
    '',
    'Generated from `bench/history.ndjson` by `node bench/plot.ts`; do not edit by hand.',
    '',
    'Every figure is the median of several rounds in which the project and its baselines take turns, each in a process of its',
    'own, on a disk: an event counts when its record is synced. Ratios of medians are what is judged, because absolute times',
    'differ from machine to machine and from hour to hour. `npm run bench` measures all cases and fails when one misses its',
    'target; `npm run bench -- --engines` adds Restate and DBOS, and says so when one of them cannot be measured, which is a',
    'miss. Cases can be named, each in quotes; `--rounds` takes the number of rounds, `--json` ends with one line for scripts,',
    'and `--profile` leaves a CPU profile of the project below `.runtime/bench-profiles`.',
    '',
    '![Each target over commits](images/bench.svg)',
    '',
    '| case | measured | middle half | against | ratio | target | |',
    '|---|---|---|---|---|---|---|',
    ...cases.flatMap((bench) => caseRows(bench, newest.get(bench.name))),
    '',
    '## What is measured',
    '',
    ...cases.map((bench) => aboutLine(bench, newest.get(bench.name))),
    '',
  ].join('\n')
}

/** What is done, and what else was seen in the newest run. */
function aboutLine({ name, about }: BenchCase, line: HistoryLine | undefined): string {
  const seen = Object.entries(line?.details ?? {}).map(([what, value]) => `${what} ${figure(value)}`)
  return `- **${name}**: ${about}${seen.length === 0 ? '' : ` Seen beside it: ${seen.join(', ')}.`}`
}

function caseRows({ name }: BenchCase, line: HistoryLine | undefined): readonly string[] {
  if (line === undefined) return [`| ${name} | not measured yet | | | | | |`]
  const { median, unit, spread, ratios, targets, bounds, baselines } = line
  const shown = [...Object.keys(targets), ...Object.keys(ratios).filter((baseline) => !(baseline in targets))]
  return shown.map((baseline, index) => {
    const measured =
      index > 0 ? ['', '', ''] : [`${name} (${line.commit})`, `${figure(median)} ${unit}`, spread.map(figure).join(' to ')]
    const value = baselines[baseline]
    const against = `${baseline}${value === undefined ? '' : `, ${figure(value)} ${unit}`}`
    const target = targets[baseline]
    const reached = score(line, baseline)
    const verdict = target === undefined ? '' : reached !== undefined && reached >= 1 ? 'met' : '**missed**'
    const wanted = target === undefined ? '' : `${bounds[baseline] ?? 'at most'} ${target}`
    return `| ${[...measured, against, ratios[baseline] ?? 'not measured', wanted, verdict].join(' | ')} |`
  })
}

function figure(value: number): string {
  return value >= 10_000 ? Math.round(value).toLocaleString('en-US') : String(value)
}
