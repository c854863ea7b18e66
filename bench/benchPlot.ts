// The history as small multiples: one panel per target, one point per run, the target as a line. Above the line is met.
// No I/O here.
import type { HistoryLine } from './history.ts'
import { score } from './score.ts'

const columns = 4
const panel = { width: 236, height: 132 } as const
/** Where the curve lies inside its panel. */
const inside = { left: 12, right: 58, top: 40, bottom: 22 } as const
const header = 62
/** Older runs are in the history; more points than these are a smear. */
const runsMax = 24

interface Point {
  readonly commit: string
  /** 1 is the target, more is better. */
  readonly score: number
  readonly low: number
  readonly high: number
}
interface Panel {
  readonly title: string
  readonly against: string
  readonly points: readonly Point[]
}

/** The picture as SVG, readable on light and on dark. */
export function benchPlot(history: readonly HistoryLine[]): string {
  const panels = panelsOf(history)
  const rows = Math.ceil(panels.length / columns)
  const width = columns * panel.width
  const height = header + rows * panel.height
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    '<title>How far each speed target was exceeded or missed, over commits</title>',
    `<style>${style}</style>`,
    `<rect class="page" width="${width}" height="${height}" rx="8"/>`,
    '<text class="head" x="12" y="26">Speed against its targets</text>',
    '<text class="note" x="12" y="46">Each point is a run: the measured ratio over its target, on a logarithmic scale. The line is the target; above it is met.</text>',
    ...panels.map((each, index) =>
      panelSvg(each, (index % columns) * panel.width, header + Math.floor(index / columns) * panel.height),
    ),
    '</svg>',
    '',
  ].join('\n')
}

const style = [
  'text{font:11px system-ui,sans-serif;fill:#57606a}',
  '.page{fill:#fff}',
  '.head{font-size:16px;font-weight:600;fill:#1f2328}',
  '.name{font-size:12px;font-weight:600;fill:#1f2328}',
  '.target{stroke:#8c959f;stroke-width:1;stroke-dasharray:3 3}',
  '.line,.spread{stroke:#0969da;fill:none;stroke-width:1.5}',
  '.spread{opacity:.35;stroke-width:3}',
  '.met{fill:#0969da}',
  '.missed{fill:#cf222e}',
  '.last{font-weight:600}',
  '@media(prefers-color-scheme:dark){text{fill:#9198a1}.page{fill:#0d1117}.head,.name{fill:#f0f6fc}.target{stroke:#6e7681}',
  '.line,.spread{stroke:#4493f8}.met{fill:#4493f8}.missed{fill:#f85149}}',
].join('')

/** One per case and baseline with a target, in the order of first appearance. */
function panelsOf(history: readonly HistoryLine[]): readonly Panel[] {
  const panels = new Map<string, { title: string; against: string; points: Point[] }>()
  for (const line of history) {
    for (const baseline of Object.keys(line.targets)) {
      const reached = score(line, baseline)
      if (reached === undefined) continue
      const key = `${line.name}\n${baseline}`
      const found = panels.get(key) ?? { title: line.name, against: against(line, baseline), points: [] }
      panels.set(key, found)
      const [low, high] = line.spread
      // the spread is that of the samples; it moves the ratio as they move
      const moved = (sample: number): number =>
        line.bounds[baseline] === 'at least' ? (reached * sample) / line.median : (reached * line.median) / sample
      found.points.push({ commit: line.commit, score: reached, low: moved(low), high: moved(high) })
    }
  }
  return [...panels.values()].map((each) => ({ ...each, points: each.points.slice(-runsMax) }))
}

function against({ bounds, targets, baselines, unit }: HistoryLine, baseline: string): string {
  const wanted = bounds[baseline] ?? 'at most'
  if (baseline === 'target') return `${wanted} ${(baselines[baseline] ?? 1).toLocaleString('en-US')} ${unit}`
  return `${wanted} ${targets[baseline]} × ${baseline}`
}

function panelSvg({ title, against: wanted, points }: Panel, left: number, top: number): string {
  const extremes = [0.5, 2, ...points.flatMap(({ score: at, low, high }) => [at, low, high])].filter((value) => value > 0)
  const [from, to] = [Math.log(Math.min(...extremes)), Math.log(Math.max(...extremes))]
  const bottom = panel.height - inside.bottom
  const y = (value: number): number =>
    fixed(bottom - ((Math.log(Math.max(value, 1e-6)) - from) / (to - from)) * (bottom - inside.top))
  const right = panel.width - inside.right
  const x = (index: number): number =>
    fixed(points.length === 1 ? (inside.left + right) / 2 : inside.left + (index / (points.length - 1)) * (right - inside.left))
  const last = points.at(-1)
  return [
    `<g transform="translate(${left} ${top})">`,
    `<text class="name" x="${inside.left}" y="16">${escaped(title)}</text>`,
    `<text x="${inside.left}" y="30">${escaped(wanted)}</text>`,
    `<line class="target" x1="${inside.left}" x2="${right}" y1="${y(1)}" y2="${y(1)}"/>`,
    ...points.map(
      ({ low, high }, index) => `<line class="spread" x1="${x(index)}" x2="${x(index)}" y1="${y(low)}" y2="${y(high)}"/>`,
    ),
    `<polyline class="line" points="${points.map(({ score: at }, index) => `${x(index)},${y(at)}`).join(' ')}"/>`,
    ...points.map(
      ({ score: at }, index) => `<circle class="${at >= 1 ? 'met' : 'missed'}" cx="${x(index)}" cy="${y(at)}" r="3"/>`,
    ),
    ...(last === undefined
      ? []
      : [
          `<text class="last ${last.score >= 1 ? 'met' : 'missed'}" x="${right + 8}" y="${y(last.score) + 4}">${told(last.score)}</text>`,
        ]),
    `<text x="${inside.left}" y="${panel.height - 6}">${escaped(commitsTold(points))}</text>`,
    '</g>',
  ].join('\n')
}

function commitsTold(points: readonly Point[]): string {
  const [first, last] = [points[0]?.commit ?? '', points.at(-1)?.commit ?? '']
  return first === last ? first : `${first} … ${last}`
}

function told(value: number): string {
  return `${value >= 100 ? Math.round(value) : Number(value.toPrecision(2))}×`
}

function fixed(value: number): number {
  return Math.round(value * 10) / 10
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
