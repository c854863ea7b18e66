// Which failed bots begin again, when, and who decides when they fail too often. A restart is a journal record with the time
// it is due, so it happens although the process dies meanwhile. Whom none of this helps is quarantined.
import { crc32 } from 'node:zlib'
import { QuorateError } from '#protocol/errors.ts'
import type { Address, EffectFailure } from './authoring.ts'
import { childSpecOf, restartDelayMs, supervisionOf } from './childSpec.ts'
import type { Core } from './core.ts'
import type { Json } from './host.ts'
import { limits } from './limits.ts'
import type { MailboxItem } from './mailbox.ts'
import type { ActorRecord, DueRestart, Outgoing, PendingEffect, TurnRecord } from './records.ts'
import type { Entry } from './entry.ts'
import { descendants } from './trouble.ts'

/** What the rest of the host does for it. */
export interface RestartParts {
  readonly core: Core
  /** Takes a bot out of service. */
  readonly quarantine: (entry: Entry, failure: EffectFailure) => void
  /** Looks at a mailbox again. */
  readonly wake: (entry: Entry) => void
  /** Nobody waits for these effects any more. */
  readonly leave: (effects: readonly PendingEffect[]) => void
}
interface Waiting {
  readonly entry: Entry
  readonly due: DueRestart
}
interface Order {
  readonly entry: Entry
  readonly failure: EffectFailure
  readonly dueAt: number
  readonly because?: Address
  readonly who?: string
}

/** The restarts of a host. */
export class Restarts {
  readonly #parts: RestartParts
  /** In the order in which they are due; siblings that are due together, in the order they were started. */
  #waiting: Waiting[] = []
  #cancel: (() => void) | undefined
  #closed = false

  constructor(parts: RestartParts) {
    this.#parts = parts
  }

  /** A bot failed and cannot go on as it is. @returns does it begin again? */
  failed(entry: Entry, failure: EffectFailure): boolean {
    if (!this.#mayBeginAgain(entry)) {
      this.#parts.quarantine(entry, failure)
      return false
    }
    const { core } = this.#parts
    const parent = entry.parent === null ? undefined : core.store.entries.get(entry.parent)
    // The root does not give up: what one of its bots spent must not cost another.
    const under = parent === undefined || parent.address === core.root ? undefined : parent
    const { strategy, intensity } = supervisionOf(parent === undefined ? undefined : core.bot(parent.role))
    const since = core.nowMs() - intensity.withinMs
    const recent = (bot: Entry): number => bot.trouble?.restarts.filter((at) => at > since).length ?? 0
    const counted = under === undefined ? [entry] : this.#childrenOf(under)
    const spent = counted.reduce((sum, bot) => sum + recent(bot), 0) >= intensity.restartsMax
    if (spent) return this.#escalate(entry, under, failure)
    const { backoff } = childSpecOf(core.bot(entry.role))
    const random = crc32(`${core.writer.nextSeq} ${entry.address}`) / 2 ** 32
    const dueAt = core.nowMs() + restartDelayMs(backoff, recent(entry) + 1, random)
    void this.#order({ entry, failure, dueAt })
    if (strategy === 'rest_for_one' && parent !== undefined) this.#rest(entry, parent, { failure, dueAt })
    return true
  }

  /** A bot's machine came to its end by itself. */
  ended(entry: Entry): void {
    if (childSpecOf(this.#parts.core.bot(entry.role)).restart !== 'permanent' || !this.#mayBeginAgain(entry)) return
    const { code, message, retryable } = new QuorateError('BOT_FINISHED', { address: entry.address })
    this.failed(entry, { code, message, retryable })
  }

  /** @throws BOT_NOT_RESTARTABLE, BOT_FINISHED for one that was stopped: its address is its parent's to fill */
  refuseUnable(entry: Entry): void {
    const { address, role } = entry
    if (entry.status === 'stopped') throw new QuorateError('BOT_FINISHED', { address })
    if (!this.#mayBeginAgain(entry)) throw new QuorateError('BOT_NOT_RESTARTABLE', { address, role })
  }

  /** A person wants it to begin again, whatever was counted. @throws as `refuseUnable` */
  async begin(entry: Entry, who: string): Promise<void> {
    this.refuseUnable(entry)
    const failure = { code: 'ASKED', message: `${who} asked for it`, retryable: false }
    await this.#order({ entry, failure, dueAt: this.#parts.core.nowMs(), who })
  }

  /** A person ended its quarantine: a restart that waited for this is ordered anew, so that its earlier deaths do not count. */
  released(entry: Entry, who: string): void {
    const due = entry.trouble?.due
    if (due !== undefined) void this.#order({ entry, failure: due.failure, dueAt: this.#parts.core.nowMs(), who })
  }

  /** Waits for what was decided, by this process or an earlier one. */
  takeUp(entry: Entry): void {
    const due = entry.trouble?.due
    if (due !== undefined && entry.quarantine === undefined) this.#await({ entry, due })
  }

  close(): void {
    this.#closed = true
    this.#cancel?.()
  }

  /** All that is below a bot begins with it: where something there must never begin again, neither does the bot. */
  #mayBeginAgain(entry: Entry): boolean {
    const { core } = this.#parts
    const can = ({ role }: Entry): boolean => {
      const { restart, restartable } = childSpecOf(core.bot(role))
      return restartable && restart !== 'temporary'
    }
    return (
      can(entry) &&
      entry.birth !== undefined &&
      descendants(core.store.entries, entry.address).every((below) => isOver(below) || core.bot(below.role).restartable === true)
    )
  }

  #escalate(entry: Entry, parent: Entry | undefined, failure: EffectFailure): boolean {
    if (parent !== undefined && this.#mayBeginAgain(parent)) {
      const { code, message, retryable } = new QuorateError('RESTARTS_SPENT', {
        address: entry.address,
        parent: parent.address,
        problem: failure.message,
      })
      this.#parts.core.alert({ code, message, address: parent.address })
      if (this.failed(parent, { code, message, retryable })) return true
    }
    this.#parts.quarantine(entry, failure)
    return false
  }

  /** The siblings that were started later relied on the one that failed. */
  #rest(entry: Entry, parent: Entry, order: Pick<Order, 'failure' | 'dueAt'>): void {
    const siblings = this.#childrenOf(parent)
    for (const later of siblings.slice(siblings.indexOf(entry) + 1)) {
      if (isOver(later) || later.quarantine !== undefined || later.trouble?.due !== undefined) continue
      if (this.#mayBeginAgain(later)) void this.#order({ ...order, entry: later, because: entry.address })
    }
  }

  /** Resolves when it is durable. */
  #order({ entry, failure, dueAt, because, who }: Order): Promise<void> {
    const { core } = this.#parts
    const below = descendants(core.store.entries, entry.address)
    const outbox: readonly Outgoing[] = below.filter((bot) => !isOver(bot)).map(({ address }) => ({ to: address, stop: true }))
    const left = Object.values(entry.book.effects)
    // What an earlier order put at the head of its mailbox is replaced by this one.
    const kept = entry.queue.filter((item) => item.kind !== 'start' || item.again === undefined)
    entry.queue.splice(0, entry.queue.length, ...kept)
    const record = {
      kind: 'restart' as const,
      actor: entry.address,
      dueAt,
      failure,
      ...(because === undefined ? {} : { because }),
      ...(who === undefined ? {} : { who }),
      ...(below.length === 0 ? {} : { vacates: true as const }),
      ...(outbox.length === 0 ? {} : { outbox }),
    }
    return new Promise((resolve) => {
      core.append(record, () => {
        this.#parts.leave(left)
        this.takeUp(entry)
        resolve()
      })
      core.flushSoon()
    })
  }

  #await(waiting: Waiting): void {
    const order = ({ due }: Waiting): readonly [number, number] => [due.dueAt, due.seq]
    const [at, seq] = order(waiting)
    const place = this.#waiting.findIndex((other) => order(other)[0] > at || (order(other)[0] === at && order(other)[1] > seq))
    this.#waiting.splice(place === -1 ? this.#waiting.length : place, 0, waiting)
    this.#wait()
  }

  #wait(): void {
    this.#cancel?.()
    this.#cancel = undefined
    const next = this.#waiting[0]
    if (next === undefined || this.#closed) return
    const ms = Math.min(Math.max(0, next.due.dueAt - this.#parts.core.clock.now()), limits.timerLookMs)
    this.#cancel = this.#parts.core.clock.after(ms, () => this.#look())
  }

  #look(): void {
    const now = this.#parts.core.clock.now()
    while (this.#waiting[0] !== undefined && this.#waiting[0].due.dueAt <= now) {
      const { entry, due } = this.#waiting.shift() as Waiting // it was just looked at
      // Quarantined or decided anew meanwhile: whoever ends that takes it up again.
      if (entry.quarantine !== undefined || entry.trouble?.due?.seq !== due.seq) continue
      entry.queue.unshift(this.#startOf(entry, due))
      this.#parts.wake(entry)
    }
    this.#wait()
  }

  #startOf(entry: Entry, due: DueRestart): Extract<MailboxItem, { kind: 'start' }> {
    // Only what has a birth is ever ordered to begin again.
    const birth = this.#parts.core.read(entry.birth as NonNullable<Entry['birth']>) as TurnRecord | ActorRecord
    const input = birth.kind === 'actor' ? birth.input : (birth.event['input'] as Json)
    return { kind: 'start', by: entry.parent ?? 'operator', input, again: due.seq }
  }

  #childrenOf(parent: Entry): readonly Entry[] {
    return [...this.#parts.core.store.entries.values()].filter((entry) => entry.parent === parent.address)
  }
}

function isOver({ status }: Entry): boolean {
  return status === 'done' || status === 'stopped'
}
