// What is written inside a state's box, and how large that makes it.
import type { ChartGraph, ChartState, ChartTransition } from './chartGraph.ts'
import { conditionOf } from './label.ts'
import {
  belowHeader,
  belowLines,
  bodyPx,
  chipPx,
  headerRow,
  historySize,
  indent,
  lineRow,
  lineWidthMax,
  nodeWidthMin,
  titlePx,
  titleRow,
} from './measures.ts'
import { clipText, textWidth } from './textWidth.ts'

/** One line in a box: a pale mark, then text; `event` lines carry a chip. */
export interface BoxLine {
  readonly mark: 'entry' | 'exit' | 'invoke' | 'on' | 'ignores'
  /** Clipped to the widest line a box may have. */
  readonly text: string
  /** The whole of it, for a title. */
  readonly full: string
  /** Drawn as a chip between mark and text: the trigger of a transition that has no arrow. */
  readonly chip: ChartTransition | null
}

/** A box's text and its least size. For compounds `headerHeight` is what stands above the children. */
export interface StateBox {
  readonly lines: readonly BoxLine[]
  readonly widthMin: number
  readonly heightMin: number
  readonly headerHeight: number
}

/** Transitions that are written, not drawn: those that stay, and those of the root, which hold in every state. */
export function isWritten(transition: ChartTransition): boolean {
  return (
    transition.source === '' ||
    transition.targets.length === 0 ||
    transition.targets.every((target) => target === transition.source)
  )
}

/** The box of each state by id. `list` writes every transition, for when there are no arrows. */
export function boxesOf(graph: ChartGraph, list = false): ReadonlyMap<string, StateBox> {
  const boxes = new Map<string, StateBox>()
  const visit = (state: ChartState): void => {
    const written = graph.transitions.filter((transition) => transition.source === state.id && (list || isWritten(transition)))
    boxes.set(state.id, boxOf(state, written))
    state.children.forEach(visit)
  }
  visit(graph.root)
  return boxes
}

function boxOf(state: ChartState, written: readonly ChartTransition[]): StateBox {
  if (state.kind === 'history') return { lines: [], widthMin: historySize, heightMin: historySize, headerHeight: 0 }
  const lines = linesOf(state, written)
  const title = textWidth(state.key, 'title', titlePx) + (state.kind === 'parallel' ? 70 : 0)
  const widthMin = Math.max(nodeWidthMin, title + 2 * indent, ...lines.map((line) => lineWidth(line) + 2 * indent))
  const linesHeight = lines.length === 0 ? 0 : lines.length * lineRow + belowLines
  if (state.children.length === 0) return { lines, widthMin, heightMin: titleRow + linesHeight, headerHeight: 0 }
  const headerHeight = headerRow + linesHeight + belowHeader
  return { lines, widthMin, heightMin: headerHeight, headerHeight }
}

function linesOf(state: ChartState, written: readonly ChartTransition[]): BoxLine[] {
  const plain = (mark: BoxLine['mark'], text: string): BoxLine => ({
    mark,
    text: clip(text),
    full: text,
    chip: null,
  })
  return [
    ...state.invokes.map((invoke) => plain('invoke', invoke.src)),
    ...(state.entry.length === 0 ? [] : [plain('entry', state.entry.join(', '))]),
    ...(state.exit.length === 0 ? [] : [plain('exit', state.exit.join(', '))]),
    ...written.map((transition) => writtenLine(transition)),
  ]
}

function writtenLine(transition: ChartTransition): BoxLine {
  const idle = transition.targets.length === 0 && transition.actions.length === 0
  const full = sentence(transition)
  return { mark: idle ? 'ignores' : 'on', text: clip(full), full, chip: transition }
}

/** `→ halted  if isSafe  / audit`: what happens on the trigger before it. */
function sentence(transition: ChartTransition): string {
  const again = transition.targets.length > 0 && transition.targets.every((target) => target === transition.source)
  return [
    ...(again ? ['↻'] : transition.targets.map((target) => `→ ${target === '' ? 'start' : target}`)),
    ...conditionOf(transition),
    ...(transition.actions.length === 0 ? [] : [`/ ${transition.actions.join(', ')}`]),
  ].join(' ')
}

const clip = (text: string): string => clipText(text, 'body', bodyPx, lineWidthMax)

/** Where the text of a line begins, from the box's text edge. */
export function markWidth(mark: BoxLine['mark']): number {
  return mark === 'invoke' ? 11 : textWidth(mark, 'body', bodyPx) + 6
}
/** Width of a line's chip with the gap after it. */
export function chipWidth(line: BoxLine): number {
  return line.chip === null ? 0 : textWidth(chipText(line), 'mono', chipPx) + 12 + (line.text === '' ? 0 : 6)
}
/** The words in a line's chip. */
export const chipText = (line: BoxLine): string =>
  line.chip === null ? '' : clipText(line.chip.label, 'mono', chipPx, lineWidthMax / 2)

const lineWidth = (line: BoxLine): number => markWidth(line.mark) + chipWidth(line) + textWidth(line.text, 'body', bodyPx)
