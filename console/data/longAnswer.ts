// A list that is too long to be asked for at once: newest first, page after page, for as long as somebody scrolls. A page may
// be empty and not the last one, because one question reads only so much of the journal.
import { Refusal } from './api.ts'

/** A page as the gateway tells it. */
export interface Paged {
  /** `before` of the next page; null at the end. */
  readonly next: number | null
  /** All turns from here on were looked at. */
  readonly from: number
  /** The last record of the journal, as of this page. */
  readonly through: number
}

/** What the page sees; a new object whenever something changed. */
export interface LongView<Row> {
  readonly rows: readonly Row[]
  readonly isLoading: boolean
  /** Is there nothing further back? */
  readonly isEnd: boolean
  /** So far back was looked; undefined before the first page. */
  readonly from: number | undefined
  /** The list stands for the journal up to here. */
  readonly through: number
  readonly refusal: Refusal | undefined
}

/** Pages in a row without a row before a person has to say that it should go on: some 256 MB of journal. */
const emptyPagesMax = 8
const nothing = { rows: [], isLoading: true, isEnd: false, from: undefined, through: 0, refusal: undefined } as const

/** Of one question. */
export class LongAnswer<Page extends Paged, Row> {
  readonly #ask: (before: number | undefined, signal: AbortSignal) => Promise<Page>
  readonly #rowsOf: (page: Page) => readonly Row[]
  readonly #leave = new AbortController()
  readonly #listeners = new Set<() => void>()
  #view: LongView<Row> = nothing
  #next: number | undefined
  #isAsking = false

  /** @param ask throws a Refusal; is given a signal that is aborted when nobody waits any more */
  constructor(ask: (before: number | undefined, signal: AbortSignal) => Promise<Page>, rowsOf: (page: Page) => readonly Row[]) {
    this.#ask = ask
    this.#rowsOf = rowsOf
  }

  readonly view = (): LongView<Row> => this.#view
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  close(): void {
    this.#leave.abort()
  }

  /** The next page, and those after it while they are empty. Nothing while one is asked for, or at the end. */
  readonly more = async (): Promise<void> => {
    if (this.#isAsking || this.#view.isEnd) return
    this.#isAsking = true
    this.#show({ isLoading: true, refusal: undefined })
    try {
      for (let empty = 0; empty < emptyPagesMax; empty += 1) if (await this.#page()) break
      this.#show({ isLoading: false })
    } catch (failure) {
      if (!(failure instanceof Refusal)) throw failure
      this.#show({ isLoading: false, refusal: failure })
    } finally {
      this.#isAsking = false
    }
  }

  /** @returns is that enough? */
  async #page(): Promise<boolean> {
    const page = await this.#ask(this.#next, this.#leave.signal)
    if (this.#leave.signal.aborted) return true
    const rows = this.#rowsOf(page)
    this.#next = page.next ?? undefined
    this.#show({
      rows: rows.length === 0 ? this.#view.rows : [...this.#view.rows, ...rows],
      isEnd: page.next === null,
      from: page.from,
      through: this.#view.through || page.through,
    })
    return rows.length > 0 || page.next === null
  }

  #show(change: Partial<LongView<Row>>): void {
    if (this.#leave.signal.aborted) return
    this.#view = { ...this.#view, ...change }
    for (const listener of this.#listeners) listener()
  }
}
