// Which states of a machine were entered and which transitions taken, by every driver of this process.
// Runs each turn a second time through XState with a scope of its own, because a turn's outcome does not say which
// transitions led to it.
import type { AnyActorScope, AnyMachineSnapshot, AnyStateMachine, AnyStateNode } from 'xstate'
import type { BotEvent } from '#runtime/host.ts'
import { persist, type StoredSnapshot } from '#runtime/turn.ts'

export interface Recording {
  /** paths of state nodes, '' for the root */
  readonly states: Set<string>
  readonly transitions: Set<string>
  readonly facts: Set<string>
  readonly told: Set<string>
  /** the first snapshot seen of every configuration at rest, by its value as JSON */
  readonly atRest: Map<string, StoredSnapshot>
}

interface Microstep {
  readonly type: string
  readonly snapshot: AnyMachineSnapshot
  // oxlint-disable-next-line no-underscore-dangle -- XState's name; the only place that tells which transitions were taken
  readonly _transitions: readonly object[]
}

const recordings = new WeakMap<AnyStateMachine, Recording>()
const names = new WeakMap<AnyStateMachine, ReadonlyMap<object, string>>()
let seen: Microstep[] = []

const system = {
  _bookId: () => 'recording',
  _sendInspectionEvent: (inspection: Microstep) => {
    if (inspection.type === '@xstate.microstep') seen.push(inspection)
  },
}
const scope = {
  self: { system },
  system,
  id: 'recording',
  sessionId: 'recording',
  logger: () => undefined,
  defer: () => undefined,
  emit: () => undefined,
  stopChild: () => undefined,
  actionExecutor: () => undefined,
} as unknown as AnyActorScope // the members XState reads of it, no more

export function recordingOf(machine: AnyStateMachine): Recording {
  let recording = recordings.get(machine)
  if (recording === undefined) {
    recording = { states: new Set(), transitions: new Set(), facts: new Set(), told: new Set(), atRest: new Map() }
    recordings.set(machine, recording)
  }
  return recording
}

/** Records a machine's first turn. */
export function recordStart(machine: AnyStateMachine, input: unknown): void {
  seen = []
  take(machine, machine.getInitialSnapshot(scope, input as never) as AnyMachineSnapshot)
}

/** Records one event. */
export function recordEvent(machine: AnyStateMachine, snapshot: AnyMachineSnapshot, event: BotEvent): void {
  seen = []
  take(machine, machine.transition(snapshot as never, event as never, scope) as AnyMachineSnapshot)
}

/** The names of the transitions that an event takes; records nothing. */
export function transitionsTaken(machine: AnyStateMachine, snapshot: AnyMachineSnapshot, event: BotEvent): readonly string[] {
  seen = []
  machine.transition(snapshot as never, event as never, scope)
  return seen.flatMap((step) => step._transitions).map((transition) => nameOf(machine, transition))
}

function take(machine: AnyStateMachine, snapshot: AnyMachineSnapshot): void {
  const recording = recordingOf(machine)
  for (const transition of seen.flatMap((step) => step._transitions)) recording.transitions.add(nameOf(machine, transition))
  for (const one of [...seen.map((step) => step.snapshot), snapshot]) {
    for (const node of one._nodes as readonly AnyStateNode[]) recording.states.add(pathOf(node))
  }
  const key = JSON.stringify(snapshot.value)
  if (snapshot.status === 'active' && !recording.atRest.has(key)) {
    recording.atRest.set(key, JSON.parse(JSON.stringify(persist(snapshot))) as StoredSnapshot)
  }
}

/** The states never entered and the transitions never taken, in words; empty when nothing is missing. */
export function untaken(machine: AnyStateMachine): readonly string[] {
  const { states, transitions } = recordingOf(machine)
  return [
    ...nodesOf(machine)
      .map(pathOf)
      .filter((path) => !states.has(path))
      .map((path) => `state ${path}`),
    ...[...namesOf(machine).values()].filter((name) => !transitions.has(name)).map((name) => `transition ${name}`),
  ]
}

/** Every transition of a machine by its name: source state, event, and its place among those of the same event. */
export function namesOf(machine: AnyStateMachine): ReadonlyMap<object, string> {
  let known = names.get(machine)
  if (known === undefined) {
    known = new Map(nodesOf(machine).flatMap(namedTransitions))
    names.set(machine, known)
  }
  return known
}

function namedTransitions(node: AnyStateNode): (readonly [object, string])[] {
  const groups: [string, readonly object[]][] = [...node.transitions.entries()].map(([event, all]) => [event, all])
  if (node.always !== undefined) groups.push(['always', node.always])
  return groups.flatMap(([event, all]) => all.map((one, index) => [one, `${pathOf(node)} on ${event} [${index}]`] as const))
}

function nameOf(machine: AnyStateMachine, transition: object): string {
  const name = namesOf(machine).get(transition)
  if (name === undefined) throw new Error('a transition was taken that the machine does not list')
  return name
}

/** All states of a machine, the root first. */
export function nodesOf(machine: AnyStateMachine): readonly AnyStateNode[] {
  const below = (node: AnyStateNode): readonly AnyStateNode[] => [node, ...Object.values(node.states).flatMap(below)]
  return below(machine.root)
}

/** `open.checking`; the root is the machine's own id. */
export function pathOf(node: AnyStateNode): string {
  return node.path.length === 0 ? `(${node.id})` : node.path.join('.')
}
