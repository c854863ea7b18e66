// What a person may do to failed bots: look at dead letters, send them again or drop them, end a quarantine, have a bot
// begin again. Each is a journal record with who did it.
import { QuorateError } from '#protocol/errors.ts'
import type { Address } from './authoring.ts'
import type { Core } from './core.ts'
import { acquitted } from './effectDeaths.ts'
import type { EffectRunner } from './effectRunner.ts'
import type { Json } from './host.ts'
import type { DeadRecord, SettledRecord, Waited } from './records.ts'
import type { Entry } from './entry.ts'
import type { Supervisor } from './supervisor.ts'
import type { Timers } from './timers.ts'

/** What it reaches. */
export interface OperatorDoorParts {
  readonly core: Core
  readonly supervisor: Supervisor
  readonly effects: EffectRunner
  readonly timers: Timers
}
type Resent = Pick<SettledRecord, 'outbox' | 'from' | 'restores'>

/** The operator's door of a host. */
export class OperatorDoor {
  readonly #parts: OperatorDoorParts
  readonly #core: Core

  constructor(parts: OperatorDoorParts) {
    this.#parts = parts
    this.#core = parts.core
  }

  /** Those that are durable and that nobody has dealt with, oldest first. */
  deadLetters(): readonly DeadRecord[] {
    const through = this.#core.writer.durableThrough
    return [...this.#core.store.deadLetters.values()].filter(({ seq }) => seq <= through).map(withoutMark)
  }

  /** @throws UNKNOWN_DEAD_LETTER, UNKNOWN_BOT, BOT_FINISHED, DEAD_LETTER_SPENT */
  async settle(seq: number, how: 'resent' | 'dropped', who: string): Promise<void> {
    const dead = this.#core.store.deadLetters.get(seq)
    if (dead === undefined) throw new QuorateError('UNKNOWN_DEAD_LETTER', { seq })
    const resent = how === 'resent' ? this.#resent(dead) : {}
    await this.#durable({ kind: 'settled', actor: dead.actor, dead: seq, how, who, ...resent })
    if (resent.restores !== undefined) this.#wakeUp(dead, resent.restores)
  }

  /** @throws UNKNOWN_BOT */
  async release(address: Address, who: string): Promise<void> {
    const entry = this.#known(address)
    if (entry.quarantine === undefined) return
    await this.#parts.supervisor.release(entry, who)
    const { effects } = this.#parts
    for (const effect of Object.values(entry.book.effects)) if (!effects.has(effect.id)) effects.start(entry, effect, acquitted)
  }

  /** @throws UNKNOWN_BOT, BOT_NOT_RESTARTABLE */
  async restart(address: Address, who: string): Promise<void> {
    const entry = this.#known(address)
    this.#parts.supervisor.restarts.refuseUnable(entry)
    if (entry.quarantine !== undefined) await this.#parts.supervisor.release(entry, who)
    await this.#parts.supervisor.restarts.begin(entry, who)
  }

  #known(address: Address): Entry {
    const entry = this.#core.store.entries.get(address)
    if (entry === undefined) throw new QuorateError('UNKNOWN_BOT', { address })
    return entry
  }

  #resent(dead: DeadRecord): Resent {
    const { actor, event, cause, seq } = dead
    const entry = this.#known(actor)
    if (cause.kind === 'start') return this.#startAgain(dead, entry)
    if (entry.status === 'done' || entry.status === 'stopped') throw new QuorateError('BOT_FINISHED', { address: actor })
    // A timer or result is for the very state that waited for it: once the bot has moved, it would be a forgery.
    const isBound = cause.kind === 'timer' || (cause.kind === 'effect' && dead.waited !== undefined)
    if (!isBound) return { outbox: [{ to: actor, event }] }
    if (entry.seq > seq || entry.status !== 'active') throw spent(dead, 'the bot has moved on since')
    return { restores: dead.waited ?? {} }
  }

  /** The first start of a child; what began once begins again by a restart. */
  #startAgain({ seq, actor, event, cause }: DeadRecord, entry: Entry): Resent {
    if (entry.incarnation > 0 || cause.kind !== 'start') throw spent({ seq }, 'the bot had begun before: restart it')
    const start = { role: entry.role, input: event['input'] as Json }
    return { outbox: [{ to: actor, start }], ...(cause.by === 'operator' ? {} : { from: cause.by }) }
  }

  /** What was put back into the bot's book goes on; a process that dies before finds it there. */
  #wakeUp({ actor, event, cause }: DeadRecord, { timer, effect }: Waited): void {
    const entry = this.#known(actor)
    if (timer !== undefined) this.#parts.timers.add({ address: actor, id: timer.id, generation: timer.generation, dueAt: 0 })
    if (effect === undefined) return
    // A result that was there is given again; a failure is tried again, with the same idempotency key.
    if (event.type.startsWith('xstate.done.')) {
      const { id, name, attempt } = effect
      const result = { ok: true as const, output: event['output'] as Json | undefined }
      this.#core.enqueue(entry, { kind: 'effect', id, name, attempt: cause.kind === 'effect' ? cause.attempt : attempt, result })
    } else if (entry.quarantine === undefined) this.#parts.effects.start(entry, effect, acquitted)
  }

  #durable(record: Parameters<Core['append']>[0]): Promise<void> {
    return new Promise((resolve) => {
      this.#core.append(record, () => resolve())
      this.#core.flushSoon()
    })
  }
}

function spent({ seq }: Pick<DeadRecord, 'seq'>, problem: string): QuorateError {
  return new QuorateError('DEAD_LETTER_SPENT', { seq, problem })
}

function withoutMark({ kept: _kept, ...dead }: DeadRecord): DeadRecord {
  return dead
}
