// Draws a placed chart. All text is escaped and no script, link or foreign element is ever written: a chart may
// be put into a page as it is.
import type { ChartGraph } from './chartGraph.ts'
import type { ChartLayout, PlacedEdge, PlacedInitial, PlacedState, Rectangle } from './chartLayout.ts'
import { conditionOf } from './label.ts'
import { chipLineRow, chipPaddingY, chipPx, chipTriggerRow, headerRow, indent, lineRow, titleRow } from './measures.ts'
import type { ChartTheme } from './palette.ts'
import { chipText, chipWidth, markWidth, type BoxLine } from './stateBox.ts'
import { arrowHead, roundedPath } from './svgPath.ts'
import { styleRules } from './svgStyle.ts'
import { textWidth } from './textWidth.ts'

export interface SvgOptions {
  /** Default `auto`. */
  readonly theme?: ChartTheme
  /** Ids of active states, parents included; see activeStates.ts. The root is ''. */
  readonly active?: Iterable<string>
  /** Ids of the transitions that were taken last. */
  readonly taken?: Iterable<string>
}

/** The chart as an SVG document of the layout's size. */
export function svgOf(graph: ChartGraph, layout: ChartLayout, options: SvgOptions = {}): string {
  const theme = options.theme ?? 'auto'
  const active = new Set(options.active ?? [])
  const taken = new Set(options.taken ?? [])
  const edges = layout.edges.toSorted((a, b) => Number(taken.has(a.transition.id)) - Number(taken.has(b.transition.id)))
  const { width, height } = layout
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    title(`Statechart of ${graph.name}. ${graph.root.description}`.trim()),
    `<style>${styleRules(theme)}</style>`,
    `<rect class="page" width="${width}" height="${height}"/>`,
    ...layout.states.map((placed) => drawState(placed, graph, active)),
    ...layout.initials.map(drawInitial),
    ...edges.map((edge) => drawArrow(edge, taken.has(edge.transition.id))),
    ...edges.map((edge) => drawLabel(edge, taken.has(edge.transition.id))),
    '</svg>\n',
  ].join('\n')
}

function drawState(placed: PlacedState, graph: ChartGraph, active: ReadonlySet<string>): string {
  const { state, box } = placed
  const classes = [
    'state',
    state.kind,
    ...(state.id === '' ? ['root'] : []),
    ...(placed.parentKind === 'parallel' ? ['region'] : []),
    ...(active.has(state.id) ? ['active'] : []),
  ]
  const name = state.id === '' ? graph.name : state.key
  const about = [name, state.description, ...state.tags.map((tag) => `#${tag}`)].filter((part) => part !== '').join('\n')
  if (state.kind === 'history') {
    const [x, y] = [placed.x + placed.width / 2, placed.y + placed.height / 2]
    const mark = state.history === 'deep' ? 'H*' : 'H'
    return `<g class="${classes.join(' ')}" data-state="${escape(state.id)}">${title(about)}<circle class="box" cx="${x}" cy="${y}" r="${placed.width / 2}"/>${text('name', x, y + 4.5, mark, 'middle')}</g>`
  }
  const isBox = state.children.length > 0
  const first = isBox ? headerRow : titleRow
  return [
    `<g class="${classes.join(' ')}" data-state="${escape(state.id)}">`,
    title(about),
    rectangle('box', placed, isBox ? 12 : 8),
    ...(state.kind === 'final' ? [rectangle('inner', inset(placed, 3), 5.5)] : []),
    text('name', placed.x + indent, placed.y + (isBox ? 19 : 20.5), name),
    ...(isBox ? [`<path class="rule" d="M${placed.x} ${placed.y + headerRow}H${placed.x + placed.width}"/>`] : []),
    ...(state.kind === 'parallel'
      ? [text('note', placed.x + placed.width - indent + 2, placed.y + 19, '∥ parallel', 'end')]
      : []),
    ...box.lines.map((line, index) => drawLine(line, placed.x + indent, placed.y + first + index * lineRow + (isBox ? 15 : 9))),
    '</g>',
  ].join('')
}

function drawLine(line: BoxLine, x: number, baseline: number): string {
  const chipX = x + markWidth(line.mark)
  const mark =
    line.mark === 'invoke'
      ? `<path class="invoke" d="M${x} ${baseline - 7}l6.5 3.2l-6.5 3.2z"/>`
      : text('mark', x, baseline, line.mark)
  const words = text('line', chipX + chipWidth(line), baseline, line.text)
  if (line.chip === null) return `<g>${title(`${line.mark} ${line.full}`)}${mark}${words}</g>`
  const label = chipText(line)
  const width = textWidth(label, 'mono', chipPx) + 10
  const chip = `<rect class="chip ${line.chip.trigger}" x="${chipX}" y="${baseline - 10.5}" width="${width}" height="14" rx="7"/>`
  const about = [`${line.mark} ${line.chip.label} ${line.full}`.trim(), line.chip.description].filter((part) => part !== '')
  return `<g>${title(about.join('\n'))}${mark}${chip}${text(`trigger ${line.chip.trigger}`, chipX + width / 2, baseline, label, 'middle')}${words}</g>`
}

function drawInitial({ dot, points }: PlacedInitial): string {
  const centre = `cx="${dot.x + dot.width / 2}" cy="${dot.y + dot.height / 2}"`
  return `<g class="edge"><circle class="dot" ${centre} r="4.5"/><path class="wire" d="${roundedPath(points)}"/><path class="head" d="${arrowHead(points, 4)}"/></g>`
}

function drawArrow({ transition, points }: PlacedEdge, isTaken: boolean): string {
  const wire = `<path class="wire" d="${roundedPath(points)}"/><path class="head" d="${arrowHead(points, isTaken ? 6 : 4)}"/>`
  return `<g class="edge${isTaken ? ' taken' : ''}" data-transition="${escape(transition.id)}">${wire}</g>`
}

function drawLabel({ transition, label: placed }: PlacedEdge, isTaken: boolean): string {
  if (placed === null) return ''
  const { label } = placed
  const centre = placed.x + placed.width / 2
  const top = placed.y + chipPaddingY
  const actions = transition.actions.length === 0 ? '' : `do ${transition.actions.join(', ')}`
  const about = [transition.label, ...conditionOf(transition), actions, transition.description]
  return [
    `<g class="label${isTaken ? ' taken' : ''}" data-transition="${escape(transition.id)}">`,
    title(about.filter((part) => part !== '').join('\n')),
    rectangle(`chip ${label.kind}`, placed, label.lines.length === 0 ? placed.height / 2 : 8),
    text(`trigger ${label.kind}`, centre, top + 10, label.trigger, 'middle'),
    ...label.lines.map((line, index) => text('line', centre, top + chipTriggerRow + index * chipLineRow + 9.5, line, 'middle')),
    '</g>',
  ].join('')
}

function inset(outer: Rectangle, by: number): Rectangle {
  return { x: outer.x + by, y: outer.y + by, width: outer.width - 2 * by, height: outer.height - 2 * by }
}

function rectangle(name: string, { x, y, width, height }: Rectangle, radius: number): string {
  return `<rect class="${name}" x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}"/>`
}

function text(name: string, x: number, y: number, words: string, anchor?: 'middle' | 'end'): string {
  if (words === '') return ''
  return `<text class="${name}" x="${x}" y="${y}"${anchor === undefined ? '' : ` text-anchor="${anchor}"`}>${escape(words)}</text>`
}

const title = (words: string): string => (words === '' ? '' : `<title>${escape(words)}</title>`)

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text as XML: markup is escaped; what XML cannot carry at all (controls, lone surrogates) becomes U+FFFD. */
function escape(words: string): string {
  return (
    words
      .toWellFormed()
      // oxlint-disable-next-line no-control-regex -- controls are the point: XML 1.0 has no spelling for them
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
      .replace(/[&<>"']/g, (character) => entities[character] ?? character)
  )
}
