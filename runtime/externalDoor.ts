// Where events come in from outside, and answers go out. Only here may anything be refused, before it has a record.
import { QuorateError } from '#protocol/errors.ts'
import type { Address } from './authoring.ts'
import type { Core } from './core.ts'
import { externalEvent } from './externalEvent.ts'
import type { AskOptions, BotEvent, Json } from './host.ts'
import { asJson, nonJsonPath } from './jsonValue.ts'
import { limits } from './limits.ts'
import type { Settle } from './mailbox.ts'
import type { Observation } from './observation.ts'
import type { DeadRecord, TurnRecord } from './records.ts'
import { currentRequest } from './requestScope.ts'
import type { Entry } from './entry.ts'
import { askKey, inputCrc } from './store.ts'

interface Waiter {
  readonly answer: (output: Json) => void
  readonly fail: (error: Error) => void
}

/** What a sender is told: the sequence number of the turn that took its event. */
interface Sent {
  readonly seq: number
}

/** One who waits at the door for a turn. It is in `open` until the turn is durable or will not be. */
class Settling implements Settle {
  readonly #open: Set<Settle>
  readonly #resolve: (sent: Sent) => void
  readonly #reject: (error: Error) => void

  constructor(open: Set<Settle>, resolve: (sent: Sent) => void, reject: (error: Error) => void) {
    this.#open = open
    this.#resolve = resolve
    this.#reject = reject
    open.add(this)
  }

  done(seq: number): void {
    this.#open.delete(this)
    this.#resolve({ seq })
  }

  failed(error: Error): void {
    this.#open.delete(this)
    this.#reject(error)
  }
}

/** The door of a host. */
export class ExternalDoor {
  readonly #core: Core
  readonly #observation: Observation
  /** Asks on their way to their turn, so that a repeat joins them. */
  readonly #underway = new Map<string, Promise<Sent>>()
  readonly #waiters = new Map<string, Set<Waiter>>()
  readonly #open = new Set<Settle>()
  #closed: QuorateError | undefined
  #asked = 0

  constructor(core: Core, observation: Observation) {
    this.#core = core
    this.#observation = observation
  }

  /** As Host.spawn. @throws UNKNOWN_ROLE, BOT_EXISTS, EVENT_REFUSED, TURN_FAILED */
  async spawn(role: string, id: string, input: unknown): Promise<boolean> {
    this.#refuseClosed()
    this.#core.bot(role)
    const address: Address = `${role}:${id}`
    const bad = nonJsonPath(input ?? null)
    if (id === '' || /\s/.test(id) || bad !== undefined)
      throw new QuorateError('EVENT_REFUSED', {
        address,
        problem: bad === undefined ? 'the id is empty or has spaces' : `the input is not JSON: ${bad}`,
      })
    const known = this.#core.store.entries.get(address)
    if (known !== undefined && (known.status !== 'starting' || known.queue.length > 0 || known.incarnation > 0)) {
      if (known.inputCrc !== inputCrc(input)) throw new QuorateError('BOT_EXISTS', { address })
      await this.#observation.durable(known.seq)
      return false
    }
    const entry = this.#core.store.entry(address)
    const given = asJson(input)
    entry.inputCrc = inputCrc(given)
    await new Promise<Sent>((resolve, reject) => {
      const settle = new Settling(this.#open, resolve, reject)
      this.#core.enqueue(entry, { kind: 'start', by: 'operator', requestId: currentRequest(), input: given, settle })
    })
    return true
  }

  /** As Host.send. */
  send(to: Address, event: BotEvent, { askId, who }: AskOptions = {}): Promise<Sent> {
    return askId === undefined ? this.#hand(to, event, undefined, who) : this.#once(to, event, askId, who)
  }

  /** As Host.ask. */
  async ask(to: Address, event: BotEvent, options: AskOptions = {}): Promise<Json> {
    const { who, timeoutMs = limits.askTimeoutMs } = options
    const askId = options.askId ?? this.#newAskId()
    const key = askKey(to, askId)
    const answer = new Promise<Json>((resolve, reject) => {
      const waiter: Waiter = { answer: (output) => settle(() => resolve(output)), fail: (error) => settle(() => reject(error)) }
      const settle = (how: () => void): void => {
        cancel()
        const waiters = this.#waiters.get(key)
        waiters?.delete(waiter)
        if (waiters?.size === 0) this.#waiters.delete(key)
        how()
      }
      const cancel = this.#core.clock.after(timeoutMs, () =>
        waiter.fail(new QuorateError('ASK_TIMEOUT', { address: to, timeoutMs })),
      )
      this.#waiters.set(key, (this.#waiters.get(key) ?? new Set<Waiter>()).add(waiter))
      this.#once(to, event, askId, who).then(
        () => this.#tellKnown(key, waiter),
        (error: Error) => waiter.fail(error),
      )
    })
    return answer
  }

  /** A durable turn answered some asks. */
  replied(record: TurnRecord): void {
    for (const { askId, output } of record.replies ?? []) {
      for (const waiter of this.#waiters.get(askKey(record.actor, askId)) ?? []) waiter.answer(output)
    }
  }

  /** An ask's turn failed, and that is durable. */
  failed(record: DeadRecord): void {
    const { cause, actor, code, problem } = record
    if (cause.kind !== 'external' || cause.askId === undefined) return
    for (const waiter of this.#waiters.get(askKey(actor, cause.askId)) ?? []) waiter.fail(refusal(actor, code, problem))
  }

  /** Takes nothing new. */
  close(): void {
    this.#closed ??= new QuorateError('SHUTTING_DOWN')
  }

  /** The journal stopped: nobody who waits will hear of a record. */
  stop(error: QuorateError): void {
    this.#closed = error
    // A Set and a Map may lose members while they are walked.
    for (const settle of this.#open) settle.failed(error)
    for (const waiters of this.#waiters.values()) for (const waiter of waiters) waiter.fail(error)
  }

  /** The first ask with this id makes the turn; others share its sequence number. */
  async #once(to: Address, event: BotEvent, askId: string, who: string | undefined): Promise<Sent> {
    const key = askKey(to, askId)
    const known = this.#core.store.asks.get(key)
    if (known !== undefined) {
      await this.#observation.durable(known.seq)
      if (known.failed !== undefined) throw refusal(to, known.failed.code, known.failed.problem)
      return { seq: known.seq }
    }
    const underway = this.#underway.get(key)
    if (underway !== undefined) return underway
    const handed = this.#hand(to, event, askId, who).finally(() => this.#underway.delete(key))
    this.#underway.set(key, handed)
    return handed
  }

  #tellKnown(key: string, waiter: Waiter): void {
    const known = this.#core.store.asks.get(key)
    if (known?.reply !== undefined && known.reply.seq <= this.#core.writer.durableThrough) waiter.answer(known.reply.output)
  }

  /** Whatever is thrown here is the promise's rejection. */
  #hand(to: Address, event: BotEvent, askId: string | undefined, who: string | undefined): Promise<Sent> {
    return new Promise((resolve, reject) => {
      this.#refuseClosed()
      const entry = this.#receiver(to)
      const parsed = externalEvent(this.#core.bot(entry.role), to, event)
      const settle = new Settling(this.#open, resolve, reject)
      this.#core.enqueue(entry, { kind: 'external', event: parsed, askId, who, requestId: currentRequest(), settle })
    })
  }

  #receiver(address: Address): Entry {
    const entry = this.#core.store.entries.get(address)
    if (entry === undefined || (entry.status === 'starting' && entry.queue.length === 0 && entry.incarnation === 0))
      throw new QuorateError('UNKNOWN_BOT', { address })
    if (entry.quarantine !== undefined) throw new QuorateError('BOT_QUARANTINED', { address, problem: entry.quarantine.message })
    if (entry.status !== 'active' && entry.status !== 'starting') throw new QuorateError('BOT_FINISHED', { address })
    const fed = entry.feeds === undefined ? undefined : this.#core.store.entries.get(entry.feeds)
    const { mailboxBound } = this.#core
    const full =
      entry.queue.length >= mailboxBound ? entry : fed !== undefined && fed.queue.length >= mailboxBound ? fed : undefined
    if (full !== undefined)
      throw new QuorateError('BUSY', { address: full.address, queued: full.queue.length, retryAfterMs: limits.busyRetryAfterMs })
    entry.feeds = undefined
    return entry
  }

  #refuseClosed(): void {
    if (this.#closed !== undefined) throw this.#closed
  }

  /** Unique in the journal: no two processes share an incarnation. */
  #newAskId(): string {
    this.#asked += 1
    return `ask:${this.#core.store.incarnation}:${this.#asked}`
  }
}

/** The error an ask is answered with; a code from a journal of another version falls back to TURN_FAILED. */
function refusal(address: Address, code: string, problem: string): QuorateError {
  return new QuorateError('TURN_FAILED', { address, event: 'the event asked with this id', problem: `${code}: ${problem}` })
}
