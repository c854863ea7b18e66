// What is asked of every machine alike, after its own tests have run in the same file.
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import type { AnyMachineSnapshot, AnyStateMachine, AnyStateNode, InputFrom } from 'xstate'
import { getShortestPaths } from 'xstate/graph'
import type { BotEvent } from '#runtime/host.ts'
import { nextTurn, restore } from '#runtime/turn.ts'
import { driveUnrecorded, type Driver } from './driver.ts'
import { nodesOf, pathOf, recordingOf, transitionsTaken } from './recording.ts'

/** Any event; one of a role's own types has no index signature. */
type Sample = { readonly type: string }

/** The names a machine speaks with. A rename is a visible act: pin this in a snapshot. */
export function vocabularyOf(machine: AnyStateMachine): Record<'events' | 'ports' | 'facts' | 'tells', readonly string[]> {
  const { facts, told } = recordingOf(machine)
  const sorted = (names: Iterable<string>): readonly string[] => [...new Set(names)].toSorted()
  return {
    events: sorted(
      nodesOf(machine)
        .flatMap((node) => [...node.transitions.keys()])
        .filter((event) => !event.startsWith('xstate.')),
    ),
    ports: sorted(Object.keys(machine.implementations.actors)),
    facts: sorted(facts),
    tells: sorted(told),
  }
}

/**
 * Gives every configuration the tests saw at rest every sample event. One that takes no transition must change
 * nothing and say nothing. Gives back which events each configuration ignores.
 * @throws when an event without a transition changed something
 */
export function ignoredEvents(machine: AnyStateMachine, samples: readonly Sample[]): Record<string, string> {
  const table: Record<string, string> = {}
  for (const [value, stored] of recordingOf(machine).atRest) {
    const ignored = samples.filter((event) => {
      const snapshot = restore(machine, stored)
      if (takes(machine, snapshot, event)) return false
      assertNothing(machine, restore(machine, stored), event)
      return true
    })
    table[readable(value)] = ignored.map((event) => event.type).join(' ')
  }
  return table
}

function takes(machine: AnyStateMachine, snapshot: AnyMachineSnapshot, event: Sample): boolean {
  return (machine.getTransitionData(snapshot, event as never) as readonly unknown[]).length > 0
}

function assertNothing(machine: AnyStateMachine, before: AnyMachineSnapshot, event: Sample): void {
  const { snapshot, spawned, left, timers, declared } = nextTurn(machine, before, event as BotEvent)
  const silent = spawned.length + left.length + timers.size + declared.length === 0
  const same = isDeepStrictEqual(snapshot.value, before.value) && isDeepStrictEqual(snapshot.context, before.context)
  if (!silent || !same) throw new Error(`${JSON.stringify(before.value)} does not take ${event.type} and yet it did something`)
}

const readable = (value: string): string => value.replaceAll('"', '').replace(/^\{(.*)\}$/, '$1')

/** What may happen to a bot, for a walk over all its paths. */
export interface World<Machine extends AnyStateMachine> {
  readonly input: InputFrom<Machine>
  /** events from outside */
  readonly events: () => readonly Sample[]
  /** outputs by port; every port may fail too, retryable or not */
  readonly answers: Readonly<Record<string, readonly unknown[]>>
  /** what of the context tells situations apart; by default nothing, so that the walk is over configurations */
  readonly aspect?: (snapshot: AnyMachineSnapshot) => unknown
}

/** The states that no path leads to, by XState's own search over events, effect results and timers. */
export function unreachable<Machine extends AnyStateMachine>(machine: Machine, world: World<Machine>): readonly string[] {
  const reached = new Set<string>()
  const note = (snapshot: AnyMachineSnapshot, event: BotEvent | undefined, before: AnyMachineSnapshot | undefined): void => {
    for (const node of snapshot._nodes as readonly AnyStateNode[]) reached.add(pathOf(node))
    // transient states are passed within one step: their transitions tell that they were entered
    if (event === undefined || before === undefined || before.status !== 'active') return
    for (const name of transitionsTaken(machine, before, event)) reached.add(name.slice(0, name.indexOf(' on ')))
  }
  getShortestPaths(machine, {
    input: world.input,
    events: (snapshot: AnyMachineSnapshot) => (snapshot.status === 'active' ? possible(snapshot, world) : []) as never,
    serializeState: (snapshot: AnyMachineSnapshot, event: BotEvent | undefined, before: AnyMachineSnapshot | undefined) => {
      note(snapshot, event, before)
      return JSON.stringify([snapshot.value, world.aspect?.(snapshot)])
    },
    limit: 5_000,
  } as never)
  return nodesOf(machine)
    .map(pathOf)
    .filter((path) => !reached.has(path))
}

function possible<Machine extends AnyStateMachine>(snapshot: AnyMachineSnapshot, world: World<Machine>): Sample[] {
  const ports = Object.keys(snapshot.children).filter((id) => snapshot.children[id] !== undefined)
  const results = ports.flatMap((id): Sample[] => [
    ...(world.answers[id] ?? []).map((output) => ({ type: `xstate.done.actor.${id}`, output, actorId: id })),
    ...[true, false].map((retryable) => ({
      type: `xstate.error.actor.${id}`,
      error: { code: 'CHAIN_UNREACHABLE', message: 'the chain does not answer', retryable },
      actorId: id,
    })),
  ])
  const timers = (snapshot._nodes as readonly AnyStateNode[]).flatMap((node) =>
    [...node.transitions.keys()].filter((type) => type.startsWith('xstate.after.')),
  )
  return [...world.events(), ...results, ...timers.map((type) => ({ type }))]
}

/**
 * Lets a bot live through random sequences of what may happen to it: no turn may throw, because a turn that throws is a
 * dead letter or a quarantined bot.
 */
export function survivesAnything<Machine extends AnyStateMachine>(machine: Machine, world: World<Machine>): void {
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 60 }), (picks) => {
      const bot = driveUnrecorded(machine, world.input)
      for (const pick of picks) {
        const choices = movesOf(bot, world)
        if (bot.status !== 'active' || choices.length === 0) return
        choices[pick % choices.length]?.()
      }
    }),
    { numRuns: 120 },
  )
}

function movesOf<Machine extends AnyStateMachine>(bot: Driver<Machine>, world: World<Machine>): (() => void)[] {
  const { pending, timers } = bot
  return [
    ...pending.flatMap((port) => [
      ...(world.answers[port] ?? []).map((output) => () => bot.answer(port, output)),
      ...[true, false].map((retryable) => () => bot.fail(port, { retryable })),
    ]),
    ...Object.keys(timers).map((delay) => () => bot.fire(delay)),
    ...world.events().map((event) => () => bot.sendAny(event as BotEvent)),
  ]
}
