// The only module that touches XState's actor-logic interface. It runs one event through a machine as a pure function
// and gives back what the machine said as data. It starts nothing, keeps nothing and knows no journal.
// XState 6 will move these interfaces: turn.test.ts is the contract.
import type { AnyActorScope, AnyMachineSnapshot, AnyStateMachine, AnyTransitionDefinition } from 'xstate'
import { actionTypes, type DeclaredActionType, type PortKind } from './authoring.ts'
import type { BotEvent, Json } from './host.ts'
import { nonJsonChange } from './jsonValue.ts'
import { limits } from './limits.ts'

/** A snapshot as it is stored: our own codec, because XState's revival rewrites values that look like its own. */
export interface StoredSnapshot {
  readonly status: 'active' | 'done' | 'error' | 'stopped'
  readonly value: Json
  readonly context: Json
  readonly output?: Json
  /** History state id to the ids of the states it recalls. */
  readonly history?: Readonly<Record<string, readonly string[]>>
  /** Invoke id to the port it invoked. */
  readonly children?: Readonly<Record<string, string>>
}

/** An invoke that this turn entered. */
export interface Spawned {
  readonly id: string
  readonly port: string
  readonly kind: PortKind
  readonly input: unknown
}
/** A timer that this turn armed. */
export interface Armed {
  readonly id: string
  readonly delayMs: number
  readonly event: BotEvent
}
/** A declared action with its params, not yet checked. */
export interface Declared {
  readonly type: DeclaredActionType
  readonly params: Record<string, unknown>
}

/** What one turn came to. */
export interface TurnOutcome {
  readonly snapshot: AnyMachineSnapshot
  readonly spawned: readonly Spawned[]
  /** Invokes that were running before this turn and are left now. */
  readonly left: readonly string[]
  /** By timer id; `undefined` cancels. */
  readonly timers: ReadonlyMap<string, Armed | undefined>
  readonly declared: readonly Declared[]
}

interface Action {
  readonly type: string
  readonly params: unknown
}
interface Microstep {
  readonly type: string
  readonly _transitions: readonly AnyTransitionDefinition[]
}

const declaredTypes: ReadonlySet<string> = new Set(Object.values(actionTypes))

let actions: Action[] = []
let microsteps = 0
/** Told of the transitions of each microstep while somebody wants to know; on the way of every turn it costs a look. */
let told: ((transitions: readonly AnyTransitionDefinition[]) => void) | undefined

const system: unknown = guarded('system', {
  _bookId: () => 'turn',
  _clock: undefined,
  _logger: undefined,
  _sendInspectionEvent: (inspection: Microstep) => {
    if (inspection.type !== '@xstate.microstep') return
    told?.(inspection._transitions)
    microsteps += 1
    if (microsteps > limits.microstepsMax)
      throw new Error(`more than ${limits.microstepsMax} microsteps: an always or raise cycle`)
  },
})
const self: unknown = guarded('self', { system })

/** XState swaps `actionExecutor` within a microstep and puts it back, so one scope serves all turns, one after another. */
const scope = {
  self,
  system,
  id: 'turn',
  sessionId: 'turn',
  logger: () => refuse('log', 'emit a fact instead'),
  defer: () => refuse('spawn', 'start a bot or invoke a port instead'),
  emit: () => undefined,
  stopChild: () => undefined,
  actionExecutor: (action: Action) => {
    actions.push(action)
  },
} as unknown as AnyActorScope // the members XState reads of it, no more

/** A machine's first turn. @throws when an initial action, guard or context factory throws */
export function firstTurn(machine: AnyStateMachine, input: unknown): TurnOutcome {
  begin()
  const snapshot = machine.getInitialSnapshot(scope, input as never) as AnyMachineSnapshot
  return outcome(undefined, snapshot)
}

/** One event through a machine. @throws when the turn must not happen; the snapshot given is still good then */
export function nextTurn(machine: AnyStateMachine, snapshot: AnyMachineSnapshot, event: BotEvent): TurnOutcome {
  if (snapshot.status !== 'active') throw new Error(`the machine is ${snapshot.status} and takes no event`)
  begin()
  const next = machine.transition(snapshot as never, event as never, scope) as AnyMachineSnapshot
  return outcome(snapshot, next)
}

/** Runs turns and tells the transitions that they take, in their order. @throws what `run` throws */
export function watched<Value>(run: () => Value, tell: (transition: AnyTransitionDefinition) => void): Value {
  told = (transitions) => transitions.forEach(tell)
  try {
    return run()
  } finally {
    told = undefined
  }
}

/** A stored snapshot as the machine needs it, with its invoked children and its history. */
export function restore(machine: AnyStateMachine, stored: StoredSnapshot): AnyMachineSnapshot {
  const children: Record<string, unknown> = {}
  for (const [id, src] of Object.entries(stored.children ?? {})) children[id] = { src, snapshot: { status: 'active' } }
  const historyValue: Record<string, unknown> = {}
  for (const [id, recalled] of Object.entries(stored.history ?? {})) historyValue[id] = recalled.map((state) => ({ id: state }))
  const restored = machine.restoreSnapshot(
    {
      status: stored.status,
      value: stored.value,
      context: {},
      children,
      historyValue,
      output: stored.output,
      error: undefined,
    } as never,
    scope,
  ) as AnyMachineSnapshot
  // The context comes in afterwards, so that XState's revival does not see it.
  restored.context = stored.context
  return restored
}

/** A snapshot as it is stored. Shares the context: encode it before the next turn of the same bot. */
export function persist(snapshot: AnyMachineSnapshot): StoredSnapshot {
  // a member that is not there is left out when it is encoded
  return {
    status: snapshot.status,
    value: snapshot.value as Json,
    context: snapshot.context as Json,
    output: snapshot.output as Json | undefined,
    history: historyIds(snapshot),
    children: childSources(snapshot),
  }
}

function begin(): void {
  actions = []
  microsteps = 0
}

function outcome(before: AnyMachineSnapshot | undefined, snapshot: AnyMachineSnapshot): TurnOutcome {
  if (snapshot.status === 'error') {
    const cause: unknown = snapshot.error
    throw cause instanceof Error ? cause : new Error(`unhandled failure: ${JSON.stringify(cause)}`, { cause })
  }
  const bad = nonJsonChange(before?.context as Record<string, unknown> | undefined, snapshot.context as Record<string, unknown>)
  if (bad !== undefined) throw new Error(`the context is not JSON at ${bad}`)
  // most turns say nothing
  if (actions.length === 0) return { snapshot, spawned: [], left: [], timers: noTimers, declared: [] }
  return read(snapshot)
}

const noTimers: TurnOutcome['timers'] = new Map()

function read(snapshot: AnyMachineSnapshot): TurnOutcome {
  const machine = snapshot.machine as AnyStateMachine
  const spawned = new Map<string, Spawned>()
  const left = new Set<string>()
  const timers = new Map<string, Armed | undefined>()
  const declared: Declared[] = []
  for (const { type, params } of actions) {
    if (declaredTypes.has(type)) declared.push({ type: type as DeclaredActionType, params: params as Record<string, unknown> })
    else if (type === 'xstate.spawnChild') readSpawn(machine, params as SpawnParams, spawned)
    else if (type === 'xstate.stopChild') readStop(params as { readonly id: string } | undefined, spawned, left)
    else if (type === 'xstate.raise') readRaise(params as RaiseParams, timers)
    else if (type === 'xstate.cancel') timers.set((params as { readonly sendId: string }).sendId, undefined)
    else if (type === 'xstate.emit')
      declared.push({ type: actionTypes.emit, params: (params as { readonly event: BotEvent }).event })
    else throw new Error(`action ${type} is not one a durable turn can carry`)
  }
  actions = []
  return { snapshot, spawned: [...spawned.values()], left: [...left], timers, declared }
}

interface SpawnParams {
  readonly id: string
  readonly src: unknown
  readonly input: unknown
}

function readSpawn(machine: AnyStateMachine, params: SpawnParams, spawned: Map<string, Spawned>): void {
  const logic = typeof params.src === 'string' ? machine.implementations.actors[params.src] : undefined
  const hole = (logic as { readonly quoratePort?: { readonly name: string; readonly kind: PortKind } } | undefined)?.quoratePort
  if (hole === undefined) throw new Error(`${String(params.src)} is not a port`)
  spawned.set(params.id, { id: params.id, port: hole.name, kind: hole.kind, input: params.input })
}

/** A stop of what this same turn entered cancels it out; one that names nobody is the normal end of an invoke. */
function readStop(child: { readonly id: string } | undefined, spawned: Map<string, Spawned>, left: Set<string>): void {
  if (child === undefined || spawned.delete(child.id)) return
  left.add(child.id)
}

interface RaiseParams {
  readonly event: BotEvent
  readonly id: string | undefined
  readonly delay: number | undefined
}

/** A raise without delay was already handled inside the macrostep; one with a delay is a durable timer. */
function readRaise(params: RaiseParams, timers: Map<string, Armed | undefined>): void {
  const { event, id, delay } = params
  if (event.type.startsWith('xstate.') && id !== event.type) throw new Error(`only the runtime creates ${event.type}`)
  if (delay === undefined) return
  if (!Number.isFinite(delay) || delay < 0) throw new Error(`timer ${id ?? event.type} has a delay of ${delay} ms`)
  timers.set(id ?? event.type, { id: id ?? event.type, delayMs: delay, event })
}

function childSources(snapshot: AnyMachineSnapshot): Record<string, string> | undefined {
  let sources: Record<string, string> | undefined
  for (const id in snapshot.children) {
    const child = snapshot.children[id] as { readonly src: unknown } | undefined
    if (child === undefined) continue
    sources ??= {}
    sources[id] = String(child.src)
  }
  return sources
}

function historyIds(snapshot: AnyMachineSnapshot): Record<string, readonly string[]> | undefined {
  let ids: Record<string, readonly string[]> | undefined
  const recalled = snapshot.historyValue as Readonly<Record<string, readonly { readonly id: string }[]>>
  for (const id in recalled) {
    ids ??= {}
    ids[id] = (recalled[id] ?? []).map((state) => state.id)
  }
  return ids
}

/** What XState itself needs is there; anything that a machine's own code reads of it throws. */
function guarded(name: string, allowed: Record<string, unknown>): object {
  return new Proxy(allowed, {
    get: (target, key) =>
      key in target ? target[key as string] : refuse(`${name}.${String(key)}`, 'say it with a declared action'),
  })
}

function refuse(what: string, remedy: string): never {
  throw new Error(`${what} cannot be used in a durable turn: ${remedy}`)
}
