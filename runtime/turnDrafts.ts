// What a turn may know, and the record that it comes to. One of each is made for every turn, so they are made cheaply.
import type { Core } from './core.ts'
import type { Entry } from './entry.ts'
import { emptyBook, type TurnRecord } from './records.ts'
import { rootAddress } from './store.ts'
import type { Taken } from './takenItem.ts'
import { isTaken } from './trouble.ts'
import type { Said, Surroundings } from './turnRecord.ts'

/** What a turn came to, as its record says it. */
type Came = Pick<TurnRecord, 'at' | 'book' | 'from' | 'snapshot'> & { readonly said?: Said }

const nothingSaid: Said = {}

/** Turns of one host, which come one after another. */
export class TurnDrafts {
  readonly #core: Core
  readonly #around: { -readonly [Key in keyof Surroundings]: Surroundings[Key] }
  #wallMs = 0

  constructor(core: Core) {
    this.#core = core
    const { store, bots } = core
    this.#around = {
      address: rootAddress,
      seq: 0,
      nowMs: 0,
      at: '',
      askId: undefined,
      cause: { kind: 'external' },
      book: emptyBook,
      isRole: (role) => bots.has(role),
      isTaken: (address) => isTaken(store.entries.get(address), this.#around.address),
      parentOf: (address) => store.entries.get(address)?.parent,
    }
  }

  /** Looks at the clock for the turns that follow at once: some dozens, less than a millisecond. */
  begin(): void {
    this.#wallMs = this.#core.clock.now()
  }

  /** What this turn may know; good until the next one looks. */
  look(entry: Entry, taken: Taken): Surroundings {
    const around = this.#around
    const nowMs = this.#core.nowMs(this.#wallMs)
    around.address = entry.address
    around.seq = this.#core.writer.nextSeq
    around.nowMs = nowMs
    around.at = this.#core.isoAt(nowMs)
    around.askId = taken.askId
    around.cause = taken.cause
    around.book = entry.book
    return around
  }

  /** The record. Always with the same members in the same order, those that it does not have too. */
  record(
    { address, incarnation, role }: Entry,
    { cause, consumes, event }: Taken,
    { at, said = nothingSaid, book, from, snapshot }: Came,
  ): TurnRecord {
    const first = cause.kind === 'start'
    return {
      seq: this.#core.writer.nextSeq,
      at,
      kind: 'turn',
      actor: address,
      incarnation: first ? incarnation + 1 : incarnation,
      version: this.#core.bot(role).version,
      cause,
      consumes,
      parent: first ? (cause.by === 'operator' ? null : cause.by) : undefined,
      outbox: said.outbox,
      replies: said.replies,
      book,
      event,
      from,
      facts: said.facts,
      snapshot,
    }
  }
}
