// Runs one bot's machine turn by turn, as the runtime does, without a runtime: what it says is kept as data, effects
// are answered and timers fired by the test. Between turns the snapshot goes through JSON, so that every test is a
// restart test too, and every fact is read by the schema that observers read it with.
import type { AnyMachineSnapshot, AnyStateMachine, EventFromLogic, InputFrom, SnapshotFrom } from 'xstate'
import { parseFact } from '#protocol/facts.ts'
import {
  actionTypes,
  type EffectFailure,
  type EmitParams,
  type ReplyParams,
  type StartParams,
  type TellParams,
} from '#runtime/authoring.ts'
import type { BotEvent } from '#runtime/host.ts'
import {
  firstTurn,
  nextTurn,
  persist,
  restore,
  type Armed,
  type Spawned,
  type StoredSnapshot,
  type TurnOutcome,
} from '#runtime/turn.ts'
import { recordEvent, recordingOf, recordStart } from './recording.ts'

/** What one turn said. */
export interface Said {
  readonly told: readonly TellParams[]
  readonly replies: readonly ReplyParams[]
  readonly facts: readonly EmitParams[]
  readonly started: readonly StartParams[]
}

/** A bot in a test's hands. */
export interface Driver<Machine extends AnyStateMachine> {
  readonly value: SnapshotFrom<Machine>['value']
  readonly context: SnapshotFrom<Machine>['context']
  readonly status: string
  /** what the last turn said */
  readonly last: Said
  /** what all turns said so far */
  readonly all: Said
  /** names of the ports that wait for an answer */
  readonly pending: readonly string[]
  /** delay in ms of every armed timer, by the name of the delay */
  readonly timers: Readonly<Record<string, number>>
  /** how often a timer of this delay was armed so far */
  armedTimes(delay: string): number
  /** input of a pending port */
  inputOf(port: string): unknown
  send(event: EventFromLogic<Machine>): Said
  /** An event whose type the machine does not declare; for what comes from outside. */
  sendAny(event: BotEvent): Said
  /** @throws when the port is not pending */
  answer(port: string, output: unknown): Said
  /** @throws when the port is not pending */
  fail(port: string, failure?: Partial<EffectFailure>): Said
  /** @throws when no timer of this delay is armed */
  fire(delay: string): Said
}

const nothing: Said = { told: [], replies: [], facts: [], started: [] }

/** Starts a machine with its input. */
export function drive<Machine extends AnyStateMachine>(machine: Machine, input: InputFrom<Machine>): Driver<Machine> {
  const effects = new Map<string, Spawned>()
  const timers = new Map<string, Armed>()
  const armings: string[] = []
  let stored: StoredSnapshot
  let all = nothing
  let last = nothing

  const take = (turn: TurnOutcome): Said => {
    stored = throughJson(persist(turn.snapshot))
    for (const id of turn.left) effects.delete(id)
    for (const effect of turn.spawned) effects.set(effect.id, throughJson(effect))
    for (const [id, timer] of turn.timers) {
      if (timer === undefined) timers.delete(id)
      else {
        timers.set(id, timer)
        armings.push(delayOf(timer))
      }
    }
    if (turn.snapshot.status === 'done') {
      effects.clear()
      timers.clear()
    }
    last = saidBy(machine, turn)
    all = {
      told: [...all.told, ...last.told],
      replies: [...all.replies, ...last.replies],
      facts: [...all.facts, ...last.facts],
      started: [...all.started, ...last.started],
    }
    return last
  }
  const deliver = (event: BotEvent): Said => {
    const snapshot: AnyMachineSnapshot = restore(machine, throughJson(stored))
    const turn = nextTurn(machine, snapshot, event)
    recordEvent(machine, snapshot, event)
    return take(turn)
  }
  const settle = (port: string): void => {
    if (!effects.delete(port)) throw new Error(`${port} is not pending; ${[...effects.keys()].join(', ') || 'nothing'} is`)
  }
  const armed = (delay: string): Armed => {
    const timer = [...timers.values()].find((one) => delayOf(one) === delay)
    if (timer === undefined)
      throw new Error(`no timer ${delay} is armed; ${[...timers.values()].map(delayOf).join(', ') || 'none'}`)
    return timer
  }

  const first = firstTurn(machine, input)
  recordStart(machine, input)
  take(first)
  return {
    get value() {
      return stored.value as never
    },
    get context() {
      return stored.context as never
    },
    get status() {
      return stored.status
    },
    get last() {
      return last
    },
    get all() {
      return all
    },
    get pending() {
      return [...effects.keys()]
    },
    get timers() {
      return Object.fromEntries([...timers.values()].map((timer) => [delayOf(timer), timer.delayMs]))
    },
    armedTimes: (delay) => armings.filter((one) => one === delay).length,
    inputOf: (port) => {
      const effect = effects.get(port)
      if (effect === undefined) throw new Error(`${port} is not pending`)
      return effect.input
    },
    send: (event) => deliver(event),
    sendAny: deliver,
    answer: (port, output) => {
      settle(port)
      return deliver({ type: `xstate.done.actor.${port}`, output: throughJson(output), actorId: port })
    },
    fail: (port, failure = {}) => {
      settle(port)
      const error: EffectFailure = {
        code: 'CHAIN_UNREACHABLE',
        message: 'the chain does not answer',
        retryable: true,
        ...failure,
      }
      return deliver({ type: `xstate.error.actor.${port}`, error, actorId: port })
    },
    fire: (delay) => {
      const timer = armed(delay)
      timers.delete(timer.id)
      return deliver(timer.event)
    },
  }
}

function saidBy(machine: AnyStateMachine, turn: TurnOutcome): Said {
  const of = (type: string): never[] =>
    turn.declared.filter((one) => one.type === type).map((one) => throughJson(one.params) as never)
  const said: Said = {
    told: of(actionTypes.tell),
    replies: of(actionTypes.reply),
    facts: of(actionTypes.emit),
    started: of(actionTypes.start),
  }
  const { facts, told } = recordingOf(machine)
  for (const fact of said.facts) {
    facts.add(fact.type)
    checkFact(fact)
  }
  for (const { event } of said.told) told.add(event.type)
  return said
}

function checkFact(fact: EmitParams): void {
  const { type, ...data } = fact
  const read = parseFact({ type, data })
  if (read === null) throw new Error(`the fact ${type} is not in protocol/facts.ts`)
}

/** `xstate.after.retry.account.unreachable` is the delay `retry`. */
function delayOf(timer: Armed): string {
  return timer.id.split('.')[2] ?? timer.id
}

function throughJson<Value>(value: Value): Value {
  // undefined has no JSON: an effect that resolves with nothing resolves with null
  return value === undefined ? (null as Value) : (JSON.parse(JSON.stringify(value)) as Value)
}
