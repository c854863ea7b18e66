// Reads a machine's definition into plain data. The machine is never run.
import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate'
import type { ChartGraph, ChartState, ChartStateKind, ChartTransition, ChartTriggerKind } from './chartGraph.ts'
import { formatDelay, nameOfAction, nameOfGuard } from './names.ts'

/** The graph of a machine. XState's own actions (the raise of an `after`, `assign`) are left out unless the author named them. */
export function graphOf(machine: AnyStateMachine): ChartGraph {
  const nodes = allNodes(machine.root)
  return { name: machine.id, root: stateOf(machine.root), transitions: nodes.flatMap(transitionsOf) }
}

const pathOf = (node: AnyStateNode): string => node.path.join('.')
const childrenOf = (node: AnyStateNode): AnyStateNode[] => Object.values(node.states)
const allNodes = (node: AnyStateNode): AnyStateNode[] => [node, ...childrenOf(node).flatMap(allNodes)]

function stateOf(node: AnyStateNode): ChartState {
  return {
    id: pathOf(node),
    key: node.key,
    kind: kindOf(node),
    description: node.description ?? '',
    tags: [...node.tags],
    entry: node.entry.flatMap(nameOfAction),
    exit: node.exit.flatMap(nameOfAction),
    invokes: node.invoke.map((invoke) => ({ id: invoke.id, src: typeof invoke.src === 'string' ? invoke.src : invoke.id })),
    initial: node.type === 'compound' ? (node.initial.target ?? []).map(pathOf) : [],
    history: node.type === 'history' ? (node.history === 'deep' ? 'deep' : 'shallow') : null,
    children: childrenOf(node).map(stateOf),
  }
}

function kindOf(node: AnyStateNode): ChartStateKind {
  return node.type
}

function transitionsOf(node: AnyStateNode): ChartTransition[] {
  const listed = [...node.transitions].flatMap(([event, all]) =>
    all.map((transition, index) => transitionOf(node, transition, event, index)),
  )
  const always = (node.always ?? []).map((transition, index) => transitionOf(node, transition, '', index))
  return [...listed, ...always, ...historyDefault(node)]
}

function transitionOf(node: AnyStateNode, transition: AnyTransitionDefinition, event: string, index: number): ChartTransition {
  const { trigger, label } = readEvent(node, event)
  return {
    id: `${pathOf(node)}#${event}#${index}`,
    source: pathOf(node),
    targets: (transition.target ?? []).map(pathOf),
    trigger,
    event,
    label,
    guard: transition.guard === undefined ? null : nameOfGuard(transition.guard),
    isOtherwise: index > 0 && transition.guard === undefined,
    actions: transition.actions.flatMap(nameOfAction),
    reenter: transition.reenter,
    description: transition.description ?? '',
  }
}

/** Where a history state leads when there is no history yet. */
function historyDefault(node: AnyStateNode): ChartTransition[] {
  if (node.type !== 'history') return []
  const { target } = node.config as { readonly target?: string }
  if (target === undefined) return []
  // a sibling by its key, as XState resolves a plain name; an id or a path elsewhere is left undrawn
  const sibling = node.parent?.states[target]
  if (sibling === undefined) return []
  const id = pathOf(node)
  return [
    {
      id: `${id}##0`,
      source: id,
      targets: [pathOf(sibling)],
      trigger: 'always',
      event: '',
      label: 'default',
      guard: null,
      isOtherwise: false,
      actions: [],
      reenter: false,
      description: '',
    },
  ]
}

interface ReadEvent {
  readonly trigger: ChartTriggerKind
  readonly label: string
}

/** XState hides four kinds of trigger in an event's name. */
function readEvent(node: AnyStateNode, event: string): ReadEvent {
  if (event === '') return { trigger: 'always', label: 'always' }
  if (event.startsWith('xstate.after.')) {
    const delay = node.after.find((after) => after.eventType === event)?.delay
    return { trigger: 'after', label: `after ${formatDelay(delay)}` }
  }
  if (event.startsWith('xstate.done.state.')) return { trigger: 'onDone', label: 'onDone' }
  for (const trigger of ['done', 'error'] as const) {
    const prefix = `xstate.${trigger}.actor.`
    if (!event.startsWith(prefix)) continue
    // with one invoke the state's own line names it; with several the label must
    return { trigger, label: node.invoke.length > 1 ? `${trigger} ${event.slice(prefix.length)}` : trigger }
  }
  return { trigger: 'event', label: event }
}
