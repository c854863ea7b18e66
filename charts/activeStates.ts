// From what the runtime tells about a bot to what a chart highlights.
import { allStates, type ChartGraph } from './chartGraph.ts'

/** XState's state value: `'idle'`, or an object of active children. */
export type StateValueLike = string | { readonly [state: string]: StateValueLike | undefined }

/** Ids of all active states of a state value, parents and the root ('') included. */
export function activeStates(value: StateValueLike): string[] {
  return ['', ...below(value, '')]
}

function below(value: StateValueLike, parent: string): string[] {
  const idOf = (key: string): string => (parent === '' ? key : `${parent}.${key}`)
  if (typeof value === 'string') return [idOf(value)]
  return Object.entries(value).flatMap(([key, child]) => [idOf(key), ...(child === undefined ? [] : below(child, idOf(key)))])
}

/**
 * Ids of the transitions that one event may have taken between two state values: its source was active before,
 * its targets are after. Guards are not asked, so two branches to one target are both named; `always` steps that
 * followed are named when they left a state that is not active afterwards.
 */
export function takenTransitions(
  graph: ChartGraph,
  step: { readonly from: StateValueLike | null; readonly to: StateValueLike; readonly event: string },
): string[] {
  if (step.from === null) return []
  const before = new Set(activeStates(step.from))
  const after = new Set(activeStates(step.to))
  const direct = graph.transitions.filter(
    (transition) =>
      before.has(transition.source) &&
      isFor(transition.event, step.event) &&
      transition.targets.every((target) => reaches(graph, after, target)),
  )
  // as in XState, the innermost state that takes the event hides its parents' transitions
  const deepest = direct.filter(
    (transition) =>
      !direct.some((other) => other.source.startsWith(prefixOf(transition.source)) && other.source !== transition.source),
  )
  return deepest.map((transition) => transition.id)
}

const prefixOf = (state: string): string => (state === '' ? '' : `${state}.`)

function isFor(descriptor: string, event: string): boolean {
  if (descriptor === event) return descriptor !== ''
  if (descriptor === '*') return !event.startsWith('xstate.')
  return descriptor.endsWith('.*') && event.startsWith(descriptor.slice(0, -1))
}

/** Active itself, or left at once: an `always` leads out of it, or it is a history state that stands for another. */
function reaches(graph: ChartGraph, after: ReadonlySet<string>, target: string): boolean {
  if (after.has(target)) return true
  if (graph.transitions.some((transition) => transition.source === target && transition.trigger === 'always')) return true
  return allStates(graph.root).some((state) => state.id === target && state.kind === 'history')
}
