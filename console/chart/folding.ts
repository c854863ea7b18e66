// A chart with some of its compounds shut: their insides are not drawn, and arrows end at their boxes.
import { allStates, type ChartGraph, type ChartState, type ChartTransition } from '#charts/chartGraph.ts'

/** More states than this do not fit on a screen: compounds off the active path are shut at first. */
export const openStatesMax = 60

/** A folded chart, and where the transitions of the whole one went. */
export interface FoldedChart {
  readonly graph: ChartGraph
  /** Id of a transition → id of the one that is drawn for it; absent: it is inside a shut state. */
  readonly drawnAs: ReadonlyMap<string, string>
}

/** Shuts the states of these ids; ids of others, of leaves and of the root change nothing. */
export function foldChart(graph: ChartGraph, shut: ReadonlySet<string>): FoldedChart {
  const shown = new Map<string, string>()
  const root = foldState(graph.root, shut, shown)
  const drawnAs = new Map<string, string>()
  const drawn = new Map<string, ChartTransition>()
  for (const transition of graph.transitions) {
    const source = shown.get(transition.source) ?? transition.source
    const targets = [...new Set(transition.targets.map((target) => shown.get(target) ?? target))]
    const isWithin = source !== transition.source && targets.every((target) => target === source)
    if (isWithin) continue
    // five children that fail alike are one arrow from their box
    const moved = source !== transition.source || targets.some((target) => !transition.targets.includes(target))
    const key = moved ? JSON.stringify([source, targets, transition.label, transition.guard]) : transition.id
    const one = drawn.get(key) ?? { ...transition, source, targets }
    drawn.set(key, one)
    drawnAs.set(transition.id, one.id)
  }
  return { graph: { ...graph, root, transitions: [...drawn.values()] }, drawnAs }
}

function foldState(state: ChartState, shut: ReadonlySet<string>, shown: Map<string, string>): ChartState {
  const isShut = state.id !== '' && state.children.length > 0 && shut.has(state.id)
  if (!isShut) {
    const children = state.children.map((child) => foldState(child, shut, shown))
    return { ...state, children, initial: [...new Set(state.initial.map((id) => shown.get(id) ?? id))] }
  }
  const inside = allStates(state).slice(1)
  for (const { id } of inside) shown.set(id, state.id)
  return { ...state, key: `${state.key} · ${inside.length} inside`, kind: 'atomic', children: [], initial: [] }
}

/** Which compounds are shut before a person says otherwise: none in a chart that fits. */
export function shutAtFirst(graph: ChartGraph, active: ReadonlySet<string>): ReadonlySet<string> {
  const states = allStates(graph.root)
  if (states.length <= openStatesMax) return new Set()
  return new Set(states.filter(({ id, children }) => children.length > 0 && id !== '' && !active.has(id)).map(({ id }) => id))
}

/** Ids of what can be shut. */
export const foldableStates = (graph: ChartGraph): readonly string[] =>
  allStates(graph.root)
    .filter(({ id, children }) => id !== '' && children.length > 0)
    .map(({ id }) => id)
