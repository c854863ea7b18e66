// The layout that cannot fail: nested boxes from top to bottom, every transition written inside its source.
import type { ChartGraph, ChartState } from './chartGraph.ts'
import type { ChartLayout, PlacedState } from './chartLayout.ts'
import { compoundPadding, pageMargin } from './measures.ts'
import { boxesOf } from './stateBox.ts'

const gap = 12

/** Places states as a nested list, without arrows. */
export function layoutAsList(graph: ChartGraph): ChartLayout {
  const boxes = boxesOf(graph, true)
  const states: PlacedState[] = []
  /** Places a state with its top left corner there; children share the width that is left. */
  const place = (
    state: ChartState,
    parentKind: ChartState['kind'] | null,
    x: number,
    y: number,
  ): { width: number; height: number } => {
    const box = boxes.get(state.id)
    if (box === undefined) throw new Error(`no box was measured for state ${state.id}`)
    const index = states.length
    let width = box.widthMin
    let height = box.heightMin
    const placed = (): PlacedState => ({ state, box, parentKind, x, y, width, height })
    states.push(placed()) // its place in the order: parents first; the size follows below
    if (state.children.length > 0) {
      let top = y + box.headerHeight
      for (const child of state.children) {
        const size = place(child, state.kind, x + compoundPadding, top)
        width = Math.max(width, size.width + 2 * compoundPadding)
        top += size.height + gap
      }
      height = top - gap + compoundPadding - y
    }
    states[index] = placed()
    return { width, height }
  }
  const size = place(graph.root, null, pageMargin, pageMargin)
  return {
    width: size.width + 2 * pageMargin,
    height: size.height + 2 * pageMargin,
    states,
    edges: [],
    initials: [],
    style: 'list',
  }
}
