// Takes what waits for bots, runs one turn for each and hands the records to the journal. Nothing it decides is seen by
// anyone before the journal says so.
import { QuorateError } from '#protocol/errors.ts'
import type { AnyMachineSnapshot } from 'xstate'
import type { Core, Seen } from './core.ts'
import type { EffectRunner } from './effectRunner.ts'
import type { Json } from './host.ts'
import { killPoint } from './killPoint.ts'
import { limits } from './limits.ts'
import { itemKey, type MailboxItem, type Settle } from './mailbox.ts'
import { storedState } from './migration.ts'
import type { ActorRecord, PendingEffect, TurnRecord } from './records.ts'
import { ReadyQueue } from './readyQueue.ts'
import type { StartedMarks } from './startedMarks.ts'
import { takeItem, type Taken } from './takenItem.ts'
import type { Entry } from './entry.ts'
import type { Supervisor } from './supervisor.ts'
import { isHeld } from './trouble.ts'
import { firstTurn, nextTurn, persist, restore, type StoredSnapshot } from './turn.ts'
import { TurnDrafts } from './turnDrafts.ts'
import { turnsInPass } from './turnsInPass.ts'
import { encodeSnapshot, isEmptyBook, nextBook, readDeclared, stoppedBook } from './turnRecord.ts'

/** Runs turns, one drain of the ready bots at a time. */
export class TurnLoop {
  readonly #core: Core
  readonly #effects: EffectRunner
  readonly #supervisor: Supervisor
  readonly #marks: StartedMarks
  readonly #ready = new ReadyQueue<Entry>()
  readonly #drafts: TurnDrafts
  #scheduled = false
  /** Did the last drain run one turn? */
  #isLone = false
  /** Drains since the last one that let the event loop go round. */
  #inARow = 0
  #paused = true

  constructor(parts: {
    readonly core: Core
    readonly effects: EffectRunner
    readonly supervisor: Supervisor
    readonly marks: StartedMarks
  }) {
    this.#core = parts.core
    this.#effects = parts.effects
    this.#supervisor = parts.supervisor
    this.#marks = parts.marks
    this.#drafts = new TurnDrafts(parts.core)
  }

  /** Is there nothing to run? */
  get idle(): boolean {
    return this.#ready.length === 0
  }

  /** Puts an item into a bot's mailbox. */
  enqueue(entry: Entry, item: MailboxItem): void {
    entry.queue.push(item)
    this.wake(entry, item.kind === 'external')
  }

  /** Looks at a bot's mailbox again, for example when it leaves quarantine. */
  wake(entry: Entry, fromOutside = false): void {
    if (entry.ready || entry.queue.length === 0 || isHeld(entry)) return
    entry.ready = true
    this.#ready.push(entry)
    this.schedule(fromOutside)
  }

  /** Begins to run turns; before, items only gather. */
  resume(): void {
    this.#paused = false
    this.schedule()
  }

  pause(): void {
    this.#paused = true
  }

  /** Runs what is ready soon; also called when the journal has caught up. @param fromOutside somebody waits for it */
  schedule(fromOutside = false): void {
    if (this.#scheduled || this.#paused || this.#ready.length === 0) return
    this.#scheduled = true
    const { clock, writer } = this.#core
    const run = (): void => {
      this.#scheduled = false
      this.#drain()
    }
    // A lone event, as the last one was, is spared the trip round the event loop; several would no longer share a sync.
    // While a sync is under way its end must be heard, and what follows from a turn comes after its acknowledgement.
    if (fromOutside && this.#isLone && writer.atRest && this.#inARow < limits.drainsInARow) {
      this.#inARow += 1
      clock.next(run)
    } else {
      this.#inARow = 0
      clock.soon(run)
    }
  }

  #drain(): void {
    const { writer } = this.#core
    try {
      // Several passes share a batch, so that a bot with a full mailbox does not pay one sync per turn.
      let turns = 0
      while (turns < limits.turnsPerDrain && this.#ready.length > 0) {
        // The disk is behind: its next sync wakes us.
        if (this.#paused || writer.unsyncedBytes > limits.unsyncedBytesMax) break
        turns += this.#pass()
      }
      this.#isLone = turns === 1
      writer.flush()
    } catch (error) {
      // The journal has stopped and has said so; anything else is a bug of ours and must end the process.
      if (!(error instanceof QuorateError && error.code === 'SYNC_FAILED')) throw error
    }
    this.schedule()
  }

  /** One item for each bot that is ready, some for one whose mailbox is crowded. @returns how many */
  #pass(): number {
    this.#drafts.begin()
    const batch: { entry: Entry; items: readonly MailboxItem[] }[] = []
    const careful: { entry: Entry; item: MailboxItem; key: string }[] = []
    const keys: string[] = []
    let turns = 0
    for (const entry of this.#ready.take(limits.turnsPerDrain)) {
      entry.ready = false
      if (isHeld(entry)) continue
      const items: MailboxItem[] = []
      for (let left = turnsInPass(entry.queue.length); left > 0; left -= 1) {
        const item = entry.queue.shift()
        if (item === undefined) break
        const key = itemKey(entry.address, item)
        if (key !== undefined && this.#marks.deaths(key) > 0) {
          // alone in its pass, so that it stays behind those that came before it
          if (items.length === 0) careful.push({ entry, item, key })
          else entry.queue.unshift(item)
          break
        }
        items.push(item)
        if (key !== undefined) keys.push(key)
      }
      turns += items.length
      if (items.length > 0) batch.push({ entry, items })
      this.wake(entry)
    }
    // What has no key is not delivered again after a death.
    if (keys.length > 0) this.#marks.begin(keys)
    for (const { entry, items } of batch) this.#runAll(entry, items)
    if (keys.length > 0) this.#marks.end()
    for (const { entry, item, key } of careful) this.#runCarefully(entry, item, key)
    return turns + careful.length
  }

  #runAll(entry: Entry, items: readonly MailboxItem[]): void {
    for (const [index, item] of items.entries()) {
      // held by the turn before: the rest waits with the others, in its order
      if (isHeld(entry, item)) {
        entry.queue.unshift(...items.slice(index))
        return
      }
      this.#run(entry, item)
    }
  }

  /** A suspect is marked alone, so that a second death proves it. */
  #runCarefully(entry: Entry, item: MailboxItem, key: string): void {
    const deaths = this.#marks.deaths(key)
    if (deaths >= limits.turnDeathsMax) {
      this.#supervisor.deadly(entry, item, deaths)
      return
    }
    this.#marks.begin([key])
    this.#run(entry, item)
    this.#marks.end()
  }

  #run(entry: Entry, item: MailboxItem): void {
    // Quarantined or restarted by an earlier item of this very drain: it waits with the others.
    if (isHeld(entry, item)) {
      entry.queue.unshift(item)
      return
    }
    if (item.kind === 'start') return this.#start(entry, item)
    if (item.kind === 'stop') return this.#stop(entry, item)
    if (entry.status !== 'active') return this.#supervisor.tooLate(entry, item)
    const taken = takeItem(entry, item)
    if (taken !== undefined) this.#turn(entry, item, taken)
  }

  #start(entry: Entry, item: Extract<MailboxItem, { kind: 'start' }>): void {
    const isVacant = entry.status !== 'active' && entry.trouble?.vacant === true
    if (entry.status !== 'starting' && !isVacant) return this.#supervisor.tooLate(entry, item)
    const taken: Taken = {
      event: { type: 'quorate.start', input: item.input },
      cause: { kind: 'start', by: item.by, requestId: item.requestId },
      ...(item.id === undefined ? {} : { consumes: item.id }),
    }
    this.#turn(entry, item, taken)
    // What was held back until this turn goes on.
    this.wake(entry)
  }

  /** Stopping runs no code of the machine, so it cannot fail. */
  #stop(entry: Entry, item: Extract<MailboxItem, { kind: 'stop' }>): void {
    if (entry.status !== 'active') {
      this.#core.append({ kind: 'consumed', actor: entry.address, consumes: item.id, why: `it is ${entry.status}` })
      return
    }
    const snapshot: StoredSnapshot = { ...persist(this.#live(entry)), status: 'stopped' }
    const taken: Taken = {
      event: { type: 'quorate.stop' },
      cause: { kind: 'message', from: item.from, id: item.id },
      consumes: item.id,
    }
    const { book, left } = stoppedBook(entry.book)
    const record = this.#drafts.record(entry, taken, {
      at: this.#drafts.look(entry, taken).at,
      book,
      from: this.#live(entry).value as Json,
      snapshot,
    })
    entry.live = undefined
    this.#core.appendTurn(record, JSON.stringify(snapshot), { done: () => this.#effects.leave(left) })
  }

  #turn(entry: Entry, item: MailboxItem, taken: Taken): void {
    const core = this.#core
    let record: TurnRecord
    let text: string
    let left: readonly PendingEffect[]
    let live: AnyMachineSnapshot
    try {
      const { machine } = core.bot(entry.role)
      const before = item.kind === 'start' ? undefined : this.#live(entry)
      killPoint('turn.run.before')
      const outcome = before === undefined ? firstTurn(machine, taken.event['input']) : nextTurn(machine, before, taken.event)
      killPoint('turn.run.after')
      const around = this.#drafts.look(entry, taken)
      const said = readDeclared(outcome.declared, around)
      const next = nextBook(outcome, around)
      const snapshot = persist(outcome.snapshot)
      const encoded = encodeSnapshot(entry.address, snapshot)
      if (encoded.warnBytes !== undefined) this.#warnLarge(entry, encoded.warnBytes)
      record = this.#drafts.record(entry, taken, {
        // the time that its timers were reckoned from, so that a replay reckons the same
        at: around.at,
        said,
        book: isEmptyBook(next.book) ? undefined : next.book,
        from: before === undefined ? null : (before.value as Json),
        snapshot,
      })
      text = encoded.text
      left = next.left
      live = outcome.snapshot
    } catch (error) {
      this.#supervisor.turnFailed(entry, item, taken, error)
      return
    }
    const { status } = record.snapshot
    entry.live = status === 'active' ? live : undefined
    const settle = item.kind === 'external' || item.kind === 'start' ? item.settle : undefined
    // A child's address is taken from here on, whoever else would start it in this batch.
    core.appendTurn(record, text, left.length === 0 ? settle : this.#leaving(left, settle))
    if (status === 'done') this.#supervisor.restarts.ended(entry)
  }

  #leaving(left: readonly PendingEffect[], settle: Settle | undefined): Seen {
    return {
      done: (seq) => {
        this.#effects.leave(left)
        settle?.done(seq)
      },
    }
  }

  #warnLarge({ address }: Entry, bytes: number): void {
    const message = `the state of ${address} has ${bytes} bytes of ${limits.stateRefuseBytes}`
    this.#core.alert({ code: 'STATE_LARGE', message, address })
  }

  /** The machine's snapshot, read back from the journal when it is not in memory. */
  #live(entry: Entry): AnyMachineSnapshot {
    if (entry.live === undefined) {
      const { machine } = this.#core.bot(entry.role)
      // A bot that is active has a record of its state.
      const record = this.#core.read(entry.position as NonNullable<Entry['position']>) as TurnRecord | ActorRecord
      entry.shown ??= record
      entry.live = restore(machine, storedState(this.#core.bot(entry.role), entry.address, record))
    }
    return entry.live
  }
}
