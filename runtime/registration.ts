// Looks a machine over before it may run: what a durable turn cannot carry is refused here, with the place and the remedy.
// What a definition cannot show (spawn in assign, a context that stops being JSON) is caught per turn.
import type { AnyStateMachine, AnyStateNode } from 'xstate'
import { QuorateError } from '#protocol/errors.ts'
import { actionTypes, type PortKind } from './authoring.ts'
import { childSpecProblem } from './childSpec.ts'
import type { BotDefinition } from './host.ts'
import { nonJsonPath } from './jsonValue.ts'

interface Refusal {
  readonly problem: string
  readonly path: string
  readonly remedy: string
}
interface Invoke {
  readonly node: AnyStateNode
  readonly port: string
  readonly kind: PortKind
}

const declaredTypes: ReadonlySet<string> = new Set(Object.values(actionTypes))
const builtIn: ReadonlySet<string> = new Set(['xstate.assign', 'xstate.raise', 'xstate.cancel'])

/**
 * Checks a bot role and gives it back.
 * @throws MACHINE_REFUSED with the state path and what to write instead
 */
export function defineBot(definition: BotDefinition): BotDefinition {
  const refusal = firstRefusal(definition)
  if (refusal !== undefined) throw new QuorateError('MACHINE_REFUSED', { role: definition.role, ...refusal })
  return definition
}

/** The ports a machine invokes, by name. */
export function portsOf(machine: AnyStateMachine): ReadonlyMap<string, PortKind> {
  const ports = new Map<string, PortKind>()
  for (const node of nodesOf(machine))
    for (const found of invokesOf(machine, node)) if (!('problem' in found)) ports.set(found.port, found.kind)
  return ports
}

function firstRefusal(definition: BotDefinition): Refusal | undefined {
  const { machine, role, version } = definition
  const nodes = nodesOf(machine)
  if (!/^[a-z][A-Za-z0-9]*$/.test(role))
    return { problem: `"${role}" is no role name`, path: machine.id, remedy: 'use letters and digits, a small letter first' }
  if (!Number.isInteger(version) || version < 1)
    return { problem: `version ${version}`, path: machine.id, remedy: 'give an integer from 1' }
  const spec = childSpecProblem(definition)
  if (spec !== undefined) return { ...spec, path: machine.id }
  return contextRefusal(machine) ?? first(nodes, (node) => nodeRefusal(machine, node)) ?? invokeRefusals(machine, nodes)
}

function contextRefusal(machine: AnyStateMachine): Refusal | undefined {
  const bad = nonJsonPath(initialContext(machine.config.context) ?? {})
  if (bad === undefined) return undefined
  return {
    problem: `initial context is not JSON: ${bad}`,
    path: machine.id,
    remedy: 'keep JSON in the context: amounts as decimal strings, times as ISO strings, collections as arrays or objects',
  }
}

/** A factory is tried with an empty input; one that needs more is checked on its first turn instead. */
function initialContext(context: unknown): unknown {
  if (typeof context !== 'function') return context
  try {
    return (context as (given: unknown) => unknown)({ input: {} })
  } catch {
    return undefined
  }
}

function nodeRefusal(machine: AnyStateMachine, node: AnyStateNode): Refusal | undefined {
  const path = pathOf(node)
  const transitions = [...[...node.transitions.values()].flat(), ...(node.always ?? [])]
  const initial = node.type === 'compound' ? node.initial.actions : []
  const used: readonly unknown[] = [
    ...node.entry,
    ...node.exit,
    ...initial,
    ...transitions.flatMap((transition) => transition.actions),
  ]
  return (
    first(used, (action) => actionRefusal(machine, action, path)) ??
    first(transitions, (transition) => guardRefusal(machine, transition.guard, path)) ??
    first(Object.keys(node.config.after ?? {}), (delay) => delayRefusal(machine, delay, path))
  )
}

function actionRefusal(machine: AnyStateMachine, action: unknown, path: string): Refusal | undefined {
  if (typeof action === 'function') return functionRefusal(machine, action as ActionFunction, path)
  const type = typeof action === 'string' ? action : (action as { readonly type: string }).type
  const implementation: unknown = machine.implementations.actions[type]
  if (implementation !== undefined) return actionRefusal(machine, implementation, path)
  if (declaredTypes.has(type)) return undefined
  return {
    problem: `undeclared action ${type}`,
    path,
    remedy: `declare ${type} in setup({ actions }) with assign, raise, tell, start, stop, reply or emit`,
  }
}

interface ActionFunction {
  readonly name: string
  readonly type?: string
  readonly resolve?: unknown
  readonly quorateAction?: string
  readonly delay?: unknown
  readonly event?: unknown
}

function functionRefusal(machine: AnyStateMachine, action: ActionFunction, path: string): Refusal | undefined {
  if (action.quorateAction !== undefined) return undefined
  if (action.resolve === undefined) {
    return {
      problem: `plain function action ${action.name || '(inline)'}`,
      path,
      remedy: 'a machine does nothing itself: use assign, raise, tell, start, stop, reply or emit, or invoke a port',
    }
  }
  const type = action.type ?? action.name
  if (!builtIn.has(type)) return { problem: `action ${type}`, path, remedy: remedyOf(type) }
  if (type !== 'xstate.raise') return undefined
  if (typeof action.delay === 'string') return delayRefusal(machine, action.delay, path)
  return undefined
}

function remedyOf(type: string): string {
  const remedies: Readonly<Record<string, string>> = {
    'xstate.sendTo': 'tell another bot by its address; raise for the machine itself',
    'xstate.emit': "use the runtime's emit: it is journaled",
    'xstate.log': 'emit a fact; the journal shows every turn anyway',
    'xstate.spawnChild': 'start a bot, or invoke a port',
    'xstate.stopChild': 'stop a bot by its address, or leave the invoking state',
    'xstate.enqueueActions':
      'give tell, start, stop, reply or emit a function that returns one, several or none; use assign for the context',
  }
  return remedies[type] ?? 'use assign, raise, tell, start, stop, reply or emit'
}

/** XState takes a delay it does not know for "no delay" and raises at once. */
function delayRefusal(machine: AnyStateMachine, delay: string, path: string): Refusal | undefined {
  if (!Number.isNaN(Number(delay)) || machine.implementations.delays[delay] !== undefined) return undefined
  return { problem: `undeclared delay ${delay}`, path, remedy: `declare ${delay} in setup({ delays })` }
}

function guardRefusal(machine: AnyStateMachine, guard: unknown, path: string): Refusal | undefined {
  if (guard === undefined || typeof guard === 'function') return undefined
  const type = typeof guard === 'string' ? guard : (guard as { readonly type: string }).type
  if (machine.implementations.guards[type] !== undefined) return undefined
  return { problem: `undeclared guard ${type}`, path, remedy: `declare ${type} in setup({ guards })` }
}

function invokeRefusals(machine: AnyStateMachine, nodes: readonly AnyStateNode[]): Refusal | undefined {
  const invokes: Invoke[] = []
  for (const node of nodes) {
    for (const found of invokesOf(machine, node)) {
      if ('problem' in found) return found
      invokes.push(found)
    }
  }
  return first(invokes, (invoke) => twinRefusal(invoke, invokes) ?? lateRefusal(nodes, invoke))
}

interface InvokeConfig {
  readonly id?: string
  readonly src: unknown
  readonly systemId?: string
  readonly onSnapshot?: unknown
}

function invokesOf(machine: AnyStateMachine, node: AnyStateNode): readonly (Invoke | Refusal)[] {
  const configured = node.config.invoke as InvokeConfig | readonly InvokeConfig[] | undefined
  if (configured === undefined) return []
  const list = Array.isArray(configured) ? (configured as readonly InvokeConfig[]) : [configured as InvokeConfig]
  return list.map((config) => oneInvoke(machine, node, config))
}

function oneInvoke(machine: AnyStateMachine, node: AnyStateNode, config: InvokeConfig): Invoke | Refusal {
  const path = pathOf(node)
  const { src } = config
  if (typeof src !== 'string')
    return {
      problem: 'inline actor logic',
      path,
      remedy: 'declare a port in setup({ actors }) under its name and invoke it by that name',
    }
  const logic = machine.implementations.actors[src] as
    | { readonly quoratePort?: { readonly name: string; readonly kind: PortKind }; readonly root?: unknown }
    | undefined
  if (logic === undefined)
    return { problem: `undeclared actor ${src}`, path, remedy: `declare the port ${src} in setup({ actors })` }
  if (logic.root !== undefined)
    return { problem: `invoked machine ${src}`, path, remedy: 'make it a bot of its own: start it, and let it tell its result' }
  if (logic.quoratePort === undefined)
    return {
      problem: `${src} is actor logic of its own (callback, observable, promise or transition)`,
      path,
      remedy: `declare it as port('${src}', 'read' or 'act') and bind its effect in actors/`,
    }
  const { name, kind } = logic.quoratePort
  if (name !== src)
    return { problem: `port ${name} is declared as ${src}`, path, remedy: `declare it under its own name, ${name}` }
  if (config.id !== name)
    return {
      problem: `invoke of ${name} has ${config.id === undefined ? 'no id' : `id ${config.id}`}`,
      path,
      remedy: `write id: '${name}'`,
    }
  if (config.systemId !== undefined || config.onSnapshot !== undefined)
    return {
      problem: `invoke of ${name} uses systemId or onSnapshot`,
      path,
      remedy: 'an effect has one result: use onDone and onError',
    }
  return { node, port: name, kind }
}

/** Two invokes of one id that can run at the same time would both be completed by one result. */
function twinRefusal(invoke: Invoke, invokes: readonly Invoke[]): Refusal | undefined {
  const twin = invokes.find(
    (other) => other !== invoke && other.port === invoke.port && canBeActiveTogether(invoke.node, other.node),
  )
  if (twin === undefined) return undefined
  return {
    problem: `duplicate invoke id ${invoke.port}, also in ${pathOf(twin.node)}`,
    path: pathOf(invoke.node),
    remedy: 'invoke it in one of them, or declare a second port',
  }
}

function canBeActiveTogether(one: AnyStateNode, other: AnyStateNode): boolean {
  if (one === other) return true
  const ancestors = lineOf(one)
  const shared = lineOf(other).find((node) => ancestors.includes(node))
  return shared === one || shared === other || shared?.type === 'parallel'
}

function lateRefusal(nodes: readonly AnyStateNode[], invoke: Invoke): Refusal | undefined {
  if (invoke.kind === 'read' || nodes.some((node) => node.transitions.has(`${invoke.port}.late`))) return undefined
  return {
    problem: `act port ${invoke.port} without a handler for ${invoke.port}.late`,
    path: pathOf(invoke.node),
    remedy: `handle '${invoke.port}.late': the act may have happened although its state was left`,
  }
}

function nodesOf(machine: AnyStateMachine): readonly AnyStateNode[] {
  const walk = (node: AnyStateNode): AnyStateNode[] => [node, ...Object.values(node.states).flatMap(walk)]
  return walk(machine.root)
}

function lineOf(node: AnyStateNode): readonly AnyStateNode[] {
  return node.parent === undefined ? [node] : [node, ...lineOf(node.parent)]
}

function pathOf(node: AnyStateNode): string {
  return [node.machine.id, ...node.path].join('.')
}

function first<Item>(items: readonly Item[], look: (item: Item) => Refusal | undefined): Refusal | undefined {
  for (const item of items) {
    const found = look(item)
    if (found !== undefined) return found
  }
  return undefined
}
