// One bot as its page knows it: where it is now, and a run of its turns without gaps. News of it come one question at a time,
// however fast it turns; the run reaches to its newest turn unless a link led far back.
import { pageWithTurns } from '#console/data/pageWithTurns.ts'
import { askedOf, Refusal } from '#console/data/api.ts'
import type { BotNow, TurnPage, TurnRow } from './botShapes.ts'

/** What the page sees; a new object whenever something changed. */
export interface StoryView {
  readonly bot: BotNow | undefined
  /** Oldest first, no turn of the bot missing between them. */
  readonly turns: readonly TurnRow[]
  /** Are there turns before, or after, those? */
  readonly hasEarlier: boolean
  readonly hasLater: boolean
  readonly isLoading: boolean
  readonly refusal: Refusal | undefined
}

/** Answers a path with the JSON of its document. @throws Refusal */
export type AskPath = <Data>(path: string) => Promise<Data>

const pageSize = 200
/** What a page keeps of a bot that turns all day. */
const keptMax = 4_000
const nothing: StoryView = { bot: undefined, turns: [], hasEarlier: false, hasLater: false, isLoading: true, refusal: undefined }

/** Of one address. */
export class BotStory {
  readonly #path: string
  readonly #ask: AskPath
  #view = nothing
  /** The newest turn of it that somebody told of. */
  #told = 0
  /** Where pages before and after the run go on: a page may be empty and not the last one. */
  #before: number | undefined
  #after = 0
  #isAsking = false
  /** What is asked for now, or was at last. */
  #asked: Promise<void> = Promise.resolve()
  #isOpen = true
  readonly #listeners = new Set<() => void>()

  constructor(address: string, ask: AskPath = askedOf) {
    this.#path = `/api/v1/bots/${encodeURIComponent(address)}`
    this.#ask = ask
  }

  readonly view = (): StoryView => this.#view

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** @param seq the moment that a link names; absent: now */
  async open(seq?: number): Promise<void> {
    this.#isOpen = true
    await this.#guarded(async () => {
      const bot = await this.#bot()
      this.#show({ bot })
      // from its own last turn: the end of the journal may be far from it
      const page = await this.#turnsBefore(bot.seq + 1)
      this.#before = page.next ?? undefined
      this.#after = page.turns.at(-1)?.seq ?? 0
      this.#show({ turns: page.turns, hasEarlier: page.next !== null, hasLater: false })
    })
    if (seq !== undefined && seq < (this.#view.turns[0]?.seq ?? 0)) await this.around(seq)
  }

  close(): void {
    this.#isOpen = false
  }

  /** Somebody tells that the bot has turned. */
  async news(seq: number): Promise<void> {
    this.#told = Math.max(this.#told, seq)
    if (this.#isAsking || this.#told <= this.#seen()) return
    await this.#guarded(async () => {
      this.#show({ bot: await this.#bot() })
      if (!this.#view.hasLater) this.#show(await this.#laterTurns())
    })
    if (this.#isOpen && this.#view.refusal === undefined && this.#told > this.#seen()) await this.news(this.#told)
  }

  /** More turns before the first one. */
  async earlier(): Promise<void> {
    if (!this.#view.hasEarlier || this.#isAsking) return
    await this.#guarded(async () => {
      const page = await this.#turnsBefore(this.#before)
      this.#before = page.next ?? undefined
      const all = [...page.turns, ...this.#view.turns]
      const turns = all.slice(0, keptMax)
      if (all.length > keptMax) this.#after = turns.at(-1)?.seq ?? 0
      this.#show({ turns, hasEarlier: page.next !== null, hasLater: this.#view.hasLater || all.length > keptMax })
    })
  }

  /** More turns after the last one, where the run does not reach to now. */
  async later(): Promise<void> {
    if (!this.#view.hasLater || this.#isAsking) return
    await this.#guarded(async () => this.#show(await this.#laterTurns()))
  }

  /** A run of turns around a moment, wherever it is. */
  async around(seq: number): Promise<void> {
    await this.#guarded(async () => {
      const before = await this.#turnsBefore(seq + 1)
      const after = await this.#turns(`after=${seq}&limit=${pageSize}`)
      this.#before = before.next ?? undefined
      this.#after = after.next ?? after.turns.at(-1)?.seq ?? seq
      this.#show({ turns: [...before.turns, ...after.turns], hasEarlier: before.next !== null, hasLater: after.next !== null })
    })
  }

  /** To the first turns that are held. @returns the first of them */
  async oldest(): Promise<number | undefined> {
    while (this.#isAsking) await this.#asked
    if (this.#view.hasEarlier)
      await this.#guarded(async () => {
        const page = await this.#turnsAfter(0)
        this.#before = undefined
        this.#after = page.next ?? page.turns.at(-1)?.seq ?? 0
        this.#show({ turns: page.turns, hasEarlier: false, hasLater: page.next !== null })
      })
    return this.#view.hasEarlier ? undefined : this.#view.turns[0]?.seq
  }

  /** Back to the newest turns. */
  async newest(): Promise<void> {
    if (!this.#view.hasLater) return
    await this.open()
  }

  async #laterTurns(): Promise<Pick<StoryView, 'turns' | 'hasEarlier' | 'hasLater'>> {
    const page = await this.#turns(`after=${this.#after}&limit=${pageSize}`)
    this.#after = page.next ?? page.turns.at(-1)?.seq ?? this.#after
    const all = [...this.#view.turns, ...page.turns]
    const turns = all.slice(-keptMax)
    if (all.length > keptMax) this.#before = turns[0]?.seq
    return { turns, hasEarlier: this.#view.hasEarlier || all.length > keptMax, hasLater: page.next !== null }
  }

  /** The newest turn that this view stands for. */
  #seen(): number {
    return Math.max(this.#view.bot?.seq ?? 0, this.#view.turns.at(-1)?.seq ?? 0)
  }

  #bot(): Promise<BotNow> {
    return this.#ask<BotNow>(this.#path)
  }
  /** A page with turns on it, or the last one: the gateway reads no more than so much of the journal for one page. */
  #turnsBefore(before: number | undefined): Promise<TurnPage> {
    return pageWithTurns((next) => this.#turns(`before=${next ?? before}&limit=${pageSize}`))
  }
  #turnsAfter(after: number): Promise<TurnPage> {
    return pageWithTurns((next) => this.#turns(`after=${next ?? after}&limit=${pageSize}`))
  }
  #turns(query: string): Promise<TurnPage> {
    return this.#ask<TurnPage>(`${this.#path}/turns?${query}`)
  }

  #guarded(work: () => Promise<void>): Promise<void> {
    this.#isAsking = true
    this.#show({ isLoading: true })
    this.#asked = this.#worked(work)
    return this.#asked
  }
  async #worked(work: () => Promise<void>): Promise<void> {
    try {
      await work()
      this.#show({ refusal: undefined })
    } catch (failure) {
      if (!(failure instanceof Refusal)) throw failure
      this.#show({ refusal: failure })
    } finally {
      this.#isAsking = false
      this.#show({ isLoading: false })
    }
  }

  #show(change: Partial<StoryView>): void {
    if (!this.#isOpen) return
    this.#view = { ...this.#view, ...change }
    for (const listener of this.#listeners) listener()
  }
}
