// Everything the runtime knows, as a fold over the journal's records. The same fold serves a start and a running host,
// so what a restart finds is what was there.
import { crc32 } from 'node:zlib'
import type { Address } from './authoring.ts'
import { bookAfterEnd, withWaited, withoutCause } from './book.ts'
import type { Json } from './host.ts'
import { newEntry, type Entry } from './entry.ts'
import { limits } from './limits.ts'
import type { TurnHead } from './recordLine.ts'
import {
  emptyBook,
  type BaseLine,
  type DeadRecord,
  type HintRecord,
  type JournalRecord,
  type Outgoing,
  type PendingEffect,
  type Position,
  type Repair,
  type RestartRecord,
  type SettledRecord,
  type TurnRecord,
} from './records.ts'
import { afterStart, descendants, vacated, withFailure, withRestart, withoutCounts } from './trouble.ts'

/** A message that no record has consumed. */
export interface PendingMessage {
  readonly id: string
  readonly from: Address
  readonly out: Outgoing
}
/** What is remembered of an ask. */
export interface Asked {
  readonly seq: number
  readonly atMs: number
  reply: { readonly output: Json; readonly seq: number } | undefined
  failed: { readonly code: string; readonly problem: string } | undefined
}

/** The root of all bots; what the daemon itself says is said in its name. */
export const rootAddress: Address = 'swarm:root'

/** The fold. `live` tells whether records are being written now (their snapshots are already in memory). */
export class Store {
  readonly entries = new Map<Address, Entry>()
  readonly pending = new Map<string, PendingMessage>()
  readonly asks = new Map<string, Asked>()
  readonly deadLetters = new Map<number, DeadRecord>()
  lastAt = 0
  #lastIso = ''
  readonly #roles = new Map<string, string>()
  incarnation = 0
  /** What a repair gave up, until the start that tells it. */
  repair: Repair | undefined
  /** Did the last process say that it stopped? */
  stoppedCleanly = true
  /** The snapshot files are no older than this for any bot. */
  filesThrough = 0

  /** The entry of an address, made if it is not there. */
  entry(address: Address): Entry {
    const known = this.entries.get(address)
    if (known !== undefined) return known
    const colon = address.indexOf(':')
    const made = newEntry(address, this.#role(address.slice(0, colon)))
    this.entries.set(address, made)
    return made
  }

  /** One string for all bots of a role: an idle bot costs little more than its entry. */
  #role(name: string): string {
    const known = this.#roles.get(name)
    if (known === undefined) this.#roles.set(name, name)
    return known ?? name
  }

  /** Takes a record in. Exhaustive: a kind it does not know cannot be written. */
  fold(record: JournalRecord | TurnHead | BaseLine, position: Position): void {
    if (record.at !== this.#lastIso) {
      this.#lastIso = record.at
      this.lastAt = Math.max(this.lastAt, Date.parse(record.at))
    }
    switch (record.kind) {
      case 'turn':
        return this.#turn(record, position)
      case 'dead':
        return this.#dead(record)
      case 'quarantine':
        Object.assign(this.entry(record.actor), { quarantine: record.failure, quarantineSeq: record.seq })
        return this.#send(record.seq, record.actor, record.outbox)
      case 'release':
        this.#released(this.entry(record.actor))
        return this.#send(record.seq, record.actor, record.outbox)
      case 'restart':
        return this.#restart(record)
      case 'attempt':
        return this.#effect(record.actor, record.effect, {
          attempt: record.attempt,
          deaths: record.deaths,
          crowded: record.crowded ?? 0,
          alone: record.alone === true,
          running: true,
        })
      case 'attemptFailed':
        return this.#effect(record.actor, record.effect, { running: false, retryAt: record.retryAt })
      case 'consumed':
        this.pending.delete(record.consumes)
        return
      case 'settled':
        return this.#settled(record)
      case 'daemon':
        this.incarnation = record.incarnation
        this.stoppedCleanly = record.phase === 'stopped'
        if (this.stoppedCleanly) this.filesThrough = record.seq
        this.repair = undefined
        return this.#send(record.seq, rootAddress, record.outbox)
      case 'actor':
        return this.#actor({ ...record, inputCrc: inputCrc(record.input), status: record.snapshot?.status ?? null }, position)
      case 'hint':
        return this.#actor(record, position)
      case 'pending':
        this.pending.set(record.id, { id: record.id, from: record.from, out: record.out })
        return
      case 'ask':
        this.asks.set(askKey(record.actor, record.askId), {
          seq: record.seq,
          atMs: Date.parse(record.at),
          reply: record.reply === undefined ? undefined : { output: record.reply.output, seq: record.seq },
          failed: undefined,
        })
        return
      case 'base':
        this.incarnation = record.incarnation
        // It is written by a process that goes on; only its own last record says that it stopped.
        this.stoppedCleanly = false
        if (record.repair === undefined) this.filesThrough = record.through
        this.repair = record.repair
        return
    }
  }

  /** Forgets asks that are too old to be repeated. They are in the order they were asked. */
  forgetAsks(nowMs: number): void {
    for (const [key, asked] of this.asks) {
      if (nowMs - asked.atMs < limits.askKeptMs) return
      this.asks.delete(key)
    }
  }

  #actor(record: Omit<HintRecord, 'kind' | 'offset' | 'length'>, position: Position): void {
    const entry = this.entry(record.actor)
    entry.parent = record.parent
    entry.inputCrc = record.inputCrc
    entry.birth = position
    entry.incarnation = record.incarnation
    entry.version = record.version
    entry.quarantine = record.quarantine
    entry.trouble = record.trouble
    entry.book = record.book ?? emptyBook
    entry.status = record.trouble?.due === undefined ? (record.status ?? 'starting') : 'starting'
    entry.position = position
    entry.seq = record.seq
    entry.at = this.#lastIso
  }

  #turn(record: TurnRecord | TurnHead, position: Position): void {
    const entry = this.entry(record.actor)
    const { cause } = record
    if (cause.kind === 'start') {
      entry.parent = record.parent ?? null
      // a start's record is always read whole
      entry.inputCrc = inputCrc('event' in record ? record.event['input'] : null)
      entry.birth = position
      entry.trouble = afterStart(entry.trouble, record)
    }
    entry.incarnation = record.incarnation
    entry.version = record.version
    entry.status = 'snapshot' in record ? record.snapshot.status : 'active'
    entry.position = position
    entry.seq = record.seq
    entry.at = this.#lastIso
    entry.book = record.book ?? emptyBook
    if (record.consumes !== undefined) this.pending.delete(record.consumes)
    if (cause.kind === 'external' && cause.askId !== undefined) {
      this.asks.set(askKey(record.actor, cause.askId), {
        seq: record.seq,
        atMs: Date.parse(record.at),
        reply: undefined,
        failed: undefined,
      })
    }
    for (const { askId, output } of record.replies ?? []) {
      const asked = this.asks.get(askKey(record.actor, askId))
      if (asked !== undefined && asked.reply === undefined) asked.reply = { output, seq: record.seq }
    }
    this.#send(record.seq, record.actor, record.outbox)
  }

  #dead(record: DeadRecord): void {
    this.deadLetters.set(record.seq, record)
    const { cause } = record
    if (record.consumes !== undefined) this.pending.delete(record.consumes)
    if (cause.kind === 'external' && cause.askId !== undefined) {
      const failed = { code: record.code, problem: record.problem }
      this.asks.set(askKey(record.actor, cause.askId), { seq: record.seq, atMs: Date.parse(record.at), reply: undefined, failed })
    }
    if (record.kept === true) return
    const entry = this.entries.get(record.actor)
    if (entry !== undefined) {
      // Of one that is not active nothing failed: it was merely too late.
      if (entry.status === 'active') entry.trouble = withFailure(entry.trouble, Date.parse(record.at))
      entry.book = withoutCause(entry.book, cause)
    }
    this.#send(record.seq, record.actor, record.outbox)
  }

  #settled({ seq, actor, dead, from, restores, outbox }: SettledRecord): void {
    this.deadLetters.delete(dead)
    const entry = this.entries.get(actor)
    if (entry !== undefined && restores !== undefined) entry.book = withWaited(entry.book, restores)
    this.#send(seq, from ?? actor, outbox)
  }

  #released(entry: Entry): void {
    entry.quarantine = undefined
    entry.trouble = withoutCounts(entry.trouble)
  }

  #restart(record: RestartRecord): void {
    const entry = this.entry(record.actor)
    entry.trouble = withRestart(entry.trouble, record)
    entry.status = 'starting'
    entry.book = bookAfterEnd(entry.book)
    entry.live = undefined
    if (record.vacates === true)
      for (const below of descendants(this.entries, record.actor)) below.trouble = vacated(below.trouble)
    this.#send(record.seq, record.actor, record.outbox)
  }

  #send(seq: number, from: Address, outbox: readonly Outgoing[] | undefined): void {
    outbox?.forEach((out, index) => {
      const id = `${seq}/${index}`
      this.pending.set(id, { id, from, out })
      if ('start' in out) this.#begun(out.to).parent = from
    })
  }

  /** The entry of a child that is being started, moved behind its elder siblings: entries stand in start order. */
  #begun(address: Address): Entry {
    const known = this.entry(address)
    this.entries.delete(address)
    this.entries.set(address, known)
    return known
  }

  #effect(actor: Address, id: string, change: Partial<PendingEffect>): void {
    const entry = this.entries.get(actor)
    if (entry === undefined) return
    const { effects, late } = entry.book
    for (const effect of Object.values(effects)) {
      if (effect.id === id) entry.book = { ...entry.book, effects: { ...effects, [effect.name]: { ...effect, ...change } } }
    }
    const left = late[id]
    if (left !== undefined) entry.book = { ...entry.book, late: { ...late, [id]: { ...left, ...change } } }
  }
}

/** What two equal inputs share. */
export function inputCrc(input: unknown): number {
  return crc32(JSON.stringify(input ?? null))
}

/** Asks are numbered per bot. */
export function askKey(address: Address, askId: string): string {
  return `${address} ${askId}`
}
