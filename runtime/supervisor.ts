// What happens when a turn fails: the event becomes a dead letter, the bot goes on, begins again (restarts.ts), is stopped or
// is quarantined, and the root is told. Nothing committed is thrown away.
import { QuorateError } from '#protocol/errors.ts'
import type { Address, EffectFailure } from './authoring.ts'
import type { Core } from './core.ts'
import { waitedFor } from './book.ts'
import { childSpecOf } from './childSpec.ts'
import type { BotEvent, Json, TurnCause } from './host.ts'
import { limits } from './limits.ts'
import type { MailboxItem, Settle } from './mailbox.ts'
import type { Outgoing, PendingEffect } from './records.ts'
import { Restarts } from './restarts.ts'
import type { Entry } from './entry.ts'
import { turnFailure } from './turnFailure.ts'

/** The part of an item's turn that was known when it failed. */
export interface FailedTurn {
  readonly event: BotEvent
  readonly cause: TurnCause
  readonly consumes?: string
}

/** Decides about failed bots. */
export class Supervisor {
  readonly restarts: Restarts
  readonly #core: Core
  /** Set by the host: looks at a mailbox again. */
  wake: (entry: Entry) => void = () => undefined
  /** Set by the host: nobody waits for these effects any more. */
  leave: (effects: readonly PendingEffect[]) => void = () => undefined

  constructor(core: Core) {
    this.#core = core
    this.restarts = new Restarts({
      core,
      quarantine: (entry, failure) => this.quarantine(entry, failure),
      wake: (entry) => this.wake(entry),
      leave: (effects) => this.leave(effects),
    })
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
    // A bot that waits for this very event would wait for ever.
    const over = item.kind === 'effect' || item.kind === 'timer' || item.kind === 'start' || this.#isTooOften(entry)
    const isTemporary = childSpecOf(this.#core.bot(entry.role)).restart === 'temporary'
    this.#dead(entry, turn, failure, {
      refuse: item.kind === 'external' || item.kind === 'start' ? item.settle : undefined,
      ...(over && isTemporary ? { outbox: [{ to: entry.address, stop: true }] } : {}),
    })
    if (over && !isTemporary) this.restarts.failed(entry, toEffectFailure(failure))
    this.#core.alert({ code: failure.code, message: failure.message, address: entry.address })
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
      item.kind === 'external' ? { refuse: item.settle } : {},
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
      this.restarts.released(entry, who)
      this.wake(entry)
      this.#core.flushSoon()
    })
  }

  /** Failing messages alone do not strand a bot; a stream of them says that it is broken. The count is the journal's. */
  #isTooOften(entry: Entry): boolean {
    const since = this.#core.nowMs() - limits.restartWindowMs
    return (entry.trouble?.failures.filter((at) => at > since).length ?? 0) >= limits.failedTurnsMax
  }

  #dead(
    entry: Entry,
    turn: FailedTurn,
    failure: QuorateError,
    also: { readonly refuse?: Settle | undefined; readonly outbox?: readonly Outgoing[] } = {},
  ): void {
    const { event, cause, consumes } = turn
    const { refuse, outbox } = also
    const waited = waitedFor(entry.book, cause)
    this.#core.append(
      {
        kind: 'dead',
        actor: entry.address,
        event,
        cause,
        ...(consumes === undefined ? {} : { consumes }),
        code: failure.code,
        problem: failure.message,
        ...(waited === undefined ? {} : { waited }),
        ...(outbox === undefined ? {} : { outbox }),
      },
      refuse === undefined ? undefined : () => refuse.failed(failure),
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
