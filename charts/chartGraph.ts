// A machine as plain data: what there is to draw, with nothing about where. JSON throughout.

/** What a state is, and so how it is drawn. */
export type ChartStateKind = 'atomic' | 'compound' | 'parallel' | 'final' | 'history'

/** One state. Its id is its path, `planning.build`; the root's is ''. */
export interface ChartState {
  readonly id: string
  readonly key: string
  readonly kind: ChartStateKind
  /** '' when the author gave none. */
  readonly description: string
  readonly tags: readonly string[]
  readonly entry: readonly string[]
  readonly exit: readonly string[]
  readonly invokes: readonly ChartInvoke[]
  /** Ids of the states entered first; empty for leaves and parallel states. */
  readonly initial: readonly string[]
  /** Of a history state. */
  readonly history: 'shallow' | 'deep' | null
  readonly children: readonly ChartState[]
}

/** A port that a state asks for. */
export interface ChartInvoke {
  readonly id: string
  readonly src: string
}

/** What sets a transition off: the label's colour. `onDone` is a child state's end, `done` and `error` are an invoke's. */
export type ChartTriggerKind = 'event' | 'after' | 'always' | 'done' | 'error' | 'onDone'

/** One transition, or one branch of a guarded list. */
export interface ChartTransition {
  /** `<source>#<event>#<n>`: stable while the machine is. */
  readonly id: string
  readonly source: string
  /** Empty for a transition that stays where it is. */
  readonly targets: readonly string[]
  readonly trigger: ChartTriggerKind
  /** The event's type as XState names it; '' for `always`. */
  readonly event: string
  /** What a person reads: `claim.submitted`, `after 5 s`, `done`. */
  readonly label: string
  readonly guard: string | null
  /** The branch without a guard after guarded ones. */
  readonly isOtherwise: boolean
  readonly actions: readonly string[]
  readonly reenter: boolean
  readonly description: string
}

/** A whole machine. */
export interface ChartGraph {
  readonly name: string
  readonly root: ChartState
  readonly transitions: readonly ChartTransition[]
}

/** Every state of a graph, parents before children. */
export function allStates(root: ChartState): ChartState[] {
  return [root, ...root.children.flatMap(allStates)]
}
