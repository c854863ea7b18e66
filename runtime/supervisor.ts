// What happens when a turn fails: the event becomes a dead letter, the bot goes on, begins again or is quarantined, and
// the root is told. Nothing committed is thrown away.
import { QuorateError } from '#protocol/errors.ts'
import type { Address, EffectFailure } from './authoring.ts'
import type { Core } from './core.ts'
import type { BotEvent, Json, TurnCause } from './host.ts'
import { limits } from './limits.ts'
import type { MailboxItem } from './mailbox.ts'
import type { ActorRecord, Outgoing, TurnRecord } from './records.ts'
import type { Entry } from './store.ts'
import { turnFailure } from './turnFailure.ts'

/** The part of an item's turn that was known when it failed. */
export interface FailedTurn {
  readonly event: BotEvent
  readonly cause: TurnCause
  readonly consumes?: string
}

/** Decides about failed bots. */
export class Supervisor {
  readonly #core: Core
  /** Set by the host: looks at a mailbox again. */
  wake: (entry: Entry) => void = () => undefined

  constructor(core: Core) {
    this.#core = core
  }

  /** A turn threw: it did not happen. */
  turnFailed(entry: Entry, item: MailboxItem, turn: FailedTurn, error: unknown): void {
    const failure = turnFailure(entry.address, turn.event, error)
    if (item.kind === 'start' && item.by === 'operator' && item.settle !== undefined && entry.incarnation === 0) {
      // Nothing of it was acknowledged: it never was.
      this.#core.store.entries.delete(entry.address)
      item.settle.failed(failure)
      return
    }
    this.#dead(entry, turn, failure, item.kind === 'external' || item.kind === 'start' ? item.settle?.failed : undefined)
    this.#core.alert({ code: failure.code, message: failure.message, address: entry.address })
    // A bot that waits for this very event would wait for ever.
    const stranded = item.kind === 'effect' || item.kind === 'timer' || item.kind === 'start'
    if (stranded || this.#tooOften(entry)) this.#giveUp(entry, toEffectFailure(failure))
  }

  /** An item for a bot that has ended, or never was. */
  tooLate(entry: Entry, item: MailboxItem): void {
    const { address } = entry
    const unknown = entry.status === 'starting'
    const reason = unknown ? new QuorateError('UNKNOWN_BOT', { address }) : new QuorateError('BOT_FINISHED', { address })
    switch (item.kind) {
      case 'external':
        item.settle.failed(reason)
        return
      case 'start':
        this.#dead(
          entry,
          {
            event: { type: 'quorate.start', input: item.input },
            cause: { kind: 'start', by: item.by },
            ...(item.id === undefined ? {} : { consumes: item.id }),
          },
          reason,
        )
        return
      case 'message':
        this.#dead(
          entry,
          { event: item.event, cause: { kind: 'message', from: item.from, id: item.id }, consumes: item.id },
          reason,
        )
        // Nobody ever started it: its address stays free.
        if (unknown && entry.parent === null && entry.queue.length === 0) this.#core.store.entries.delete(address)
        return
      case 'effect': {
        const late = entry.book.late[item.id]
        if (late === undefined) return
        const event = { type: `${late.port}.late`, effectId: item.id, result: item.result }
        this.#dead(entry, { event, cause: { kind: 'effect', id: item.id, attempt: item.attempt } }, reason)
        return
      }
      case 'stop':
      case 'timer':
        return
    }
  }

  /** The process died in this event's turn again and again: it is not tried once more. */
  deadly(entry: Entry, item: MailboxItem, deaths: number): void {
    const event = describe(item)
    const failure = new QuorateError('DEADLY_EVENT', { address: entry.address, event: event.type, deaths })
    const consumes =
      'id' in item && (item.kind === 'message' || item.kind === 'start' || item.kind === 'stop') ? item.id : undefined
    this.#dead(
      entry,
      { event, cause: causeOf(item), ...(consumes === undefined ? {} : { consumes }) },
      failure,
      item.kind === 'external' ? item.settle.failed : undefined,
    )
    this.quarantine(entry, toEffectFailure(failure))
  }

  /** The process died in this effect again and again. */
  deadlyEffect(entry: Entry, port: string, deaths: number): void {
    this.quarantine(entry, toEffectFailure(new QuorateError('DEADLY_EFFECT', { address: entry.address, port, deaths })))
  }

  /** A bot that fills another's mailbox without end. */
  flooded(feeder: Entry, receiver: Entry): void {
    const details = { address: feeder.address, receiver: receiver.address, queued: receiver.queue.length }
    this.quarantine(feeder, toEffectFailure(new QuorateError('FLOODED', details)))
  }

  /** Takes a bot out of service; what waits for it keeps waiting. */
  quarantine(entry: Entry, failure: EffectFailure): void {
    if (entry.quarantine !== undefined) return
    const { address } = entry
    this.#core.append({
      kind: 'quarantine',
      actor: address,
      failure,
      ...this.#tellRoot(entry, { type: 'bot.quarantined', address, failure: failure as unknown as Json }),
    })
    this.#core.alert({ code: failure.code, message: failure.message, address })
    const refused = new QuorateError('BOT_QUARANTINED', { address, problem: failure.message })
    const kept = entry.queue.filter((item) => item.kind !== 'external')
    for (const item of entry.queue) if (item.kind === 'external') item.settle.failed(refused)
    entry.queue.splice(0, entry.queue.length, ...kept)
    this.#core.flushSoon()
  }

  /** Puts a quarantined bot back into service: a person has decided. */
  release(entry: Entry, who: string): Promise<void> {
    return new Promise((resolve) => {
      this.#core.append(
        {
          kind: 'release',
          actor: entry.address,
          who,
          ...this.#tellRoot(entry, { type: 'bot.released', address: entry.address }),
        },
        () => resolve(),
      )
      this.wake(entry)
      this.#core.flushSoon()
    })
  }

  #giveUp(entry: Entry, failure: EffectFailure): void {
    const bot = this.#core.bot(entry.role)
    if (bot.restartable !== true || bot.restart === 'temporary' || entry.birth === undefined || this.#restartsSpent(entry)) {
      this.quarantine(entry, failure)
      return
    }
    const birth = this.#core.read(entry.birth) as TurnRecord | ActorRecord
    const input = birth.kind === 'actor' ? birth.input : (birth.event['input'] as Json)
    entry.restarts.push(this.#core.nowMs())
    entry.status = 'starting'
    entry.live = undefined
    entry.queue.unshift({ kind: 'start', by: entry.parent ?? 'operator', input })
    this.wake(entry)
  }

  #restartsSpent(entry: Entry): boolean {
    entry.restarts = entry.restarts.filter((at) => this.#core.nowMs() - at < limits.restartWindowMs)
    return entry.restarts.length >= limits.restartsMax
  }

  /** Failing messages alone do not strand a bot; a stream of them says that it is broken. */
  #tooOften(entry: Entry): boolean {
    const now = this.#core.nowMs()
    entry.failures = [...entry.failures.filter((at) => now - at < limits.restartWindowMs), now]
    return entry.failures.length > limits.failedTurnsMax
  }

  #dead(entry: Entry, turn: FailedTurn, failure: QuorateError, refuse?: (error: Error) => void): void {
    const { event, cause, consumes } = turn
    this.#core.append(
      {
        kind: 'dead',
        actor: entry.address,
        event,
        cause,
        ...(consumes === undefined ? {} : { consumes }),
        code: failure.code,
        problem: failure.message,
      },
      refuse === undefined ? undefined : () => refuse(failure),
    )
    this.#core.flushSoon()
  }

  #tellRoot(entry: Entry, event: BotEvent): { readonly outbox?: readonly Outgoing[] } {
    const to: Address = this.#core.root
    const root = this.#core.store.entries.get(to)
    return root === undefined || root === entry || root.status !== 'active' ? {} : { outbox: [{ to, event }] }
  }
}

function toEffectFailure({ code, message, retryable }: QuorateError): EffectFailure {
  return { code, message, retryable }
}

function describe(item: MailboxItem): BotEvent {
  switch (item.kind) {
    case 'message':
    case 'external':
      return item.event
    case 'start':
      return { type: 'quorate.start', input: item.input }
    case 'stop':
      return { type: 'quorate.stop' }
    case 'timer':
      return { type: 'quorate.timer', id: item.id }
    case 'effect':
      return { type: 'quorate.result', effectId: item.id, result: item.result }
  }
}

function causeOf(item: MailboxItem): TurnCause {
  switch (item.kind) {
    case 'message':
    case 'stop':
      return { kind: 'message', from: item.from, id: item.id }
    case 'external':
      return { kind: 'external', ...(item.askId === undefined ? {} : { askId: item.askId }) }
    case 'start':
      return { kind: 'start', by: item.by }
    case 'timer':
      return { kind: 'timer', id: item.id, generation: item.generation }
    case 'effect':
      return { kind: 'effect', id: item.id, attempt: item.attempt }
  }
}
