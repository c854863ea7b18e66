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

/** Starts a machine with its input. What it enters and takes counts for the gate. */
export function drive<Machine extends AnyStateMachine>(machine: Machine, input: InputFrom<Machine>): Driver<Machine> {
  return new BotDriver(machine, input, true)
}

/** The same for long random or simulated runs: they prove other things than the gate, which they leave alone. */
export function driveUnrecorded<Machine extends AnyStateMachine>(machine: Machine, input: InputFrom<Machine>): Driver<Machine> {
  return new BotDriver(machine, input, false)
}

class BotDriver<Machine extends AnyStateMachine> implements Driver<Machine> {
  all = nothing
  last = nothing
  readonly #machine: Machine
  readonly #effects = new Map<string, Spawned>()
  readonly #timers = new Map<string, Armed>()
  readonly #armings: string[] = []
  readonly #isRecorded: boolean
  #stored: StoredSnapshot

  constructor(machine: Machine, input: InputFrom<Machine>, isRecorded: boolean) {
    this.#machine = machine
    this.#isRecorded = isRecorded
    const first = firstTurn(machine, input)
    this.#stored = persist(first.snapshot)
    if (isRecorded) recordStart(machine, input)
    this.#take(first)
  }
  // what a snapshot holds is typed by the machine; through JSON it is the same value
  get value(): SnapshotFrom<Machine>['value'] {
    return this.#stored.value as never
  }
  get context(): SnapshotFrom<Machine>['context'] {
    return this.#stored.context as never
  }
  get status(): string {
    return this.#stored.status
  }
  get pending(): readonly string[] {
    return [...this.#effects.keys()]
  }
  get timers(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#timers.values()].map((timer) => [delayOf(timer), timer.delayMs]))
  }
  armedTimes(delay: string): number {
    return this.#armings.filter((one) => one === delay).length
  }
  inputOf(port: string): unknown {
    return this.#pendingEffect(port).input
  }
  send(event: EventFromLogic<Machine>): Said {
    return this.sendAny(event)
  }
  sendAny(event: BotEvent): Said {
    const snapshot: AnyMachineSnapshot = restore(this.#machine, throughJson(this.#stored))
    const turn = nextTurn(this.#machine, snapshot, event)
    if (this.#isRecorded) recordEvent(this.#machine, snapshot, event)
    return this.#take(turn)
  }
  answer(port: string, output: unknown): Said {
    this.#settle(port)
    return this.sendAny({ type: `xstate.done.actor.${port}`, output: throughJson(output), actorId: port })
  }
  fail(port: string, failure: Partial<EffectFailure> = {}): Said {
    this.#settle(port)
    const error: EffectFailure = { code: 'CHAIN_UNREACHABLE', message: 'the chain does not answer', retryable: true, ...failure }
    return this.sendAny({ type: `xstate.error.actor.${port}`, error, actorId: port })
  }
  fire(delay: string): Said {
    const timer = [...this.#timers.values()].find((one) => delayOf(one) === delay)
    if (timer === undefined) throw new Error(`no timer ${delay} is armed; ${Object.keys(this.timers).join(', ') || 'none'}`)
    this.#timers.delete(timer.id)
    return this.sendAny(timer.event)
  }

  #pendingEffect(port: string): Spawned {
    const effect = this.#effects.get(port)
    if (effect === undefined) throw new Error(`${port} is not pending; ${this.pending.join(', ') || 'nothing'} is`)
    return effect
  }
  #settle(port: string): void {
    this.#pendingEffect(port)
    this.#effects.delete(port)
  }
  #take(turn: TurnOutcome): Said {
    this.#stored = throughJson(persist(turn.snapshot))
    for (const id of turn.left) this.#effects.delete(id)
    for (const effect of turn.spawned) this.#effects.set(effect.id, throughJson(effect))
    for (const [id, timer] of turn.timers) this.#arm(id, timer)
    if (turn.snapshot.status === 'done') {
      this.#effects.clear()
      this.#timers.clear()
    }
    this.last = saidBy(this.#machine, turn)
    for (const { role, id } of this.last.started) {
      if (this.all.started.some((one) => one.role === role && one.id === id)) throw new Error(`${role}:${id} was started before`)
    }
    this.all = {
      told: [...this.all.told, ...this.last.told],
      replies: [...this.all.replies, ...this.last.replies],
      facts: [...this.all.facts, ...this.last.facts],
      started: [...this.all.started, ...this.last.started],
    }
    return this.last
  }
  #arm(id: string, timer: Armed | undefined): void {
    this.#timers.delete(id)
    if (timer === undefined) return
    this.#timers.set(id, timer)
    this.#armings.push(delayOf(timer))
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
