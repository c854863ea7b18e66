// Where everything is: absolute pixels, the root's box at the page margin.
import type { ChartState, ChartTransition } from './chartGraph.ts'
import type { ChartLabel } from './label.ts'
import type { StateBox } from './stateBox.ts'

export interface Point {
  readonly x: number
  readonly y: number
}
export interface Rectangle extends Point {
  readonly width: number
  readonly height: number
}

export interface PlacedState extends Rectangle {
  readonly state: ChartState
  readonly box: StateBox
  readonly parentKind: ChartState['kind'] | null
}
export interface PlacedEdge {
  readonly transition: ChartTransition
  readonly points: readonly Point[]
  readonly label: (Rectangle & { readonly label: ChartLabel }) | null
}
/** The dot that leads into a compound's first state. */
export interface PlacedInitial {
  readonly dot: Rectangle
  readonly points: readonly Point[]
}

export interface ChartLayout {
  readonly width: number
  readonly height: number
  /** Parents before children. */
  readonly states: readonly PlacedState[]
  readonly edges: readonly PlacedEdge[]
  readonly initials: readonly PlacedInitial[]
  /** `list`: the layout engine failed, so states are nested boxes and transitions are written inside them. */
  readonly style: 'routed' | 'list'
}
