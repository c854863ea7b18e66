// What stands in the way of a stored bot going on under this program's version of its role. Pure: the migrations run on a
// copy, the result is restored into the machine, and what the bot waits for must still be waited for there.
import type { AnyMachineSnapshot, AnyStateMachine, AnyStateNode } from 'xstate'
import { QuorateError } from '#protocol/errors.ts'
import type { Address } from './authoring.ts'
import type { BotDefinition } from './host.ts'
import { jsonDifferences } from './jsonDifference.ts'
import { asJson, nonJsonPath } from './jsonValue.ts'
import { storedState } from './migration.ts'
import type { ActorRecord, Book } from './records.ts'
import { persist, restore, type StoredSnapshot } from './turn.ts'
import { encodeSnapshot } from './turnRecord.ts'

/** A bot as it is stored. */
export interface StoredBot {
  readonly address: Address
  readonly version: number
  readonly snapshot: ActorRecord['snapshot']
  readonly book: Book
}

/** Why it could not go on, or what it would miss. */
export interface MigrationProblems {
  /** Each of them would lose something: it must not start like this. */
  readonly problems: readonly string[]
  /** What may be meant: a wait that the new version has and that nothing stored fulfils. */
  readonly warnings: readonly string[]
}

/** Tries a stored bot on this program's version of its role; changes nothing. */
export function migrationProblems(bot: BotDefinition, { address, version, snapshot, book }: StoredBot): MigrationProblems {
  let migrated: StoredSnapshot
  try {
    migrated = storedState(bot, address, { version, snapshot: asJson(snapshot) as unknown as StoredSnapshot })
  } catch (error) {
    const problem = error instanceof QuorateError ? error.message : `its migration throws: ${String(error)}`
    return { problems: [problem], warnings: [] }
  }
  const misshapen = shapeProblem(address, migrated)
  if (misshapen !== undefined) return { problems: [misshapen], warnings: [] }
  const active: AnyStateNode[] = []
  const lost = valueProblem(bot.machine.root, migrated.value, active)
  if (lost !== undefined) return { problems: [lost], warnings: [] }
  const forgotten = historyProblems(bot.machine, migrated)
  if (forgotten.length > 0) return { problems: forgotten, warnings: [] }
  let restored: AnyMachineSnapshot
  try {
    restored = restore(bot.machine, migrated)
  } catch (error) {
    return { problems: [`the machine does not take it: ${String(error)}`], warnings: [] }
  }
  const problems = [
    ...jsonDifferences(asJson(migrated), asJson(persist(restored))).map(({ path }) => `restoring it loses ${path}`),
    ...effectProblems(migrated, book, active),
    ...timerProblems(book, active),
    ...lateProblems(bot.machine, book),
  ]
  return { problems, warnings: warningsOf(book, active) }
}

function shapeProblem(address: Address, migrated: StoredSnapshot): string | undefined {
  const bad = nonJsonPath(migrated)
  if (bad !== undefined) return `its migration gives what is not JSON: ${bad}`
  const { status, value, context } = Object(migrated) as Partial<StoredSnapshot>
  if (!['active', 'done', 'error', 'stopped'].includes(String(status))) return `its migration gives no status: ${String(status)}`
  if (value === undefined) return 'its migration gives no value'
  if (typeof context !== 'object' || context === null || Array.isArray(context)) return 'its migration gives no context'
  try {
    encodeSnapshot(address, migrated)
  } catch (error) {
    return String(error)
  }
  return undefined
}

/** Walks a state's value down the machine and gathers the active states. @returns where the machine has no such state */
function valueProblem(node: AnyStateNode, value: unknown, active: AnyStateNode[]): string | undefined {
  active.push(node)
  const here = node.path.length === 0 ? 'the machine' : `state ${node.path.join('.')}`
  const below = typeof value === 'string' ? { [value]: undefined } : Object(value ?? {})
  const named = Object.keys(below as object)
  const wanted = node.type === 'parallel' ? Object.keys(node.states) : node.type === 'compound' ? 1 : 0
  const missing = Array.isArray(wanted) ? wanted.filter((name) => !named.includes(name)) : []
  if (missing.length > 0) return `${here} has a region ${missing.join(', ')} that the stored state does not name`
  for (const name of named) {
    const child = node.states[name]
    if (child === undefined) return `${here} has no state ${name}`
    const problem = valueProblem(child, (below as Record<string, unknown>)[name], active)
    if (problem !== undefined) return problem
  }
  if (typeof wanted === 'number' && named.length !== wanted)
    return `${here} has one active state below it, the stored state names ${named.length}`
  return undefined
}

function historyProblems(machine: AnyStateMachine, { history }: StoredSnapshot): readonly string[] {
  if (history === undefined) return []
  const ids = new Set(nodesBelow(machine.root).map(({ id }) => id))
  return Object.entries(history).flatMap(([id, recalled]) =>
    [id, ...recalled]
      .filter((each) => !ids.has(each))
      .map((each) => `its history names ${each}, which this version does not have`),
  )
}

function effectProblems({ children }: StoredSnapshot, book: Book, active: readonly AnyStateNode[]): readonly string[] {
  const invoked = new Set(active.flatMap(({ invoke }) => invoke.map(({ id }) => id)))
  const pending = Object.values(book.effects).flatMap(({ name, port, id }) =>
    invoked.has(name) && children?.[name] !== undefined
      ? []
      : [`effect ${id} of port ${port} is pending and no active state waits for ${name}`],
  )
  const never = Object.keys(children ?? {}).filter((name) => book.effects[name] === undefined)
  return [...pending, ...never.map((name) => `it waits for ${name}, which nobody was asked for`)]
}

function timerProblems(book: Book, active: readonly AnyStateNode[]): readonly string[] {
  return Object.entries(book.timers).flatMap(([id, { event }]) =>
    takes(active, event.type) ? [] : [`timer ${id} is armed and no active state takes ${event.type}`],
  )
}

function lateProblems(machine: AnyStateMachine, book: Book): readonly string[] {
  const all = nodesBelow(machine.root)
  return Object.values(book.late).flatMap(({ id, port }) =>
    takes(all, `${port}.late`) ? [] : [`effect ${id} may yet answer and this version does not take ${port}.late`],
  )
}

function warningsOf(book: Book, active: readonly AnyStateNode[]): readonly string[] {
  return active.flatMap((node) => {
    const here = node.path.join('.')
    return [
      ...node.invoke.flatMap(({ id }) =>
        book.effects[id] === undefined ? [`state ${here} invokes ${id} and nothing of it is pending`] : [],
      ),
      ...node.after.flatMap(({ eventType }) =>
        book.timers[eventType] === undefined ? [`state ${here} waits for ${eventType} and no such timer is armed`] : [],
      ),
    ]
  })
}

function takes(nodes: readonly AnyStateNode[], type: string): boolean {
  return nodes.some(({ transitions }) =>
    [...transitions.keys()].some(
      (key) => key === type || key === '*' || (key.endsWith('.*') && type.startsWith(key.slice(0, -1))),
    ),
  )
}

function nodesBelow(node: AnyStateNode): readonly AnyStateNode[] {
  return [node, ...Object.values(node.states).flatMap(nodesBelow)]
}
